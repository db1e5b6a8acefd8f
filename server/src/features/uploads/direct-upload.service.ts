import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { PassThrough, Readable } from 'node:stream';
import type { Ctx, RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne } from '../../platform/http/envelope.ts';
import { mediaTypeOf } from '../../platform/http/media-type.ts';
import { tooLarge } from '../../platform/storage/disk.ts';
import { attachMedia, requireSession, type SessionRow, viewCreatedSession } from '../sessions/index.ts';
import { cleanFilename, headerFilename } from './filename.ts';
import { uploadKey } from './uploads.service.ts';

export interface IncomingFile {
  content: Readable;
  filename: string | null;
  type: string | null;
}

export interface IncomingRequest {
  /** At least this long is the file, as far as its headers tell; 0 when they do not. */
  announcedBytes: number;
  open(): Promise<IncomingFile>;
}

/**
 * Takes a whole file in one request, as the older clients send it, and starts the work.
 *
 * @throws AppError `conflict` when the session has its media, `validation_error` for an empty file, `file_too_large`,
 * `storage_full`, `bad_request` when the body ends too early.
 */
export async function uploadToSession(ctx: RequestCtx, sessionId: string, file: IncomingRequest) {
  const session = await requireSession(ctx, sessionId, 'write');
  refuseSecondMedia(session);
  const row = await receiveFile(ctx, session, file, ctx.config.maxUploadBytes);
  return dualOne(viewCreatedSession(ctx, row));
}

/** @throws AppError `conflict` when a session has its media or is past waiting for it. */
export function refuseSecondMedia(session: SessionRow): void {
  if (!session.media_key && session.status === 'new') return;
  throw new AppError('conflict', { detail: 'This session already has its media. Make a new session.' });
}

/**
 * Stores a file that comes in one request and hands it to its session. Of several at once one wins; of one that is cut
 * off nothing stays.
 */
export async function receiveFile(
  ctx: Ctx,
  session: SessionRow,
  file: IncomingRequest,
  maxBytes: number,
): Promise<SessionRow> {
  // Known before the first byte: nobody uploads gigabytes to learn that they are too many.
  if (file.announcedBytes > maxBytes) throw tooLarge(maxBytes);
  const { content, filename, type } = await file.open();
  const media_key = uploadKey(randomBytes(16).toString('hex'));
  const room = ctx.capacity.watch();
  const bytes = await ctx.storage
    .write(media_key, content, { maxBytes, signal: room.signal })
    .catch((error: Error) => {
      // Errors of the disk name a system call; what is left is a connection that was cut or a form that is none.
      throw error instanceof AppError || 'syscall' in error ? error : brokenUpload(error);
    })
    .finally(room.end);
  try {
    if (bytes === 0)
      throw new AppError('validation_error', {
        detail: 'The file is empty.',
        details: { field: 'upload', issue: 'is empty' },
      });
    const clean = cleanFilename(filename);
    const row = await attachMedia(ctx, session, {
      media_key,
      filename: clean,
      media_type: mediaTypeOf(type, clean),
      bytes,
    });
    ctx.metrics.uploadedBytes.inc(bytes);
    return row;
  } catch (error) {
    // When the connection to the database is lost, the session may have the file all the same.
    if (error instanceof AppError) await ctx.storage.delete(media_key);
    throw error;
  }
}

/** The body ended before its end, or is a form that cannot be read. */
export function brokenUpload(cause: Error): AppError {
  return new AppError('bad_request', { detail: `The upload is broken: ${cause.message}.`, cause });
}

/** The file of a raw body: named by `x-filename` (percent-encoded) or `Content-Disposition`. */
export function rawFile(body: unknown, headers: IncomingHttpHeaders): IncomingFile {
  const type = headers['content-type'] ?? null;
  if (/^multipart\//i.test(type ?? '')) {
    throw new AppError('unsupported_media_type', { detail: 'Send the bytes of the file as the body, not a form.' });
  }
  if (/^application\/(.+\+)?json\b/i.test(type ?? '')) {
    throw new AppError('unsupported_media_type', {
      detail: 'Send the bytes of the file as the body, or multipart/form-data with the field "upload".',
    });
  }
  // A request without a body has none to read.
  const content = body instanceof Readable ? detached(body) : Readable.from([]);
  return { content, filename: headerFilename(headers), type };
}

/** The body without the power to end its connection: an upload that is refused must still get its answer. */
function detached(body: Readable): Readable {
  const content = new PassThrough();
  body.once('error', (error) => content.destroy(error));
  return body.pipe(content);
}
