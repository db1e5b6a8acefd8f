import { type Insertable, type Selectable, sql } from 'kysely';
import { type Db, prepared } from '../../platform/postgres/connect.ts';
import type { Database, SessionStatus } from '../../platform/tables.ts';
import { sessionsThatSay } from '../document-store/index.ts';
import { notInDeletedFolder, outsideOf, outsideOfDeleted } from '../folder-access/index.ts';
import { countSessionsOfKey } from './session-counts.repo.ts';

/** What clients can be shown of a session, and what decides whether they may see it: not the whole wide row. */
export const COLUMNS = [
  'id',
  'session_id',
  'organization_id',
  'token_id',
  'status',
  'session_mode',
  'language',
  'model_key',
  'engine',
  'detected_language',
  'spoken_language',
  'filename',
  'media_type',
  'media_kind',
  'media_key',
  'copy_key',
  'keep_source',
  'punctuation',
  'multichannel',
  'diarization',
  'speaker_count',
  'meta_data',
  'folder_id',
  'custom_model_id',
  'document_id',
  'duration',
  'stage',
  'progress',
  'error',
  'error_code',
  'created_at',
  'updated_at',
  'started_at',
  'finished_at',
] as const satisfies (keyof Database['sessions'])[];

export type SessionRow = Pick<Selectable<Database['sessions']>, (typeof COLUMNS)[number]>;

export function insertSession(db: Db, session: Insertable<Database['sessions']>): Promise<SessionRow> {
  return db.insertInto('sessions').values(session).returning(COLUMNS).executeTakeFirstOrThrow();
}

export function findSession(db: Db, organizationId: number, sessionId: string): Promise<SessionRow | undefined> {
  return db
    .selectFrom('sessions')
    .select(COLUMNS)
    .where('session_id', '=', sessionId)
    .where('organization_id', '=', organizationId)
    .where('deleted_at', 'is', null)
    .where(notInDeletedFolder('sessions.folder_id'))
    .modifyEnd(prepared)
    .executeTakeFirst();
}

export function listSessionsByName(db: Db, organizationId: number, sessionIds: string[]): Promise<SessionRow[]> {
  return db
    .selectFrom('sessions')
    .select(COLUMNS)
    .where(sql<boolean>`session_id = any(${sessionIds}::text[])`)
    .where('organization_id', '=', organizationId)
    .where('deleted_at', 'is', null)
    .where(notInDeletedFolder('sessions.folder_id'))
    .execute();
}

/**
 * Without an organisation: who holds a link signed by this server may give this one session its media, as long as the key
 * that made it is valid and its organisation open.
 */
export function findLinkedSession(db: Db, sessionId: string): Promise<SessionRow | undefined> {
  return db
    .selectFrom('sessions')
    .select(COLUMNS)
    .where('session_id', '=', sessionId)
    .where('deleted_at', 'is', null)
    .where(notInDeletedFolder('sessions.folder_id'))
    .where((where) =>
      where.exists(
        where
          .selectFrom('tokens')
          .innerJoin('organizations', 'organizations.id', 'tokens.organization_id')
          .select('tokens.id')
          .whereRef('tokens.id', '=', 'sessions.token_id')
          .where('tokens.revoked_at', 'is', null)
          .where('organizations.suspended_at', 'is', null)
          .where('organizations.deleted_at', 'is', null),
      ),
    )
    .executeTakeFirst();
}

/** Sorted with their nulls last; the others as the index has them. */
const NULLABLE: ReadonlySet<SessionSort> = new Set(['finished_at', 'filename']);

export type SessionSort = 'created_at' | 'updated_at' | 'finished_at' | 'filename' | 'duration' | 'status';

export interface SessionFilter {
  organization_id: number;
  /** Only those of this key. */
  token_id?: number;
  q?: string;
  statuses?: SessionStatus[];
  /** What lies in this folder; null: in none. */
  folder_id?: number | null;
  language?: string;
  /** Made then or later, and before. */
  from?: Date;
  to?: Date;
  /** Only these, or all but these. */
  ids?: readonly number[];
  but_ids?: readonly number[];
  /** Private folders whose contents are left out, with all that is in them. */
  hidden_roots?: readonly number[];
}

function filtered(db: Db, filter: SessionFilter) {
  let query = db
    .selectFrom('sessions')
    .where('organization_id', '=', filter.organization_id)
    .where('deleted_at', 'is', null);
  if (filter.token_id !== undefined) query = query.where('token_id', '=', filter.token_id);
  if (filter.statuses) query = query.where('status', 'in', filter.statuses);
  if (filter.folder_id === null) query = query.where('folder_id', 'is', null);
  else if (filter.folder_id !== undefined) query = query.where('folder_id', '=', filter.folder_id);
  else query = query.where(outsideOfDeleted('sessions.folder_id', filter.organization_id));
  if (filter.language) query = query.where('language', '=', filter.language);
  if (filter.from) query = query.where('created_at', '>=', filter.from);
  if (filter.to) query = query.where('created_at', '<', filter.to);
  if (filter.ids) query = query.where(sql<boolean>`id = any(${filter.ids}::bigint[])`);
  if (filter.but_ids?.length) query = query.where(sql<boolean>`id <> all(${filter.but_ids}::bigint[])`);
  if (filter.hidden_roots?.length) {
    query = query.where(outsideOf('sessions.folder_id', filter.organization_id, filter.hidden_roots));
  }
  if (filter.q) {
    const pattern = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`;
    const says = sessionsThatSay(filter.organization_id, filter.q);
    query = query.where((where) =>
      where.or([
        where('filename', 'ilike', pattern),
        where('session_id', 'like', pattern.toLowerCase()),
        where('id', 'in', says),
      ]),
    );
  }
  return query;
}

export function listSessions(
  db: Db,
  filter: SessionFilter,
  order: { sort: SessionSort; direction: 'asc' | 'desc'; offset: number; limit: number },
): Promise<SessionRow[]> {
  // Of one folder they are read as its index has them.
  const nullsLast = NULLABLE.has(order.sort) && !(order.sort === 'filename' && filter.folder_id !== undefined);
  return filtered(db, filter)
    .select(COLUMNS)
    .orderBy(order.sort, (by) => (nullsLast ? by[order.direction]().nullsLast() : by[order.direction]()))
    .orderBy('id', order.direction)
    .offset(order.offset)
    .limit(order.limit)
    .execute();
}

export async function countSessions(db: Db, filter: SessionFilter): Promise<number> {
  // Only what is searched for has to be counted one by one.
  const { q, language, from, to, ids } = filter;
  if (!q && !language && !from && !to && !ids) return countSessionsOfKey(db, filter, filter.statuses);
  const row = await filtered(db, filter)
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return row.total;
}

/** Marks a session's media as arrived. Undefined when it already had some, or is no longer waiting for any. */
export function updateSessionMedia(
  db: Db,
  organizationId: number,
  id: number,
  media: { media_key: string; media_type: string | null; filename: string | null; fetched: boolean; at: Date },
): Promise<SessionRow | undefined> {
  return db
    .updateTable('sessions')
    .set((set) => ({
      media_key: media.media_key,
      media_type: media.media_type,
      filename: set.fn.coalesce('filename', set.val(media.filename)),
      status: 'queued',
      stage: 'prepare',
      queued_at: media.at,
      updated_at: media.at,
    }))
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where((where) => (media.fetched ? where('stage', '=', 'fetch') : where('status', 'in', ['new', 'created'])))
    .where('session_mode', '<>', 'upload')
    .where('deleted_at', 'is', null)
    .returning(COLUMNS)
    .executeTakeFirst();
}

/** Mean seconds from start to end of the last sessions of the installation; null before the first. */
export async function findMeanProcessingSeconds(db: Db): Promise<number | null> {
  const recent = db
    .selectFrom('sessions')
    .select(sql<number>`extract(epoch from finished_at - started_at)`.as('seconds'))
    .where('status', '=', 'completed')
    .orderBy('finished_at', 'desc')
    .limit(20);
  const row = await db
    .selectFrom(recent.as('recent'))
    .select(sql<number | null>`avg(seconds)::float8`.as('mean'))
    .executeTakeFirst();
  return row?.mean ?? null;
}

/** Erases everything that tells what was said or by whom; the bare row stays for accounting. */
/** The folder a session lies in, and the nearest private one at or above that. */
export async function findFolderOfSession(
  db: Db,
  organizationId: number,
  id: number,
): Promise<{ folder_id: number | null; private_folder_id: number | null }> {
  const row = await db
    .selectFrom('sessions')
    .leftJoin('folders', 'folders.id', 'sessions.folder_id')
    .select(['sessions.folder_id', 'folders.access_root as private_folder_id'])
    .where('sessions.organization_id', '=', organizationId)
    .where('sessions.id', '=', id)
    .executeTakeFirst();
  return row ?? { folder_id: null, private_folder_id: null };
}

/** Where sessions lie, by their names: null for no folder. Those that are deleted, unknown or foreign are missing. */
export async function listFoldersOfSessions(
  db: Db,
  organizationId: number,
  sessionIds: string[],
): Promise<{ session_id: string; folder_id: number | null }[]> {
  return db
    .selectFrom('sessions')
    .select(['session_id', 'folder_id'])
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`session_id = any(${sessionIds}::text[])`)
    .where('deleted_at', 'is', null)
    .execute();
}

export async function eraseSession(db: Db, organizationId: number, id: number, at: Date): Promise<boolean> {
  const erased = await db
    .updateTable('sessions')
    .set({
      deleted_at: at,
      updated_at: at,
      filename: null,
      // Folders may go; the bare row must not hold them.
      folder_id: null,
      meta_data: null,
      document: null,
      webhook_url: null,
      webhook_headers: null,
      error: null,
      error_code: null,
      stage: null,
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (erased.numUpdatedRows === 0n) return false;
  await db.deleteFrom('session_results').where('session', '=', id).execute();
  await db.deleteFrom('segments').where('session', '=', id).execute();
  await db.deleteFrom('tasks').where('session', '=', id).execute();
  await db
    .deleteFrom('media_fetches')
    .where('session', '=', id)
    .where('organization_id', '=', organizationId)
    .execute();
  await db.deleteFrom('uploads').where('session', '=', id).where('organization_id', '=', organizationId).execute();
  return true;
}

interface SessionKey {
  id: number;
  organization_id: number;
}

/** Names a session's document if it has none. @returns the session if that completed it */
export async function updateSessionDocument(
  db: Db,
  { id, organization_id }: SessionKey,
  documentId: string,
  at: Date,
): Promise<SessionRow | undefined> {
  await db
    .updateTable('sessions')
    .set({ document_id: documentId })
    .where('organization_id', '=', organization_id)
    .where('id', '=', id)
    .where('document_id', 'is', null)
    .execute();
  return db
    .updateTable('sessions')
    .set({ status: 'completed', progress: 100, finished_at: at, updated_at: at })
    .where('organization_id', '=', organization_id)
    .where('id', '=', id)
    .where('session_mode', '=', 'upload')
    .where('status', 'in', ['new', 'created'])
    .where('deleted_at', 'is', null)
    .returning(COLUMNS)
    .executeTakeFirst();
}

export async function updateSessionWithoutDocument(
  db: Db,
  { id, organization_id }: SessionKey,
  documentId: string,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ document_id: null })
    .where('organization_id', '=', organization_id)
    .where('id', '=', id)
    .where('document_id', '=', documentId)
    .execute();
}

export async function updateUploadSession(
  db: Db,
  organizationId: number,
  id: number,
  facts: { filename: string | null; duration: number },
): Promise<void> {
  await db
    .updateTable('sessions')
    .set(facts)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('session_mode', '=', 'upload')
    .execute();
}
