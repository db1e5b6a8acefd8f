import type { Insertable } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Database } from '../../platform/tables.ts';

export async function insertAuditEntries(db: Db, entries: Insertable<Database['audit_log']>[]): Promise<void> {
  await db.insertInto('audit_log').values(entries).execute();
}
