import { type Ctx, inTransaction } from '../../context.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { forgetGrantee } from '../folder-access/index.ts';
import { eraseFolderJobsOf } from '../folder-jobs/index.ts';
import { endLoginsOf } from '../logins/index.ts';
import { eraseUserJob } from './erasure.jobs.ts';
import {
  deleteMailsTo,
  deleteTracesOf,
  forgetInAuditLog,
  forgetInComments,
  forgetUser,
  lockUser,
  revokeTokensOf,
  updateUserErased,
} from './people-erasure.repo.ts';

/** Rows of the audit log that are changed at once. */
const AT_ONCE = 1_000;

export interface ErasureOptions {
  /** Who deletes them: `user:3`, or the default `system`. */
  actor?: string;
  device?: Device | undefined;
}

/**
 * Deletes somebody, in the transaction of whoever calls: from its commit on they can do nothing, are found by nothing, and
 * their address is free again. A job erases the rest. What they made belongs to their organisation and stays.
 *
 * Whether they may be deleted (the last administrator?) is for the caller to know.
 *
 * @returns whether there was such a person
 */
export function eraseUser(
  ctx: Ctx,
  { id, organization_id }: { id: number; organization_id: number },
  { actor = 'system', device }: ErasureOptions = {},
): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const user = await lockUser(ctx.db, organization_id, id);
    if (!user) return false;
    await forgetGrantee(ctx.db, organization_id, `user:${id}`);
    await forgetUser(ctx.db, organization_id, id, ctx.now());
    await revokeTokensOf(ctx.db, organization_id, id, ctx.now());
    await deleteMailsTo(ctx.db, user.email);
    await endLoginsOf(ctx, { id, organization_id });
    await noteEvent(ctx, { organization_id, actor, action: 'user.deleted', target: `user:${id}`, device });
    await ctx.jobs.send(eraseUserJob, { user: id });
    return true;
  });
}

/** Erases all that tells who a deleted person was; can be cut off anywhere and begun again. */
export async function finishErasingUser(ctx: Ctx, id: number, signal: AbortSignal): Promise<void> {
  await inTransaction(ctx, (ctx) => deleteTracesOf(ctx.db, id));
  await eraseFolderJobsOf(ctx, id);
  while ((await forgetInComments(ctx.db, id, AT_ONCE)) > 0) signal.throwIfAborted();
  while ((await forgetInAuditLog(ctx.db, id, AT_ONCE)) > 0) signal.throwIfAborted();
  if (await updateUserErased(ctx.db, id, ctx.now())) ctx.log.info({ user: id }, 'a deleted person was erased');
}
