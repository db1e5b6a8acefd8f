import type { RootCtx } from '../../../context.ts';
import { eraseSessionFiles } from '../pipeline/erase.service.ts';
import { eraseWholeSession } from '../sessions.service.ts';
import { listSessionsOf } from './expiry.repo.ts';

/**
 * Erases some sessions of an organisation with all their bytes, exactly as if they were deleted. What a crash leaves of the
 * bytes goes with the job of each.
 *
 * @returns how many; 0 once there are none
 */
export async function eraseSomeSessions(ctx: RootCtx, organizationId: number, limit: number): Promise<number> {
  return eraseThem(ctx, await listSessionsOf(ctx.db, organizationId, limit));
}

/** The same for those that lie in some folders. */
export async function eraseSessionsInFolders(
  ctx: RootCtx,
  organizationId: number,
  folderIds: readonly number[],
  limit: number,
): Promise<number> {
  return eraseThem(ctx, await listSessionsOf(ctx.db, organizationId, limit, folderIds));
}

async function eraseThem(ctx: RootCtx, sessions: Awaited<ReturnType<typeof listSessionsOf>>): Promise<number> {
  for (const session of sessions) {
    await eraseWholeSession(ctx, session);
    await eraseSessionFiles(ctx, session.id);
  }
  return sessions.length;
}
