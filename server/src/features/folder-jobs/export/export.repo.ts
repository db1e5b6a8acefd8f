import { type SelectQueryBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/postgres/connect.ts';
import type { Database, DocumentType } from '../../../platform/tables.ts';

export interface TreeFolder {
  id: number;
  parent_id: number | null;
  name: string;
}

/**
 * The folders below one, or all, parents before their children, without those that lie below these private ones: what is
 * invisible is not walked through, as the path would tell of it.
 */
export async function listTree(
  db: Db,
  organizationId: number,
  top: number | null,
  hiddenRoots: readonly number[],
): Promise<TreeFolder[]> {
  const isVisible = sql`folders.deleted_at is null
    and (folders.access_root is null or folders.access_root <> all(${hiddenRoots}::int[]))`;
  const { rows } = await sql<TreeFolder>`
    with recursive tree as (
      select id, parent_id, name, 1 as depth from folders
      where organization_id = ${organizationId} and parent_id is not distinct from ${top} and ${isVisible}
      union all
      select folders.id, folders.parent_id, folders.name, tree.depth + 1
      from tree join folders on folders.parent_id = tree.id
      where folders.organization_id = ${organizationId} and ${isVisible}
    )
    select id, parent_id, name from tree order by depth, name, id`.execute(db);
  return rows;
}

export interface Scope {
  organization_id: number;
  /** Only sessions of this key. */
  token_id?: number;
}

function within<O>(query: SelectQueryBuilder<Database, 'sessions', O>, scope: Scope) {
  const some = query
    .where('sessions.organization_id', '=', scope.organization_id)
    .where('sessions.deleted_at', 'is', null);
  return scope.token_id === undefined ? some : some.where('sessions.token_id', '=', scope.token_id);
}

/** How many documents lie in some folders; null stands for the top. */
export async function countDocumentsIn(
  db: Db,
  scope: Scope,
  folders: readonly (number | null)[],
  type: DocumentType | undefined,
): Promise<number> {
  const ids = folders.filter((id) => id !== null);
  const row = await within(db.selectFrom('sessions'), scope)
    .innerJoin('documents', 'documents.session', 'sessions.id')
    .$if(type !== undefined, (query) => query.where('documents.type', '=', type as DocumentType))
    .where((where) =>
      where.or([
        sql<boolean>`sessions.folder_id = any(${ids}::int[])`,
        ...(folders.includes(null) ? [where('sessions.folder_id', 'is', null)] : []),
      ]),
    )
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return row.total;
}

/** The sessions in a folder, the oldest first: ids only, as there may be many. */
export async function listSessionsIn(db: Db, scope: Scope, folder: number | null): Promise<number[]> {
  const rows = await within(db.selectFrom('sessions'), scope)
    .where('sessions.folder_id', folder === null ? 'is' : '=', folder)
    .select('sessions.id')
    .orderBy('sessions.created_at')
    .orderBy('sessions.id')
    .execute();
  return rows.map(({ id }) => id);
}

export type ExportedSession = Awaited<ReturnType<typeof listSessionsById>>[number];

/** Those that are still there, in a folder where they still are. */
export function listSessionsById(db: Db, scope: Scope, folder: number | null, ids: readonly number[]) {
  return within(db.selectFrom('sessions'), scope)
    .where('sessions.folder_id', folder === null ? 'is' : '=', folder)
    .where(sql<boolean>`sessions.id = any(${ids}::bigint[])`)
    .select(['sessions.id', 'sessions.session_id', 'sessions.filename', 'sessions.duration', 'sessions.copy_key'])
    .orderBy('sessions.created_at')
    .orderBy('sessions.id')
    .execute();
}
