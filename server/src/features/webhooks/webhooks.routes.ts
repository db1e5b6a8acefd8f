import { errors, NoContent } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import {
  CreateWebhookBody,
  ListWebhooksQuery,
  UpdateWebhookBody,
  WebhookAnswer,
  WebhookList,
  WebhookParams,
} from './webhooks.schema.ts';
import { createWebhook, deleteWebhook, getWebhook, listWebhooks, updateWebhook } from './webhooks.service.ts';

const tags = ['Webhooks'];
const config = { access: ['batch', 'webhooks.manage'] as const };

export async function webhookRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/organization/webhooks',
    {
      config,
      schema: {
        operationId: 'listWebhooks',
        summary: 'The endpoints that are told of everything in the organisation, newest first',
        tags,
        querystring: ListWebhooksQuery,
        response: { 200: WebhookList, ...errors(401, 403, 422, 429) },
      },
    },
    (request) => listWebhooks(request.ctx, request.query),
  );

  app.post(
    '/api/v3/organization/webhooks',
    {
      config: { ...config, rate: 'webhooks', idempotent: 'json' },
      schema: {
        operationId: 'createWebhook',
        summary: 'Add an endpoint that is told of the events it asks for',
        tags,
        body: CreateWebhookBody,
        response: { 201: WebhookAnswer, ...errors(400, 401, 403, 409, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return createWebhook(request.ctx, request.body);
    },
  );

  app.get(
    '/api/v3/organization/webhooks/:id',
    {
      config,
      schema: {
        operationId: 'getWebhook',
        summary: 'One endpoint',
        tags,
        params: WebhookParams,
        response: { 200: WebhookAnswer, ...errors(401, 403, 404, 422, 429) },
      },
    },
    (request) => getWebhook(request.ctx, request.params.id),
  );

  app.put(
    '/api/v3/organization/webhooks/:id',
    {
      config,
      schema: {
        operationId: 'updateWebhook',
        summary: 'Change an endpoint; what still waits to be sent goes to its new address',
        tags,
        params: WebhookParams,
        body: UpdateWebhookBody,
        response: { 200: WebhookAnswer, ...errors(400, 401, 403, 404, 415, 422, 429) },
      },
    },
    (request) => updateWebhook(request.ctx, request.params.id, request.body),
  );

  app.delete(
    '/api/v3/organization/webhooks/:id',
    {
      config,
      schema: {
        operationId: 'deleteWebhook',
        summary: 'Remove an endpoint and stop what still waits to be sent to it',
        tags,
        params: WebhookParams,
        response: { 204: NoContent, ...errors(401, 403, 404, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await deleteWebhook(request.ctx, request.params.id);
    },
  );
}
