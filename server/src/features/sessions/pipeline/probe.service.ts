import { inTransaction, type RootCtx } from '../../../context.ts';
import { addTask } from '../queue/tasks.service.ts';
import { findUnfinishedSession, lockUnfinishedSession, updateSessionProbed } from './pipeline.repo.ts';
import { runSessionJob } from './session-end.ts';

/** For a header that does not tell the length: 128 kbit/s, the usual rate of compressed speech and music. */
const USUAL_BYTES_PER_SECOND = 16_000;

/**
 * Looks at the headers of a session's media, which takes a moment only, and puts it into the queue at the place that its
 * length gives it. A file that is no media ends here, however long the queue is.
 */
export async function probeSession(ctx: RootCtx, id: number, signal: AbortSignal): Promise<void> {
  const session = await findUnfinishedSession(ctx.db, id);
  if (session?.stage !== 'prepare' || session.announced_seconds !== null || !session.media_key) return;
  const key = session.media_key;
  await runSessionJob(ctx, session, signal, async (signal) => {
    const media = await ctx.speech.probe(ctx.storage.localPath(key), signal);
    const announced_seconds = media.duration_seconds ?? ((await ctx.storage.size(key)) ?? 0) / USUAL_BYTES_PER_SECOND;
    await inTransaction(ctx, async (ctx) => {
      const current = await lockUnfinishedSession(ctx.db, id);
      if (!current || current.attempt !== session.attempt || current.announced_seconds !== null) return;
      await updateSessionProbed(ctx.db, id, { media_kind: media.kind, announced_seconds });
      await addTask(ctx, { ...current, announced_seconds }, 'prepare');
    });
  });
}
