import type { Ctx, RootCtx } from '../../../context.ts';
import { audioKey } from './audio-file.ts';
import { deleteSavesOf, listLeftSaves } from './save.repo.ts';
import { finishSave } from './save.service.ts';

const AT_ONCE = 100;
/** A live session that was not seen for so long belongs to a process that is gone. */
const GONE_MS = 90_000;
const LOOK_EVERY_MS = 30_000;

/**
 * Ends what was being kept by processes that are gone, as they would have: with what had been heard until then.
 *
 * @param before live sessions seen since then are left to those who have them
 * @returns how many
 */
export async function recoverSaves(
  ctx: Ctx,
  before = new Date(ctx.now().getTime() - GONE_MS),
  signal?: AbortSignal,
): Promise<number> {
  let recovered = 0;
  let last = 0;
  for (;;) {
    const left = (await listLeftSaves(ctx.db, before, AT_ONCE)).filter((id) => id > last);
    for (const id of left) {
      signal?.throwIfAborted();
      last = id;
      try {
        if (await finishSave(ctx, id)) recovered++;
      } catch (error) {
        // The others are not to wait for it; it is tried again.
        ctx.log.error({ err: error, realtime_session: id }, 'a live session left over could not be saved');
      }
    }
    if (left.length === 0) break;
  }
  if (recovered > 0) ctx.log.warn({ sessions: recovered }, 'live sessions whose process is gone were saved');
  return recovered;
}

/** Looks for what is left over, at the start and again and again. Returns what ends that. */
export async function startSaveRecovery(ctx: RootCtx): Promise<() => void> {
  const look = (before?: Date) =>
    recoverSaves(ctx, before).catch((error) =>
      ctx.log.error({ err: error }, 'live sessions left over could not be saved'),
    );
  // With a database of its own, whatever is older than this process is nobody's.
  await look(ctx.config.databaseUrl ? undefined : new Date(ctx.now().getTime() - process.uptime() * 1000));
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return () => clearInterval(timer);
}

/** Erases what is being kept for an organisation that is deleted: rows first, so that nothing more comes of it. */
export async function discardSavesOf(ctx: Ctx, organizationId: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const sessions = await deleteSavesOf(ctx.db, organizationId, AT_ONCE);
    if (sessions.length === 0) return;
    for (const sessionId of sessions) await ctx.storage.deleteFile(audioKey(sessionId));
  }
}
