import type { RootCtx } from '../../../context.ts';
import { abandonDeliveryJob, attemptDeliveryJob } from './deliveries.jobs.ts';
import { abandonDelivery, queueDueDeliveries, runDelivery } from './run-delivery.service.ts';

/** Attempts at once in one process. They wait for others most of their time. */
const CONCURRENCY = 8;
/** How late an attempt can begin. The end of a session is heard at once; retries and redeliveries are found by looking. */
const LOOK_MS = 1_000;

/** @returns what ends the looking for due deliveries */
export async function startWebhookWorkers(ctx: RootCtx): Promise<() => void> {
  const queueDue = oneAtATime(() =>
    queueDueDeliveries(ctx).catch((error) => ctx.log.warn({ err: error }, 'due webhooks could not be queued')),
  );
  await ctx.jobs.work(attemptDeliveryJob, CONCURRENCY, async ({ delivery }, { signal, handBack }) => {
    await runDelivery(ctx, delivery, signal);
    if (!handBack.aborted) queueDue();
  });
  await ctx.jobs.work(abandonDeliveryJob, 1, ({ delivery }) => abandonDelivery(ctx, delivery));
  const unsubscribe = ctx.events.subscribe((event) => {
    if (event.type === 'session.completed' || event.type === 'session.failed') queueDue();
  });
  const looking = setInterval(queueDue, LOOK_MS).unref();
  return () => {
    unsubscribe();
    clearInterval(looking);
  };
}

/** Runs `work` now, or once more after the run under way. */
function oneAtATime(work: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  const run = async () => {
    running = true;
    do {
      again = false;
      await work();
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else run();
  };
}
