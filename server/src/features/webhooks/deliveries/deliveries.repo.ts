import type { Insertable, Selectable } from 'kysely';
import type { Db } from '../../../platform/postgres/connect.ts';
import type { Database, DeliveryStatus } from '../../../platform/tables.ts';

export type DeliveryRow = Selectable<Database['webhook_deliveries']>;
export type AttemptRow = Selectable<Database['webhook_attempts']>;

export async function insertDeliveries(db: Db, rows: Insertable<Database['webhook_deliveries']>[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('webhook_deliveries').values(rows).execute();
}

export interface DeliveryFilter {
  organization_id: number;
  webhook_id?: number;
  session_id?: string;
  status?: DeliveryStatus;
  event?: string;
}

function filtered(db: Db, filter: DeliveryFilter) {
  let query = db.selectFrom('webhook_deliveries').where('organization_id', '=', filter.organization_id);
  if (filter.webhook_id !== undefined) query = query.where('webhook_id', '=', filter.webhook_id);
  if (filter.session_id !== undefined) query = query.where('session_id', '=', filter.session_id);
  if (filter.status !== undefined) query = query.where('status', '=', filter.status);
  if (filter.event !== undefined) query = query.where('event', '=', filter.event);
  return query;
}

export function listDeliveryRows(
  db: Db,
  filter: DeliveryFilter,
  page: { offset: number; limit: number },
): Promise<DeliveryRow[]> {
  return filtered(db, filter)
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
}

export async function countDeliveries(db: Db, filter: DeliveryFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return row.total;
}

export function findDelivery(db: Db, organizationId: number, id: string): Promise<DeliveryRow | undefined> {
  return db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The last attempts of each of these, the newest first. */
export function listAttempts(
  db: Db,
  organizationId: number,
  deliveryIds: string[],
  most: number,
): Promise<AttemptRow[]> {
  if (deliveryIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('webhook_deliveries as delivery')
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('webhook_attempts')
          .selectAll()
          .whereRef('webhook_attempts.delivery_id', '=', 'delivery.id')
          .where('webhook_attempts.organization_id', '=', organizationId)
          .orderBy('number', 'desc')
          .limit(most)
          .as('attempt'),
      (join) => join.onTrue(),
    )
    .selectAll('attempt')
    .where('delivery.organization_id', '=', organizationId)
    .where('delivery.id', 'in', deliveryIds)
    .execute();
}

/** Begins the schedule anew, unless an attempt is on its way already. */
export async function updateDeliveryRestarted(db: Db, organizationId: number, id: string, at: Date): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set({
      status: 'pending',
      reason: null,
      finished_at: null,
      round_attempts: 0,
      round_started_at: at,
      next_attempt_at: at,
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('body', 'is not', null)
    .where((where) => where.or([where('queued', '=', false), where('status', '<>', 'pending')]))
    .execute();
}

/** Stops what still waits to be sent, of an endpoint or of a session. */
export async function updateDeliveriesStopped(
  db: Db,
  organizationId: number,
  of: { webhook_id: number } | { session_id: string },
  facts: { reason: string; at: Date },
): Promise<void> {
  const query = db
    .updateTable('webhook_deliveries')
    .set({ status: 'stopped', reason: facts.reason, finished_at: facts.at, next_attempt_at: null, queued: false })
    .where('organization_id', '=', organizationId)
    .where('status', '=', 'pending');
  await ('webhook_id' in of
    ? query.where('webhook_id', '=', of.webhook_id)
    : query.where('session_id', '=', of.session_id)
  ).execute();
}

/** Erases what the deliveries of a session tell of it: what was sent, and what a receiver may have sent back. */
export async function eraseDeliveries(db: Db, organizationId: number, sessionId: string): Promise<void> {
  await db
    .updateTable('webhook_attempts')
    .from('webhook_deliveries')
    .set({ request_headers: '{}', response_headers: null, response_body: null })
    .whereRef('webhook_deliveries.id', '=', 'webhook_attempts.delivery_id')
    .where('webhook_deliveries.organization_id', '=', organizationId)
    .where('webhook_deliveries.session_id', '=', sessionId)
    .execute();
  await db
    .updateTable('webhook_deliveries')
    .set({ body: null, headers: [] })
    .where('organization_id', '=', organizationId)
    .where('session_id', '=', sessionId)
    .execute();
}
