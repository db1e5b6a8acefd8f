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
  /** Of a deleted session, which lies nowhere any more: the nearest private folder it lay in. Null: all of its organisation may hear. */
  private_folder_id?: number | null;
  /** While its media is being fetched. */
  download?: { received_bytes: number; total_bytes: number | null };
  /** Its place in the order of all events; known once it is written. */
  event_id?: number;
}

/**
 * What somebody did to a document: ids and numbers only. Kept and told like events of sessions, to those who may see the
 * session.
 */
export interface DocumentEvent {
  type: (typeof DOCUMENT_EVENTS)[number];
  /** The name of its session on the wire. */
  id: string;
  organization_id: number;
  /** The key that made the session. */
  token_id: number;
  document_id: string;
  /** `user:3`, `key:12`, or `guest:` and the name they gave. */
  actor: string;
  revision?: number;
  comment_id?: number;
  /** Ids of people who are mentioned. */
  mentions?: number[];
  event_id?: number;
  status?: undefined;
  stage?: undefined;
  progress?: undefined;
}

export const DOCUMENT_EVENTS = [
  'document.opened',
  'document.closed',
  'document.edited',
  'document.finished',
  'document.reopened',
  'document.deleted',
  'comment.created',
  'comment.updated',
  'comment.deleted',
] as const;

/** What only running processes need to hear of. `events.resumed` is made here: see `openEventBus`. */
export interface PassingEvent {
  type: 'token.revoked' | 'login.ended' | 'lock.wanted' | 'events.resumed';
  id: string;
  organization_id: number;
  status?: undefined;
  stage?: undefined;
  progress?: undefined;
}

/** Events that have a number and can be read again. */
export type KeptEvent = SessionEvent | DocumentEvent;
export type PlatformEvent = KeptEvent | PassingEvent;

export const isSessionEvent = (event: PlatformEvent): event is SessionEvent => event.type.startsWith('session.');
export const isDocumentEvent = (event: PlatformEvent): event is DocumentEvent =>
  (DOCUMENT_EVENTS as readonly string[]).includes(event.type);
export const isKeptEvent = (event: PlatformEvent): event is KeptEvent =>
  isSessionEvent(event) || isDocumentEvent(event);

/** PostgreSQL's channel: every process listens on it. */
export const CHANNEL = 'parlance_events';

/** The parts of an event that are kept as JSON; the others have columns. */
function dataOf(event: KeptEvent) {
  const { type, id, organization_id, token_id, ...data } = event;
  return data;
}

/**
 * Writes an event, which becomes a row of `events` and is announced with the commit: a deferred trigger of the migration
 * takes a lock, gives the event its id and announces it, so that ids rise in the order of commits and "everything above
 * the last id I saw" misses nothing. Otherwise a slow transaction could commit a lower id after a higher one was read.
 * All of it happens within the commit: nobody waits for a trip to the database of another.
 */
export async function insertEvent(db: Kysely<Database>, event: KeptEvent): Promise<void> {
  await db
    .insertInto('event_outbox')
    .values({
      organization_id: event.organization_id,
      token_id: event.token_id,
      session_id: event.id,
      type: event.type,
      data: JSON.stringify(dataOf(event)),
    })
    .execute();
}

/** Announces an event that nobody needs to know of later, with the commit as well. */
export async function announceEvent(db: Kysely<Database>, event: PlatformEvent): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(event)})`.execute(db);
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
export async function listEvents(db: Kysely<Database>, filter: EventFilter, limit: number): Promise<KeptEvent[]> {
  let query = db.selectFrom('events').select(COLUMNS).where('id', '>', filter.after);
  if (filter.upTo !== undefined) query = query.where('id', '<=', filter.upTo);
  if (filter.organization_id !== undefined) query = query.where('organization_id', '=', filter.organization_id);
  if (filter.token_id !== undefined) query = query.where('token_id', '=', filter.token_id);
  if (filter.session_id !== undefined) query = query.where('session_id', '=', filter.session_id);
  const rows = await query.orderBy('id').limit(limit).execute();
  return rows.map(
    ({ id, session_id, data, ...event }) => ({ ...data, ...event, event_id: id, id: session_id }) as KeptEvent,
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
