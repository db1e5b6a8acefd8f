import { type Insertable, type Selectable, sql } from 'kysely';
import type { Db } from '../../../platform/postgres/connect.ts';
import type { Database, StoredWord } from '../../../platform/tables.ts';

export type SaveRow = Selectable<Database['realtime_saves']>;

export async function insertSave(db: Db, save: Insertable<Database['realtime_saves']>): Promise<void> {
  await db.insertInto('realtime_saves').values(save).execute();
}

export interface StoredFinal {
  index: number;
  start_ms: number;
  end_ms: number;
  words: StoredWord[];
}

/** Written once however often it is tried: an attempt whose answer was lost may have been done. */
export async function insertFinals(db: Db, realtimeSession: number, finals: readonly StoredFinal[]): Promise<void> {
  await db
    .insertInto('realtime_finals')
    .values(
      finals.map(({ words, ...final }) => ({
        realtime_session: realtimeSession,
        ...final,
        words: JSON.stringify(words),
      })),
    )
    .onConflict((conflict) => conflict.columns(['realtime_session', 'index']).doNothing())
    .execute();
}

/**
 * What was being kept, holding it and its organisation until the transaction ends. Undefined when it is done, and when the
 * organisation is deleted: then nothing is to come of it.
 */
export function lockSave(db: Db, realtimeSession: number): Promise<SaveRow | undefined> {
  return db
    .selectFrom('realtime_saves')
    .innerJoin('organizations', 'organizations.id', 'realtime_saves.organization_id')
    .selectAll('realtime_saves')
    .where('realtime_session', '=', realtimeSession)
    .where('organizations.deleted_at', 'is', null)
    .forUpdate('realtime_saves')
    .forShare('organizations')
    .executeTakeFirst();
}

export async function deleteSave(db: Db, { realtime_session, organization_id }: SaveRow): Promise<void> {
  await db
    .deleteFrom('realtime_saves')
    .where('realtime_session', '=', realtime_session)
    .where('organization_id', '=', organization_id)
    .execute();
}

/** Where the last final ends, milliseconds; 0 without any. */
export async function findLastFinalMs(db: Db, realtimeSession: number): Promise<number> {
  const row = await db
    .selectFrom('realtime_finals')
    .select((select) => select.fn.max('end_ms').as('end_ms'))
    .where('realtime_session', '=', realtimeSession)
    .executeTakeFirst();
  return row?.end_ms ?? 0;
}

/** Makes its finals the segments of a session. */
export async function copyFinalsToSegments(
  db: Db,
  realtimeSession: number,
  session: number,
): Promise<{ count: number; speech_ms: number }> {
  const { rows } = await sql<{ count: number; speech_ms: number }>`
    with moved as (
      insert into segments (session, channel, index, start_ms, end_ms, batch, words)
      select ${session}, 0, index, start_ms, end_ms, 0, words
      from realtime_finals where realtime_session = ${realtimeSession}
      returning start_ms, end_ms)
    select count(*)::int as count, coalesce(sum(end_ms - start_ms), 0)::float8 as speech_ms from moved`.execute(db);
  return rows[0] as { count: number; speech_ms: number };
}

/** Those whose live session ended, or was last seen alive, before a time: across organisations, for maintenance. */
export async function listLeftSaves(db: Db, before: Date, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('realtime_saves')
    .innerJoin('realtime_sessions', 'realtime_sessions.id', 'realtime_saves.realtime_session')
    .innerJoin('organizations', 'organizations.id', 'realtime_saves.organization_id')
    .select('realtime_saves.realtime_session')
    .where((where) => where(where.fn.coalesce('realtime_sessions.ended_at', 'realtime_sessions.seen_at'), '<', before))
    .where('organizations.deleted_at', 'is', null)
    .orderBy('realtime_saves.realtime_session')
    .limit(limit)
    .execute();
  return rows.map(({ realtime_session }) => realtime_session);
}

/** Which of these sessions are being kept. @param hold keeps that so until the transaction ends */
export async function listSavedSessions(db: Db, sessionIds: string[], hold: boolean): Promise<string[]> {
  const rows = await db
    .selectFrom('realtime_saves')
    .select('session_id')
    .where(sql<boolean>`session_id = any(${sessionIds}::text[])`)
    .orderBy('realtime_session')
    .$if(hold, (query) => query.forUpdate())
    .execute();
  return rows.map(({ session_id }) => session_id);
}

/** Forgets some of an organisation's. @returns their sessions; empty once there are none */
export async function deleteSavesOf(db: Db, organizationId: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ session_id: string }>`
    delete from realtime_saves where realtime_session = any(array(
      select realtime_session from realtime_saves where organization_id = ${organizationId} limit ${limit}))
    returning session_id`.execute(db);
  return rows.map(({ session_id }) => session_id);
}
