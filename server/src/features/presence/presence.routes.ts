import { ANY_KEY } from '../../platform/http/access.ts';
import { errors } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { DocumentParams } from '../documents/index.ts';
import { ViewerList } from './presence.schema.ts';
import { listPresence } from './presence.service.ts';

export async function presenceRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/speech-to-text/session/:session_id/document/:document_id/presence',
    {
      config: { access: [...ANY_KEY, 'sessions.read'] },
      schema: {
        operationId: 'listPresence',
        summary: 'Who has a document open: whoever follows its events',
        tags: ['Documents'],
        params: DocumentParams,
        response: { 200: ViewerList, ...errors(401, 404) },
      },
    },
    (request) => listPresence(request.ctx, request.params),
  );
}
