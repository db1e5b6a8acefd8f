import { Type } from 'typebox';
import { ANY_KEY } from '../../../platform/http/access.ts';
import { errors } from '../../../platform/http/envelope.ts';
import type { HttpServer } from '../../../platform/http/server.ts';
import { Content } from '../../document-store/index.ts';
import { DocumentParams } from '../documents.schema.ts';
import { DownloadQuery, ExportedDocument, ExportQuery } from './export.schema.ts';
import { downloadDocument, getDocument } from './export-document.service.ts';
import { FORMATS } from './export-formats.ts';

const tags = ['Documents'];
const DOCUMENT = '/api/v3/speech-to-text/session/:session_id/document/:document_id';

/** A stream: nothing is serialised, this is for the contract. */
const bytes = { schema: Type.Unsafe<never>({ type: 'string', format: 'binary' }) };
/** Kept media besides what is written here. */
const MEDIA_TYPES = ['audio/mp4', 'video/mp4'];
const types = [
  ...Object.values(FORMATS).map(({ content_type }) => content_type.split(';')[0] as string),
  ...MEDIA_TYPES,
];
const files = Object.fromEntries(types.map((type) => [type, bytes]));
const Part = { description: 'The range of it', content: files };
/** Of a document; its JSON is the content alone. */
const File = { description: 'The file', content: { ...files, 'application/json': { schema: Content } } };

export async function exportRoutes(app: HttpServer): Promise<void> {
  app.get(
    DOCUMENT,
    {
      config: { access: [...ANY_KEY, 'sessions.read'] },
      schema: {
        operationId: 'getDocument',
        summary: 'A document: its content, a file of it, or a link to one',
        description:
          '`format=json` answers the content in the unified form, any other format the file itself; with ' +
          '`direct_download=true` both are a link that works without a key for an hour and supports Range.',
        tags,
        params: DocumentParams,
        querystring: ExportQuery,
        response: {
          200: {
            description: 'The document',
            content: { ...files, 'application/json': { schema: ExportedDocument } },
          },
          206: Part,
          ...errors(400, 401, 404, 416, 422, 501),
        },
      },
    },
    (request, reply) => getDocument(request.ctx, request.params, request.query, { request, reply }),
  );

  app.get(
    `${DOCUMENT}/download`,
    {
      config: { access: 'public' },
      schema: {
        operationId: 'downloadDocument',
        summary: 'The file behind a signed link (`download_url`); supports Range',
        tags,
        security: [],
        params: DocumentParams,
        querystring: DownloadQuery,
        response: { 200: File, 206: Part, ...errors(400, 404, 416, 422, 501) },
      },
    },
    (request, reply) => downloadDocument(request.ctx, request.params, request.query, { request, reply }),
  );
}
