import { ANY_KEY } from '../../../platform/http/access.ts';
import { errors } from '../../../platform/http/envelope.ts';
import type { HttpServer } from '../../../platform/http/server.ts';
import { DocumentParams } from '../documents.schema.ts';
import { QualityAnswer, QualityQuery } from './quality.schema.ts';
import { getDocumentQuality } from './quality.service.ts';

export async function qualityRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/speech-to-text/session/:session_id/document/:document_id/quality',
    {
      config: { access: [...ANY_KEY, 'sessions.read'] },
      schema: {
        operationId: 'getDocumentQuality',
        summary: 'What in captions breaks the rules',
        tags: ['Documents'],
        params: DocumentParams,
        querystring: QualityQuery,
        response: { 200: QualityAnswer, ...errors(401, 404, 422) },
      },
    },
    (request) => getDocumentQuality(request.ctx, request.params, request.query),
  );
}
