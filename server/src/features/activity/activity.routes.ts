import { ANY_KEY } from '../../platform/http/access.ts';
import { errors } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { DocumentParams } from '../documents/index.ts';
import { ActivityList, ActivityOfQuery, ActivityQuery, FolderParams } from './activity.schema.ts';
import { listActivity, listDocumentActivity, listFolderActivity } from './activity.service.ts';

const tags = ['Activity'];

export async function activityRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/activity',
    {
      config: { access: ['batch', 'sessions.read'] },
      schema: {
        operationId: 'listActivity',
        summary: 'What was done to sessions, documents and folders, newest first',
        description:
          'Administrators see all of their organisation, others what lies in folders they may read now, a key what happened ' +
          'to its own sessions. Edits of one document by one person are one entry in ten minutes.',
        tags,
        querystring: ActivityQuery,
        response: { 200: ActivityList, ...errors(400, 401, 403, 404, 422) },
      },
    },
    (request) => listActivity(request.ctx, request.query),
  );

  app.get(
    '/api/v3/speech-to-text/session/:session_id/document/:document_id/activity',
    {
      config: { access: [...ANY_KEY, 'sessions.read'] },
      schema: {
        operationId: 'listDocumentActivity',
        summary: 'What was done to a document, newest first',
        tags,
        params: DocumentParams,
        querystring: ActivityOfQuery,
        response: { 200: ActivityList, ...errors(400, 401, 404, 422) },
      },
    },
    (request) => listDocumentActivity(request.ctx, request.params, request.query),
  );

  app.get(
    '/api/v3/folders/:id/activity',
    {
      config: { access: ['batch', 'sessions.read'] },
      schema: {
        operationId: 'listFolderActivity',
        summary: 'What was done to a folder and the sessions in it, newest first',
        tags,
        params: FolderParams,
        querystring: ActivityOfQuery,
        response: { 200: ActivityList, ...errors(400, 401, 403, 404, 422) },
      },
    },
    (request) => listFolderActivity(request.ctx, request.params.id, request.query),
  );
}
