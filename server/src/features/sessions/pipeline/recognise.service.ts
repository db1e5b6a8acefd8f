import { inTransaction, type RootCtx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import type { RunningJob } from '../../../platform/jobs.ts';
import type { StoredWord } from '../../../platform/tables.ts';
import { packVoiceWindows } from '../../../speech/index.ts';
import { deleteTask, type Task } from '../queue/tasks.repo.ts';
import { languageOf, presentModel } from '../session-model.service.ts';
import {
  findUnfinishedSession,
  listOpenSegments,
  type SegmentRow,
  updateSegmentWords,
  updateSessionModel,
  type WorkSession,
} from './pipeline.repo.ts';
import { assembleIfComplete, dropTask, publishSession, requireTask, runSessionJob, segmentKey } from './session-end.ts';

/** Second stage: recognises the segments of one batch, each stored as soon as it is heard and never decoded again. */
export async function recogniseBatch(ctx: RootCtx, task: Task, job: RunningJob): Promise<void> {
  const found = await findUnfinishedSession(ctx.db, task.session);
  if (!found) return dropTask(ctx, task);
  await runSessionJob(ctx, found, job.signal, async (signal) => {
    let session = await withPresentModel(ctx, found);
    for (const segment of await listOpenSegments(ctx.db, session.id, task.batch)) {
      // A segment that is begun may end; the rest of the batch is for another process.
      job.handBack.throwIfAborted();
      while (!(await recogniseSegment(ctx, { session, task, segment, signal }))) {
        session = await withPresentModel(ctx, session);
      }
    }
    await inTransaction(ctx, async (ctx) => {
      await requireTask(ctx, task);
      await deleteTask(ctx.db, task.id);
      await assembleIfComplete(ctx, session.id);
    });
  });
}

async function withPresentModel(ctx: RootCtx, session: WorkSession): Promise<WorkSession> {
  const present = presentModel(ctx, session);
  if (present.model_key !== session.model_key) await updateSessionModel(ctx.db, session.id, present);
  return { ...session, ...present };
}

/** @returns false when the model was taken away meanwhile and nothing was recognised */
async function recogniseSegment(
  ctx: RootCtx,
  work: { session: WorkSession; task: Task; segment: SegmentRow; signal: AbortSignal },
): Promise<boolean> {
  const { session, task, segment, signal } = work;
  const key = segmentKey(session, segment);
  const pcm = await ctx.storage.readAll(key);
  const turn = { signal, group: session.organization_id, isInteractive: task.is_interactive };
  const [heard, voices] = await Promise.all([
    ctx.speech
      .recognize({ model: session.model_key, pcm, hints: { language: languageOf(session) }, ...turn })
      .catch(undefinedWhenGone),
    findVoices(ctx, session, { pcm, ...turn }),
  ]);
  if (!heard) return false;
  const words = heard.map(
    ({ word, start_ms, end_ms, confidence }): StoredWord => [
      word,
      segment.start_ms + start_ms,
      segment.start_ms + end_ms,
      confidence,
    ],
  );
  await inTransaction(ctx, async (ctx) => {
    await requireTask(ctx, task);
    const stored = await updateSegmentWords(ctx.db, segment, { words, voices }, ctx.now());
    // Once a percent, not once a segment: a day of speech has thousands of them.
    if (stored && stored.progress > stored.progress_before) await publishSession(ctx, session);
  });
  ctx.metrics.segmentsRecognised.inc();
  ctx.log.debug(
    { session: session.session_id, attempt: session.attempt, channel: segment.channel, index: segment.index },
    'segment recognised',
  );
  await ctx.storage.delete(key);
  return true;
}

function undefinedWhenGone(error: unknown): undefined {
  if (error instanceof AppError && error.kind === 'model_not_found') return undefined;
  throw error;
}

/** Who speaks, for a client who asked; a transcript does not fail because that cannot be told. */
async function findVoices(
  ctx: RootCtx,
  session: WorkSession,
  segment: { pcm: Buffer; signal: AbortSignal; group: number; isInteractive: boolean },
): Promise<Buffer | null> {
  if (session.voice_model === null) return null;
  try {
    return packVoiceWindows(await ctx.speech.findVoices({ model: session.voice_model, ...segment }));
  } catch (error) {
    if (segment.signal.aborted || (error instanceof AppError && error.kind === 'service_unavailable')) throw error;
    ctx.log.warn({ err: error, session: session.session_id }, 'the voices of a segment could not be told apart');
    return null;
  }
}
