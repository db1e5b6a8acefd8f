import { Type } from 'typebox';
import { deviceOf } from '../../platform/http/device.ts';
import { errors, PageQuery } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import {
  QueueList,
  RetriedAnswer,
  StrandedList,
  StrandedParams,
  StrandedQuery,
  UsageList,
  UsageQuery,
} from './figures.schema.ts';
import { listAdminQueue, listAdminUsage, listStrandedSessions, retryStrandedSession } from './figures.service.ts';

const tags = ['Administration'];
const config = { access: ['admin'] as const };

export async function adminFigureRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/admin/usage',
    {
      config,
      schema: {
        operationId: 'listAdminUsage',
        summary: 'Sessions and seconds of audio by organisation and month, newest month first',
        tags,
        querystring: UsageQuery,
        response: { 200: UsageList, ...errors(400, 401, 403, 422, 429) },
      },
    },
    (request) => listAdminUsage(request.ctx, request.query),
  );

  app.get(
    '/api/v3/admin/queue',
    {
      config,
      schema: {
        operationId: 'listAdminQueue',
        summary: 'What waits and is worked on, by organisation',
        tags,
        querystring: Type.Object(PageQuery),
        response: { 200: QueueList, ...errors(401, 403, 422, 429) },
      },
    },
    (request) => listAdminQueue(request.ctx, request.query),
  );

  app.get(
    '/api/v3/admin/sessions/stranded',
    {
      config,
      schema: {
        operationId: 'listStrandedSessions',
        summary: 'Sessions that got nowhere: unfinished for too long, without media, failed lately',
        tags,
        querystring: StrandedQuery,
        response: { 200: StrandedList, ...errors(401, 403, 422, 429) },
      },
    },
    (request) => listStrandedSessions(request.ctx, request.query),
  );

  app.post(
    '/api/v3/admin/sessions/stranded/:session_id/retry',
    {
      config,
      schema: {
        operationId: 'retryStrandedSession',
        summary: 'Put a failed session back into the queue',
        tags,
        params: StrandedParams,
        response: { 200: RetriedAnswer, ...errors(401, 403, 404, 409, 422, 429) },
      },
    },
    (request) => retryStrandedSession(request.ctx, request.params.session_id, deviceOf(request)),
  );
}
