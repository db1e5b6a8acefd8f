import { inTransaction, type RequestCtx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { dualOne, many, page } from '../../../platform/http/envelope.ts';
import { maskUrl } from '../webhook-url.ts';
import { findWebhook } from '../webhooks.repo.ts';
import { requireWebhook } from '../webhooks.service.ts';
import {
  type AttemptRow,
  countDeliveries,
  type DeliveryFilter,
  type DeliveryRow,
  findDelivery,
  listAttempts,
  listDeliveryRows,
  updateDeliveryRestarted,
} from './deliveries.repo.ts';
import type { ListDeliveriesQuery, ListWebhookDeliveriesQuery } from './deliveries.schema.ts';
import { queueDueDeliveries } from './run-delivery.service.ts';

const SHOWN_ATTEMPTS = 50;

const viewAttempt = ({ delivery_id: _, organization_id: __, ...attempt }: AttemptRow) => attempt;

function viewDelivery(row: DeliveryRow, last: AttemptRow | undefined) {
  const { id, webhook_id, session_id, document_id, event, method, status, reason } = row;
  const { attempts_made, next_attempt_at, created_at, finished_at } = row;
  return {
    ...{ id, webhook_id, session_id, document_id, event, method, url: maskUrl(row.url), status, reason },
    ...{ attempts_made, next_attempt_at, created_at, finished_at },
    request_body: row.body,
    last_attempt: last ? viewAttempt(last) : null,
  };
}

async function list(ctx: RequestCtx, filter: DeliveryFilter, query: ListWebhookDeliveriesQuery) {
  const { organization_id } = filter;
  const [rows, total] = await Promise.all([
    listDeliveryRows(ctx.db, filter, page(query)),
    countDeliveries(ctx.db, filter),
  ]);
  const ids = rows.map((row) => row.id);
  const attempts = await listAttempts(ctx.db, organization_id, ids, 1);
  const last = new Map(attempts.map((attempt) => [attempt.delivery_id, attempt]));
  return many(
    rows.map((row) => viewDelivery(row, last.get(row.id))),
    total,
  );
}

const narrowed = ({ status, event }: ListWebhookDeliveriesQuery) => ({
  ...(status === undefined ? {} : { status }),
  ...(event === undefined ? {} : { event }),
});

/** What was sent to one endpoint, newest first. */
export async function listWebhookDeliveries(ctx: RequestCtx, id: number, query: ListWebhookDeliveriesQuery) {
  const webhook = await requireWebhook(ctx, id);
  const { organization_id } = ctx.actor;
  return list(ctx, { organization_id, webhook_id: webhook.id, ...narrowed(query) }, query);
}

/** What was sent for the organisation, to its endpoints and to the addresses of its sessions, newest first. */
export async function listDeliveries(ctx: RequestCtx, query: ListDeliveriesQuery) {
  const { organization_id } = ctx.actor;
  const session = query.session_id === undefined ? {} : { session_id: query.session_id };
  return list(ctx, { organization_id, ...session, ...narrowed(query) }, query);
}

async function requireDelivery(ctx: RequestCtx, id: string, webhookId?: number): Promise<DeliveryRow> {
  const row = await findDelivery(ctx.db, ctx.actor.organization_id, id);
  if (!row || (webhookId !== undefined && row.webhook_id !== webhookId)) throw new AppError('delivery_not_found');
  return row;
}

export async function viewWithAttempts(ctx: RequestCtx, row: DeliveryRow) {
  const attempts = await listAttempts(ctx.db, ctx.actor.organization_id, [row.id], SHOWN_ATTEMPTS);
  return dualOne({ ...viewDelivery(row, attempts[0]), attempts: attempts.map(viewAttempt) });
}

export async function getDelivery(ctx: RequestCtx, id: string) {
  return viewWithAttempts(ctx, await requireDelivery(ctx, id));
}

/**
 * Sends a delivery again, with the same id and body, now and if need be through the whole schedule. One whose next
 * attempt is on its way already is left as it is.
 *
 * @throws AppError `conflict` when its session or endpoint is gone, or its endpoint is switched off
 */
export async function redeliver(ctx: RequestCtx, id: string) {
  return restart(ctx, await requireDelivery(ctx, id));
}

/** The same for a delivery of one endpoint. */
export async function redeliverToWebhook(ctx: RequestCtx, webhookId: number, id: string) {
  await requireWebhook(ctx, webhookId);
  return restart(ctx, await requireDelivery(ctx, id, webhookId));
}

async function restart(ctx: RequestCtx, row: DeliveryRow) {
  const { organization_id } = ctx.actor;
  const conflict = (detail: string) => new AppError('conflict', { detail });
  if (row.body === null) throw conflict('Its session was deleted, and with it what was sent.');
  if (row.webhook_id !== null) {
    const webhook = await findWebhook(ctx.db, organization_id, row.webhook_id);
    if (!webhook) throw conflict('Its webhook was deleted.');
    if (!webhook.is_active) throw conflict('Its webhook is switched off. Set is_active to true first.');
  }
  return inTransaction(ctx, async (ctx) => {
    await updateDeliveryRestarted(ctx.db, organization_id, row.id, ctx.now());
    await queueDueDeliveries(ctx);
    return viewWithAttempts(ctx, await requireDelivery(ctx, row.id));
  });
}
