import { type Insertable, type Selectable, sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { RealtimeEnd, RealtimeSessionsTable } from '../../platform/realtime-tables.ts';

export type RealtimeRow = Selectable<RealtimeSessionsTable>;
export type NewRealtimeRow = Insertable<RealtimeSessionsTable>;

/** Until the end of the transaction nobody else counts or begins sessions of this caller. */
export async function lockCaller(db: Db, caller: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`realtime:${caller}`}, 0))`.execute(db);
}

export async function insertRealtimeSession(db: Db, row: NewRealtimeRow): Promise<RealtimeRow> {
  return db.insertInto('realtime_sessions').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function updateRealtimeModel(
  db: Db,
  organizationId: number,
  id: number,
  change: { language: string | null; model_key: string },
): Promise<void> {
  await db
    .updateTable('realtime_sessions')
    .set(change)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

export async function endRealtimeSession(
  db: Db,
  organizationId: number,
  id: number,
  end: { ended_at: Date; ended_by: RealtimeEnd; audio_ms: number },
): Promise<void> {
  await db
    .updateTable('realtime_sessions')
    .set({ ...end, seen_at: end.ended_at })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** Notes that the sessions of this process live, and how much audio each has had: all in one query. */
export async function touchRealtimeSessions(
  db: Db,
  process: string,
  seenAt: Date,
  sessions: readonly { id: number; audio_ms: number }[],
): Promise<void> {
  const ids = sessions.map(({ id }) => id);
  const heard = sessions.map(({ audio_ms }) => audio_ms);
  await sql`
    update realtime_sessions set seen_at = ${seenAt}, audio_ms = beat.audio_ms
    from unnest(${ids}::bigint[], ${heard}::bigint[]) as beat (id, audio_ms)
    where realtime_sessions.id = beat.id and process = ${process}::uuid and ended_at is null`.execute(db);
}

/** Of processes that are gone, of all organisations. @returns how many */
export async function endLostRealtimeSessions(db: Db, seenBefore: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('realtime_sessions')
    .set((column) => ({ ended_at: column.ref('seen_at'), ended_by: 'lost' as const }))
    .where('ended_at', 'is', null)
    .where('seen_at', '<', seenBefore)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
