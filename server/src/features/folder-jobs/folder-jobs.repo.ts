import { type Insertable, type Selectable, sql } from 'kysely';
import type { FolderJobStatus, SkippedItem } from '../../platform/folder-job-tables.ts';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Database } from '../../platform/tables.ts';

export type FolderJobRow = Selectable<Database['folder_jobs']>;

/** Of what was left out so many are kept; the rest is counted. */
const SKIPPED_KEPT = 1_000;

export function insertFolderJob(db: Db, job: Insertable<Database['folder_jobs']>): Promise<FolderJobRow> {
  return db.insertInto('folder_jobs').values(job).returningAll().executeTakeFirstOrThrow();
}

/** @param caller only a job of theirs */
export function findFolderJob(
  db: Db,
  organizationId: number,
  id: string,
  caller?: string,
): Promise<FolderJobRow | undefined> {
  return db
    .selectFrom('folder_jobs')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .$if(caller !== undefined, (query) => query.where('caller', '=', caller as string))
    .executeTakeFirst();
}

/** Without an organisation: the worker is handed nothing but the id, and so is who holds a signed link. */
export function findAnyFolderJob(db: Db, id: string): Promise<FolderJobRow | undefined> {
  return db.selectFrom('folder_jobs').selectAll().where('id', '=', id).executeTakeFirst();
}

export interface FolderJobFilter {
  organization_id: number;
  caller?: string;
  kind?: FolderJobRow['kind'];
  status?: FolderJobStatus;
}

function filtered(db: Db, { organization_id, caller, kind, status }: FolderJobFilter) {
  let query = db.selectFrom('folder_jobs').where('organization_id', '=', organization_id);
  if (caller !== undefined) query = query.where('caller', '=', caller);
  if (kind) query = query.where('kind', '=', kind);
  if (status) query = query.where('status', '=', status);
  return query;
}

export function listFolderJobRows(
  db: Db,
  filter: FolderJobFilter,
  page: { offset: number; limit: number },
): Promise<FolderJobRow[]> {
  return filtered(db, filter)
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
}

export async function countFolderJobs(db: Db, filter: FolderJobFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return row.total;
}

/**
 * Takes a job up, unless as many of its organisation run as may; one at a time looks. One that was cut off is taken up again.
 *
 * @returns undefined when it has to wait, or has ended
 */
export async function updateFolderJobBegun(
  db: Db,
  job: { id: string; organization_id: number },
  most: number,
  at: Date,
): Promise<FolderJobRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended('parlance:folder-jobs', ${job.organization_id}))`.execute(db);
  return db
    .updateTable('folder_jobs')
    .set({ status: 'running', started_at: sql<Date>`coalesce(started_at, ${at})` })
    .where('organization_id', '=', job.organization_id)
    .where('id', '=', job.id)
    .where((where) =>
      where.or([
        where('status', '=', 'running'),
        where.and([
          where('status', '=', 'queued'),
          sql<boolean>`(select count(*) from folder_jobs as others
            where others.organization_id = ${job.organization_id} and others.status = 'running') < ${most}`,
        ]),
      ]),
    )
    .returningAll()
    .executeTakeFirst();
}

/** Those that wait longest. */
export async function listWaitingJobs(db: Db, organizationId: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('folder_jobs')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('status', '=', 'queued')
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Of all organisations: jobs that should be under way, or soon be. */
export async function listUnfinishedJobs(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('folder_jobs').select('id').where('status', 'in', ['queued', 'running']).execute();
  return rows.map(({ id }) => id);
}

interface JobKey {
  id: string;
  organization_id: number;
}

const running = (db: Db, { id, organization_id }: JobKey) =>
  db
    .updateTable('folder_jobs')
    .where('organization_id', '=', organization_id)
    .where('id', '=', id)
    .where('status', '=', 'running');

/** @returns whether it still runs */
export async function updateFolderJobProgress(
  db: Db,
  job: JobKey,
  progress: { total: number; done: number; bytes_total: number; bytes_done: number },
): Promise<boolean> {
  const { numUpdatedRows } = await running(db, job).set(progress).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Holds a job that runs until the transaction ends: nobody cancels it meanwhile. @returns whether it still runs */
export async function lockRunningJob(db: Db, { id, organization_id }: JobKey): Promise<boolean> {
  const row = await db
    .selectFrom('folder_jobs')
    .select('id')
    .where('organization_id', '=', organization_id)
    .where('id', '=', id)
    .where('status', '=', 'running')
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes what is left out. */
export async function updateFolderJobSkipped(db: Db, job: JobKey, items: readonly SkippedItem[]): Promise<void> {
  if (items.length === 0) return;
  await running(db, job)
    .set({
      skipped: sql<string>`case when jsonb_array_length(skipped) < ${SKIPPED_KEPT}
        then skipped || ${JSON.stringify(items.slice(0, SKIPPED_KEPT))}::jsonb else skipped end`,
      skipped_count: sql<number>`skipped_count + ${items.length}`,
    })
    .execute();
}

/** Of a job that begins anew. */
export async function updateFolderJobAnew(db: Db, job: JobKey): Promise<void> {
  await running(db, job)
    .set({ skipped: '[]', skipped_count: 0, total: 0, done: 0, bytes_total: 0, bytes_done: 0 })
    .execute();
}

/** @returns whether it still ran */
export async function updateFolderJobEnded(
  db: Db,
  job: JobKey,
  end: {
    status: 'completed' | 'failed';
    at: Date;
    error?: string;
    error_code?: string;
    file?: { key: string; bytes: number; expires_at: Date };
  },
): Promise<boolean> {
  const { numUpdatedRows } = await running(db, job)
    .set({
      status: end.status,
      finished_at: end.at,
      error: end.error ?? null,
      error_code: end.error_code ?? null,
      file_key: end.file?.key ?? null,
      file_bytes: end.file?.bytes ?? null,
      expires_at: end.file?.expires_at ?? null,
    })
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends it wherever it is, and makes it forget its archive. @returns as it was before */
export async function updateFolderJobCancelled(db: Db, job: JobKey, at: Date): Promise<FolderJobRow | undefined> {
  const row = await db
    .selectFrom('folder_jobs')
    .selectAll()
    .where('organization_id', '=', job.organization_id)
    .where('id', '=', job.id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  const isUnfinished = row.status === 'queued' || row.status === 'running';
  await db
    .updateTable('folder_jobs')
    .set({
      file_key: null,
      ...(isUnfinished ? { status: 'cancelled' as const, finished_at: at } : {}),
      ...(row.expires_at && row.expires_at > at ? { expires_at: at } : {}),
    })
    .where('organization_id', '=', job.organization_id)
    .where('id', '=', job.id)
    .execute();
  return row;
}

export async function deleteItems(db: Db, { id, organization_id }: JobKey): Promise<void> {
  await db
    .deleteFrom('folder_job_items')
    .where('organization_id', '=', organization_id)
    .where('job', '=', id)
    .execute();
}

/** Of all organisations: makes old archives forgotten. @returns their keys */
export async function updateArchivesExpired(db: Db, at: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ file_key: string }>`
    with old as (
      select id, file_key from folder_jobs where file_key is not null and expires_at <= ${at}
      order by expires_at limit ${limit} for update skip locked)
    update folder_jobs set file_key = null from old where folder_jobs.id = old.id returning old.file_key`.execute(db);
  return rows.map(({ file_key }) => file_key);
}

/** Of all organisations. @returns how many */
export async function deleteFolderJobsBefore(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('folder_jobs')
    .where('finished_at', '<', before)
    .where('file_key', 'is', null)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Which of these archives some job has. Of any organisation: for cleaning up the storage. */
export async function listArchivesInUse(db: Db, keys: string[], hold: boolean): Promise<string[]> {
  const rows = await db
    .selectFrom('folder_jobs')
    .select('file_key')
    .where(sql<boolean>`file_key = any(${keys}::text[])`)
    .orderBy('id')
    .$if(hold, (query) => query.forUpdate())
    .execute();
  return rows.map(({ file_key }) => file_key as string);
}

/** Removes all jobs of somebody, by a number that no two people have. @returns the archives they had */
export async function deleteFolderJobsOf(db: Db, userId: number): Promise<string[]> {
  const rows = await db.deleteFrom('folder_jobs').where('user_id', '=', userId).returning('file_key').execute();
  return rows.map(({ file_key }) => file_key).filter((key) => key !== null);
}
