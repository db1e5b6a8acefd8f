import { sql } from 'kysely';
import type { Db } from '../../../platform/postgres/connect.ts';
import type { SessionStatus } from '../../../platform/tables.ts';

/*
 * Maintenance over all organisations: what is kept for how long is a matter of the installation. Nothing a client sends
 * reaches these queries.
 */

/** Makes sessions that failed before a time forget their media, at most `limit` of them. @returns the keys of the files */
export async function updateFailedMediaGone(db: Db, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ media_key: string; copy_key: string | null }>`
    with old as (
      select id, media_key, copy_key from sessions
      where media_key is not null and status = 'failed' and finished_at < ${before} and deleted_at is null
      limit ${limit} for update skip locked)
    update sessions set media_key = null, copy_key = null, copy_type = null
    from old where sessions.id = old.id returning old.media_key, old.copy_key`.execute(db);
  return rows.flatMap(({ media_key, copy_key }) => (copy_key === null ? [media_key] : [media_key, copy_key]));
}

/** Forgets where sessions that failed before a time would fetch their media from. */
export async function deleteFailedFetches(db: Db, before: Date): Promise<void> {
  await db
    .deleteFrom('media_fetches')
    .using('sessions')
    .whereRef('sessions.id', '=', 'media_fetches.session')
    .where('sessions.status', '=', 'failed')
    .where('sessions.finished_at', '<', before)
    .execute();
}

/** Makes sessions that ended before a time forget the copies of their media. @returns the keys of the files */
export async function updateCopiesGone(db: Db, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ copy_key: string }>`
    with old as (
      select id, copy_key from sessions
      where copy_key is not null and status = 'completed' and finished_at < ${before}
      order by finished_at limit ${limit} for update skip locked)
    update sessions set copy_key = null, copy_type = null
    from old where sessions.id = old.id returning old.copy_key`.execute(db);
  return rows.map(({ copy_key }) => copy_key);
}

/** Sessions that ended before a time, the oldest first. */
export function listEndedBefore(db: Db, before: Date, limit: number) {
  return db
    .selectFrom('sessions')
    .select(['id', 'session_id', 'organization_id', 'token_id', 'media_key', 'copy_key'])
    .where('finished_at', '<', before)
    .where('deleted_at', 'is', null)
    .orderBy('finished_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Sessions of one organisation, whoever made them, everywhere or in some folders. */
export function listSessionsOf(db: Db, organizationId: number, limit: number, folderIds?: readonly number[]) {
  return db
    .selectFrom('sessions')
    .select(['id', 'session_id', 'organization_id', 'token_id'])
    .where('organization_id', '=', organizationId)
    .where('deleted_at', 'is', null)
    .$if(folderIds !== undefined, (query) => query.where(sql<boolean>`folder_id = any(${folderIds}::int[])`))
    .limit(limit)
    .execute();
}

/** Of sessions without media; those for which an upload is on its way are none. */
function emptySessions(db: Db) {
  return db
    .selectFrom('sessions')
    .where('status', 'in', ['new', 'created'])
    .where('deleted_at', 'is', null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('uploads')
            .select('uploads.id')
            .where('completed_at', 'is', null)
            .where(sql<boolean>`uploads.metadata ->> 'session_id' = sessions.session_id`),
        ),
      ),
    );
}

export async function listEmptySessions(db: Db, before: Date, limit: number): Promise<number[]> {
  const rows = await emptySessions(db)
    .select('sessions.id')
    .where('sessions.created_at', '<', before)
    .orderBy('sessions.created_at')
    .orderBy('sessions.id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** The same session, holding its row, unless its media came meanwhile. */
export function lockEmptySession(db: Db, id: number) {
  return emptySessions(db)
    .select(['sessions.id', 'sessions.attempt'])
    .where('sessions.id', '=', id)
    .forUpdate('sessions')
    .executeTakeFirst();
}

/** Which of these storage keys are the media of a session that is not deleted. */
export async function listMediaKeys(db: Db, keys: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('sessions')
    .select('media_key')
    .where(sql<boolean>`media_key = any(${keys}::text[])`)
    .where('deleted_at', 'is', null)
    .execute();
  return rows.map(({ media_key }) => media_key as string);
}

export interface FilesOwner {
  session_id: string;
  status: SessionStatus;
  attempt: number;
  media_key: string | null;
  copy_key: string | null;
  deleted_at: Date | null;
}

/** What says which files of these sessions are in use; with `hold`, it stays so until the transaction ends. */
export function listFilesOwners(db: Db, sessionIds: string[], hold: boolean): Promise<FilesOwner[]> {
  return db
    .selectFrom('sessions')
    .select(['session_id', 'status', 'attempt', 'media_key', 'copy_key', 'deleted_at'])
    .where(sql<boolean>`session_id = any(${sessionIds}::text[])`)
    .orderBy('id')
    .$if(hold, (query) => query.forUpdate())
    .execute();
}

/** Sessions that still need their media, in the order of their ids. */
export function listNeedingMedia(db: Db, after: number, limit: number) {
  return db
    .selectFrom('sessions')
    .select(['id', 'session_id', 'media_key'])
    .where('media_key', 'is not', null)
    .where('status', 'in', ['queued', 'processing', 'failed'])
    .where('deleted_at', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Whether that is still its media. */
export async function hasMedia(db: Db, session: { id: number; media_key: string | null }): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .select('id')
    .where('id', '=', session.id)
    .where('media_key', '=', session.media_key)
    .where('status', 'in', ['queued', 'processing', 'failed'])
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
