import multipart from '@fastify/multipart';
import type { FastifyError, FastifyRequest } from 'fastify';
import { AppError } from '../../platform/errors.ts';
import { ANY_KEY } from '../../platform/http/access.ts';
import { errors } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { CreatedSessionAnswer, SessionParams } from '../sessions/index.ts';
import { brokenUpload, type IncomingFile, rawFile, uploadToSession } from './direct-upload.service.ts';

/** Boundaries and fields around the file of a form: 20 fields of 100 kB at most. */
const LARGEST_FORM_BYTES = 2_500_000;

/** A whole file in one request: multipart field `upload`, or the bare bytes. */
export async function directUploadRoutes(app: HttpServer): Promise<void> {
  // Whatever it is called, it is a file: nothing reads it into memory, JSON least of all.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  // The size of the file is limited where it is stored, with an error instead of a cut.
  await app.register(multipart, {
    limits: { files: 1, fields: 20, fieldSize: 100_000, fileSize: Number.MAX_SAFE_INTEGER },
  });

  for (const method of ['POST', 'PUT'] as const) {
    app.route({
      method,
      url: '/api/v3/speech-to-text/session/:session_id',
      bodyLimit: Number.MAX_SAFE_INTEGER,
      config: { access: [...ANY_KEY, 'sessions.write'], rate: 'creations', capacity: 'new' },
      schema: {
        operationId: method === 'POST' ? 'uploadToSession' : 'putToSession',
        summary: 'Upload the media of a session in one request',
        description: 'multipart/form-data with the field `upload`, or the bytes as they are, named by `x-filename`.',
        tags: ['Uploads'],
        consumes: ['multipart/form-data', 'application/octet-stream'],
        params: SessionParams,
        response: { 200: CreatedSessionAnswer, ...errors(400, 401, 404, 409, 413, 415, 422, 507) },
      },
      handler: (request) =>
        uploadToSession(request.ctx, request.params.session_id, {
          announcedBytes: announcedBytes(request),
          open: () => incomingFile(request),
        }),
    });
  }
}

/** What `Content-Length` says of the file; of a form it is a little more than the file in it. */
function announcedBytes(request: FastifyRequest): number {
  const length = Number(request.headers['content-length'] ?? 0);
  return request.isMultipart() ? length - LARGEST_FORM_BYTES : length;
}

async function incomingFile(request: FastifyRequest): Promise<IncomingFile> {
  if (!request.isMultipart()) return rawFile(request.body, request.headers);
  const part = await request.file().catch((error: FastifyError) => {
    throw error.statusCode ? error : brokenUpload(error);
  });
  if (!part) throw new AppError('validation_error', { detail: 'The form has no file in the field "upload".' });
  return { content: part.file, filename: part.filename ?? null, type: part.mimetype ?? null };
}
