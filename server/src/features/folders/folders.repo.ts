import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import { containing } from '../../platform/postgres/containing.ts';
import { foldersWithGiven, given, isVisible, isVisibleRow, level, type Viewer } from './viewer.ts';

/** A folder as somebody sees it. */
export interface FolderRow {
  id: number;
  organization_id: number;
  name: string;
  /** Null at the top, and where they may not see what it lies in. */
  parent_id: number | null;
  is_private: boolean;
  permission: number;
  is_pinned: boolean;
  created_at: Date;
  last_modified: Date;
}

const columns = (viewer: Viewer) => sql`
  folders.id, folders.organization_id, folders.name, folders.is_private, folders.created_at, folders.last_modified,
  (select above.id from folders as above
    where above.id = folders.parent_id and ${isVisible(viewer, 'above')}) as parent_id,
  ${level(viewer)}::int as permission,
  ${isPinned(viewer)} as is_pinned`;

const isPinned = ({ user_id }: Viewer) =>
  user_id === null
    ? sql<boolean>`false`
    : sql<boolean>`exists (select from pins where user_id = ${user_id} and pins.folder_id = folders.id)`;

export async function findVisibleFolder(db: Db, viewer: Viewer, id: number): Promise<FolderRow | undefined> {
  const { rows } = await sql<FolderRow>`
    with ${given(viewer)}
    select ${columns(viewer)} from ${foldersWithGiven(viewer)}
    where folders.id = ${id} and folders.organization_id = ${viewer.organization_id}
      and ${isVisibleRow(viewer)}`.execute(db);
  return rows[0];
}

export interface FolderFilter {
  /** What lies right in this one; `root`: at the top, or in what the viewer may not see. */
  parent?: number | 'root';
  q?: string | undefined;
  pinned?: boolean | undefined;
}

export interface FolderOrder {
  sort: 'created_at' | 'last_modified' | 'name';
  direction: 'asc' | 'desc';
  pinned_first: boolean;
  offset: number;
  limit: number;
}

function matching(viewer: Viewer, { parent, q, pinned }: FolderFilter) {
  const conditions = [
    sql`folders.organization_id = ${viewer.organization_id}`,
    isVisibleRow(viewer),
    parent === undefined ? undefined : liesIn(viewer, parent),
    q ? sql`folders.name ilike ${containing(q)}` : undefined,
    pinned === undefined ? undefined : sql`${isPinned(viewer)} = ${pinned}`,
  ].filter((condition) => condition !== undefined);
  return sql.join(conditions, sql` and `);
}

function liesIn(viewer: Viewer, parent: number | 'root') {
  if (parent !== 'root') return sql`folders.parent_id = ${parent}`;
  if (viewer.who === 'everything') return sql`folders.parent_id is null`;
  // What somebody may see in a folder they may not see would be nowhere.
  return sql`(folders.parent_id is null or exists (
    select from folders as above where above.id = folders.parent_id and not ${isVisible(viewer, 'above')}))`;
}

export async function listFolderRows(
  db: Db,
  viewer: Viewer,
  filter: FolderFilter,
  { sort, direction, pinned_first, offset, limit }: FolderOrder,
): Promise<FolderRow[]> {
  const way = sql.raw(direction);
  const pins = pinned_first && viewer.user_id !== null ? sql`${isPinned(viewer)} desc,` : sql``;
  const { rows } = await sql<FolderRow>`
    with ${given(viewer)}
    select ${columns(viewer)} from ${foldersWithGiven(viewer)} where ${matching(viewer, filter)}
    order by ${pins} ${sql.ref(`folders.${sort}`)} ${way}, folders.id ${way}
    offset ${offset} limit ${limit}`.execute(db);
  return rows;
}

export async function countFolders(db: Db, viewer: Viewer, filter: FolderFilter): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    with ${given(viewer)}
    select count(*) as total from ${foldersWithGiven(viewer)} where ${matching(viewer, filter)}`.execute(db);
  return rows[0]?.total ?? 0;
}

/** How many folders that the viewer may see lie right in each of some; those with none are missing. */
export async function countChildren(db: Db, viewer: Viewer, ids: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ parent_id: number; total: number }>`
    with ${given(viewer)}
    select folders.parent_id, count(*) as total from ${foldersWithGiven(viewer)}
    where folders.organization_id = ${viewer.organization_id} and folders.parent_id = any(${ids}::int[])
      and ${isVisibleRow(viewer)}
    group by folders.parent_id`.execute(db);
  return new Map(rows.map(({ parent_id, total }) => [parent_id, total]));
}

/** The folders above one that the viewer may see, from the top. */
export async function listPath(db: Db, viewer: Viewer, id: number): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    with recursive ${given(viewer)}, above as (
      select id, parent_id, name, access_root, deleted_at, 0 as distance from folders
      where id = ${id} and organization_id = ${viewer.organization_id}
      union all
      select folders.id, folders.parent_id, folders.name, folders.access_root, folders.deleted_at, distance + 1
      from above join folders on folders.id = above.parent_id
    )
    select id, name from above where distance > 0 and ${isVisible(viewer, 'above')} order by distance desc`.execute(db);
  return rows;
}

export function listPermissions(db: Db, organizationId: number, ids: readonly number[]) {
  return db
    .selectFrom('folder_permissions')
    .select(['folder_id', 'group_id', 'permission'])
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`folder_id = any(${ids}::int[])`)
    .orderBy('group_id')
    .execute();
}

/** Of some sessions, those the person pinned. */
export async function listPinnedSessions(db: Db, { user_id, organization_id }: Viewer): Promise<number[]> {
  if (user_id === null) return [];
  const rows = await db
    .selectFrom('pins')
    .select('session')
    .where('user_id', '=', user_id)
    .where('organization_id', '=', organization_id)
    .where('session', 'is not', null)
    .execute();
  return rows.map(({ session }) => session as number);
}

/** Of some private folders, those in which the viewer may write. */
export async function listWritableRoots(db: Db, viewer: Viewer, ids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ folder_id: number }>`
    with ${given(viewer)}
    select folder_id from given where permission = 2 and folder_id = any(${ids}::int[])`.execute(db);
  return rows.map(({ folder_id }) => folder_id);
}

/** Of some folders, those the viewer may see. */
export async function listVisibleIds(db: Db, viewer: Viewer, ids: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    with ${given(viewer)}
    select folders.id from ${foldersWithGiven(viewer)}
    where folders.organization_id = ${viewer.organization_id} and folders.id = any(${ids}::int[])
      and ${isVisibleRow(viewer)}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
