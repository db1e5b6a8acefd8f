import { type Ctx, inTransaction, type RootCtx } from '../../../context.ts';
import type { RunningJob } from '../../../platform/jobs.ts';
import type { SpeechSegment } from '../../../speech/index.ts';
import { deleteTask, type Task } from '../queue/tasks.repo.ts';
import { addTask } from '../queue/tasks.service.ts';
import { awaitsLanguage, hearLanguage } from '../session-model.service.ts';
import { copyJob } from './pipeline.jobs.ts';
import {
  findStoredSegments,
  findUnfinishedSession,
  insertSegments,
  lockUnfinishedSession,
  updateSessionModel,
  updateSessionPrepared,
  updateSessionStarted,
  type WorkSession,
} from './pipeline.repo.ts';
import {
  assembleIfComplete,
  dropTask,
  publishSession,
  removeLeftFiles,
  requireTask,
  runSessionJob,
  segmentKey,
} from './session-end.ts';

/** Speech in one batch, milliseconds: small at first, so that all decoders start soon, then larger to spare queue work. */
const FIRST_BATCH_MS = 4_000;
const LARGEST_BATCH_MS = 20_000;
const BATCH_GROWTH = 8;

/** Starts a session whose turn has come; false when it has ended meanwhile. */
export async function beginSession(ctx: Ctx, id: number): Promise<boolean> {
  const session = await lockUnfinishedSession(ctx.db, id);
  if (!session) return false;
  const now = ctx.now();
  await updateSessionStarted(ctx.db, id, now);
  if (session.queued_at && !session.started_at) {
    ctx.metrics.sessionWaitSeconds.observe((now.getTime() - session.queued_at.getTime()) / 1000);
  }
  if (session.keep_source && !session.copy_done && !session.started_at) await ctx.jobs.send(copyJob, { session: id });
  await publishSession(ctx, session);
  return true;
}

/**
 * First stage: reads the media and stores its segments of speech, a batch at a time. Each batch is a transaction with
 * the task that recognises it, so decoding begins while the file is still being read, and a run that was cut off goes on
 * behind the last batch: the same file always gives the same segments.
 */
export async function prepareSession(ctx: RootCtx, task: Task, job: RunningJob): Promise<void> {
  const session = await findUnfinishedSession(ctx.db, task.session);
  if (session?.stage !== 'prepare' || !session.media_key) return dropTask(ctx, task);
  // What was stored is kept and the rest is read again: there is nothing to wait for when the process ends.
  await runSessionJob(ctx, session, job.handBack, (signal) => prepare(ctx, session, task, signal));
}

async function prepare(ctx: RootCtx, session: WorkSession, task: Task, signal: AbortSignal): Promise<void> {
  const path = ctx.storage.localPath(session.media_key as string);
  const stored = await findStoredSegments(ctx.db, session.id);
  let batch = stored.lastBatch;
  let segments: SpeechSegment[] = [];
  let waitingMs = 0;
  let spoken: Pick<WorkSession, 'language' | 'detected_language'> = session;
  let storedMs = session.speech_ms_total;
  let decodedSeconds = 0;

  const store = async () => {
    if (segments.length === 0) return;
    if (awaitsLanguage(spoken)) spoken = await storeLanguage(ctx, session, task, { segments, signal });
    batch += 1;
    await storeBatch(ctx, session, task, batch, segments, preparedShare(decodedSeconds, session.announced_seconds));
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
        await finishPreparing(ctx, task, next.value.duration_seconds);
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

/** Before anything is recognised: which language the first batch of speech is in, and so which model is for it. */
async function storeLanguage(
  ctx: RootCtx,
  session: WorkSession,
  task: Task,
  speech: { segments: SpeechSegment[]; signal: AbortSignal },
) {
  const heard = await hearLanguage(ctx, {
    pcm: Buffer.concat(speech.segments.map(({ pcm }) => pcm)),
    organization_id: session.organization_id,
    signal: speech.signal,
  });
  await inTransaction(ctx, async (ctx) => {
    await requireTask(ctx, task);
    await updateSessionModel(ctx.db, session.id, heard);
  });
  return { language: session.language, detected_language: heard.detected_language };
}

/** How much of the file has been read, as far as its header tells the truth. */
function preparedShare(decodedSeconds: number, announcedSeconds: number | null): number {
  if (!announcedSeconds || announcedSeconds <= 0) return 0.5;
  return Math.min(0.99, decodedSeconds / announcedSeconds);
}

async function storeBatch(
  ctx: RootCtx,
  session: WorkSession,
  task: Task,
  batch: number,
  segments: SpeechSegment[],
  prepared: number,
) {
  for (const segment of segments) await ctx.storage.write(segmentKey(session, segment), segment.pcm);
  await inTransaction(ctx, async (ctx) => {
    await requireTask(ctx, task);
    await insertSegments(
      ctx.db,
      session.id,
      batch,
      segments.map(({ channel, index, start_ms, end_ms }) => ({ channel, index, start_ms, end_ms })),
    );
    await updateSessionPrepared(ctx.db, session.id, { prepared, at: ctx.now() });
    await addTask(ctx, session, 'recognise', batch);
  });
}

async function finishPreparing(ctx: RootCtx, task: Task, duration: number): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await requireTask(ctx, task);
    await updateSessionPrepared(ctx.db, task.session, { prepared: 1, duration, stage: 'recognise', at: ctx.now() });
    await deleteTask(ctx.db, task.id);
    await publishSession(ctx, { id: task.session });
    await assembleIfComplete(ctx, task.session);
  });
}
