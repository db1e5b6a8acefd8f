import type { Actor, Ctx, RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { allows, type FolderLevel, type Need, OPEN, seesEveryFolder } from './folder-access.policy.ts';
import { findFolderLevel, type Grantee, listHiddenRoots, listReaders } from './folder-access.repo.ts';

/**
 * A key stands for nobody's groups: it sees what is open to the organisation, and the folders it made itself. Otherwise
 * whoever may make keys could see with them what they may not.
 */
const granteeOf = (actor: Actor): Grantee =>
  actor.type === 'user' ? { user_id: actor.user_id ?? 0 } : { token_id: actor.token_id };

/** Whose rights count for the caller; `everything` for administrators. */
export const viewerOf = (actor: Actor): Grantee | 'everything' =>
  seesEveryFolder(actor) ? 'everything' : granteeOf(actor);

/** What the caller may do in a folder: one query, none for no folder. 0 for unknown and foreign ones alike. */
export async function levelInFolder(ctx: RequestCtx, folderId: number | null): Promise<FolderLevel> {
  if (folderId === null) return OPEN;
  const { actor } = ctx;
  if (actor.type === 'guest') return 0;
  return ((await findFolderLevel(ctx.db, actor.organization_id, folderId, viewerOf(actor))) ?? 0) as FolderLevel;
}

/**
 * Lets through who may do that in a folder.
 *
 * @throws AppError `folder_not_found` for unknown, foreign and invisible ones alike; `forbidden` where they may only read
 */
export async function requireFolderAccess(ctx: RequestCtx, folderId: number | null, need: Need): Promise<FolderLevel> {
  const level = await levelInFolder(ctx, folderId);
  if (level === 0) throw new AppError('folder_not_found');
  if (!allows(level, need)) throw readOnly();
  return level;
}

/** For whoever may look, and wants to change something. */
export const readOnly = () =>
  new AppError('forbidden', {
    detail: 'You may read what is in this folder, not change it. Ask an administrator for the right to write.',
  });

/**
 * The private folders whose contents the caller must not see, for the lists of one request: nearly always none or few,
 * and none for administrators, without a query. Use it with {@link outsideOf}.
 */
export async function findHiddenRoots(ctx: RequestCtx): Promise<number[]> {
  const { actor } = ctx;
  if (seesEveryFolder(actor)) return [];
  return listHiddenRoots(ctx.db, actor.organization_id, granteeOf(actor));
}

/**
 * Who of some listeners may hear of what is in some folders, by one query for all of them.
 *
 * @returns for an actor and a folder, whether
 */
export async function findReaders(
  ctx: Ctx,
  actors: Iterable<Actor>,
  folderIds: Iterable<number>,
): Promise<(actor: Actor, folderId: number | null) => boolean> {
  const people = new Set<number>();
  for (const actor of actors) {
    if (actor.type === 'user' && !seesEveryFolder(actor) && actor.user_id !== undefined) people.add(actor.user_id);
  }
  const folders = [...new Set(folderIds)];
  const pairs = people.size === 0 || folders.length === 0 ? [] : await listReaders(ctx.db, [...people], folders);
  const readable = new Set(pairs.map(({ user_id, folder_id }) => `${user_id} ${folder_id}`));
  // Keys hear of the sessions they made and of no others, wherever those are.
  return (actor, folderId) =>
    folderId === null ||
    actor.type !== 'user' ||
    seesEveryFolder(actor) ||
    readable.has(`${actor.user_id} ${folderId}`);
}
