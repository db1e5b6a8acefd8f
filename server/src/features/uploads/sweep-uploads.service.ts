import type { Ctx, RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import type { Removed } from '../../platform/storage/storage.ts';
import { putTogether } from './concatenation.service.ts';
import { finishIfArrived } from './finish-upload.service.ts';
import { createRunningHashes } from './running-hashes.ts';
import { uploadLock } from './tus-locker.ts';
import {
  deleteExpiredParts,
  deleteUploadRow,
  listUnfinishedUploads,
  listUploadsOf,
  type UploadRow,
} from './uploads.repo.ts';
import { discardUpload, uploadKey } from './uploads.service.ts';

/** Finishes uploads that a crash left complete, removes those nobody came back to. */
export async function sweepUploads(ctx: Ctx, signal: AbortSignal): Promise<Removed> {
  const removed = { count: 0, bytes: 0 };
  await deleteExpiredParts(ctx.db, ctx.now());
  const hashes = createRunningHashes((id) => ctx.storage.localPath(uploadKey(id)));
  for (const upload of await listUnfinishedUploads(ctx.db, 10_000)) {
    signal.throwIfAborted();
    const owner: RequestCtx = {
      ...ctx,
      actor: { token_id: upload.token_id, organization_id: upload.organization_id, type: 'batch' },
    };
    try {
      if (upload.expires_at <= ctx.now()) await removeExpired(ctx, upload, removed);
      else if (upload.concat?.startsWith('final;')) await putTogether(owner, upload.id, hashes);
      else await finishIfArrived(owner, upload, hashes);
    } catch (error) {
      ctx.log.warn({ err: error, upload: upload.id }, 'an unfinished upload could not be settled');
    }
  }
  return removed;
}

/** One that is being written to just now is left to the next time. */
async function removeExpired(ctx: Ctx, upload: UploadRow, removed: Removed): Promise<void> {
  const lock = await ctx.locks.tryAcquire(uploadLock(upload.id));
  if (!lock) return;
  try {
    removed.bytes += await discardUpload(ctx, upload.id);
    removed.count++;
  } finally {
    await lock.release();
  }
}

/**
 * Removes all uploads of an organisation that is no more, with their bytes.
 *
 * @returns how many
 * @throws AppError `locked` when one is being written to just now: try again
 */
export async function discardUploadsOf(ctx: Ctx, organizationId: number, signal: AbortSignal): Promise<number> {
  let discarded = 0;
  for (;;) {
    const ids = await listUploadsOf(ctx.db, organizationId, 100);
    if (ids.length === 0) return discarded;
    for (const id of ids) {
      signal.throwIfAborted();
      const lock = await ctx.locks.tryAcquire(uploadLock(id));
      if (!lock) throw new AppError('locked');
      try {
        await ctx.storage.deleteFile(uploadKey(id));
        await deleteUploadRow(ctx.db, organizationId, id);
        discarded++;
      } finally {
        await lock.release();
      }
    }
  }
}
