import multipart from '@fastify/multipart';
import type { FastifyError, FastifyRequest } from 'fastify';
import { AppError } from '../../../platform/errors.ts';
import { errors } from '../../../platform/http/envelope.ts';
import type { HttpServer } from '../../../platform/http/server.ts';
import { rawFile } from '../../uploads/index.ts';
import { FolderJobAnswer, FolderOrRoot, ImportQuery } from '../folder-jobs.schema.ts';
import { type IncomingArchive, importFolder } from './import-folder.service.ts';

/** Boundaries and fields around the file of a form. */
const LARGEST_FORM_BYTES = 100_000;

/** A ZIP in one request: multipart field `file`, or the bare bytes. */
export async function folderImportRoutes(app: HttpServer): Promise<void> {
  // Whatever it is called, it is a file: nothing reads it into memory.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  // The size of the file is limited where it is stored, with an error instead of a cut.
  await app.register(multipart, {
    limits: { files: 1, fields: 20, fieldSize: 1_000, fileSize: Number.MAX_SAFE_INTEGER },
  });

  app.post(
    '/api/v3/folders/:id/import',
    {
      bodyLimit: Number.MAX_SAFE_INTEGER,
      config: { access: ['batch', 'sessions.write'], rate: 'creations', capacity: 'new' },
      schema: {
        operationId: 'importFolder',
        summary: 'Import a ZIP of media and captions into a folder',
        description:
          'application/zip, or multipart/form-data with the fields below and then the field `file`. A job: folders of the ' +
          'archive become folders, media sessions, captions and texts documents: of the session of media with the same name, ' +
          'or of one of their own.',
        tags: ['Folders'],
        consumes: ['application/zip', 'multipart/form-data'],
        params: FolderOrRoot,
        querystring: ImportQuery,
        response: { 202: FolderJobAnswer, ...errors(400, 401, 403, 404, 413, 415, 422, 503, 507) },
      },
    },
    async (request, reply) => {
      reply.code(202);
      return importFolder(request.ctx, request.params.id, {
        announcedBytes: announcedBytes(request),
        open: () => incomingArchive(request),
      });
    },
  );
}

/** What `Content-Length` says of the file; of a form it is a little more than the file in it. */
function announcedBytes(request: FastifyRequest): number {
  const length = Number(request.headers['content-length'] ?? 0);
  return request.isMultipart() ? length - LARGEST_FORM_BYTES : length;
}

async function incomingArchive(request: FastifyRequest): Promise<IncomingArchive> {
  const query = request.query as ImportQuery;
  if (!request.isMultipart()) return { ...rawArchive(request), query };
  const part = await request.file().catch((error: FastifyError) => {
    throw error.statusCode ? error : new AppError('bad_request', { detail: 'The form is damaged.', cause: error });
  });
  if (!part) throw new AppError('validation_error', { detail: 'The form has no file.', details: { field: 'file' } });
  const given = Object.entries(part.fields).flatMap(([name, field]) =>
    field && 'value' in field ? [[name, field.value]] : [],
  );
  const fields = { ...query, ...Object.fromEntries(given) };
  const validate = request.compileValidationSchema(ImportQuery, 'querystring');
  if (!validate(fields)) {
    const [first] = validate.errors ?? [];
    const [field, issue] = [first?.instancePath.slice(1) ?? '', first?.message ?? 'is not valid'];
    throw new AppError('validation_error', { detail: `${field} ${issue}.`, details: { field, issue } });
  }
  return { content: part.file, filename: part.filename ?? null, query: fields };
}

function rawArchive(request: FastifyRequest) {
  const { content, filename } = rawFile(request.body, request.headers);
  return { content, filename };
}
