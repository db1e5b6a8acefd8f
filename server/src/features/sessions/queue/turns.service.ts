import { type Ctx, inTransaction, type RootCtx } from '../../../context.ts';
import type { RunningJob } from '../../../platform/jobs.ts';
import {
  countWaitingBatches,
  findFirstTask,
  findTaskOfJob,
  listWaitingOrganizations,
  lockChoosing,
  type Task,
  updateTaskTaken,
  updateTaskTries,
  upsertTurn,
  type WaitingOrganization,
} from './tasks.repo.ts';
import type { Lane } from './turns.jobs.ts';

/**
 * Batches of long recordings that may wait for each decoder before no further long recording is read: some minutes of
 * work, so that decoders never wait for audio and the audio of the whole queue never lies decoded on the disk.
 */
const WAITING_BATCHES_PER_DECODER = 30;

/** How long to wait before looking again when nobody told of a change. */
const LOOK_AGAIN_MS = 1_000;

/** Holds and starts the session whose task is about to be taken; false when it has ended. */
export type BeginSession = (ctx: Ctx, session: number) => Promise<boolean>;

/**
 * The task that this turn is for: the one an interrupted run of the same job had, or the first of the organisation whose
 * turn it is. Waits while every waiting organisation is at its limit. Undefined when nothing waits: sessions that were
 * cancelled leave turns without a task behind.
 */
export async function takeTask(
  ctx: RootCtx,
  lane: Lane,
  job: RunningJob,
  begin?: BeginSession,
): Promise<Task | undefined> {
  const own = await findTaskOfJob(ctx.db, job.id);
  if (own) {
    await updateTaskTries(ctx.db, own.id);
    return { ...own, tries: own.tries + 1 };
  }
  for (;;) {
    job.handBack.throwIfAborted();
    const taken = await chooseTask(ctx, lane, job.id, begin);
    if (taken !== 'later') return taken;
    await somethingEnded(ctx, job.handBack);
  }
}

/** One look at the queue, with nobody else looking meanwhile. */
function chooseTask(
  ctx: RootCtx,
  lane: Lane,
  job: string,
  begin: BeginSession | undefined,
): Promise<Task | undefined | 'later'> {
  return inTransaction(ctx, async (ctx) => {
    await lockChoosing(ctx.db, lane.stage);
    const waiting = await listWaitingOrganizations(ctx.db, lane.stage, lane.is_interactive);
    if (waiting.length === 0) return undefined;
    const allowed = lane.stage === 'prepare' ? await mayBegin(ctx, lane, waiting) : waiting;
    for (const { organization_id } of allowed) {
      const first = await findFirstTask(ctx.db, { ...lane, organization_id });
      if (!first || (begin && !(await begin(ctx, first.session)))) continue;
      const task = await updateTaskTaken(ctx.db, first.id, job);
      if (!task) continue;
      await upsertTurn(ctx.db, organization_id, lane.stage);
      return task;
    }
    return 'later';
  });
}

/** The organisations that may begin with one more recording now. */
async function mayBegin(ctx: Ctx, lane: Lane, waiting: WaitingOrganization[]): Promise<WaitingOrganization[]> {
  const { rateProfile, rateProfiles } = ctx.config;
  const belowLimit = waiting.filter(({ rate_profile, processing, is_other_lane_first }) => {
    const { concurrent_sessions } = rateProfiles[rate_profile ?? rateProfile];
    // The last free place is for the recording that goes first, be it in the other lane.
    return concurrent_sessions === null || processing + Number(is_other_lane_first) < concurrent_sessions;
  });
  if (lane.is_interactive || belowLimit.length === 0) return belowLimit;
  const most = WAITING_BATCHES_PER_DECODER * ctx.config.decoders;
  const isBehind = (await countWaitingBatches(ctx.db, most)) >= most;
  return isBehind ? belowLimit.filter((organization) => !organization.has_speech_waiting) : belowLimit;
}

/** Resolves when a session ended somewhere, after a second at the latest. */
async function somethingEnded(ctx: RootCtx, signal: AbortSignal): Promise<void> {
  const change = Promise.withResolvers<void>();
  const timer = setTimeout(change.resolve, LOOK_AGAIN_MS);
  const unsubscribe = ctx.events.subscribe(({ type }) => {
    if (['session.completed', 'session.failed', 'session.deleted'].includes(type)) change.resolve();
  });
  signal.addEventListener('abort', change.resolve as () => void, { once: true });
  try {
    await change.promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', change.resolve as () => void);
    unsubscribe();
  }
}
