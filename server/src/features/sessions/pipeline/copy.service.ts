import { inTransaction, type RootCtx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { findUnfinishedSession, lockUnfinishedSession, updateSessionCopy } from './pipeline.repo.ts';
import { assembleIfComplete, runSessionJob, sessionFolder } from './session-end.ts';

/** Makes the small copy of the media that editors play. A transcript does not fail for want of it. */
export async function copyMedia(ctx: RootCtx, id: number, signal: AbortSignal): Promise<void> {
  const session = await findUnfinishedSession(ctx.db, id);
  if (!session?.media_key || session.copy_done) return;
  const source = ctx.storage.localPath(session.media_key);
  await runSessionJob(ctx, session, signal, async (signal) => {
    try {
      const key = `${sessionFolder(session)}/copy`;
      const copy = await ctx.storage.produce(key, (destination) =>
        ctx.speech.reencode({ path: source, destination, kind: session.media_kind ?? 'audio', signal }),
      );
      await keepCopy(ctx, id, { copy_key: key, copy_type: copy.content_type });
    } catch (error) {
      if (!(error instanceof AppError) || error.kind !== 'audio_undecodable') throw error;
      ctx.log.warn({ session: session.session_id, err: error }, 'no copy of the media could be made');
      await updateSessionCopy(ctx.db, id, { copy_key: null, copy_type: null });
    }
    await assembleIfComplete(ctx, id);
  });
}

/** A session that was deleted or failed meanwhile keeps no copy: nothing would ever remove it. */
async function keepCopy(ctx: RootCtx, id: number, copy: { copy_key: string; copy_type: string }): Promise<void> {
  const kept = await inTransaction(ctx, async (ctx) => {
    if (!(await lockUnfinishedSession(ctx.db, id))) return false;
    await updateSessionCopy(ctx.db, id, copy);
    return true;
  });
  if (!kept) await ctx.storage.delete(copy.copy_key);
}
