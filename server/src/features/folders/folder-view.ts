import type { Ctx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { countSessionsByFolder } from '../sessions/index.ts';
import { countChildren, type FolderRow, findVisibleFolder, listPath, listPermissions } from './folders.repo.ts';
import type { Folder } from './folders.schema.ts';
import type { Viewer } from './viewer.ts';

/** Folders as clients see them: three queries for all of them together. */
export async function viewFolders(ctx: Ctx, viewer: Viewer, rows: readonly FolderRow[]): Promise<Folder[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const writable = rows.filter(({ permission }) => permission === 2).map(({ id }) => id);
  const { organization_id } = viewer;
  const [sessions, folders, permissions] = await Promise.all([
    countSessions(ctx, viewer, ids),
    countChildren(ctx.db, viewer, ids),
    writable.length === 0 ? [] : listPermissions(ctx.db, organization_id, writable),
  ]);
  const given = Map.groupBy(permissions, ({ folder_id }) => folder_id);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    parent_id: row.parent_id,
    is_private: row.is_private,
    permissions:
      row.permission === 2
        ? (given.get(row.id) ?? []).map(({ group_id, permission }) => ({ group_id, permission }))
        : null,
    session_count: sessions.get(row.id) ?? 0,
    folder_count: folders.get(row.id) ?? 0,
    permission: row.permission,
    is_pinned: row.is_pinned,
    created_at: row.created_at,
    last_modified: row.last_modified,
    organization_id: row.organization_id,
  }));
}

/** How many sessions lie in each of some folders (0: in none); a key counts its own. */
export function countSessions(ctx: Ctx, { organization_id, token_id }: Viewer, ids: readonly number[]) {
  const whose = token_id === undefined ? { organization_id } : { organization_id, token_id };
  return countSessionsByFolder(ctx.db, whose, ids);
}

/** One folder with the way to it. @throws AppError `folder_not_found` */
export async function viewFolder(ctx: Ctx, viewer: Viewer, id: number) {
  const row = await findVisibleFolder(ctx.db, viewer, id);
  if (!row) throw new AppError('folder_not_found');
  const [path, [folder]] = await Promise.all([listPath(ctx.db, viewer, id), viewFolders(ctx, viewer, [row])]);
  return { ...(folder as Folder), path };
}
