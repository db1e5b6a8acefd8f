import { open } from 'node:fs/promises';
import { type Ctx, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { mediaTypeOf } from '../../platform/http/media-type.ts';
import { asStorageError } from '../../platform/storage/disk.ts';
import { attachMedia, beginFetch, insertAllowedSession, requireSession } from '../sessions/index.ts';
import { cleanFilename } from './filename.ts';
import type { RunningHashes } from './running-hashes.ts';
import { uploadLock } from './tus-locker.ts';
import { mediaSourceOf, sessionFromMetadata, withoutSecrets } from './upload-metadata.ts';
import { lockUnfinishedUpload, type UploadRow, updateUploadCompleted } from './uploads.repo.ts';
import { discardUpload, hasArrived, requireUpload, uploadKey } from './uploads.service.ts';

/**
 * Makes the session of an upload whose bytes are all there, or hands it to the session it names. Doing it twice does it
 * once; a partial upload, and one that is not all there, is left as it is.
 *
 * @throws AppError `checksum_mismatch` when the file is not the announced one; it is removed then. `upload_gone` when it
 * was removed meanwhile, `conflict` when the session has its media from elsewhere
 */
export async function finishUpload(ctx: RequestCtx, id: string, hashes: RunningHashes): Promise<void> {
  const lock = await ctx.locks.acquire(uploadLock(id));
  try {
    await finishLockedUpload(ctx, id, hashes);
  } finally {
    await lock.release();
  }
}

/** The same for whoever has the lock already. */
export async function finishLockedUpload(ctx: RequestCtx, id: string, hashes: RunningHashes): Promise<void> {
  const upload = await requireUpload(ctx, id).catch((error) => {
    throw error.kind === 'file_not_found' ? new AppError('upload_gone', { cause: error }) : error;
  });
  if (upload.concat === 'partial' || !(await hasArrived(ctx, upload))) return;
  const bytes = upload.size as number;
  const { metadata } = upload;
  const url = mediaSourceOf(metadata);
  const sha256 = url ? null : await seal(ctx, upload, hashes);
  await inTransaction(ctx, async (ctx) => {
    if (!(await lockUnfinishedUpload(ctx.db, ctx.actor.organization_id, id))) return;
    const session = metadata.session_id
      ? await requireSession(ctx, metadata.session_id, 'write')
      : await insertAllowedSession(ctx, {
          ...sessionFromMetadata(metadata),
          media_source: null,
          // Where its folder is now: that may have been dissolved into the one above it.
          folder_id: upload.folder_id,
        });
    const filename = cleanFilename(metadata.filename ?? metadata.name);
    await updateUploadCompleted(ctx.db, ctx.actor.organization_id, id, {
      ...{ session: session.id, sha256, at: ctx.now() },
      metadata: withoutSecrets(metadata),
    });
    if (url) {
      await beginFetch(ctx, session, { url, filename });
      // The store made an empty file.
      await ctx.storage.delete(uploadKey(id));
      return;
    }
    await attachMedia(ctx, session, {
      media_key: uploadKey(id),
      filename,
      media_type: mediaTypeOf(metadata.filetype ?? metadata.type, filename),
      bytes,
    });
    ctx.metrics.uploadedBytes.inc(bytes);
  });
}

/** A crash between the last byte and its session would leave a client waiting for ever: whoever notices, finishes. */
export async function finishIfArrived(ctx: RequestCtx, upload: UploadRow, hashes: RunningHashes): Promise<void> {
  if (upload.concat !== 'partial' && (await hasArrived(ctx, upload))) await finishUpload(ctx, upload.id, hashes);
}

/** Sees that the whole file is on the disk and is the one that was announced. @returns its SHA-256 in hex */
async function seal(ctx: Ctx, upload: UploadRow, hashes: RunningHashes): Promise<string> {
  const file = await open(ctx.storage.localPath(uploadKey(upload.id)), 'r').catch((error) => {
    throw asStorageError(error);
  });
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
  const sha256 = await hashes.digest(upload.id, upload.size as number);
  hashes.forget(upload.id);
  await checkAnnounced(ctx, upload, sha256);
  return sha256;
}

/** A client may say beforehand which file it sends. Nothing tells which bytes are wrong, so none of them is of use. */
async function checkAnnounced(ctx: Ctx, upload: UploadRow, sha256: string): Promise<void> {
  const announced = upload.metadata.sha256?.toLowerCase();
  if (!announced || announced === sha256) return;
  await discardUpload(ctx, upload.id);
  throw new AppError('checksum_mismatch', {
    detail: `The file has the SHA-256 ${sha256}, not the announced one. It was removed: upload it again.`,
    details: { field: 'sha256', issue: 'is of another file', sha256 },
  });
}
