import { errors } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { RetentionAnswer } from './retention.schema.ts';
import { getRetention } from './retention.service.ts';

export async function retentionRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/organization/retention',
    {
      config: { access: ['batch', 'organization.read'] },
      schema: {
        operationId: 'getRetention',
        summary: 'How long media, transcripts and logs are kept',
        tags: ['System'],
        response: { 200: RetentionAnswer, ...errors(401, 403) },
      },
    },
    (request) => getRetention(request.ctx),
  );
}
