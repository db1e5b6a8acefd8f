import { inTransaction, type RootCtx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import type { SpeechSegment } from '../../../speech/index.ts';
import { copyJob, recogniseJob } from './pipeline.jobs.ts';
import {
  findStoredSegments,
  findUnfinishedSession,
  insertSegments,
  lockUnfinishedSession,
  updateSessionPrepared,
  updateSessionStarted,
  type WorkSession,
} from './pipeline.repo.ts';
import { assembleIfComplete, publishSession, removeLeftFiles, runSessionJob, segmentKey } from './session-end.ts';

/** Speech in one batch, milliseconds: small at first, so that all decoders start soon, then larger to spare queue work. */
const FIRST_BATCH_MS = 4_000;
const LARGEST_BATCH_MS = 20_000;
const BATCH_GROWTH = 8;

/**
 * First stage: reads the media and stores its segments of speech, a batch at a time. Each batch is a transaction with
 * the job that recognises it, so decoding begins while the file is still being read, and a run that was cut off goes on
 * behind the last batch: the same file always gives the same segments.
 */
export async function prepareSession(ctx: RootCtx, id: number, signal: AbortSignal): Promise<void> {
  const session = await findUnfinishedSession(ctx.db, id);
  if (session?.stage !== 'prepare' || !session.media_key) return;
  await runSessionJob(ctx, session, signal, (signal) => prepare(ctx, session, signal));
}

async function prepare(ctx: RootCtx, session: WorkSession, signal: AbortSignal): Promise<void> {
  const path = ctx.storage.localPath(session.media_key as string);
  const media = await ctx.speech.probe(path, signal);
  await inTransaction(ctx, async (ctx) => {
    await updateSessionStarted(ctx.db, session.id, { media_kind: media.kind, at: ctx.now() });
    if (session.keep_source && !session.copy_done && !session.started_at) {
      await ctx.jobs.send(copyJob, { session: session.id });
    }
    await publishSession(ctx, session);
  });

  const stored = await findStoredSegments(ctx.db, session.id);
  let batch = stored.lastBatch;
  let segments: SpeechSegment[] = [];
  let waitingMs = 0;
  let storedMs = session.speech_ms_total;
  let decodedSeconds = 0;

  const store = async () => {
    if (segments.length === 0) return;
    batch += 1;
    await storeBatch(ctx, session, batch, segments, preparedShare(decodedSeconds, media.duration_seconds));
    storedMs += waitingMs;
    segments = [];
    waitingMs = 0;
  };

  const found = ctx.speech.findSpeech({
    path,
    multichannel: session.multichannel,
    skipBefore: stored.counts,
    signal,
    onProgress: (seconds) => {
      decodedSeconds = seconds;
    },
  });
  try {
    for (;;) {
      const next = await found.next();
      if (next.done) {
        await store();
        await finishPreparing(ctx, session, next.value.duration_seconds);
        return;
      }
      segments.push(next.value);
      waitingMs += next.value.end_ms - next.value.start_ms;
      const wanted = Math.min(LARGEST_BATCH_MS, Math.max(FIRST_BATCH_MS, storedMs / BATCH_GROWTH));
      if (waitingMs >= wanted) await store();
    }
  } catch (error) {
    await removeLeftFiles(ctx, session.id);
    throw error;
  } finally {
    await found.return({ duration_seconds: 0, channels: 0 });
  }
}

/** How much of the file has been read, as far as its header tells the truth. */
function preparedShare(decodedSeconds: number, announcedSeconds: number | null): number {
  if (!announcedSeconds || announcedSeconds <= 0) return 0.5;
  return Math.min(0.99, decodedSeconds / announcedSeconds);
}

async function storeBatch(
  ctx: RootCtx,
  session: WorkSession,
  batch: number,
  segments: SpeechSegment[],
  prepared: number,
) {
  for (const segment of segments) await ctx.storage.write(segmentKey(session, segment), segment.pcm);
  await inTransaction(ctx, async (ctx) => {
    if (!(await lockUnfinishedSession(ctx.db, session.id))) throw new AppError('session_not_found');
    await insertSegments(
      ctx.db,
      session.id,
      batch,
      segments.map(({ channel, index, start_ms, end_ms }) => ({ channel, index, start_ms, end_ms })),
    );
    await updateSessionPrepared(ctx.db, session.id, { prepared, at: ctx.now() });
    await ctx.jobs.send(recogniseJob, { session: session.id, batch });
  });
}

async function finishPreparing(ctx: RootCtx, session: WorkSession, duration: number): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    if (!(await lockUnfinishedSession(ctx.db, session.id))) return;
    await updateSessionPrepared(ctx.db, session.id, { prepared: 1, duration, stage: 'recognise', at: ctx.now() });
    await publishSession(ctx, session);
  });
  await assembleIfComplete(ctx, session.id);
}
