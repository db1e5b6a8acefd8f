import { createHash } from 'node:crypto';
import multipart from '@fastify/multipart';
import type { FastifyError, FastifyRequest } from 'fastify';
import { AppError } from '../../platform/errors.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { cleanFilename, headerFilename } from '../uploads/index.ts';
import { type CreateDocumentBody, ImportQuery } from './documents.schema.ts';
import type { ImportedFile } from './import-document.ts';

/** Some 300 000 captions: far more than any recording has. */
const LARGEST_IMPORT_BYTES = 32 * 1024 * 1024;

/** What is read of a larger file to tell its sender so in an answer. */
const LARGEST_READ_BYTES = 8 * LARGEST_IMPORT_BYTES;

/** A file that came as the body, or in a form with fields around it. */
class IncomingFile implements ImportedFile {
  readonly bytes: Buffer;
  readonly filename: string | null;
  readonly fields: Record<string, unknown>;

  constructor(bytes: Buffer, filename: string | null, fields: Record<string, unknown> = {}) {
    this.bytes = bytes;
    this.filename = filename;
    this.fields = fields;
  }

  /** What tells it from another one, for requests that are repeated. */
  toJSON() {
    return [this.filename, this.fields, createHash('sha256').update(this.bytes).digest('hex')];
  }
}

/** Takes whatever is not JSON as a file: a form with one, or the bytes themselves. */
export async function acceptFiles(app: HttpServer): Promise<void> {
  // Text is a file like others, in whatever encoding.
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser('*', (request: FastifyRequest, payload: AsyncIterable<Buffer>) =>
    readBody(request, payload),
  );
  await app.register(multipart, {
    limits: { files: 1, fields: 30, fieldSize: 10_000, fileSize: LARGEST_IMPORT_BYTES },
  });
}

async function readBody(request: FastifyRequest, payload: AsyncIterable<Buffer>): Promise<IncomingFile> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of payload) {
    length += piece.length;
    if (length > LARGEST_READ_BYTES) throw tooLarge();
    // What is too large is still taken, and let go: who is cut off while sending seldom sees why.
    if (length > LARGEST_IMPORT_BYTES) pieces.length = 0;
    else pieces.push(piece);
  }
  if (length > LARGEST_IMPORT_BYTES) throw tooLarge();
  return new IncomingFile(Buffer.concat(pieces), cleanFilename(headerFilename(request.headers)));
}

function tooLarge(): AppError {
  const issue = `is larger than ${LARGEST_IMPORT_BYTES / 1024 / 1024} MiB`;
  return new AppError('import_invalid', { detail: `The file ${issue}.`, details: { issue } });
}

/** Reads a form before the request is compared with an earlier one of the same `Idempotency-Key`. */
export async function readForm(request: FastifyRequest): Promise<void> {
  if (!request.isMultipart()) return;
  const fields: Record<string, unknown> = {};
  let file: { bytes: Buffer; filename: string | null } | undefined;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') fields[part.fieldname] = part.value;
      else file = { bytes: await part.toBuffer(), filename: cleanFilename(part.filename) };
    }
  } catch (error) {
    if ((error as FastifyError).code === 'FST_REQ_FILE_TOO_LARGE') throw tooLarge();
    if ((error as FastifyError).statusCode) throw error;
    throw new AppError('bad_request', { detail: 'The form ends too early or is damaged.', cause: error });
  }
  if (!file) throw new AppError('validation_error', { detail: 'The form has no file.', details: { field: 'file' } });
  request.body = new IncomingFile(file.bytes, file.filename, fields);
}

/**
 * What a request to create a document brings: a body, or a file with what is said of it in the query or the form.
 *
 * @throws AppError `validation_error`
 */
export function incomingDocument(request: FastifyRequest): { body: CreateDocumentBody; file?: ImportedFile } {
  const { body } = request;
  if (!(body instanceof IncomingFile)) return { body: (body ?? {}) as CreateDocumentBody };
  const fields = { ...(request.query as object), ...body.fields };
  const validate = request.compileValidationSchema(ImportQuery, 'querystring');
  if (!validate(fields)) {
    const [first] = validate.errors ?? [];
    const field = first?.instancePath.slice(1) ?? '';
    const issue = first?.message ?? 'is not valid';
    throw new AppError('validation_error', { detail: `${field} ${issue}.`, details: { field, issue } });
  }
  return { body: fields as CreateDocumentBody, file: body };
}
