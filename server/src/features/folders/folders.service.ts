import { callerOf, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne, many, page } from '../../platform/http/envelope.ts';
import { requireLine } from '../../platform/http/one-line.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { lockFolders, requireFolderAccess } from '../folder-access/index.ts';
import { viewFolder, viewFolders } from './folder-view.ts';
import { countFolders, type FolderFilter, listFolderRows } from './folders.repo.ts';
import type { CreateFolderBody, ListFoldersQuery, UpdateFolderBody } from './folders.schema.ts';
import {
  findStoredFolder,
  type GroupPermission,
  insertFolder,
  listSubtree,
  replacePermissions,
  updateFolderRow,
} from './tree.repo.ts';
import {
  requireAllOf,
  requireParent,
  requirePermissions,
  requirePlace,
  requireRoomFor,
  workOutRights,
} from './tree.service.ts';
import { viewer } from './viewer.ts';

/** Every folder the caller may see, or those of one level. @throws AppError `folder_not_found` for a parent */
export async function listFolders(ctx: RequestCtx, query: ListFoldersQuery) {
  const { q, pinned, parent_id, sort = 'created_at', direction = 'desc', pinned_first = false } = query;
  const filter: FolderFilter = { q, pinned };
  if (parent_id === 'root') filter.parent = 'root';
  else if (parent_id !== undefined) {
    filter.parent = Number(parent_id);
    await requireFolderAccess(ctx, filter.parent, 'read');
  }
  const whose = viewer(ctx);
  const [rows, total] = await Promise.all([
    listFolderRows(ctx.db, whose, filter, { sort, direction, pinned_first, ...page(query) }),
    countFolders(ctx.db, whose, filter),
  ]);
  return many(await viewFolders(ctx, whose, rows), total);
}

/**
 * Makes a folder. Whoever makes it may write in it from then on, also when it is private.
 *
 * @throws AppError `folder_not_found`, `forbidden`, `group_not_found`; `validation_error` when it would lie too deep;
 * `conflict` when there are too many
 */
export async function createFolder(ctx: RequestCtx, body: CreateFolderBody, device?: Device) {
  const id = await insertNewFolder(ctx, body, device);
  return dualOne(await viewFolder(ctx, viewer(ctx), id));
}

/** The same without looking at it. @returns its number */
export async function insertNewFolder(ctx: RequestCtx, body: CreateFolderBody, device?: Device): Promise<number> {
  const { organization_id } = ctx.actor;
  const { parent_id = null, is_private = false } = body;
  const name = requireLine('name', body.name);
  return inTransaction(ctx, async (ctx) => {
    await lockFolders(ctx.db, organization_id);
    await requirePlace(ctx, parent_id, 1);
    await requireRoomFor(ctx, organization_id, 1);
    const permissions = await requirePermissions(ctx, organization_id, body.permissions ?? []);
    const created_by = callerOf(ctx.actor);
    const folder = { organization_id, name, parent_id, is_private, created_by, at: ctx.now() };
    const id = await insertFolder(ctx.db, folder);
    if (permissions.length > 0) await replacePermissions(ctx.db, organization_id, id, permissions);
    await workOutRights(ctx, organization_id, [id]);
    await noteFolder(ctx, 'folder.created', id, { device, details: { parent_id, is_private } });
    return id;
  });
}

/**
 * Changes what a request names: a name takes the right to write in the folder; another place, privacy and rights that to all
 * that lies below too, place and privacy also that to the folder above, before and after.
 *
 * @throws AppError `folder_not_found`, `forbidden`, `group_not_found`; `validation_error` for a parent within it or too deep
 */
export async function updateFolder(ctx: RequestCtx, id: number, body: UpdateFolderBody, device: Device) {
  const { organization_id } = ctx.actor;
  const name = body.name === undefined ? undefined : requireLine('name', body.name);
  const whose = viewer(ctx);
  return inTransaction(ctx, async (ctx) => {
    await lockFolders(ctx.db, organization_id);
    await requireFolderAccess(ctx, id, 'write');
    const before = await findStoredFolder(ctx.db, organization_id, id);
    if (!before) throw new AppError('folder_not_found');
    const seen = await viewFolder(ctx, whose, id);
    // Sent back as it was shown, it stays where it is, also when that was not shown.
    const moves = body.parent_id !== undefined && body.parent_id !== seen.parent_id;
    const opens = body.is_private !== undefined && body.is_private !== before.is_private;
    const permissions = changedPermissions(seen.permissions ?? [], body.permissions);
    const after = {
      name: name ?? before.name,
      parent_id: moves ? (body.parent_id ?? null) : before.parent_id,
      is_private: body.is_private ?? before.is_private,
    };
    if (moves || opens) await requireParent(ctx, before.parent_id);
    if (permissions) await requirePermissions(ctx, organization_id, permissions);
    if (moves || opens || permissions) {
      const subtree = await listSubtree(ctx.db, organization_id, [id]);
      if (moves) await requirePlace(ctx, after.parent_id, (subtree.at(-1)?.depth ?? 0) + 1, id);
      await requireAllOf(ctx, whose, subtree);
    }
    await updateFolderRow(ctx.db, organization_id, id, { ...after, last_modified: ctx.now() });
    if (permissions) await replacePermissions(ctx.db, organization_id, id, permissions);
    if (moves || opens || permissions) await workOutRights(ctx, organization_id, [id]);
    const changed = [
      ...(after.name === before.name ? [] : ['name']),
      ...(opens ? ['is_private'] : []),
      ...(permissions ? ['permissions'] : []),
    ];
    if (changed.length > 0) await noteFolder(ctx, 'folder.changed', id, { device, details: { changed } });
    if (moves) {
      const details = { from: before.parent_id, to: after.parent_id };
      await noteFolder(ctx, 'folder.moved', id, { device, details });
    }
    // Who gave a folder away may not see it any more.
    const now = await viewFolder(ctx, whose, id).catch((error: AppError) => {
      if (error.kind === 'folder_not_found') return { ...seen, ...after };
      throw error;
    });
    return dualOne(now);
  });
}

/** What is asked for, if it is something else than what is set. */
function changedPermissions(before: readonly GroupPermission[], asked: GroupPermission[] | undefined) {
  if (asked === undefined) return undefined;
  const write = (list: readonly GroupPermission[]) =>
    list
      .map(({ group_id, permission }) => `${group_id}:${permission}`)
      .sort()
      .join();
  return write(before) === write(asked) ? undefined : asked;
}

/** Notes what was done to a folder, for whoever may see that. Names are not noted: they may tell what the folder is to forget. */
export async function noteFolder(
  ctx: RequestCtx,
  action: string,
  id: number,
  rest: { device?: Device | undefined; details?: Record<string, unknown>; folder_id?: number | null } = {},
): Promise<void> {
  const { organization_id } = ctx.actor;
  const target = `folder:${id}`;
  await noteEvent(ctx, { organization_id, actor: callerOf(ctx.actor), action, target, folder_id: id, ...rest });
}
