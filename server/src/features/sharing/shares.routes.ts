import type { FastifyRequest } from 'fastify';
import { ANY_KEY } from '../../platform/http/access.ts';
import { deviceOf } from '../../platform/http/device.ts';
import { errors, NoContent } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { DocumentParams } from '../documents/index.ts';
import { mailShare } from './share-mails.service.ts';
import {
  CreatedShareAnswer,
  CreateShareBody,
  ListSharesQuery,
  MailedShareAnswer,
  MailShareBody,
  ShareList,
  ShareParams,
} from './shares.schema.ts';
import { createShare, listShares, revokeShare } from './shares.service.ts';

const tags = ['Sharing'];
const SHARE = '/api/v3/speech-to-text/session/:session_id/document/:document_id/share';
const access = [...ANY_KEY, 'sessions.write'] as const;

/** The documented call has no body; many clients announce JSON all the same, and send nothing. */
async function allowNoBody({ headers }: FastifyRequest): Promise<void> {
  if (Number(headers['content-length'] ?? 0) === 0 && !headers['transfer-encoding']) delete headers['content-type'];
}
async function takeNoBodyForEmpty(request: FastifyRequest): Promise<void> {
  request.body ??= {};
}

export async function shareRoutes(app: HttpServer): Promise<void> {
  app.post(
    SHARE,
    {
      config: { access, idempotent: 'json' },
      onRequest: allowNoBody,
      preValidation: takeNoBodyForEmpty,
      schema: {
        operationId: 'createShare',
        summary: 'Make a link by which anybody can read or edit a document, without an account',
        description:
          'The body may be left out. The token is behind `#` in the link, which browsers send to no server; it is ' +
          'stored as a hash and shown this once.',
        tags,
        params: DocumentParams,
        body: CreateShareBody,
        response: { 201: CreatedShareAnswer, ...errors(400, 401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return createShare(request.ctx, request.params, request.body, deviceOf(request));
    },
  );

  app.get(
    SHARE,
    {
      config: { access },
      schema: {
        operationId: 'listShares',
        summary: 'The links of a document, the newest first, with their last use',
        tags,
        params: DocumentParams,
        querystring: ListSharesQuery,
        response: { 200: ShareList, ...errors(401, 403, 404, 422) },
      },
    },
    (request) => listShares(request.ctx, request.params, request.query),
  );

  app.delete(
    `${SHARE}/:share_id`,
    {
      config: { access },
      schema: {
        operationId: 'revokeShare',
        summary: 'End a link, at once and for good',
        tags,
        params: ShareParams,
        response: { 204: NoContent, ...errors(401, 403, 404, 422) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await revokeShare(request.ctx, request.params, deviceOf(request));
    },
  );

  app.post(
    `${SHARE}/email`,
    {
      config: { access, idempotent: 'json' },
      schema: {
        operationId: 'mailShare',
        summary: 'Make a link and send it to people by mail',
        description:
          'One link for all of them, a mail to each. A password is not in the mails: tell it in another way.',
        tags,
        params: DocumentParams,
        body: MailShareBody,
        response: { 200: MailedShareAnswer, ...errors(400, 401, 403, 404, 409, 422, 429) },
      },
    },
    (request) => mailShare(request.ctx, request.params, request.body, deviceOf(request)),
  );
}
