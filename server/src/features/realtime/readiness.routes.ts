import type { FastifyReply, FastifyRequest } from 'fastify';
import { ANY_KEY } from '../../platform/http/access.ts';
import { errors } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { RealtimeHub } from './hub.ts';
import { Readiness } from './readiness.schema.ts';
import { getRealtimeStatus } from './readiness.service.ts';

const tags = ['Realtime'];
const config = { access: [...ANY_KEY, 'account'] } as const;
const response = { 200: Readiness, 503: Readiness, ...errors(401, 403) };

/** Whether live connections are taken (reference 10.6). */
export function readinessRoutes(hub: RealtimeHub) {
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const status = getRealtimeStatus(request.ctx, hub);
    reply.code(status.ready ? 200 : 503);
    return status;
  };
  return async (app: HttpServer): Promise<void> => {
    app.post(
      '/api/v4/realtime/initialize',
      {
        config,
        schema: {
          operationId: 'initializeRealtime',
          summary:
            'Makes sure that live connections are taken; here they always are while a model for them is installed',
          tags,
          response,
        },
      },
      answer,
    );

    app.get(
      '/api/v4/realtime/status',
      {
        config,
        schema: {
          operationId: 'getRealtimeStatus',
          summary: 'Whether live connections are taken, and where',
          tags,
          response,
        },
      },
      answer,
    );
  };
}
