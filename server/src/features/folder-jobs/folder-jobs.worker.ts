import type { RootCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { abandonFolderJob, folderJob } from './folder-jobs.jobs.ts';
import { failFolderJob, runFolderJob } from './run-job.service.ts';

/** They mostly wait for the disk; what is heavy about them runs in threads and queues of its own. */
const AT_ONCE = 3;

export async function startFolderJobWorkers(ctx: RootCtx): Promise<void> {
  await ctx.jobs.work(folderJob, AT_ONCE, ({ job }, { handBack }) => runFolderJob(ctx, job, handBack));
  await ctx.jobs.work(abandonFolderJob, 1, ({ job }) => failFolderJob(ctx, job, new AppError('internal_error')));
}
