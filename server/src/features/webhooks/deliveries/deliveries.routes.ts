import { errors } from '../../../platform/http/envelope.ts';
import type { HttpServer } from '../../../platform/http/server.ts';
import { WebhookParams } from '../webhooks.schema.ts';
import {
  DeliveryAnswer,
  DeliveryList,
  DeliveryParams,
  ListDeliveriesQuery,
  ListWebhookDeliveriesQuery,
  WebhookDeliveryParams,
} from './deliveries.schema.ts';
import {
  getDelivery,
  listDeliveries,
  listWebhookDeliveries,
  redeliver,
  redeliverToWebhook,
} from './deliveries.service.ts';
import { testWebhook } from './test-webhook.service.ts';

const tags = ['Webhooks'];
const config = { access: ['batch', 'webhooks.manage'] as const };
const again = 'The same id and body; tried at once and, if need be, through the whole schedule anew.';

export async function webhookDeliveryRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/organization/webhooks/deliveries',
    {
      config,
      schema: {
        operationId: 'listDeliveries',
        summary: 'Every webhook sent for the organisation in the last 30 days, newest first',
        description: 'Those to its endpoints and those to the addresses that sessions named.',
        tags,
        querystring: ListDeliveriesQuery,
        response: { 200: DeliveryList, ...errors(401, 403, 422, 429) },
      },
    },
    (request) => listDeliveries(request.ctx, request.query),
  );

  app.get(
    '/api/v3/organization/webhooks/deliveries/:delivery_id',
    {
      config,
      schema: {
        operationId: 'getDelivery',
        summary: 'One delivery with its attempts, what was sent and what came back',
        tags,
        params: DeliveryParams,
        response: { 200: DeliveryAnswer, ...errors(401, 403, 404, 422, 429) },
      },
    },
    (request) => getDelivery(request.ctx, request.params.delivery_id),
  );

  app.post(
    '/api/v3/organization/webhooks/deliveries/:delivery_id/redeliver',
    {
      config: { ...config, rate: 'webhooks', idempotent: 'json' },
      schema: {
        operationId: 'redeliver',
        summary: 'Send a delivery again',
        description: again,
        tags,
        params: DeliveryParams,
        response: { 202: DeliveryAnswer, ...errors(401, 403, 404, 409, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(202);
      return redeliver(request.ctx, request.params.delivery_id);
    },
  );

  app.get(
    '/api/v3/organization/webhooks/:id/deliveries',
    {
      config,
      schema: {
        operationId: 'listWebhookDeliveries',
        summary: 'What was sent to an endpoint in the last 30 days, newest first',
        tags,
        params: WebhookParams,
        querystring: ListWebhookDeliveriesQuery,
        response: { 200: DeliveryList, ...errors(401, 403, 404, 422, 429) },
      },
    },
    (request) => listWebhookDeliveries(request.ctx, request.params.id, request.query),
  );

  app.post(
    '/api/v3/organization/webhooks/:id/deliveries/:delivery_id/redeliver',
    {
      config: { ...config, rate: 'webhooks', idempotent: 'json' },
      schema: {
        operationId: 'redeliverToWebhook',
        summary: 'Send a delivery to an endpoint again',
        description: again,
        tags,
        params: WebhookDeliveryParams,
        response: { 202: DeliveryAnswer, ...errors(401, 403, 404, 409, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(202);
      return redeliverToWebhook(request.ctx, request.params.id, request.params.delivery_id);
    },
  );

  app.post(
    '/api/v3/organization/webhooks/:id/test',
    {
      config: { ...config, rate: 'webhooks' },
      schema: {
        operationId: 'testWebhook',
        summary: 'Send an endpoint a `webhook.test` now and see what it answers',
        description: 'Waits for the answer, 20 seconds at most. Tried once.',
        tags,
        params: WebhookParams,
        response: { 200: DeliveryAnswer, ...errors(401, 403, 404, 422, 429) },
      },
    },
    (request) => testWebhook(request.ctx, request.params.id, request.signal),
  );
}
