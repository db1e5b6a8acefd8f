import { inTransaction, type RequestCtx } from '../../../context.ts';
import { folderJob } from '../folder-jobs.jobs.ts';
import { insertFolderJob } from '../folder-jobs.repo.ts';
import { viewJob } from '../folder-jobs.service.ts';
import { callerColumns } from '../job-columns.ts';
import type { CopyOptions, FolderPair } from './run-copy.service.ts';

/**
 * Has the completed sessions of folders copied into others, as whoever asks: what they may read, if they may write there when
 * the job runs. Call it in the transaction that makes the folders; the first pair is that of the folder that is copied.
 *
 * @returns the job
 */
export async function startFolderCopy(ctx: RequestCtx, pairs: readonly FolderPair[]) {
  return inTransaction(ctx, async (ctx) => {
    const options: CopyOptions = { pairs: pairs.map(({ from, to }) => ({ from, to })) };
    const row = await insertFolderJob(ctx.db, {
      ...callerColumns(ctx),
      ...{ kind: 'copy', folder_id: pairs[0]?.to ?? null, created_at: ctx.now(), options: JSON.stringify(options) },
    });
    await ctx.jobs.send(folderJob, { job: row.id });
    return viewJob(ctx, row);
  });
}
