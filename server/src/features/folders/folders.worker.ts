import type { RootCtx } from '../../context.ts';
import { finishErasingFolder } from './delete-folder.service.ts';
import { eraseFolderJob } from './folders.jobs.ts';

export async function startFolderWorkers(ctx: RootCtx): Promise<void> {
  await ctx.jobs.work(eraseFolderJob, 1, ({ folder }, { handBack }) => finishErasingFolder(ctx, folder, handBack));
}
