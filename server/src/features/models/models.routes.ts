import { ANY_KEY } from '../../platform/http/access.ts';
import { errors } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { ModelList } from './models.schema.ts';
import { listModels } from './models.service.ts';

export async function modelRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/speech-to-text/models',
    {
      config: { access: [...ANY_KEY, 'sessions.read'] },
      schema: {
        operationId: 'listModels',
        summary: 'The installed speech models and what they can do',
        tags: ['Models'],
        response: { 200: ModelList, ...errors(401) },
      },
    },
    async (request) => listModels(request.ctx),
  );
}
