import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne } from '../../platform/http/envelope.ts';
import { attachMedia, requireSession, viewCreatedSession } from '../sessions/index.ts';
import { cleanFilename, mediaTypeOf } from './filename.ts';
import { uploadKey } from './uploads.service.ts';

export interface IncomingFile {
  content: Readable;
  filename: string | null;
  type: string | null;
}

/**
 * Takes a whole file in one request, as the older clients send it, and starts the work.
 *
 * @throws AppError `conflict` when the session has its media, `validation_error` for an empty file, `file_too_large`,
 * `storage_full`.
 */
export async function uploadToSession(ctx: RequestCtx, sessionId: string, file: () => Promise<IncomingFile>) {
  const session = await requireSession(ctx, sessionId);
  if (session.media_key || session.status !== 'new') {
    throw new AppError('conflict', { detail: 'This session already has its media. Make a new session.' });
  }
  const { content, filename, type } = await file();
  const media_key = uploadKey(randomBytes(16).toString('hex'));
  const bytes = await ctx.storage.write(media_key, content, { maxBytes: ctx.config.maxUploadBytes });
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
    return dualOne(viewCreatedSession(ctx, row));
  } catch (error) {
    await ctx.storage.delete(media_key);
    throw error;
  }
}

/** The file of a raw body: named by `x-filename` (percent-encoded) or `Content-Disposition`. */
export function rawFile(body: unknown, headers: IncomingHttpHeaders): IncomingFile {
  if (!body || typeof (body as Readable).pipe !== 'function') {
    throw new AppError('unsupported_media_type', {
      detail: 'Send the bytes of the file as the body, or multipart/form-data with the field "upload".',
    });
  }
  return { content: body as Readable, filename: headerFilename(headers), type: headers['content-type'] ?? null };
}

function headerFilename(headers: IncomingHttpHeaders): string | null {
  const own = headers['x-filename'];
  const disposition = /filename\*?=(?:UTF-8'')?"?([^";]+)"?/i.exec(headers['content-disposition'] ?? '')?.[1];
  const name = typeof own === 'string' ? own : disposition;
  if (name === undefined) return null;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
