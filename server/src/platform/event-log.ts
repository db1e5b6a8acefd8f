import { type Kysely, sql } from 'kysely';
import type { Database } from './tables.ts';

/**
 * What happened to a session: ids, states and numbers only, so that nothing private travels and it fits into a
 * notification (8000 bytes). Kept in the table `events`, so that clients and processes that were away catch up.
 */
export interface SessionEvent {
  type: 'session.updated' | 'session.completed' | 'session.failed' | 'session.deleted';
  /** The session's name on the wire. */
  id: string;
  organization_id: number;
  /** The key that made the session. */
  token_id: number;
  status?: string;
  stage?: string | null;
  progress?: number;
  error_code?: string | null;
  /** While its media is being fetched. */
  download?: { received_bytes: number; total_bytes: number | null };
  /** Its place in the order of all events; known once it is written. */
  event_id?: number;
}

/** What only running processes need to hear of. `events.resumed` is made here: see `openEventBus`. */
export interface PassingEvent {
  type: 'token.revoked' | 'lock.wanted' | 'events.resumed';
  id: string;
  organization_id: number;
  status?: undefined;
  stage?: undefined;
  progress?: undefined;
}

export type PlatformEvent = SessionEvent | PassingEvent;

export const isSessionEvent = (event: PlatformEvent): event is SessionEvent => event.type.startsWith('session.');

/** PostgreSQL's channel: every process listens on it. */
export const CHANNEL = 'parlance_events';

/** Names the advisory lock that orders events; any number nobody else uses. */
const ORDER_LOCK = 7_301_995_246_116;

/** The parts of an event that are kept as JSON; the others have columns. */
function dataOf(event: PlatformEvent) {
  const { type, id, organization_id, token_id, ...data } = event as SessionEvent;
  return data;
}

/**
 * Writes events and announces them, as the last thing a transaction does. Who writes holds a lock until the commit, so
 * ids rise in the order of commits, and "everything above the last id I saw" misses nothing: without it a slow
 * transaction could commit a lower id after a higher one was read. One statement, so that the lock is held for one trip
 * to the database and the commit; announcing takes turns at the commit in any case.
 */
export async function writeEvents(trx: Kysely<Database>, events: SessionEvent[]): Promise<void> {
  const rows = events.map((event, position) => ({
    position,
    organization_id: event.organization_id,
    token_id: event.token_id,
    session_id: event.id,
    type: event.type,
    data: dataOf(event),
  }));
  await sql`
    with turn as materialized (select pg_advisory_xact_lock(${ORDER_LOCK}::bigint)),
    written as (
      insert into events (organization_id, token_id, session_id, type, data, created_at)
      select given.organization_id, given.token_id, given.session_id, given.type, given.data, clock_timestamp()
      from turn, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given
        (position integer, organization_id integer, token_id integer, session_id text, type text, data jsonb)
      order by given.position
      returning *
    )
    select pg_notify(${CHANNEL}, (data || jsonb_build_object('event_id', id, 'type', type, 'id', session_id,
      'organization_id', organization_id, 'token_id', token_id))::text)
    from written`.execute(trx);
}

/** Announces events that nobody needs to know of later. */
export async function announceEvents(db: Kysely<Database>, events: PlatformEvent[]): Promise<void> {
  const payloads = events.map((event) => JSON.stringify(event));
  await sql`select pg_notify(${CHANNEL}, payload) from unnest(${payloads}::text[]) as payload`.execute(db);
}

const COLUMNS = ['id', 'organization_id', 'token_id', 'session_id', 'type', 'data'] as const;

export interface EventFilter {
  /** Only events above this id … */
  after: number;
  /** … and up to this one. */
  upTo?: number;
  organization_id?: number;
  token_id?: number;
  session_id?: string;
}

/** Events in the order in which they happened, `limit` at most. */
export async function listEvents(db: Kysely<Database>, filter: EventFilter, limit: number): Promise<SessionEvent[]> {
  let query = db.selectFrom('events').select(COLUMNS).where('id', '>', filter.after);
  if (filter.upTo !== undefined) query = query.where('id', '<=', filter.upTo);
  if (filter.organization_id !== undefined) query = query.where('organization_id', '=', filter.organization_id);
  if (filter.token_id !== undefined) query = query.where('token_id', '=', filter.token_id);
  if (filter.session_id !== undefined) query = query.where('session_id', '=', filter.session_id);
  const rows = await query.orderBy('id').limit(limit).execute();
  return rows.map(
    ({ id, session_id, data, ...event }) => ({ ...data, ...event, event_id: id, id: session_id }) as SessionEvent,
  );
}

/** The first and the last id that are kept; zeros when there never was an event. */
export async function findEventBounds(db: Kysely<Database>): Promise<{ oldest: number; newest: number }> {
  const row = await db
    .selectFrom('events')
    .select((select) => [select.fn.min('id').as('oldest'), select.fn.max('id').as('newest')])
    .executeTakeFirst();
  return { oldest: row?.oldest ?? 0, newest: row?.newest ?? 0 };
}

/** Removes events from before a time, but never the very last: it tells what came since from what was removed. */
export async function deleteEventsBefore(db: Kysely<Database>, time: Date): Promise<number> {
  const result = await db
    .deleteFrom('events')
    .where('created_at', '<', time)
    .where('id', '<', (where) => where.selectFrom('events').select((select) => select.fn.max('id').as('newest')))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
