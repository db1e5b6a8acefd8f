import { sql } from 'kysely';
import type { Db } from '../../../platform/postgres/connect.ts';

interface JobKey {
  id: string;
  organization_id: number;
}

/** Completed sessions of a folder that a job has not copied yet, the oldest first; only those of one key, if it is given. */
export async function listSessionsToCopy(
  db: Db,
  job: JobKey,
  from: { folder: number; token_id?: number },
  limit: number,
): Promise<{ id: number; session_id: string }[]> {
  return db
    .selectFrom('sessions')
    .select(['sessions.id', 'sessions.session_id'])
    .where('sessions.organization_id', '=', job.organization_id)
    .where('sessions.folder_id', '=', from.folder)
    .where('sessions.status', '=', 'completed')
    .where('sessions.deleted_at', 'is', null)
    .$if(from.token_id !== undefined, (query) => query.where('sessions.token_id', '=', from.token_id as number))
    .where(sql<boolean>`not exists (select from folder_job_items where job = ${job.id}::uuid and number = sessions.id)`)
    .orderBy('sessions.created_at')
    .orderBy('sessions.id')
    .limit(limit)
    .execute();
}

/** How many completed sessions there are in some folders. */
export async function countSessionsToCopy(
  db: Db,
  organizationId: number,
  from: { folders: readonly number[]; token_id?: number },
): Promise<number> {
  const row = await db
    .selectFrom('sessions')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`folder_id = any(${from.folders}::int[])`)
    .where('status', '=', 'completed')
    .where('deleted_at', 'is', null)
    .$if(from.token_id !== undefined, (query) => query.where('token_id', '=', from.token_id as number))
    .executeTakeFirstOrThrow();
  return row.total;
}

/** How many sessions a job has dealt with. */
export async function countCopied(db: Db, { id, organization_id }: JobKey): Promise<number> {
  const row = await db
    .selectFrom('folder_job_items')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('organization_id', '=', organization_id)
    .where('job', '=', id)
    .executeTakeFirstOrThrow();
  return row.total;
}

/** Notes that a session was dealt with. */
export async function insertCopied(
  db: Db,
  { id, organization_id }: JobKey,
  session: { id: number; copy: string | null },
): Promise<void> {
  await db
    .insertInto('folder_job_items')
    .values({
      ...{ job: id, organization_id, number: session.id, kind: 'session', path: '' },
      ...{ state: session.copy === null ? 'skipped' : 'done', session_id: session.copy },
    })
    .execute();
}
