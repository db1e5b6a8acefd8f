import type { RootCtx } from '../../../context.ts';
import { forgottenJob } from './links.jobs.ts';
import { sendReset } from './links.service.ts';

export async function startLinkWorkers(ctx: RootCtx): Promise<void> {
  await ctx.jobs.work(forgottenJob, 1, ({ mail }) => sendReset(ctx, mail));
}
