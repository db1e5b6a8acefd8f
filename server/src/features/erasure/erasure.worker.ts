import type { RootCtx } from '../../context.ts';
import { finishErasingOrganization } from './erase-organization.service.ts';
import { finishErasingUser } from './erase-user.service.ts';
import { eraseOrganizationJob, eraseUserJob } from './erasure.jobs.ts';

export async function startErasureWorkers(ctx: RootCtx): Promise<void> {
  await ctx.jobs.work(eraseUserJob, 1, ({ user }, { handBack }) => finishErasingUser(ctx, user, handBack));
  await ctx.jobs.work(eraseOrganizationJob, 1, ({ organization }, { handBack }) =>
    finishErasingOrganization(ctx, organization, handBack),
  );
}
