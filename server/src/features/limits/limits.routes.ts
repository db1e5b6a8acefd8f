import { errors } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { LimitsAnswer } from './limits.schema.ts';
import { getLimits } from './limits.service.ts';

export async function limitRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/limits',
    {
      config: { access: ['batch', 'realtime', 'reseller', 'account'] },
      schema: {
        operationId: 'getLimits',
        summary: 'Every limit in force for this key, and how much of it is used',
        tags: ['System'],
        response: { 200: LimitsAnswer, ...errors(401, 403) },
      },
    },
    (request) => getLimits(request.ctx, request.ip),
  );
}
