import { type Insertable, sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Database } from '../../platform/tables.ts';

export async function insertAuditEntries(db: Db, entries: Insertable<Database['audit_log']>[]): Promise<void> {
  await db.insertInto('audit_log').values(entries).execute();
}

/** The same unless there is such an entry of the same actor about the same document since a time, by one statement. */
export async function insertAuditEntryOnce(
  db: Db,
  entry: Insertable<Database['audit_log']>,
  since: Date,
): Promise<void> {
  const { organization_id, actor, action, target, session, document_id, folder_id, at, details } = entry;
  await sql`
    insert into audit_log (organization_id, actor, action, target, session, document_id, folder_id, at, details)
    select ${organization_id}::int, ${actor}, ${action}, ${target}, ${session}::bigint, ${document_id}::uuid,
      ${folder_id}::int, ${at}::timestamptz, ${details}::jsonb
    where not exists (
      select from audit_log
      where document_id = ${document_id}::uuid and actor = ${actor} and action = ${action} and at > ${since}
        and organization_id = ${organization_id}::int)`.execute(db);
}
