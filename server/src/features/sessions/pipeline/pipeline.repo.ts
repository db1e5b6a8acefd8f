import { type Selectable, sql } from 'kysely';
import type { Db } from '../../../platform/postgres/connect.ts';
import type { Database, SessionStage, StoredUtterance, StoredWord } from '../../../platform/tables.ts';

/*
 * The worker's queries. A job names its session by the internal id that a checked request put into the queue, so there
 * is no organisation to compare with here; nothing a client sends reaches these functions.
 */

export type WorkSession = Selectable<Database['sessions']>;
export type SegmentRow = Selectable<Database['segments']>;

function unfinishedSession(db: Db, id: number) {
  return db
    .selectFrom('sessions')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .where('status', 'in', ['queued', 'processing']);
}

/** The session while there is work to do on it; undefined once it is deleted, failed or completed. */
export function findUnfinishedSession(db: Db, id: number): Promise<WorkSession | undefined> {
  return unfinishedSession(db, id).executeTakeFirst();
}

/** The same, holding the row until the transaction ends. */
export function lockUnfinishedSession(db: Db, id: number): Promise<WorkSession | undefined> {
  return unfinishedSession(db, id).forUpdate().executeTakeFirst();
}

/** A session that has not ended, be it still without media, holding its row. */
export function lockOpenSession(db: Db, id: number): Promise<WorkSession | undefined> {
  return db
    .selectFrom('sessions')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .where('status', 'not in', ['completed', 'failed'])
    .forUpdate()
    .executeTakeFirst();
}

/** A session of this organisation in whatever state, holding its row. */
export function lockSession(db: Db, organizationId: number, id: number): Promise<WorkSession | undefined> {
  return db
    .selectFrom('sessions')
    .selectAll()
    .where('id', '=', id)
    .where('organization_id', '=', organizationId)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

export function findAnySession(db: Db, id: number): Promise<WorkSession | undefined> {
  return db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst();
}

/** A session in whatever state, deleted or not, holding its row. */
export function lockAnySession(db: Db, id: number): Promise<WorkSession | undefined> {
  return db.selectFrom('sessions').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** What the headers of the media say, before it is its turn. */
export async function updateSessionProbed(
  db: Db,
  id: number,
  facts: { media_kind: 'audio' | 'video'; announced_seconds: number },
): Promise<void> {
  await db.updateTable('sessions').set(facts).where('id', '=', id).execute();
}

/** The model that does the rest, and the language if it was heard. */
export async function updateSessionModel(
  db: Db,
  id: number,
  model: { model_key: string; engine: string; detected_language?: string },
): Promise<void> {
  await db.updateTable('sessions').set(model).where('id', '=', id).execute();
}

export async function updateSessionStarted(db: Db, id: number, at: Date): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ status: 'processing', started_at: sql`coalesce(started_at, ${at})`, updated_at: at })
    .where('id', '=', id)
    .execute();
}

export interface NewSegment {
  channel: number;
  index: number;
  start_ms: number;
  end_ms: number;
}

/** Which segments an earlier, interrupted run stored already: how many of each channel, and the last batch. */
export async function findStoredSegments(db: Db, session: number): Promise<{ counts: number[]; lastBatch: number }> {
  const rows = await db
    .selectFrom('segments')
    .select((select) => ['channel', select.fn.countAll<number>().as('count'), select.fn.max('batch').as('last_batch')])
    .where('session', '=', session)
    .groupBy('channel')
    .execute();
  const counts: number[] = [];
  for (const row of rows) counts[row.channel] = row.count;
  return {
    counts: Array.from(counts, (count) => count ?? 0),
    lastBatch: Math.max(-1, ...rows.map((row) => row.last_batch)),
  };
}

export async function insertSegments(db: Db, session: number, batch: number, segments: NewSegment[]): Promise<void> {
  await db
    .insertInto('segments')
    .values(segments.map((segment) => ({ session, batch, ...segment })))
    .execute();
  const speechMs = segments.reduce((sum, segment) => sum + segment.end_ms - segment.start_ms, 0);
  await db
    .updateTable('sessions')
    .set({
      segments_total: sql`segments_total + ${segments.length}`,
      speech_ms_total: sql`speech_ms_total + ${speechMs}`,
    })
    .where('id', '=', session)
    .execute();
}

/** Notes how much of the file has been read; `duration` only once all of it has. */
export async function updateSessionPrepared(
  db: Db,
  id: number,
  facts: { prepared: number; duration?: number; stage?: SessionStage; at: Date },
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({
      prepared: sql`greatest(prepared, ${facts.prepared})`,
      updated_at: facts.at,
      ...(facts.duration === undefined ? {} : { duration: facts.duration }),
      ...(facts.stage === undefined ? {} : { stage: facts.stage }),
    })
    .where('id', '=', id)
    .execute();
}

export function listOpenSegments(db: Db, session: number, batch: number): Promise<SegmentRow[]> {
  return db
    .selectFrom('segments')
    .selectAll()
    .where('session', '=', session)
    .where('batch', '=', batch)
    .where('words', 'is', null)
    .orderBy('channel')
    .orderBy('index')
    .execute();
}

/**
 * Stores what was heard in a segment and moves the session's progress; a segment that has its words already is left as
 * it is. Progress is the share of speech recognised, of the speech found so far scaled up to the whole file, between 2
 * and 98 percent: the rest is for the stages before and after.
 */
export async function updateSegmentWords(
  db: Db,
  segment: SegmentRow,
  heard: { words: StoredWord[]; voices: Buffer | null },
  at: Date,
): Promise<{ progress: number; progress_before: number } | undefined> {
  const stored = await db
    .updateTable('segments')
    .set({ words: JSON.stringify(heard.words), voices: heard.voices })
    .where('session', '=', segment.session)
    .where('channel', '=', segment.channel)
    .where('index', '=', segment.index)
    .where('words', 'is', null)
    .executeTakeFirst();
  if (stored.numUpdatedRows === 0n) return undefined;
  const milliseconds = segment.end_ms - segment.start_ms;
  return db
    .updateTable('sessions')
    .set({
      segments_done: sql`segments_done + 1`,
      speech_ms_done: sql`speech_ms_done + ${milliseconds}`,
      progress: sql`greatest(progress, least(98, 2 + floor(
        96 * prepared * (speech_ms_done + ${milliseconds}) / greatest(speech_ms_total, 1))))`,
      updated_at: at,
    })
    .where('id', '=', segment.session)
    .returning((select) => [
      'progress',
      // A look at the row as it was before this statement.
      sql<number>`(select before.progress from sessions as before where before.id = ${select.ref('sessions.id')})`.as(
        'progress_before',
      ),
    ])
    .executeTakeFirst();
}

export function listSegments(db: Db, session: number): Promise<SegmentRow[]> {
  return db
    .selectFrom('segments')
    .selectAll()
    .where('session', '=', session)
    .orderBy('channel')
    .orderBy('index')
    .execute();
}

/** The prints of voices are of no use once speakers are told apart, and they are of persons. */
export async function clearVoices(db: Db, session: number): Promise<void> {
  await db.updateTable('segments').set({ voices: null }).where('session', '=', session).execute();
}

export async function updateSessionCopy(
  db: Db,
  id: number,
  copy: { copy_key: string | null; copy_type: string | null },
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ ...copy, copy_done: true })
    .where('id', '=', id)
    .execute();
}

export async function updateSessionStage(db: Db, id: number, stage: SessionStage, at: Date): Promise<void> {
  await db.updateTable('sessions').set({ stage, updated_at: at }).where('id', '=', id).execute();
}

export async function insertResult(
  db: Db,
  session: number,
  utterances: StoredUtterance[],
  wordCount: number,
): Promise<void> {
  await db
    .insertInto('session_results')
    .values({ session, utterances: JSON.stringify(utterances), word_count: wordCount })
    .execute();
}

export async function updateSessionCompleted(db: Db, id: number, at: Date): Promise<WorkSession> {
  const session = await db
    .updateTable('sessions')
    .set({
      status: 'completed',
      stage: null,
      progress: 100,
      document_id: sql`gen_random_uuid()`,
      finished_at: at,
      updated_at: at,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await db.deleteFrom('segments').where('session', '=', id).execute();
  return session;
}

/** Ends a session; what it would take to try again from the start stays. */
export async function updateSessionFailed(
  db: Db,
  id: number,
  failure: { error: string; error_code: string; at: Date },
): Promise<WorkSession> {
  const { error, error_code, at } = failure;
  const session = await db
    .updateTable('sessions')
    .set({ status: 'failed', stage: null, error, error_code, finished_at: at, updated_at: at })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await db.deleteFrom('segments').where('session', '=', id).execute();
  return session;
}

/** Puts a failed session back to its beginning, as if its media had just arrived or is to be fetched again. */
export async function updateSessionAgain(db: Db, id: number, stage: 'fetch' | 'prepare', at: Date): Promise<void> {
  await db
    .updateTable('sessions')
    .set({
      status: 'queued',
      stage,
      attempt: sql`attempt + 1`,
      announced_seconds: null,
      prepared: 0,
      progress: 0,
      segments_total: 0,
      segments_done: 0,
      speech_ms_total: 0,
      speech_ms_done: 0,
      duration: 0,
      error: null,
      error_code: null,
      queued_at: at,
      updated_at: at,
      started_at: null,
      finished_at: null,
    })
    .where('id', '=', id)
    .execute();
}

export async function updateSessionMediaGone(db: Db, id: number, gone: { copy: boolean }): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ media_key: null, ...(gone.copy ? { copy_key: null } : {}) })
    .where('id', '=', id)
    .execute();
}
