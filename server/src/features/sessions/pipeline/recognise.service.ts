import { inTransaction, type RootCtx } from '../../../context.ts';
import type { StoredWord } from '../../../platform/tables.ts';
import {
  findUnfinishedSession,
  listOpenSegments,
  type SegmentRow,
  updateSegmentWords,
  type WorkSession,
} from './pipeline.repo.ts';
import { assembleIfComplete, publishSession, runSessionJob, segmentKey } from './session-end.ts';

/** Second stage: recognises the segments of one batch, each stored as soon as it is heard and never decoded again. */
export async function recogniseBatch(ctx: RootCtx, id: number, batch: number, signal: AbortSignal): Promise<void> {
  const session = await findUnfinishedSession(ctx.db, id);
  if (!session) return;
  await runSessionJob(ctx, session, signal, async (signal) => {
    for (const segment of await listOpenSegments(ctx.db, id, batch)) {
      await recogniseSegment(ctx, session, segment, signal);
    }
    await assembleIfComplete(ctx, id);
  });
}

async function recogniseSegment(ctx: RootCtx, session: WorkSession, segment: SegmentRow, signal: AbortSignal) {
  const key = segmentKey(session, segment);
  const pcm = await ctx.storage.readAll(key);
  const heard = await ctx.speech.recognize({ model: session.model_key, pcm, signal });
  const words = heard.map(
    ({ word, start_ms, end_ms, confidence }): StoredWord => [
      word,
      segment.start_ms + start_ms,
      segment.start_ms + end_ms,
      confidence,
    ],
  );
  await inTransaction(ctx, async (ctx) => {
    const stored = await updateSegmentWords(ctx.db, segment, words, ctx.now());
    // Once a percent, not once a segment: a day of speech has thousands of them.
    if (stored && stored.progress > stored.progress_before) await publishSession(ctx, session);
  });
  ctx.metrics.segmentsRecognised.inc();
  ctx.log.debug({ session: session.session_id, channel: segment.channel, index: segment.index }, 'segment recognised');
  await ctx.storage.delete(key);
}
