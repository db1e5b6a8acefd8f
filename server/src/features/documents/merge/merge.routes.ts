import { errors } from '../../../platform/http/envelope.ts';
import type { HttpServer } from '../../../platform/http/server.ts';
import { DocumentAnswer } from '../documents.schema.ts';
import { MergeBody } from './merge.schema.ts';
import { mergeDocuments } from './merge-documents.service.ts';

export async function mergeRoutes(app: HttpServer): Promise<void> {
  app.post(
    '/api/v3/speech-to-text/merge',
    {
      config: { access: ['batch', 'sessions.write'], rate: 'creations', idempotent: 'json' },
      schema: {
        operationId: 'mergeDocuments',
        summary: 'Several documents as one, in a session of its own',
        tags: ['Documents'],
        body: MergeBody,
        response: { 201: DocumentAnswer, ...errors(400, 401, 403, 404, 422) },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return mergeDocuments(request.ctx, request.body);
    },
  );
}
