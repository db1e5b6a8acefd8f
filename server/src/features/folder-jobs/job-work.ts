import { type Ctx, inTransaction, type RequestCtx, type RootCtx } from '../../context.ts';
import type { SkippedItem } from '../../platform/folder-job-tables.ts';
import {
  type FolderJobRow,
  lockRunningJob,
  updateFolderJobEnded,
  updateFolderJobProgress,
  updateFolderJobSkipped,
} from './folder-jobs.repo.ts';

/** How often progress is written down, and whether somebody cancelled the job is looked up. */
const EVERY_MS = 500;

/** The job has to be taken up later: there is no room for what it would make. */
export class Postponed extends Error {
  readonly seconds: number;

  constructor(seconds: number) {
    super('The job has to wait.');
    this.name = 'Postponed';
    this.seconds = seconds;
  }
}

/** The job no longer runs: it was cancelled, or its organisation is gone. */
export class Stopped extends Error {
  constructor() {
    super('The job was ended.');
    this.name = 'Stopped';
  }
}

/** A context with the rights of whoever asked for the job, and what outlives requests. */
export type JobCtx = RootCtx & RequestCtx;

export interface JobEnd {
  status: 'completed' | 'failed';
  error?: string;
  error_code?: string;
  file?: { key: string; bytes: number; expires_at: Date };
}

/** A job while it runs. */
export interface JobWork {
  readonly job: FolderJobRow;
  /** Aborted when the job was cancelled, or the process ends. */
  readonly signal: AbortSignal;
  /** Written down by and by. */
  readonly progress: { total: number; done: number; bytes_total: number; bytes_done: number };
  skip(item: SkippedItem): Promise<void>;
  /** Holds the job, in the transaction of something that is made for it. @throws Stopped */
  hold(ctx: Ctx): Promise<void>;
  /** Ends the job; `more` belongs to the same transaction. @throws Stopped */
  end(ctx: JobCtx, end: JobEnd, more?: (ctx: JobCtx) => Promise<void>): Promise<void>;
}

/** Follows a job that was taken up: writes its progress down, hears of its end. `stop` must be called. */
export function followJob(ctx: Ctx, job: FolderJobRow, handBack: AbortSignal): JobWork & { stop(): void } {
  const cancelled = new AbortController();
  const { total, done, bytes_total, bytes_done } = job;
  const progress = { total, done, bytes_total, bytes_done };
  let writing = false;
  const timer = setInterval(() => {
    if (writing) return;
    writing = true;
    updateFolderJobProgress(ctx.db, job, progress)
      .then((runs) => {
        if (!runs) cancelled.abort(new Stopped());
      })
      .catch((error) => ctx.log.warn({ err: error, job: job.id }, 'the progress of a job could not be noted'))
      .finally(() => {
        writing = false;
      });
  }, EVERY_MS);
  timer.unref();
  return {
    job,
    progress,
    signal: AbortSignal.any([cancelled.signal, handBack]),
    stop: () => clearInterval(timer),
    skip: (item) => updateFolderJobSkipped(ctx.db, job, [item]),
    async hold(ctx) {
      if (!(await lockRunningJob(ctx.db, job))) throw new Stopped();
    },
    async end(ctx, end, more) {
      clearInterval(timer);
      await inTransaction(ctx, async (ctx) => {
        await updateFolderJobProgress(ctx.db, job, progress);
        if (!(await updateFolderJobEnded(ctx.db, job, { ...end, at: ctx.now() }))) throw new Stopped();
        await more?.(ctx);
      });
    },
  };
}
