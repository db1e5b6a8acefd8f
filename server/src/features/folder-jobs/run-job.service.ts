import { type Ctx, inTransaction, type RootCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { isPermitted } from '../users/index.ts';
import { runCopy } from './copy/run-copy.service.ts';
import { runExport } from './export/run-export.service.ts';
import { folderJob } from './folder-jobs.jobs.ts';
import {
  deleteItems,
  type FolderJobRow,
  findAnyFolderJob,
  listUnfinishedJobs,
  listWaitingJobs,
  updateFolderJobBegun,
  updateFolderJobEnded,
} from './folder-jobs.repo.ts';
import { runImport } from './import/run-import.service.ts';
import { findActor } from './job-actor.repo.ts';
import { followJob, type JobCtx, type JobWork, Postponed, Stopped } from './job-work.ts';

/** Of one organisation at once; others of it wait, those of other organisations do not. */
export const MOST_RUNNING = 3;

const WORK = { export: runExport, import: runImport, copy: runCopy } satisfies Record<
  FolderJobRow['kind'],
  (ctx: JobCtx, work: JobWork) => Promise<void>
>;
/** What it takes by now, as it took when it was asked for. */
const PERMISSIONS = { export: 'sessions.read', import: 'sessions.write', copy: 'sessions.write' } as const;

/**
 * Does a job, or goes on with one that was cut off. Of two processes that are given the same one, one does it; one for which
 * there is no room in its organisation waits until another ends.
 */
export async function runFolderJob(ctx: RootCtx, id: string, handBack: AbortSignal): Promise<void> {
  const lock = await ctx.locks.tryAcquire(`folder-job:${id}`);
  if (!lock) return;
  try {
    const job = await begin(ctx, id);
    if (job) await work(ctx, job, handBack);
  } finally {
    await lock.release();
  }
}

async function begin(ctx: RootCtx, id: string): Promise<FolderJobRow | undefined> {
  const job = await findAnyFolderJob(ctx.db, id);
  if (!job) return undefined;
  if (job.status !== 'queued' && job.status !== 'running') {
    // Cut off between its end and calling those that wait.
    await sendWaiting(ctx, job.organization_id);
    return undefined;
  }
  return inTransaction(ctx, (ctx) => updateFolderJobBegun(ctx.db, job, MOST_RUNNING, ctx.now()));
}

async function work(ctx: RootCtx, job: FolderJobRow, handBack: AbortSignal): Promise<void> {
  const log = ctx.log.child({ job: job.id, kind: job.kind });
  const followed = followJob(ctx, job, handBack);
  try {
    const jobCtx = await asCaller({ ...ctx, log } as RootCtx, job);
    await WORK[job.kind](jobCtx, followed);
    log.info({ done: followed.progress.done }, 'a job of a folder is done');
  } catch (error) {
    const reason = followed.signal.aborted ? followed.signal.reason : error;
    if (reason instanceof Stopped || error instanceof Stopped) return log.info('a job of a folder was ended early');
    if (handBack.aborted) throw error;
    if (error instanceof Postponed) {
      return await ctx.jobs.send(folderJob, { job: job.id }, { startAfter: Math.max(1, Math.ceil(error.seconds)) });
    }
    // What is no answer to anybody may be a fault of the moment: the queue tries again.
    if (!(error instanceof AppError) || (error.status >= 500 && error.kind !== 'storage_full')) throw error;
    await failFolderJob(ctx, job.id, error);
  } finally {
    followed.stop();
    await sendWaiting(ctx, job.organization_id);
  }
}

/** @throws AppError `forbidden` when whoever asked for it may no longer do so */
async function asCaller(ctx: RootCtx, job: FolderJobRow): Promise<JobCtx> {
  const actor = await findActor(ctx.db, job, ctx.now());
  if (!actor || (actor.type === 'user' && !isPermitted(actor.roles ?? [], PERMISSIONS[job.kind]))) {
    throw new AppError('forbidden', { detail: 'Whoever asked for this may no longer do so.' });
  }
  return { ...ctx, actor };
}

/** Ends a job with an error that its owner can read; nothing is left of its archive. */
export async function failFolderJob(ctx: RootCtx, id: string, error: AppError): Promise<void> {
  const job = await findAnyFolderJob(ctx.db, id);
  if (!job) return;
  const failed = await inTransaction(ctx, async (ctx) => {
    await deleteItems(ctx.db, job);
    return updateFolderJobEnded(ctx.db, job, {
      status: 'failed',
      error: error.detail ? `${error.message}. ${error.detail}` : error.message,
      error_code: error.code,
      at: ctx.now(),
    });
  });
  if (!failed) return;
  if (job.file_key) await ctx.storage.deleteFile(job.file_key);
  ctx.log.info({ job: id, error_code: error.code }, 'a job of a folder failed');
  await sendWaiting(ctx, job.organization_id);
}

/** Calls those that waited for room in their organisation; each looks for itself whether there is some. */
export async function sendWaiting(ctx: Ctx, organizationId: number): Promise<void> {
  for (const job of await listWaitingJobs(ctx.db, organizationId, MOST_RUNNING))
    await ctx.jobs.send(folderJob, { job });
}

/** Calls every job that has not ended, should its call have been lost. @returns how many */
export async function callUnfinishedJobs(ctx: Ctx): Promise<number> {
  const ids = await listUnfinishedJobs(ctx.db);
  for (const job of ids) await ctx.jobs.send(folderJob, { job });
  return ids.length;
}
