import type { RootCtx } from '../../context.ts';
import { finishErasingUser } from './erase-user.service.ts';
import { eraseUserJob } from './erasure.jobs.ts';

export async function startErasureWorkers(ctx: RootCtx): Promise<void> {
  await ctx.jobs.work(eraseUserJob, 1, ({ user }, { handBack }) => finishErasingUser(ctx, user, handBack));
}
