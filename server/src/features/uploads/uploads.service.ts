import { type Ctx, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { one } from '../../platform/http/envelope.ts';
import { mediaTypeOf } from '../../platform/http/media-type.ts';
import {
  attachMedia,
  beginFetch,
  checkMediaSource,
  checkNewSession,
  insertNewSession,
  requireSession,
} from '../sessions/index.ts';
import { cleanFilename } from './filename.ts';
import { checkMetadata, mediaSourceOf, sessionFromMetadata, type UploadMetadata } from './upload-metadata.ts';
import {
  deleteUpload,
  findUpload,
  findUploadWithSession,
  insertUpload,
  listUnfinishedUploads,
  lockUnfinishedUpload,
  type UploadRow,
  updateUploadCompleted,
  updateUploadMetadata,
} from './uploads.repo.ts';

/** Storage key of an upload. The store of the TUS server writes to the same place. */
export const UPLOADS_FOLDER = 'uploads';
export const uploadKey = (id: string) => `${UPLOADS_FOLDER}/${id}`;

/**
 * Checks everything that can be known before the first byte, so that nobody uploads gigabytes to learn of a typing
 * mistake, and notes the upload.
 */
export async function createUpload(
  ctx: RequestCtx,
  upload: { id: string; size: number | null; metadata: UploadMetadata },
): Promise<void> {
  checkLength(upload.size, upload.metadata);
  checkMetadata(upload.metadata);
  const source = mediaSourceOf(upload.metadata);
  const sessionId = upload.metadata.session_id;
  if (sessionId) {
    const session = await requireSession(ctx, sessionId);
    if (session.media_key || session.status !== 'new') {
      throw new AppError('conflict', { detail: 'This session already has its media. Make a new session.' });
    }
    if (source) checkMediaSource(ctx, source);
  } else {
    checkNewSession(ctx, sessionFromMetadata(upload.metadata));
  }
  const now = ctx.now();
  await insertUpload(ctx.db, {
    id: upload.id,
    organization_id: ctx.actor.organization_id,
    token_id: ctx.actor.token_id,
    metadata: upload.metadata,
    size: upload.size,
    created_at: now,
    expires_at: new Date(now.getTime() + ctx.config.uploadExpirySeconds * 1000),
  });
}

/** An upload has bytes, unless it only says where they are to be fetched from. */
function checkLength(size: number | null, metadata: UploadMetadata): void {
  if (mediaSourceOf(metadata) === undefined ? size !== 0 : size === 0) return;
  throw size === 0
    ? new AppError('validation_error', {
        detail: 'The file is empty.',
        details: { field: 'Upload-Length', issue: 'must be greater than 0' },
      })
    : new AppError('validation_error', {
        detail: 'With media_source there is nothing to upload.',
        details: { field: 'Upload-Length', issue: 'must be 0' },
      });
}

/** An upload this key may go on with. @throws AppError `file_not_found` (404), `wrong_session_token` (401) */
export async function requireUpload(ctx: RequestCtx, id: string): Promise<UploadRow> {
  const upload = /^[0-9a-f]{32}$/.test(id) ? await findUpload(ctx.db, ctx.actor.organization_id, id) : undefined;
  if (!upload) throw new AppError('file_not_found');
  if (upload.token_id !== ctx.actor.token_id) throw new AppError('wrong_session_token');
  return upload;
}

/** Makes the session of a complete upload, or hands it to the session it names. Doing it twice does it once. */
export async function finishUpload(ctx: RequestCtx, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const upload = await lockUnfinishedUpload(ctx.db, ctx.actor.organization_id, id);
    if (!upload) return;
    const { metadata } = upload;
    const url = mediaSourceOf(metadata);
    const session = metadata.session_id
      ? await requireSession(ctx, metadata.session_id)
      : await insertNewSession(ctx, { ...sessionFromMetadata(metadata), media_source: null });
    const filename = cleanFilename(metadata.filename ?? metadata.name);
    await updateUploadCompleted(ctx.db, ctx.actor.organization_id, id, { session: session.id, at: ctx.now() });
    if (url) {
      await beginFetch(ctx, session, { url, filename });
      await updateUploadMetadata(ctx.db, ctx.actor.organization_id, id, withoutKeys(metadata, url));
      // The store made an empty file.
      await ctx.storage.delete(uploadKey(id));
      return;
    }
    const bytes = (await ctx.storage.size(uploadKey(id))) ?? 0;
    await attachMedia(ctx, session, {
      media_key: uploadKey(id),
      filename,
      media_type: mediaTypeOf(metadata.filetype ?? metadata.type, filename),
      bytes,
    });
    ctx.metrics.uploadedBytes.inc(bytes);
  });
}

/** An address is kept for reading back without its query, where keys and signatures stand. */
function withoutKeys(metadata: UploadMetadata, url: string): UploadMetadata {
  const { origin, pathname } = new URL(url);
  return { ...metadata, media_source: origin + pathname };
}

/** A crash between the last byte and its session would leave a client waiting for ever: whoever notices, finishes. */
export async function finishIfComplete(ctx: RequestCtx, upload: UploadRow): Promise<void> {
  if (upload.completed_at || upload.size === null) return;
  if ((await ctx.storage.size(uploadKey(upload.id))) === upload.size) await finishUpload(ctx, upload.id);
}

export async function getFile(ctx: RequestCtx, id: string) {
  await requireUpload(ctx, id);
  const upload = await findUploadWithSession(ctx.db, ctx.actor.organization_id, id);
  if (!upload) throw new AppError('file_not_found');
  return one({
    id: upload.id,
    session_id: upload.session_id,
    metadata: { ...upload.metadata, folder_id: readBackFolder(upload.metadata.folder_id) },
    size: upload.size,
    created_at: upload.created_at,
    completed_at: upload.completed_at,
    expires_at: upload.completed_at ? null : upload.expires_at,
  });
}

/** Older clients send the word `null`; it is read back as JSON null (reference section 32, row 33). */
function readBackFolder(folder: string | null | undefined): string | null {
  return folder === undefined || folder === 'null' || folder === '' ? null : folder;
}

/** Forgets an unfinished upload and its bytes. */
export async function discardUpload(ctx: Ctx, id: string): Promise<void> {
  if (await deleteUpload(ctx.db, id)) await ctx.storage.delete(uploadKey(id));
}

/** At the start and every hour: finishes what a crash left complete, removes what nobody came back to. */
export async function sweepUploads(ctx: Ctx): Promise<void> {
  for (const upload of await listUnfinishedUploads(ctx.db, 10_000)) {
    const owner: RequestCtx = {
      ...ctx,
      actor: { token_id: upload.token_id, organization_id: upload.organization_id, type: 'batch' },
    };
    try {
      if (upload.expires_at > ctx.now()) await finishIfComplete(owner, upload);
      else await discardUpload(ctx, upload.id);
    } catch (error) {
      ctx.log.warn({ err: error, upload: upload.id }, 'an unfinished upload could not be settled');
    }
  }
}
