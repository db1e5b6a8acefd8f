import { ANY_KEY } from '../../../platform/http/access.ts';
import { errors } from '../../../platform/http/envelope.ts';
import type { HttpServer } from '../../../platform/http/server.ts';
import { SessionParams } from '../sessions.schema.ts';
import { ResultAnswer, ResultQuery } from './results.schema.ts';
import { getResult } from './results.service.ts';

export async function resultRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/speech-to-text/session/:session_id/result',
    {
      config: { access: [...ANY_KEY, 'sessions.read'] },
      schema: {
        operationId: 'getResult',
        summary: 'The recognised words with their times and confidences',
        tags: ['Sessions'],
        params: SessionParams,
        querystring: ResultQuery,
        response: { 200: ResultAnswer, ...errors(401, 404, 422) },
      },
    },
    (request) => getResult(request.ctx, request.params.session_id, request.query),
  );
}
