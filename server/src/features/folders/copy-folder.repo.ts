import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { TreeRow } from './tree.repo.ts';

/**
 * Copies folders with what is set on them, by three statements for all of them.
 *
 * @param folders the first one is the top, parents come before their children
 * @returns the numbers of the copies by those of the folders
 */
export async function insertCopies(
  db: Db,
  folders: readonly TreeRow[],
  options: { organization_id: number; parent_id: number | null; created_by: string; at: Date },
): Promise<Map<number, number>> {
  const { organization_id, parent_id, created_by, at } = options;
  // Numbers first: children name those of their parents.
  const { rows: drawn } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('folders', 'id'))::int as id
    from generate_series(1, ${folders.length}::int)`.execute(db);
  const copies = new Map(folders.map(({ id }, index) => [id, drawn[index]?.id as number]));
  const rows = folders.map(({ id, name, is_private, parent_id: above }, index) => ({
    ...{ id: copies.get(id), name, is_private },
    parent_id: index === 0 ? parent_id : copies.get(above as number),
  }));
  await sql`
    insert into folders (id, organization_id, parent_id, name, is_private, created_by, created_at, last_modified)
    overriding system value
    select id, ${organization_id}, parent_id, name, is_private, ${created_by}, ${at}, ${at}
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as copied (id int, parent_id int, name text, is_private boolean)`.execute(db);
  const pairs = JSON.stringify([...copies].map(([id, copy]) => ({ id, copy })));
  await sql`
    insert into folder_permissions (folder_id, group_id, organization_id, permission)
    select pairs.copy, group_id, organization_id, permission
    from json_to_recordset(${pairs}::json) as pairs (id int, copy int)
    join folder_permissions on folder_id = pairs.id and organization_id = ${organization_id}`.execute(db);
  return copies;
}
