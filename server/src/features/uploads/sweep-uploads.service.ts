import type { Ctx, RequestCtx } from '../../context.ts';
import { putTogether } from './concatenation.service.ts';
import { finishIfArrived } from './finish-upload.service.ts';
import { createRunningHashes } from './running-hashes.ts';
import { uploadLock } from './tus-locker.ts';
import { deleteExpiredParts, listUnfinishedUploads, type UploadRow } from './uploads.repo.ts';
import { discardUpload, uploadKey } from './uploads.service.ts';

/** At the start and every hour: finishes what a crash left complete, removes what nobody came back to. */
export async function sweepUploads(ctx: Ctx): Promise<void> {
  await deleteExpiredParts(ctx.db, ctx.now());
  const hashes = createRunningHashes((id) => ctx.storage.localPath(uploadKey(id)));
  for (const upload of await listUnfinishedUploads(ctx.db, 10_000)) {
    const owner: RequestCtx = {
      ...ctx,
      actor: { token_id: upload.token_id, organization_id: upload.organization_id, type: 'batch' },
    };
    try {
      if (upload.expires_at <= ctx.now()) await removeExpired(ctx, upload);
      else if (upload.concat?.startsWith('final;')) await putTogether(owner, upload.id, hashes);
      else await finishIfArrived(owner, upload, hashes);
    } catch (error) {
      ctx.log.warn({ err: error, upload: upload.id }, 'an unfinished upload could not be settled');
    }
  }
}

/** One that is being written to just now is left to the next time. */
async function removeExpired(ctx: Ctx, upload: UploadRow): Promise<void> {
  const lock = await ctx.locks.tryAcquire(uploadLock(upload.id));
  if (!lock) return;
  try {
    await discardUpload(ctx, upload.id);
  } finally {
    await lock.release();
  }
}
