import type { Ctx, RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { levelInFolder, readOnly, requireFolderAccess, workOutGrants } from '../folder-access/index.ts';
import { requireGroups } from '../groups/index.ts';
import { listWritableRoots } from './folders.repo.ts';
import type { CreateFolderBody } from './folders.schema.ts';
import {
  countStoredFolders,
  type GroupPermission,
  listGrants,
  listSubtree,
  listWayUp,
  replaceGrants,
  type TreeRow,
} from './tree.repo.ts';
import type { Viewer } from './viewer.ts';

/** Deep enough for anybody, and no query that goes up or down takes long. */
export const MAX_DEPTH = 100;
/** Of an organisation. */
export const MAX_FOLDERS = 10_000;
/** Groups times private folders: what one change of rights writes at most. */
const MAX_GRANTS = 200_000;

/**
 * Works out who may do what in some folders and all that lies below them, after something changed there: one read of the
 * folders, one of what lies above, one update, grants deleted and inserted by one statement each.
 *
 * @throws AppError `conflict` when there would be too many different rights
 */
export async function workOutRights(ctx: Ctx, organizationId: number, tops: readonly number[]): Promise<void> {
  if (tops.length === 0) return;
  const folders = await listSubtree(ctx.db, organizationId, tops);
  const parents = folders.filter(({ depth }) => depth === 0).map(({ parent_id }) => parent_id);
  const above = await listGrants(
    ctx.db,
    organizationId,
    [...new Set(parents)].filter((id) => id !== null),
  );
  refuseTooManyGrants(folders, Math.max(0, ...[...above.values()].map(({ grants }) => grants.size)));
  await replaceGrants(ctx.db, organizationId, [...workOutGrants(folders, above).values()]);
}

function refuseTooManyGrants(folders: readonly TreeRow[], inherited: number): void {
  const named = new Set<string | number>();
  for (const { permissions, created_by } of folders) {
    for (const { group_id } of permissions) named.add(group_id);
    if (created_by) named.add(created_by);
  }
  const closed = folders.filter(({ is_private }) => is_private).length;
  if (closed * (named.size + inherited) <= MAX_GRANTS) return;
  throw new AppError('conflict', {
    detail: 'Too many groups are named in too many private folders here. Name them further up, once.',
  });
}

/** The groups of a request, once each. @throws AppError `group_not_found`; `validation_error` for one named twice */
export async function requirePermissions(
  ctx: Ctx,
  organizationId: number,
  permissions: NonNullable<CreateFolderBody['permissions']>,
): Promise<GroupPermission[]> {
  const ids = permissions.map(({ group_id }) => group_id);
  if (new Set(ids).size < ids.length) {
    throw new AppError('validation_error', {
      detail: 'Name every group once in permissions.',
      details: { field: 'permissions', issue: 'names a group twice' },
    });
  }
  if (ids.length > 0) await requireGroups(ctx, organizationId, ids);
  return permissions;
}

/** @throws AppError `conflict` when the organisation would have too many folders */
export async function requireRoomFor(ctx: Ctx, organizationId: number, folders: number): Promise<void> {
  if ((await countStoredFolders(ctx.db, organizationId)) + folders <= MAX_FOLDERS) return;
  throw new AppError('conflict', {
    detail: `An organisation has at most ${MAX_FOLDERS} folders. Delete some that are not needed any more.`,
  });
}

/**
 * Sees that something may be put into a folder.
 *
 * @param height how many folders deep it is: 1 for a folder without others in it
 * @param but the folder that moves there: it cannot lie in itself
 * @throws AppError `folder_not_found`, `forbidden`, `validation_error`
 */
export async function requirePlace(
  ctx: RequestCtx,
  parentId: number | null,
  height: number,
  but?: number,
): Promise<void> {
  await requireFolderAccess(ctx, parentId, 'write');
  const way = parentId === null ? [] : await listWayUp(ctx.db, ctx.actor.organization_id, parentId);
  if (but !== undefined && way.includes(but)) {
    throw new AppError('validation_error', {
      detail: 'A folder cannot lie in itself or in what lies in it. Choose another parent_id.',
      details: { field: 'parent_id', issue: 'lies in the folder itself' },
    });
  }
  if (way.length + height > MAX_DEPTH) {
    throw new AppError('validation_error', {
      detail: `Folders nest at most ${MAX_DEPTH} deep. Choose a parent_id nearer to the top.`,
      details: { field: 'parent_id', issue: 'is too deep' },
    });
  }
}

/**
 * Sees that the caller may change where a folder lies, or who sees it: that changes the folder above too. What lies above
 * and is invisible may not be changed either, and is not named.
 *
 * @throws AppError `forbidden`
 */
export async function requireParent(ctx: RequestCtx, parentId: number | null): Promise<void> {
  if ((await levelInFolder(ctx, parentId)) < 2) throw readOnly();
}

/**
 * A change of rights reaches all that lies below: only who may write in all of it may make one. Otherwise somebody could
 * bring a folder that is closed to them below one of their own, and so give themselves the right to it.
 *
 * @throws AppError `forbidden`
 */
export async function requireAllOf(ctx: RequestCtx, viewer: Viewer, subtree: readonly TreeRow[]): Promise<void> {
  const roots = new Set(subtree.map(({ access_root }) => access_root).filter((id) => id !== null));
  if (viewer.who === 'everything' || roots.size === 0) return;
  const writable = new Set(await listWritableRoots(ctx.db, viewer, [...roots]));
  if (writable.size === roots.size) return;
  throw new AppError('forbidden', {
    detail: 'In this folder lie others that you may not change. Ask an administrator to do it.',
  });
}
