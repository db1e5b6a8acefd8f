import { errors, NoContent } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { SessionParams } from '../sessions/index.ts';
import { rawFile } from './direct-upload.service.ts';
import { UploadLinkAnswer, UploadLinkQuery } from './upload-link.schema.ts';
import { createUploadUrl, putToUploadUrl } from './upload-link.service.ts';

/** A link that takes the media of a session from a browser or a program that has no key. */
export async function uploadLinkRoutes(app: HttpServer): Promise<void> {
  app.post(
    '/api/v3/speech-to-text/session/:session_id/upload-url',
    {
      config: { access: ['batch', 'sessions.write'], rate: 'creations', capacity: 'new', idempotent: 'json' },
      schema: {
        operationId: 'createUploadUrl',
        summary: 'A link for uploading the media of a session without a key, good for 24 hours and one file',
        tags: ['Uploads'],
        params: SessionParams,
        response: { 200: UploadLinkAnswer, ...errors(401, 403, 404, 409) },
      },
    },
    (request) => createUploadUrl(request.ctx, request.params.session_id),
  );

  await app.register(async (scope: HttpServer) => {
    // Whatever it is called, it is a file.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.put(
      '/api/v3/speech-to-text/session/:session_id/upload',
      {
        bodyLimit: Number.MAX_SAFE_INTEGER,
        config: { access: 'public', capacity: 'new' },
        schema: {
          operationId: 'putToUploadUrl',
          summary: 'Upload the media of a session to the link that createUploadUrl gave; starts the work',
          description:
            'The body is the file. `Content-Type` and `x-filename` are kept, headers beginning with `x-ms-` are ignored. ' +
            'A PUT that is cut off can be repeated.',
          tags: ['Uploads'],
          security: [],
          consumes: ['application/octet-stream'],
          params: SessionParams,
          querystring: UploadLinkQuery,
          response: { 201: NoContent, ...errors(400, 403, 404, 409, 410, 413, 415, 422, 507) },
        },
      },
      async (request, reply) => {
        reply.code(201);
        await putToUploadUrl(request.ctx, request.params.session_id, request.query, {
          announcedBytes: Number(request.headers['content-length'] ?? 0),
          open: async () => rawFile(request.body, request.headers),
        });
      },
    );
  });
}
