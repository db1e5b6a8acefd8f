import { type Ctx, inTransaction, type RequestCtx, type RootCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import type { Device } from '../audit/index.ts';
import { lockFolders, requireFolderAccess } from '../folder-access/index.ts';
import { eraseSessionsInFolders } from '../sessions/index.ts';
import {
  deleteEmptyFolders,
  findDeletedFolder,
  hasSessionsOfOthers,
  listDeletedFolders,
  lockFolderRows,
  markDeleted,
  moveContents,
} from './delete-folder.repo.ts';
import { eraseFolderJob } from './folders.jobs.ts';
import type { DeleteFolderQuery } from './folders.schema.ts';
import { noteFolder } from './folders.service.ts';
import { findStoredFolder, listSubtree } from './tree.repo.ts';
import { requireAllOf, requireParent, workOutRights } from './tree.service.ts';
import { viewer } from './viewer.ts';

/**
 * Deletes a folder. What is in it moves to where it lay and takes the rights of that place; with `contents: 'delete'` it is
 * gone for everybody from the commit on, and a job erases it.
 *
 * @throws AppError `folder_not_found`; `forbidden` for whoever may not write in it, in the folder above and in all below
 */
export async function deleteFolder(
  ctx: RequestCtx,
  id: number,
  { contents = 'move' }: DeleteFolderQuery,
  device: Device,
): Promise<void> {
  const { organization_id, type, token_id } = ctx.actor;
  const whose = viewer(ctx);
  await inTransaction(ctx, async (ctx) => {
    await lockFolders(ctx.db, organization_id);
    await requireFolderAccess(ctx, id, 'write');
    const folder = await findStoredFolder(ctx.db, organization_id, id);
    if (!folder) throw new AppError('folder_not_found');
    await requireParent(ctx, folder.parent_id);
    const subtree = await listSubtree(ctx.db, organization_id, [id]);
    await requireAllOf(ctx, whose, subtree);
    if (contents === 'delete') {
      const ids = subtree.map((row) => row.id);
      if (type !== 'user' && (await hasSessionsOfOthers(ctx.db, organization_id, ids, token_id))) {
        throw new AppError('forbidden', {
          detail:
            'In this folder lie sessions that another key made. Delete your own, or let a person delete the folder.',
        });
      }
      await markDeleted(ctx.db, organization_id, ids, ctx.now());
      await ctx.jobs.send(eraseFolderJob, { folder: id });
    } else {
      await lockFolderRows(ctx.db, organization_id, [id]);
      const moved = await moveContents(ctx.db, organization_id, id, folder.parent_id);
      await workOutRights(ctx, organization_id, moved);
      await deleteEmptyFolders(ctx.db, organization_id, [id]);
    }
    // For those who see the folder it lay in: it can be seen by nobody itself.
    const details = { contents, parent_id: folder.parent_id };
    await noteFolder(ctx, 'folder.deleted', id, { device, details, folder_id: folder.parent_id });
  });
}

/** Sessions erased between two looks at whether to stop. */
const AT_ONCE = 50;

/** Erases what is in a deleted folder and in those below it, then the folders; can be cut off anywhere and begun again. */
export async function finishErasingFolder(ctx: RootCtx, id: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const folder = await findDeletedFolder(ctx.db, id);
    if (!folder) return;
    const { organization_id } = folder;
    const ids = (await listSubtree(ctx.db, organization_id, [id])).map((row) => row.id);
    if ((await eraseSessionsInFolders(ctx, organization_id, ids, AT_ONCE)) > 0) continue;
    // An upload that ended meanwhile may have put one more session into it.
    if (await removeFolders(ctx, organization_id, ids))
      return ctx.log.info({ folder: id }, 'a deleted folder was erased');
  }
}

function removeFolders(ctx: Ctx, organizationId: number, ids: readonly number[]): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    await lockFolders(ctx.db, organizationId);
    await lockFolderRows(ctx.db, organizationId, ids);
    return deleteEmptyFolders(ctx.db, organizationId, ids);
  });
}

/** For the clean-up: what jobs that gave up left. */
const GIVEN_UP_MS = 86_400_000;

/** Erases deleted folders that are still there after a day. @returns how many */
export async function finishErasingFolders(ctx: RootCtx, signal: AbortSignal): Promise<number> {
  const ids = await listDeletedFolders(ctx.db, new Date(ctx.now().getTime() - GIVEN_UP_MS));
  for (const id of ids) await finishErasingFolder(ctx, id, signal);
  return ids.length;
}
