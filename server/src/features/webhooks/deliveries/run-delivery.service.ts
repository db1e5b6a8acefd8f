import { type Ctx, inTransaction, type RootCtx } from '../../../context.ts';
import type { AttemptOutcome } from '../../../platform/tables.ts';
import { deleteExpiredSecrets } from '../secrets/secrets.repo.ts';
import { maskUrl } from '../webhook-url.ts';
import { updateWebhookRow } from '../webhooks.repo.ts';
import { type Attempt, attemptDelivery } from './attempt.service.ts';
import { attemptDeliveryJob } from './deliveries.jobs.ts';
import { type DeliveryRow, updateDeliveriesStopped } from './deliveries.repo.ts';
import {
  claimDueDeliveries,
  deleteOldDeliveries,
  findQueuedDelivery,
  insertAttempt,
  lockDelivery,
  type QueuedDelivery,
  type Shares,
  updateDeliveryAbandoned,
  updateDeliveryAttempted,
  updateDeliveryLate,
} from './delivery-queue.repo.ts';
import { nextAttemptAt, readRetryAfter } from './schedule.ts';

/** Three at once to one receiver are polite; no organisation takes all the workers of a process. */
export const SHARES: Shares = { perDestination: 3, perOrganization: 6 };

/** How long requests and answers are kept. */
export const DELIVERIES_KEPT_DAYS = 30;
const PURGE_AT_ONCE = 1_000;

/** Makes jobs of the deliveries that are due by `ctx.now()`: row and job in one transaction. */
export async function queueDueDeliveries(ctx: Ctx): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    for (const delivery of await claimDueDeliveries(ctx.db, ctx.now(), SHARES)) {
      await ctx.jobs.send(attemptDeliveryJob, { delivery });
    }
  });
}

/** One attempt and what follows from it. A delivery that is no longer waiting is left alone. */
export async function runDelivery(ctx: RootCtx, id: string, signal: AbortSignal): Promise<void> {
  const delivery = await findQueuedDelivery(ctx.db, id);
  if (!delivery) return;
  const attempt = await attemptDelivery(ctx, delivery, signal);
  await inTransaction(ctx, (ctx) => settleAttempt(ctx, delivery, attempt));
}

/** What an attempt means for its delivery. */
function judge(delivery: DeliveryRow, attempt: Attempt): { outcome: AttemptOutcome; next: Date | null } {
  const { response_status: status, started_at } = attempt;
  if (attempt.error === null) return { outcome: 'delivered', next: null };
  if (status === 410) return { outcome: 'stopped', next: null };
  const next = nextAttemptAt(
    { started_at: delivery.round_started_at, attempts: delivery.round_attempts + 1 },
    { started_at, retry_after: readRetryAfter(attempt.retry_after, started_at) },
  );
  return { outcome: next ? 'retried' : 'abandoned', next };
}

const STATUS = { delivered: 'delivered', retried: 'pending', abandoned: 'abandoned', stopped: 'stopped' } as const;
const GONE = 'The receiver answered 410 Gone.';

async function settleAttempt(ctx: Ctx, sent: QueuedDelivery, attempt: Attempt): Promise<void> {
  const delivery = await lockDelivery(ctx.db, sent.id);
  if (!delivery) return;
  const { outcome, next } = judge(delivery, attempt);
  await insertAttempt(ctx.db, attemptRow(delivery, sent, attempt, outcome));
  ctx.metrics.webhookAttempts.inc({ outcome });
  ctx.log.debug({ delivery: delivery.id, outcome, status: attempt.response_status }, 'webhook attempted');
  const at = ctx.now();
  // Stopped, erased or begun anew while the receiver was thinking.
  if (delivery.status !== 'pending' || !delivery.queued) {
    return updateDeliveryLate(ctx.db, delivery.id, { delivered: outcome === 'delivered', at });
  }
  await updateDeliveryAttempted(ctx.db, delivery.id, {
    status: STATUS[outcome],
    reason: outcome === 'stopped' ? GONE : outcome === 'abandoned' ? attempt.error : null,
    next_attempt_at: next,
    finished_at: next ? null : at,
    url: sent.url,
    destination: new URL(sent.url).host,
    method: sent.method,
  });
  if (outcome !== 'stopped' || delivery.webhook_id === null) return;
  // Gone means: do not come again, with anything.
  const { organization_id, webhook_id } = delivery;
  const changes = { is_active: false, inactive_reason: GONE, updated_at: at };
  await updateWebhookRow(ctx.db, organization_id, webhook_id, changes);
  await updateDeliveriesStopped(ctx.db, organization_id, { webhook_id }, { reason: GONE, at });
}

/** As it is kept. An erased delivery keeps nothing that was said in either direction. */
export function attemptRow(
  delivery: Pick<DeliveryRow, 'id' | 'organization_id' | 'attempts_made' | 'body'>,
  sent: Pick<DeliveryRow, 'url' | 'method'>,
  attempt: Attempt,
  outcome: AttemptOutcome,
) {
  const { started_at, duration_ms, response_status, response_truncated, error } = attempt;
  const erased = delivery.body === null;
  return {
    delivery_id: delivery.id,
    organization_id: delivery.organization_id,
    number: delivery.attempts_made + 1,
    outcome,
    started_at,
    duration_ms,
    method: sent.method,
    url: maskUrl(sent.url),
    request_headers: JSON.stringify(erased ? {} : attempt.request_headers),
    response_status,
    response_headers: erased || !attempt.response_headers ? null : JSON.stringify(attempt.response_headers),
    response_body: erased ? null : attempt.response_body,
    response_truncated,
    error,
  };
}

/** After an attempt could not even be made, again and again. */
export async function abandonDelivery(ctx: RootCtx, id: string): Promise<void> {
  ctx.log.error({ delivery: id }, 'a webhook could not be attempted and was abandoned');
  const reason = 'The attempt failed on our side too often. See the log of the server.';
  await updateDeliveryAbandoned(ctx.db, id, { reason, at: ctx.now() });
}

/** Removes deliveries that ended and are older than 30 days, and secrets whose time is over. @returns deliveries removed */
export async function purgeDeliveries(ctx: Ctx): Promise<number> {
  await deleteExpiredSecrets(ctx.db, ctx.now());
  const before = new Date(ctx.now().getTime() - DELIVERIES_KEPT_DAYS * 86_400_000);
  let removed = 0;
  for (;;) {
    const count = await deleteOldDeliveries(ctx.db, before, PURGE_AT_ONCE);
    removed += count;
    if (count < PURGE_AT_ONCE) return removed;
  }
}
