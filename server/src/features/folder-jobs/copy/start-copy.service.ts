import { inTransaction, type RequestCtx } from '../../../context.ts';
import type { Device } from '../../audit/index.ts';
import { type CopyFolderBody, copyFolder } from '../../folders/index.ts';
import { folderJob } from '../folder-jobs.jobs.ts';
import { insertFolderJob } from '../folder-jobs.repo.ts';
import { callerColumns } from '../job-columns.ts';
import type { CopyOptions, FolderPair } from './run-copy.service.ts';

/**
 * Has the completed sessions of folders copied into others, as whoever asks: what they may read, if they may write there when
 * the job runs. The first pair is that of the folder that is copied.
 *
 * @returns the job
 */
export async function startFolderCopy(ctx: RequestCtx, pairs: readonly FolderPair[]): Promise<string> {
  return inTransaction(ctx, async (ctx) => {
    const options: CopyOptions = { pairs: pairs.map(({ from, to }) => ({ from, to })) };
    const row = await insertFolderJob(ctx.db, {
      ...callerColumns(ctx),
      ...{ kind: 'copy', folder_id: pairs[0]?.to ?? null, created_at: ctx.now(), options: JSON.stringify(options) },
    });
    await ctx.jobs.send(folderJob, { job: row.id });
    return row.id;
  });
}

/**
 * Copies a folder and those below it at once, what lies in them by a job.
 *
 * @throws what `copyTree` of the folders throws
 */
export function copyFolderWithSessions(ctx: RequestCtx, id: number, body: CopyFolderBody, device: Device) {
  return copyFolder(ctx, id, body, device, async (ctx, { copies }) => {
    const pairs = [...copies].map(([from, to]) => ({ from, to }));
    return { job_id: await startFolderCopy(ctx, pairs) };
  });
}
