import type { RootCtx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import type { RunningJob } from '../../../platform/jobs.ts';
import { giveSignsOfLife } from '../queue/signs-of-life.service.ts';
import type { Task } from '../queue/tasks.repo.ts';
import { type Lane, turnOf } from '../queue/turns.jobs.ts';
import { takeTask } from '../queue/turns.service.ts';
import { assembleSession } from './assemble.service.ts';
import { copyMedia } from './copy.service.ts';
import { eraseSessionFiles } from './erase.service.ts';
import { abandonJob, assembleJob, copyJob, eraseJob, probeJob } from './pipeline.jobs.ts';
import { findAnySession } from './pipeline.repo.ts';
import { beginSession, prepareSession } from './prepare.service.ts';
import { probeSession } from './probe.service.ts';
import { recogniseBatch } from './recognise.service.ts';
import { failSession, removeLeftFiles } from './session-end.ts';

/** Files probed at once: each takes a tenth of a second of mostly waiting. */
const PROBE_CONCURRENCY = 2;
/** Files read at once: reading is quick next to decoding, and two keep one slow file from holding up all others. */
const PREPARE_CONCURRENCY = 2;
/** A task that was begun this often without coming to its end never will. */
const MOST_TRIES = 20;

/** Takes up the work. Returns what ends that besides the queue itself. */
export async function startSessionWorkers(ctx: RootCtx): Promise<() => Promise<void>> {
  const { jobs, config } = ctx;
  await jobs.work(probeJob, PROBE_CONCURRENCY, ({ session }, { signal }) => probeSession(ctx, session, signal));
  for (const is_interactive of [false, true]) {
    await workTurns(ctx, { stage: 'prepare', is_interactive }, PREPARE_CONCURRENCY, prepareSession);
  }
  // One more batch than decoders, so that the next segment is at hand when a decoder falls free. Recordings somebody
  // waits for have hands of their own, for every decoder: theirs never wait for a batch of a long one.
  await workTurns(ctx, { stage: 'recognise', is_interactive: false }, config.decoders + 1, recogniseBatch);
  const quickHands = config.decoders + config.interactiveDecoders;
  await workTurns(ctx, { stage: 'recognise', is_interactive: true }, quickHands, recogniseBatch);
  await jobs.work(copyJob, 1, ({ session }, { handBack }) => copyMedia(ctx, session, handBack));
  await jobs.work(assembleJob, 2, ({ session }, { signal }) => assembleSession(ctx, session, signal));
  await jobs.work(eraseJob, 1, ({ session }) => eraseSessionFiles(ctx, session));
  await jobs.work(abandonJob, 1, async ({ session }) => abandonSession(ctx, session));
  return giveSignsOfLife(ctx);
}

/** Takes turns of a lane: each does the task that is then the fairest to do. */
async function workTurns(
  ctx: RootCtx,
  lane: Lane,
  concurrency: number,
  work: (ctx: RootCtx, task: Task, job: RunningJob) => Promise<void>,
): Promise<void> {
  const begin = lane.stage === 'prepare' ? beginSession : undefined;
  await ctx.jobs.work(turnOf(lane), concurrency, async (_nothing, job) => {
    const task = await takeTask(ctx, lane, job, begin);
    if (!task) return;
    if (task.tries > MOST_TRIES) await abandonSession(ctx, task.session);
    else await work(ctx, task, job);
  });
}

async function abandonSession(ctx: RootCtx, id: number): Promise<void> {
  const session = await findAnySession(ctx.db, id);
  if (!session) return;
  const detail = 'The work failed too often. Try again, or ask the operator to look at the log.';
  await failSession(ctx, session, new AppError('processing_timeout', { detail }));
  await removeLeftFiles(ctx, id);
}
