import type { RootCtx } from '../../context.ts';
import { retentionJob } from './retention.jobs.ts';
import { runRetention } from './run-retention.service.ts';

const EVERY_SECONDS = 3_600;

/** Cleans up at the start, because a crash may have left something, and every hour. Returns what ends that. */
export async function startRetentionWorker(ctx: RootCtx): Promise<() => void> {
  await ctx.jobs.work(retentionJob, 1, async (_nothing, { handBack }) => {
    await runRetention(ctx, handBack);
  });
  await ctx.jobs.send(retentionJob, {});
  // Every process asks; of all that ask within the same hour one is heard.
  const ask = () =>
    ctx.jobs
      .send(retentionJob, {}, { singletonSeconds: EVERY_SECONDS })
      .catch((error) => ctx.log.error({ err: error }, 'the hourly clean-up could not be queued'));
  const timer = setInterval(ask, EVERY_SECONDS * 1000).unref();
  return () => clearInterval(timer);
}
