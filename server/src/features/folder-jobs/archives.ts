import type { Ctx } from '../../context.ts';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Removed } from '../../platform/storage/storage.ts';
import {
  deleteFolderJobsBefore,
  deleteFolderJobsOf,
  listArchivesInUse,
  updateArchivesExpired,
} from './folder-jobs.repo.ts';
import { callUnfinishedJobs } from './run-job.service.ts';

/** How long it can be looked up what became of a job. */
const JOBS_KEPT_MS = 7 * 86_400_000;
const AT_ONCE = 500;

/** Which of these files below `archives/` some job has. With `hold`, that stays so until the transaction ends. */
export const findArchiveFiles = async (db: Db, keys: string[], hold: boolean): Promise<Set<string>> =>
  new Set(await listArchivesInUse(db, keys, hold));

/** Removes archives whose day is over, forgets jobs that ended a week ago, and calls those whose call was lost. */
export async function expireFolderJobs(ctx: Ctx, signal: AbortSignal): Promise<Removed> {
  const removed = { count: 0, bytes: 0 };
  for (;;) {
    signal.throwIfAborted();
    const keys = await updateArchivesExpired(ctx.db, ctx.now(), AT_ONCE);
    for (const key of keys) removed.bytes += (await ctx.storage.deleteFile(key)) ?? 0;
    removed.count += keys.length;
    if (keys.length < AT_ONCE) break;
  }
  await deleteFolderJobsBefore(ctx.db, new Date(ctx.now().getTime() - JOBS_KEPT_MS));
  await callUnfinishedJobs(ctx);
  return removed;
}

/** Removes the jobs of somebody who was deleted, with their archives; one that runs stops. */
export async function eraseFolderJobsOf(ctx: Ctx, userId: number): Promise<void> {
  for (const key of await deleteFolderJobsOf(ctx.db, userId)) await ctx.storage.deleteFile(key);
}
