import { type Selectable, sql } from 'kysely';
import type { Db } from '../../../platform/postgres/connect.ts';
import type { Database } from '../../../platform/tables.ts';
import type { PlannedItem } from './plan-import.ts';

export type ImportItem = Selectable<Database['folder_job_items']>;

interface JobKey {
  id: string;
  organization_id: number;
}

/** All of them by one statement: a statement may have 65 535 parameters, but as one JSON value it has one. */
export async function insertItems(
  db: Db,
  { id, organization_id }: JobKey,
  items: readonly PlannedItem[],
): Promise<void> {
  await sql`
    insert into folder_job_items (job, organization_id, number, kind, entry, path, bytes, parent, media)
    select ${id}::uuid, ${organization_id}, number, kind, entry, path, bytes, parent, media
    from json_to_recordset(${JSON.stringify(items)}::json)
      as item (number bigint, kind text, entry int, path text, bytes bigint, parent bigint, media bigint)`.execute(db);
}

export function listItems(db: Db, { id, organization_id }: JobKey): Promise<ImportItem[]> {
  return db
    .selectFrom('folder_job_items')
    .selectAll()
    .where('organization_id', '=', organization_id)
    .where('job', '=', id)
    .orderBy('number')
    .execute();
}

export async function updateItem(
  db: Db,
  { id, organization_id }: JobKey,
  number: number,
  result: { state: 'done' | 'skipped'; folder_id?: number; session_id?: string },
): Promise<void> {
  await db
    .updateTable('folder_job_items')
    .set(result)
    .where('organization_id', '=', organization_id)
    .where('job', '=', id)
    .where('number', '=', number)
    .execute();
}

/** How many folders lie above a folder, itself included. */
export async function findDepth(db: Db, organizationId: number, folder: number | null): Promise<number> {
  const { rows } = await sql<{ depth: number }>`
    with recursive above as (
      select parent_id, 1 as depth from folders where organization_id = ${organizationId} and id = ${folder}
      union all
      select folders.parent_id, above.depth + 1 from above join folders on folders.id = above.parent_id
      where folders.organization_id = ${organizationId}
    )
    select coalesce(max(depth), 0)::int as depth from above`.execute(db);
  return rows[0]?.depth ?? 0;
}
