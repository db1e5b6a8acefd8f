import { Type } from 'typebox';
import { ANY_KEY } from '../../../platform/http/access.ts';
import { errors, Many, PageQuery, Timestamp } from '../../../platform/http/envelope.ts';
import type { HttpServer } from '../../../platform/http/server.ts';
import { answerRevision } from '../documents.routes.ts';
import { DocumentAnswer, DocumentParams, IfMatch } from '../documents.schema.ts';
import { listRevisions, restoreRevision } from './revisions.service.ts';

const tags = ['Documents'];
const REVISIONS = '/api/v3/speech-to-text/session/:session_id/document/:document_id/revisions';

const RevisionList = Many(
  Type.Object({
    number: Type.Integer(),
    action: Type.String({
      description:
        'created, imported, copied, merged, edited, settings, cleared, reset, restored, finished or reopened',
    }),
    actor: Type.String({ description: '`key:12`, `user:3` or `machine`' }),
    created: Timestamp,
    segment_count: Type.Integer(),
  }),
);

const RevisionParams = Type.Object({
  ...DocumentParams.properties,
  number: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
});

export async function revisionRoutes(app: HttpServer): Promise<void> {
  app.get(
    REVISIONS,
    {
      config: { access: [...ANY_KEY, 'sessions.read'] },
      schema: {
        operationId: 'listRevisions',
        summary: 'Who changed a document, when and how, the newest first',
        tags,
        params: DocumentParams,
        querystring: Type.Object(PageQuery),
        response: { 200: RevisionList, ...errors(401, 404, 422) },
      },
    },
    (request) => listRevisions(request.ctx, request.params, request.query),
  );

  app.post(
    `${REVISIONS}/:number/restore`,
    {
      config: { access: [...ANY_KEY, 'sessions.write'] },
      schema: {
        operationId: 'restoreRevision',
        summary: 'Bring an earlier revision back, as a new one',
        tags,
        params: RevisionParams,
        headers: IfMatch,
        response: { 200: DocumentAnswer, ...errors(400, 401, 404, 412, 422) },
      },
    },
    async (request, reply) =>
      answerRevision(reply, await restoreRevision(request.ctx, request.params, request.headers['if-match'])),
  );
}
