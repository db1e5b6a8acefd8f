import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { errors, NoContent } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { takeOver } from '../../platform/http/take-over.ts';
import { FILES_PATH, OVERRIDING_METHODS, type TusUploads } from './tus-server.ts';
import { FileAnswer, FileParams } from './uploads.schema.ts';
import { getFile } from './uploads.service.ts';

const tags = ['Uploads'];
const tusHeaders = { 'tus-resumable': Type.Optional(Type.String({ examples: ['1.0.0'] })) };
const checksumHeader = {
  'upload-checksum': Type.Optional(
    Type.String({ description: '`sha1` or `sha256`, a space, and the digest of the body in base64' }),
  ),
};

/** The TUS protocol below `/api/v3/files`, and the answer to what became of a file. */
export function uploadRoutes(tus: TusUploads) {
  // The TUS server writes the answer itself, past Fastify.
  const handler = (request: FastifyRequest, reply: FastifyReply) => {
    return tus.handle(request.ctx, request.raw, takeOver(reply));
  };
  return async (app: HttpServer): Promise<void> => {
    // The bytes of an upload belong to the TUS server; nothing may read them before.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));

    app.get(
      `${FILES_PATH}/:file_id`,
      {
        exposeHeadRoute: false,
        config: { access: ['batch', 'sessions.read'] },
        schema: {
          operationId: 'getFile',
          summary: 'What became of an uploaded file: its session and metadata',
          tags,
          params: FileParams,
          response: { 200: FileAnswer, ...errors(401, 403, 404) },
        },
      },
      (request) => getFile(request.ctx, request.params.file_id),
    );

    app.route({
      method: 'POST',
      url: FILES_PATH,
      config: {
        access: ['batch', 'sessions.read'],
        ownCors: true,
        rate: 'creations',
        capacity: 'new',
        idempotent: 'bare',
      },
      schema: {
        operationId: 'createUpload',
        summary: 'Begin a resumable upload (TUS 1.0)',
        description:
          'Metadata (`Upload-Metadata`, base64): `language` and the other fields of createSession as text, `filename`, ' +
          '`filetype`, `document_type`, `document` (JSON), `session_id` to use an existing session, `sha256` (hex) for ' +
          'a file that must arrive as it is. `Upload-Concat: partial` begins a part, which needs no metadata; ' +
          '`final;<addresses>` makes one upload of complete parts.',
        tags,
        headers: Type.Object({
          ...tusHeaders,
          'upload-length': Type.Optional(Type.String()),
          'upload-metadata': Type.Optional(Type.String()),
          'upload-concat': Type.Optional(Type.String({ examples: ['partial'] })),
          ...checksumHeader,
        }),
        response: { 201: NoContent, ...errors(400, 401, 403, 404, 409, 410, 412, 413, 415, 422, 423, 460, 507) },
      },
      handler,
    });
    app.route({
      method: 'PATCH',
      url: `${FILES_PATH}/:file_id`,
      config: { access: ['batch', 'sessions.read'], ownCors: true, rate: 'uncounted', capacity: 'more' },
      schema: {
        operationId: 'appendUpload',
        summary: 'Send the next bytes of an upload (TUS 1.0)',
        tags,
        consumes: ['application/offset+octet-stream'],
        params: FileParams,
        headers: Type.Object({ ...tusHeaders, 'upload-offset': Type.Optional(Type.String()), ...checksumHeader }),
        response: { 204: NoContent, ...errors(400, 401, 403, 404, 409, 410, 412, 413, 415, 422, 423, 460, 507) },
      },
      handler,
    });
    app.route({
      method: 'POST',
      url: `${FILES_PATH}/:file_id`,
      config: { access: ['batch', 'sessions.read'], ownCors: true, rate: 'uncounted', capacity: 'more' },
      schema: {
        operationId: 'overrideUploadMethod',
        summary: 'HEAD, PATCH or DELETE of an upload for clients that can send POST only',
        tags,
        consumes: ['application/offset+octet-stream'],
        params: FileParams,
        headers: Type.Object({
          ...tusHeaders,
          'x-http-method-override': Type.Enum([...OVERRIDING_METHODS]),
          'upload-offset': Type.Optional(Type.String()),
          ...checksumHeader,
        }),
        response: {
          200: NoContent,
          204: NoContent,
          ...errors(400, 401, 403, 404, 409, 410, 412, 413, 415, 422, 423, 460, 507),
        },
      },
      handler,
    });
    app.route({
      method: 'HEAD',
      url: `${FILES_PATH}/:file_id`,
      config: {
        access: ['batch', 'sessions.read'],
        ownCors: true,
        rate: 'uncounted',
        swagger: { exposeHeadRoute: true },
      },
      schema: {
        operationId: 'getUploadOffset',
        summary: 'How much of an upload has arrived (TUS 1.0)',
        tags,
        params: FileParams,
        headers: Type.Object(tusHeaders),
        response: { 200: NoContent, ...errors(401, 403, 404, 410, 412, 423, 460) },
      },
      handler,
    });
    app.route({
      method: 'DELETE',
      url: `${FILES_PATH}/:file_id`,
      config: { access: ['batch', 'sessions.read'], ownCors: true },
      schema: {
        operationId: 'deleteUpload',
        summary: 'End an unfinished upload (TUS 1.0)',
        tags,
        params: FileParams,
        headers: Type.Object(tusHeaders),
        response: { 204: NoContent, ...errors(401, 403, 404, 409, 412, 423) },
      },
      handler,
    });
    app.route({
      method: 'OPTIONS',
      url: FILES_PATH,
      config: { access: 'public', ownCors: true },
      schema: {
        operationId: 'getUploadOptions',
        summary: 'What the TUS server supports',
        tags,
        security: [],
        response: { 204: NoContent, ...errors() },
      },
      handler,
    });
    app.route({
      method: 'OPTIONS',
      url: `${FILES_PATH}/:file_id`,
      config: { access: 'public', ownCors: true },
      schema: { hide: true },
      handler,
    });
  };
}
