import type { RootCtx } from './context.ts';
import { purgeEvents } from './features/events/index.ts';
import { purgeIdempotencyKeys } from './features/idempotency/index.ts';
import { addMissingTurns, SESSION_JOBS, startFetchWorkers, startSessionWorkers } from './features/sessions/index.ts';
import { sweepUploads } from './features/uploads/index.ts';
import { purgeDeliveries, startWebhookWorkers, WEBHOOK_JOBS } from './features/webhooks/index.ts';
import type { JobDefinition } from './platform/jobs.ts';

/** Every kind of job there is; their queues are made at the start. */
export const JOB_DEFINITIONS: readonly JobDefinition<never>[] = [...SESSION_JOBS, ...WEBHOOK_JOBS];

const SWEEP_MS = 3_600_000;

/** Every feature that works behind the requests. Returns what ends that besides the queue itself. */
export async function startWorkers(ctx: RootCtx): Promise<() => Promise<void>> {
  const endSessionWorkers = await startSessionWorkers(ctx);
  const endWebhookWorkers = await startWebhookWorkers(ctx);
  await startFetchWorkers(ctx);
  const sweep = async () => {
    await sweepUploads(ctx).catch((error) => ctx.log.error({ err: error }, 'uploads could not be swept'));
    await addMissingTurns(ctx).catch((error) => ctx.log.error({ err: error }, 'turns could not be counted'));
    await purgeEvents(ctx).catch((error) => ctx.log.error({ err: error }, 'old events could not be removed'));
    await purgeDeliveries(ctx).catch((error) => ctx.log.error({ err: error }, 'old webhooks could not be removed'));
    await purgeIdempotencyKeys(ctx).catch((error) =>
      ctx.log.error({ err: error }, 'old idempotency keys could not be removed'),
    );
  };
  await sweep();
  const timer = setInterval(sweep, SWEEP_MS).unref();
  return async () => {
    clearInterval(timer);
    endWebhookWorkers();
    await endSessionWorkers();
  };
}
