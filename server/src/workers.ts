import type { RootCtx } from './context.ts';
import { purgeEvents } from './features/events/index.ts';
import { SESSION_JOBS, startSessionWorkers } from './features/sessions/index.ts';
import { sweepUploads } from './features/uploads/index.ts';
import type { JobDefinition } from './platform/jobs.ts';

/** Every kind of job there is; their queues are made at the start. */
export const JOB_DEFINITIONS: readonly JobDefinition<never>[] = SESSION_JOBS;

const SWEEP_MS = 3_600_000;

/** Every feature that works behind the requests. */
export async function startWorkers(ctx: RootCtx): Promise<void> {
  await startSessionWorkers(ctx);
  const sweep = async () => {
    await sweepUploads(ctx).catch((error) => ctx.log.error({ err: error }, 'uploads could not be swept'));
    await purgeEvents(ctx).catch((error) => ctx.log.error({ err: error }, 'old events could not be removed'));
  };
  await sweep();
  setInterval(sweep, SWEEP_MS).unref();
}
