import { type Ctx, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne, many, page } from '../../platform/http/envelope.ts';
import { maskHeaders, sealHeaders } from './custom-headers.ts';
import { updateDeliveriesStopped } from './deliveries/deliveries.repo.ts';
import { checkWebhookUrl } from './webhook-url.ts';
import {
  countWebhooks,
  deleteWebhookRow,
  findWebhook,
  insertWebhook,
  listWebhookRows,
  updateWebhookRow,
  type WebhookRow,
} from './webhooks.repo.ts';
import {
  type CreateWebhookBody,
  type ListWebhooksQuery,
  type UpdateWebhookBody,
  WEBHOOK_EVENTS,
} from './webhooks.schema.ts';

/** Every event becomes a delivery for each of them, in the transaction that ends a session. */
const MAX_WEBHOOKS = 50;

function viewWebhook(ctx: Ctx, row: WebhookRow) {
  const { id, url, method, events, description, is_active, inactive_reason, created_at, updated_at } = row;
  const headers = maskHeaders(ctx, row.headers);
  return { id, url, method, headers, events, description, is_active, inactive_reason, created_at, updated_at };
}

/** @throws AppError `webhook_not_found`, for foreign ones too */
export async function requireWebhook(ctx: RequestCtx, id: number): Promise<WebhookRow> {
  const row = await findWebhook(ctx.db, ctx.actor.organization_id, id);
  if (!row) throw new AppError('webhook_not_found');
  return row;
}

export async function listWebhooks(ctx: RequestCtx, query: ListWebhooksQuery) {
  const { organization_id } = ctx.actor;
  const [rows, total] = await Promise.all([
    listWebhookRows(ctx.db, organization_id, page(query)),
    countWebhooks(ctx.db, organization_id),
  ]);
  return many(
    rows.map((row) => viewWebhook(ctx, row)),
    total,
  );
}

export async function getWebhook(ctx: RequestCtx, id: number) {
  return dualOne(viewWebhook(ctx, await requireWebhook(ctx, id)));
}

export async function createWebhook(ctx: RequestCtx, body: CreateWebhookBody) {
  const { organization_id } = ctx.actor;
  checkWebhookUrl(ctx, body.url, 'url');
  if ((await countWebhooks(ctx.db, organization_id)) >= MAX_WEBHOOKS) {
    throw new AppError('conflict', { detail: `There are ${MAX_WEBHOOKS} webhooks already. Delete one first.` });
  }
  const at = ctx.now();
  const row = await insertWebhook(ctx.db, {
    organization_id,
    url: body.url,
    method: body.method ?? 'POST',
    headers: sealHeaders(ctx, body.headers ?? [], 'headers'),
    events: [...new Set(body.events ?? WEBHOOK_EVENTS)],
    description: body.description ?? null,
    is_active: body.is_active ?? true,
    inactive_reason: null,
    created_at: at,
    updated_at: at,
  });
  return dualOne(viewWebhook(ctx, row));
}

/** Changes what is given. What still waits to be sent goes to the new address; switched off, it is stopped. */
export async function updateWebhook(ctx: RequestCtx, id: number, body: UpdateWebhookBody) {
  if (body.url !== undefined) checkWebhookUrl(ctx, body.url, 'url');
  return inTransaction(ctx, async (ctx) => {
    const { organization_id } = ctx.actor;
    const before = await requireWebhook(ctx, id);
    const row = await updateWebhookRow(ctx.db, organization_id, id, {
      ...(body.url === undefined ? {} : { url: body.url }),
      ...(body.method === undefined ? {} : { method: body.method ?? 'POST' }),
      ...(body.headers === undefined
        ? {}
        : { headers: sealHeaders(ctx, body.headers ?? [], 'headers', before.headers) }),
      ...(body.events === undefined ? {} : { events: [...new Set(body.events ?? WEBHOOK_EVENTS)] }),
      ...(body.description === undefined ? {} : { description: body.description }),
      ...(body.is_active === undefined ? {} : { is_active: body.is_active, inactive_reason: null }),
      updated_at: ctx.now(),
    });
    if (!row) throw new AppError('webhook_not_found');
    if (!row.is_active) await stopDeliveries(ctx, id, 'The webhook was switched off.');
    return dualOne(viewWebhook(ctx, row));
  });
}

/** Removes an endpoint. What still waited to be sent is stopped; its log stays for its 30 days. */
export async function deleteWebhook(ctx: RequestCtx, id: number): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const found = await deleteWebhookRow(ctx.db, ctx.actor.organization_id, id);
    if (!found) throw new AppError('webhook_not_found');
    await stopDeliveries(ctx, id, 'The webhook was deleted.');
  });
}

function stopDeliveries(ctx: RequestCtx, id: number, reason: string): Promise<void> {
  const { organization_id } = ctx.actor;
  return updateDeliveriesStopped(ctx.db, organization_id, { webhook_id: id }, { reason, at: ctx.now() });
}
