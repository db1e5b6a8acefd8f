import type { RootCtx } from '../../../context.ts';
import { forgottenJob, registeredJob } from './links.jobs.ts';
import { sendReset } from './links.service.ts';
import { sendRegistration } from './register.service.ts';

export async function startLinkWorkers(ctx: RootCtx): Promise<void> {
  await ctx.jobs.work(forgottenJob, 1, ({ mail }) => sendReset(ctx, mail));
  await ctx.jobs.work(registeredJob, 1, ({ mail }) => sendRegistration(ctx, mail));
}
