import { inTransaction, type RequestCtx } from '../../../context.ts';
import { requireWebhook } from '../webhooks.service.ts';
import { attemptDelivery } from './attempt.service.ts';
import { insertDeliveries } from './deliveries.repo.ts';
import { viewWithAttempts } from './deliveries.service.ts';
import { insertAttempt } from './delivery-queue.repo.ts';
import { messageBody } from './message-body.ts';
import { attemptRow } from './run-delivery.service.ts';
import { newDeliveryId } from './send.service.ts';

const EVENT = 'webhook.test';

/**
 * Sends one endpoint a `webhook.test`, waits for what it says (20 s at most), and returns the delivery with it. It is
 * tried once, changes nothing about the endpoint, and works for one that is switched off.
 */
export async function testWebhook(ctx: RequestCtx, id: number, signal: AbortSignal) {
  const webhook = await requireWebhook(ctx, id);
  const { organization_id } = ctx.actor;
  const at = ctx.now();
  const nothing = { session_id: null, status: null, error: null, document: null, duration: null, language: null };
  const body = messageBody({ event: EVENT, at, ...nothing });
  const sent = { url: webhook.url, method: webhook.method, headers: webhook.headers };
  const delivery = {
    id: newDeliveryId(at),
    organization_id,
    webhook_id: webhook.id,
    session_id: null,
    document_id: null,
    event: EVENT,
    body,
  };
  const attempt = await attemptDelivery(ctx, { ...delivery, ...sent }, signal);
  const outcome = attempt.error === null ? 'delivered' : 'abandoned';
  const row = {
    ...delivery,
    ...sent,
    headers: [],
    destination: new URL(sent.url).host,
    status: outcome,
    reason: attempt.error,
    attempts_made: 1,
    round_attempts: 1,
    round_started_at: at,
    next_attempt_at: null,
    queued: false,
    created_at: at,
    finished_at: ctx.now(),
  } as const;
  await inTransaction(ctx, async (ctx) => {
    await insertDeliveries(ctx.db, [{ ...row, headers: [] }]);
    await insertAttempt(ctx.db, attemptRow({ ...delivery, attempts_made: 0 }, sent, attempt, outcome));
  });
  ctx.metrics.webhookAttempts.inc({ outcome });
  return viewWithAttempts(ctx, { ...row, headers: [] });
}
