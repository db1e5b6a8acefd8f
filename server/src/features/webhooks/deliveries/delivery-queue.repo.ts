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

/** Whoever shares out deliveries holds this lock; any number nobody else uses. */
const SHARING_LOCK = 4_206_833_174_905;

/** Waits for the right to share out deliveries, until the end of the transaction. Take it before any row. */
export async function lockSharing(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${SHARING_LOCK}::bigint)`.execute(db);
}

/** The same without waiting. @returns false when another transaction is sharing out */
export async function tryLockSharing(db: Db): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(${SHARING_LOCK}::bigint) as mine`.execute(db);
  return rows[0]?.mine === true;
}

/**
 * Marks deliveries whose time has come as queued and returns them: as many as there is room for, the destinations of an
 * organisation taking turns, so that neither a slow receiver nor a busy organisation holds up the others. Looks at the
 * first few of each destination only, so that a long backlog of one costs nothing. For the holder of the sharing lock.
 */
export async function claimDueDeliveries(db: Db, now: Date, shares: Shares): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive places as (
      (select organization_id, destination from webhook_deliveries
        where status = 'pending' and not queued
          and exists (select from webhook_deliveries where status = 'pending' and not queued and next_attempt_at <= ${now})
        order by organization_id, destination limit 1)
      union all
      select next.organization_id, next.destination from places cross join lateral (
        select organization_id, destination from webhook_deliveries as other
        where status = 'pending' and not queued
          and (other.organization_id, other.destination) > (places.organization_id, places.destination)
        order by organization_id, destination limit 1) as next
    ), under_way as (
      select organization_id, destination, count(*) as count from webhook_deliveries
      where status = 'pending' and queued group by organization_id, destination
    ), due as (
      select first.id, places.organization_id, first.next_attempt_at,
        row_number() over (partition by places.organization_id, places.destination
          order by first.next_attempt_at, first.id) + coalesce(under_way.count, 0) as place
      from places
      left join under_way using (organization_id, destination)
      cross join lateral (
        select id, next_attempt_at from webhook_deliveries as delivery
        where delivery.organization_id = places.organization_id and delivery.destination = places.destination
          and status = 'pending' and not queued and next_attempt_at <= ${now}
        order by next_attempt_at, id limit ${shares.perDestination}) as first
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
