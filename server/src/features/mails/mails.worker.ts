import type { RootCtx } from '../../context.ts';
import { mailJob } from './mails.jobs.ts';
import { sendMail } from './mails.service.ts';

const AT_ONCE = 2;

export async function startMailWorkers(ctx: RootCtx): Promise<void> {
  await ctx.jobs.work(mailJob, AT_ONCE, ({ mail }) => sendMail(ctx, mail));
}
