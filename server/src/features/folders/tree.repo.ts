import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { FolderGrants, FolderRights } from '../folder-access/index.ts';

/*
 * Folders as they lie in each other, whoever may see them. Called by those who have the lock (`lockFolders`).
 */

export interface TreeRow extends FolderRights {
  name: string;
  access_root: number | null;
  /** How far below the one that was asked for: 0, 1, … */
  depth: number;
}

/** Some folders with all that lies below them, parents before their children; those being deleted too. */
export async function listSubtree(db: Db, organizationId: number, tops: readonly number[]): Promise<TreeRow[]> {
  const { rows } = await sql<TreeRow>`
    with recursive below as (
      select id, parent_id, name, is_private, access_root, created_by, 0 as depth from folders
      where organization_id = ${organizationId} and id = any(${tops}::int[])
      union all
      select folders.id, folders.parent_id, folders.name, folders.is_private, folders.access_root, folders.created_by,
        depth + 1
      from below join folders on folders.parent_id = below.id
    )
    select below.*, coalesce((
      select json_agg(json_build_object('group_id', group_id, 'permission', permission))
      from folder_permissions where folder_id = below.id), '[]') as permissions
    from below order by depth, id`.execute(db);
  return rows;
}

/** A folder and those above it, from it upwards. */
export async function listWayUp(db: Db, organizationId: number, id: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive above as (
      select id, parent_id, 0 as distance from folders where organization_id = ${organizationId} and id = ${id}
      union all
      select folders.id, folders.parent_id, distance + 1 from above join folders on folders.id = above.parent_id
    )
    select id from above order by distance`.execute(db);
  return rows.map(({ id }) => id);
}

/** What was worked out for some folders. */
export async function listGrants(
  db: Db,
  organizationId: number,
  ids: readonly number[],
): Promise<Map<number, FolderGrants>> {
  const { rows } = await sql<{ id: number; access_root: number | null; grants: [string, 1 | 2][] }>`
    select id, access_root, coalesce((
      select json_agg(json_build_array(grantee, permission))
      from folder_grants where folder_id = folders.access_root), '[]') as grants
    from folders where organization_id = ${organizationId} and id = any(${ids}::int[])`.execute(db);
  return new Map(rows.map(({ id, access_root, grants }) => [id, { id, access_root, grants: new Map(grants) }]));
}

/** Stores what was worked out for some folders in place of what was there. */
export async function replaceGrants(db: Db, organizationId: number, found: readonly FolderGrants[]): Promise<void> {
  const ids = found.map(({ id }) => id);
  const roots = JSON.stringify(found.map(({ id, access_root }) => ({ id, access_root })));
  await sql`
    update folders set access_root = found.access_root
    from json_to_recordset(${roots}::json) as found (id int, access_root int)
    where folders.organization_id = ${organizationId} and folders.id = found.id
      and folders.access_root is distinct from found.access_root`.execute(db);
  await sql`
    delete from folder_grants where organization_id = ${organizationId} and folder_id = any(${ids}::int[])`.execute(db);
  const grants = found
    .filter(({ id, access_root }) => id === access_root)
    .flatMap(({ id, grants }) => [...grants].map(([grantee, permission]) => ({ folder_id: id, grantee, permission })));
  if (grants.length === 0) return;
  await sql`
    insert into folder_grants (folder_id, grantee, organization_id, permission)
    select folder_id, grantee, ${organizationId}, permission
    from json_to_recordset(${JSON.stringify(grants)}::json)
      as found (folder_id int, grantee text, permission smallint)`.execute(db);
}

/** A folder as it is stored, unless it is being deleted. */
export function findStoredFolder(db: Db, organizationId: number, id: number) {
  return db
    .selectFrom('folders')
    .select(['id', 'name', 'parent_id', 'is_private', 'access_root', 'created_by'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

export async function countStoredFolders(db: Db, organizationId: number): Promise<number> {
  const row = await db
    .selectFrom('folders')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('organization_id', '=', organizationId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.total;
}

export interface NewFolder {
  organization_id: number;
  name: string;
  parent_id: number | null;
  is_private: boolean;
  created_by: string;
  at: Date;
}

export async function insertFolder(db: Db, { at, ...folder }: NewFolder): Promise<number> {
  const row = await db
    .insertInto('folders')
    .values({ ...folder, access_root: null, deleted_at: null, created_at: at, last_modified: at })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function updateFolderRow(
  db: Db,
  organizationId: number,
  id: number,
  changes: { name: string; parent_id: number | null; is_private: boolean; last_modified: Date },
): Promise<void> {
  await db
    .updateTable('folders')
    .set(changes)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

export interface GroupPermission {
  group_id: number;
  permission: number;
}

/** What is set on a folder, in place of what was. */
export async function replacePermissions(
  db: Db,
  organization_id: number,
  folder_id: number,
  permissions: readonly GroupPermission[],
): Promise<void> {
  await db
    .deleteFrom('folder_permissions')
    .where('organization_id', '=', organization_id)
    .where('folder_id', '=', folder_id)
    .execute();
  if (permissions.length === 0) return;
  const values = permissions.map(({ group_id, permission }) => ({ folder_id, group_id, organization_id, permission }));
  await db.insertInto('folder_permissions').values(values).execute();
}
