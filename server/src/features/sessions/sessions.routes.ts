import { ANY_KEY } from '../../platform/http/access.ts';
import { errors, NoContent } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import {
  CreatedSessionAnswer,
  CreateSessionBody,
  ListSessionsQuery,
  SessionAnswer,
  SessionList,
  SessionParams,
} from './sessions.schema.ts';
import { createSession, deleteSession, getSession, listSessions } from './sessions.service.ts';

const tags = ['Sessions'];

export async function sessionRoutes(app: HttpServer): Promise<void> {
  app.post(
    '/api/v3/speech-to-text/session',
    {
      config: { access: ['batch', 'sessions.write'], rate: 'creations', capacity: 'new', idempotent: 'json' },
      schema: {
        operationId: 'createSession',
        summary: 'Create a session that waits for its media',
        tags,
        body: CreateSessionBody,
        response: { 200: CreatedSessionAnswer, ...errors(400, 401, 403, 404, 415, 422) },
      },
    },
    (request) => createSession(request.ctx, request.body),
  );

  app.get(
    '/api/v3/speech-to-text/session',
    {
      config: { access: ['batch', 'sessions.read'] },
      schema: {
        operationId: 'listSessions',
        summary: 'List the sessions this key made, newest first',
        tags,
        querystring: ListSessionsQuery,
        response: { 200: SessionList, ...errors(400, 401, 403, 404, 422) },
      },
    },
    (request) => listSessions(request.ctx, request.query),
  );

  app.get(
    '/api/v3/speech-to-text/session/:session_id',
    {
      config: { access: [...ANY_KEY, 'sessions.read'] },
      schema: {
        operationId: 'getSession',
        summary: 'State and progress of a session',
        tags,
        params: SessionParams,
        response: { 200: SessionAnswer, ...errors(401, 404) },
      },
    },
    (request) => getSession(request.ctx, request.params.session_id),
  );

  app.delete(
    '/api/v3/speech-to-text/session/:session_id',
    {
      config: { access: [...ANY_KEY, 'sessions.write'] },
      schema: {
        operationId: 'deleteSession',
        summary: 'Erase text, name and media of a session and stop its work, for good',
        tags,
        params: SessionParams,
        response: { 204: NoContent, ...errors(401, 404) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await deleteSession(request.ctx, request.params.session_id);
    },
  );
}
