import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Database } from '../../platform/tables.ts';

export type WebhookRow = Selectable<Database['webhooks']>;

export function insertWebhook(db: Db, webhook: Insertable<Database['webhooks']>): Promise<WebhookRow> {
  return db.insertInto('webhooks').values(webhook).returningAll().executeTakeFirstOrThrow();
}

export function findWebhook(db: Db, organizationId: number, id: number): Promise<WebhookRow | undefined> {
  return db
    .selectFrom('webhooks')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export function listWebhookRows(
  db: Db,
  organizationId: number,
  page: { offset: number; limit: number },
): Promise<WebhookRow[]> {
  return db
    .selectFrom('webhooks')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('id', 'desc')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
}

export async function countWebhooks(db: Db, organizationId: number): Promise<number> {
  const row = await db
    .selectFrom('webhooks')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow();
  return row.total;
}

/** The active ones that want to be told of an event. */
export function listSubscribedWebhooks(db: Db, organizationId: number, event: string): Promise<WebhookRow[]> {
  return db
    .selectFrom('webhooks')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('is_active', '=', true)
    .where((where) => where(where.val(event), '=', where.fn.any('events')))
    .orderBy('id')
    .execute();
}

export function updateWebhookRow(
  db: Db,
  organizationId: number,
  id: number,
  changes: Updateable<Database['webhooks']>,
): Promise<WebhookRow | undefined> {
  return db
    .updateTable('webhooks')
    .set(changes)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

/** @returns whether there was one */
export async function deleteWebhookRow(db: Db, organizationId: number, id: number): Promise<boolean> {
  const result = await db
    .deleteFrom('webhooks')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
