import type { RootCtx } from '../../../context.ts';
import { fetchJob } from '../pipeline/pipeline.jobs.ts';
import { fetchMedia } from './fetch.service.ts';

/** Downloads are handed back at once when the process is about to end: another goes on where they stopped. */
export async function startFetchWorkers(ctx: RootCtx): Promise<void> {
  await ctx.jobs.work(fetchJob, ctx.config.fetchConcurrency, ({ session }, { handBack }) =>
    fetchMedia(ctx, session, handBack),
  );
}
