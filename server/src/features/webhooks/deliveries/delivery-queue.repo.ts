import { type Insertable, sql } from 'kysely';
import type { Db } from '../../../platform/postgres/connect.ts';
import type { Database, DeliveryStatus } from '../../../platform/tables.ts';
import type { DeliveryRow } from './deliveries.repo.ts';

/*
 * The worker's queries. A job names its delivery by the id that a checked request or the end of a session put there, so
 * there is no organisation to compare with; nothing a client sends reaches these functions.
 */

export interface Shares {
  /** Attempts under way at once, in all processes together: to one host, and for one organisation. */
  perDestination: number;
  perOrganization: number;
}

/**
 * Marks deliveries whose time has come as queued and returns them: as many as there is room for, the destinations of an
 * organisation taking turns, so that neither a slow receiver nor a busy organisation holds up the others. One process at
 * a time; empty when another is at it.
 */
export async function claimDueDeliveries(db: Db, now: Date, shares: Shares): Promise<string[]> {
  const { rows: lock } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('parlance webhook deliveries')) as mine`.execute(db);
  if (!lock[0]?.mine) return [];
  const { rows } = await sql<{ id: string }>`
    with under_way as (
      select organization_id, destination, count(*) as count from webhook_deliveries
      where status = 'pending' and queued group by organization_id, destination
    ), due as (
      select id, organization_id, next_attempt_at,
        row_number() over (partition by organization_id, destination order by next_attempt_at, id) + coalesce((
          select count from under_way
          where under_way.organization_id = delivery.organization_id and under_way.destination = delivery.destination
        ), 0) as place
      from webhook_deliveries as delivery
      where status = 'pending' and not queued and next_attempt_at <= ${now}
    ), turns as (
      select id, row_number() over (partition by organization_id order by place, next_attempt_at, id) + coalesce((
          select sum(count) from under_way where under_way.organization_id = due.organization_id
        ), 0) as place
      from due where place <= ${shares.perDestination}
    )
    update webhook_deliveries as delivery set queued = true from turns
    where turns.id = delivery.id and turns.place <= ${shares.perOrganization}
      and delivery.status = 'pending' and not delivery.queued
    returning delivery.id`.execute(db);
  return rows.map((row) => row.id);
}

export type QueuedDelivery = DeliveryRow & { body: string };

/** A delivery that waits for its next attempt; one to an endpoint with its present address, method and headers. */
export async function findQueuedDelivery(db: Db, id: string): Promise<QueuedDelivery | undefined> {
  const row = await db
    .selectFrom('webhook_deliveries as delivery')
    .leftJoin('webhooks', 'webhooks.id', 'delivery.webhook_id')
    .selectAll('delivery')
    .select(['webhooks.url as new_url', 'webhooks.method as new_method', 'webhooks.headers as new_headers'])
    .where('delivery.id', '=', id)
    .where('delivery.status', '=', 'pending')
    .where('delivery.queued', '=', true)
    .where('delivery.body', 'is not', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const { new_url, new_method, new_headers, ...delivery } = row;
  return {
    ...delivery,
    body: delivery.body as string,
    url: new_url ?? delivery.url,
    method: new_method ?? delivery.method,
    headers: new_headers ?? delivery.headers,
  };
}

/** The delivery, held until the transaction ends. */
export function lockDelivery(db: Db, id: string): Promise<DeliveryRow | undefined> {
  return db.selectFrom('webhook_deliveries').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function insertAttempt(db: Db, attempt: Insertable<Database['webhook_attempts']>): Promise<void> {
  await db.insertInto('webhook_attempts').values(attempt).execute();
}

export interface DeliveryProgress {
  status: DeliveryStatus;
  reason: string | null;
  next_attempt_at: Date | null;
  finished_at: Date | null;
  url: string;
  destination: string;
  method: 'POST' | 'PUT';
}

/** Takes a delivery out of the queue after an attempt. */
export async function updateDeliveryAttempted(db: Db, id: string, progress: DeliveryProgress): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set({ ...progress, queued: false, attempts_made: sql`attempts_made + 1`, round_attempts: sql`round_attempts + 1` })
    .where('id', '=', id)
    .execute();
}

/** For an attempt that ended after its delivery had ended otherwise: it counts, and a success is a success. */
export async function updateDeliveryLate(db: Db, id: string, late: { delivered: boolean; at: Date }): Promise<void> {
  const success = { status: 'delivered', reason: null, next_attempt_at: null, finished_at: late.at } as const;
  await db
    .updateTable('webhook_deliveries')
    .set({ attempts_made: sql`attempts_made + 1`, ...(late.delivered ? success : {}) })
    .where('id', '=', id)
    .execute();
}

export async function updateDeliveryAbandoned(db: Db, id: string, facts: { reason: string; at: Date }): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set({ status: 'abandoned', reason: facts.reason, finished_at: facts.at, next_attempt_at: null, queued: false })
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .execute();
}

/** Of all organisations, with their attempts: at most `most` at once. @returns how many went */
export async function deleteOldDeliveries(db: Db, before: Date, most: number): Promise<number> {
  const result = await db
    .deleteFrom('webhook_deliveries')
    .where('id', 'in', (from) =>
      from
        .selectFrom('webhook_deliveries')
        .select('id')
        .where('created_at', '<', before)
        .where('status', '<>', 'pending')
        .orderBy('created_at')
        .limit(most),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
