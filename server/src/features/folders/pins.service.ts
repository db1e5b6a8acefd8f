import type { RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { requireFolderAccess } from '../folder-access/index.ts';
import { requireSession } from '../sessions/index.ts';
import { countPins, deletePin, insertPin } from './places.repo.ts';

/** What stands at the top of a list is few. */
const MAX_PINS = 200;

async function pin(ctx: RequestCtx, what: { folder_id: number | null; session: number | null }): Promise<void> {
  const user_id = ctx.actor.user_id as number;
  if ((await countPins(ctx.db, user_id)) >= MAX_PINS) {
    throw new AppError('conflict', { detail: `You have pinned ${MAX_PINS} things. Take one off first.` });
  }
  const { organization_id } = ctx.actor;
  await insertPin(ctx.db, { user_id, organization_id, ...what, created_at: ctx.now() });
}

/** Puts a folder at the top of the caller's lists; once more changes nothing. @throws AppError `folder_not_found`, `conflict` */
export async function pinFolder(ctx: RequestCtx, id: number): Promise<void> {
  await requireFolderAccess(ctx, id, 'read');
  await pin(ctx, { folder_id: id, session: null });
}

/** @throws AppError `folder_not_found` */
export async function unpinFolder(ctx: RequestCtx, id: number): Promise<void> {
  await requireFolderAccess(ctx, id, 'read');
  const { organization_id, user_id } = ctx.actor;
  await deletePin(ctx.db, { user_id: user_id as number, organization_id, folder_id: id, session: null });
}

/** Puts a session at the top of the caller's lists. @throws AppError `session_not_found`, `conflict` */
export async function pinSession(ctx: RequestCtx, sessionId: string): Promise<void> {
  const { id } = await requireSession(ctx, sessionId, 'read');
  await pin(ctx, { folder_id: null, session: id });
}

/** @throws AppError `session_not_found` */
export async function unpinSession(ctx: RequestCtx, sessionId: string): Promise<void> {
  const { id } = await requireSession(ctx, sessionId, 'read');
  const { organization_id, user_id } = ctx.actor;
  await deletePin(ctx.db, { user_id: user_id as number, organization_id, folder_id: null, session: id });
}
