import { type Ctx, inTransaction } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Removed } from '../../../platform/storage/storage.ts';
import { failSession } from '../pipeline/session-end.ts';
import { eraseWholeSession } from '../sessions.service.ts';
import {
  deleteFailedFetches,
  hasMedia,
  listEmptySessions,
  listEndedBefore,
  listNeedingMedia,
  lockEmptySession,
  updateCopiesGone,
  updateFailedMediaGone,
} from './expiry.repo.ts';

/** Sessions dealt with between two looks at whether to stop. */
const AT_ONCE = 100;
const DAY_MS = 86_400_000;

/** The time before which something is too old; undefined when it is kept for ever. */
function deadline(ctx: Ctx, days: number): Date | undefined {
  return days === 0 ? undefined : new Date(ctx.now().getTime() - days * DAY_MS);
}

/** Rows first: a crash in between leaves files that nothing names, and those are collected. */
async function removeFiles(ctx: Ctx, keys: string[], removed: Removed): Promise<void> {
  for (const key of keys) {
    const bytes = await ctx.storage.deleteFile(key);
    if (bytes === undefined) continue;
    removed.count++;
    removed.bytes += bytes;
  }
}

async function removeInBatches(
  ctx: Ctx,
  signal: AbortSignal,
  forget: (limit: number) => Promise<string[]>,
): Promise<Removed> {
  const removed = { count: 0, bytes: 0 };
  for (;;) {
    signal.throwIfAborted();
    const keys = await forget(AT_ONCE);
    if (keys.length === 0) return removed;
    await removeFiles(ctx, keys, removed);
  }
}

/** Removes the media of sessions that failed long ago, and the addresses it would be fetched from. */
export async function expireFailedMedia(ctx: Ctx, signal: AbortSignal): Promise<Removed> {
  const before = deadline(ctx, ctx.config.failedMediaDays);
  if (!before) return { count: 0, bytes: 0 };
  await deleteFailedFetches(ctx.db, before);
  return removeInBatches(ctx, signal, (limit) => updateFailedMediaGone(ctx.db, before, limit));
}

/** Removes the copies of media of sessions that ended long ago. */
export async function expireCopies(ctx: Ctx, signal: AbortSignal): Promise<Removed> {
  const before = deadline(ctx, ctx.config.mediaRetentionDays);
  if (!before) return { count: 0, bytes: 0 };
  return removeInBatches(ctx, signal, (limit) => updateCopiesGone(ctx.db, before, limit));
}

/** Erases sessions that ended long ago, exactly as if they were deleted; their bytes go with the job of that. */
export async function expireSessions(ctx: Ctx, signal: AbortSignal): Promise<Removed> {
  const before = deadline(ctx, ctx.config.resultRetentionDays);
  const removed = { count: 0, bytes: 0 };
  while (before) {
    const sessions = await listEndedBefore(ctx.db, before, AT_ONCE);
    if (sessions.length === 0) break;
    for (const session of sessions) {
      signal.throwIfAborted();
      const files = [session.media_key, session.copy_key].filter((key) => key !== null);
      const sizes = await Promise.all(files.map((key) => ctx.storage.size(key)));
      if (!(await eraseWholeSession(ctx, session))) continue;
      removed.count++;
      removed.bytes += sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
    }
  }
  return removed;
}

/** Ends sessions whose media never came: their owners see why, and nothing waits for ever. */
export async function failEmptySessions(ctx: Ctx, signal: AbortSignal): Promise<Removed> {
  const days = ctx.config.emptySessionDays;
  const before = deadline(ctx, days);
  const ended = { count: 0, bytes: 0 };
  while (before) {
    const ids = await listEmptySessions(ctx.db, before, AT_ONCE);
    if (ids.length === 0) break;
    for (const id of ids) {
      signal.throwIfAborted();
      await inTransaction(ctx, async (ctx) => {
        const session = await lockEmptySession(ctx.db, id);
        if (!session) return;
        const detail = `It waited for ${days} days. Make a new session.`;
        await failSession(ctx, session, new AppError('no_media', { detail }));
        ended.count++;
      });
    }
  }
  return ended;
}

/** Tells of sessions whose media should be there and is not. Only an operator can know what became of it. */
export async function reportMissingMedia(ctx: Ctx, signal: AbortSignal): Promise<number> {
  let missing = 0;
  let after = 0;
  for (;;) {
    signal.throwIfAborted();
    const sessions = await listNeedingMedia(ctx.db, after, AT_ONCE);
    for (const session of sessions) {
      if ((await ctx.storage.size(session.media_key as string)) !== undefined) continue;
      // It may have ended since it was read.
      if (!(await hasMedia(ctx.db, session))) continue;
      missing++;
      ctx.log.warn({ session: session.session_id }, 'the media of a session is missing from storage');
    }
    if (sessions.length < AT_ONCE) return missing;
    after = sessions.at(-1)?.id ?? 0;
  }
}
