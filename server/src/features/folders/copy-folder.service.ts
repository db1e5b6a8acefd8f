import { callerOf, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne } from '../../platform/http/envelope.ts';
import { requireLine } from '../../platform/http/one-line.ts';
import type { Device } from '../audit/index.ts';
import { lockFolders, requireFolderAccess } from '../folder-access/index.ts';
import { insertCopies } from './copy-folder.repo.ts';
import { viewFolder } from './folder-view.ts';
import { findVisibleFolder, listVisibleIds } from './folders.repo.ts';
import type { CopyFolderBody } from './folders.schema.ts';
import { noteFolder } from './folders.service.ts';
import { listSubtree } from './tree.repo.ts';
import { requirePlace, requireRoomFor, workOutRights } from './tree.service.ts';
import { viewer } from './viewer.ts';

/** Which folder became which. */
export interface CopiedTree {
  /** Of the copy of the folder itself. */
  id: number;
  /** By the number of the folder that was copied. */
  copies: ReadonlyMap<number, number>;
}

/**
 * Copies a folder and those below it that the caller may see, with what is set on them. What they inherit follows from the
 * new place; whoever copies may write in the copy. What is in the folders is not copied here.
 *
 * @throws AppError `folder_not_found`, `forbidden` for the new place; `validation_error` when it is too deep; `conflict`
 */
export async function copyTree(
  ctx: RequestCtx,
  id: number,
  body: CopyFolderBody,
  device?: Device,
): Promise<CopiedTree> {
  const { organization_id } = ctx.actor;
  const name = body.name === undefined ? undefined : requireLine('name', body.name);
  const whose = viewer(ctx);
  return inTransaction(ctx, async (ctx) => {
    await lockFolders(ctx.db, organization_id);
    await requireFolderAccess(ctx, id, 'read');
    const seen = await findVisibleFolder(ctx.db, whose, id);
    if (!seen) throw new AppError('folder_not_found');
    const parent_id = body.parent_id === undefined ? seen.parent_id : body.parent_id;
    const subtree = await listSubtree(ctx.db, organization_id, [id]);
    const visible = await listVisibleIds(
      ctx.db,
      whose,
      subtree.map((row) => row.id),
    );
    // What lies in a folder that is left out is left out too.
    const kept = new Set<number>();
    for (const row of subtree) {
      if (visible.has(row.id) && (row.id === id || kept.has(row.parent_id as number))) kept.add(row.id);
    }
    const folders = subtree.filter((row) => kept.has(row.id));
    await requirePlace(ctx, parent_id, (folders.at(-1)?.depth ?? 0) + 1);
    await requireRoomFor(ctx, organization_id, folders.length);
    const first = folders.map((row) => (row.id === id && name !== undefined ? { ...row, name } : row));
    const options = { organization_id, parent_id, created_by: callerOf(ctx.actor), at: ctx.now() };
    const copies = await insertCopies(ctx.db, first, options);
    const copy = copies.get(id) as number;
    await workOutRights(ctx, organization_id, [copy]);
    await noteFolder(ctx, 'folder.copied', copy, { device, details: { from: id, folders: folders.length } });
    return { id: copy, copies };
  });
}

/**
 * Copies a folder.
 *
 * @param also what else becomes of it, in the same transaction; told with the folder
 */
export async function copyFolder<More extends object>(
  ctx: RequestCtx,
  id: number,
  body: CopyFolderBody,
  device: Device,
  also: (ctx: RequestCtx, tree: CopiedTree) => Promise<More>,
) {
  return inTransaction(ctx, async (ctx) => {
    const tree = await copyTree(ctx, id, body, device);
    const more = await also(ctx, tree);
    return dualOne({ ...(await viewFolder(ctx, viewer(ctx), tree.id)), ...more });
  });
}
