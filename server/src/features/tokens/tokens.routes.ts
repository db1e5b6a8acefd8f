import { deviceOf } from '../../platform/http/device.ts';
import { errors, NoContent } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { CreatedTokenAnswer, CreateTokenBody, ListTokensQuery, TokenList, TokenParams } from './tokens.schema.ts';
import { createOwnToken, deleteToken, listTokens } from './tokens.service.ts';

const tags = ['Tokens'];

export async function tokenRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/tokens',
    {
      config: { access: ['tokens.manage'] },
      schema: {
        operationId: 'listTokens',
        summary: 'The API keys of the organisation, newest first; never the keys themselves',
        tags,
        querystring: ListTokensQuery,
        response: { 200: TokenList, ...errors(401, 403, 422, 429) },
      },
    },
    (request) => listTokens(request.ctx, request.query),
  );

  app.post(
    '/api/v3/tokens',
    {
      config: { access: ['tokens.manage'], rate: 'tokens', idempotent: 'json' },
      schema: {
        operationId: 'createToken',
        summary: 'Make an API key; it is shown this once',
        tags,
        body: CreateTokenBody,
        response: { 201: CreatedTokenAnswer, ...errors(400, 401, 403, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return createOwnToken(request.ctx, request.body, deviceOf(request));
    },
  );

  app.delete(
    '/api/v3/tokens/:id',
    {
      config: { access: ['tokens.manage'], rate: 'tokens' },
      schema: {
        operationId: 'deleteToken',
        summary: 'End an API key, everywhere and at once',
        tags,
        params: TokenParams,
        response: { 204: NoContent, ...errors(401, 403, 404, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await deleteToken(request.ctx, request.params.id, deviceOf(request));
    },
  );
}
