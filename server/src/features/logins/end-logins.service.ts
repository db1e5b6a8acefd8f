import { type Ctx, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { many, page } from '../../platform/http/envelope.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { hashSecret, isLoginToken } from './login-token.ts';
import { countLogins, deleteLogin, deleteLoginByHash, deleteLoginsOfUser, listLoginRows } from './logins.repo.ts';
import { requireRecentProof } from './recent-proof.service.ts';
import { requirePerson } from './require-person.ts';

/** Where somebody is signed in, the last used first. */
export async function listLogins(ctx: RequestCtx, query: { offset?: number; limit?: number }) {
  const { user_id, login_id } = requirePerson(ctx);
  const [rows, total] = await Promise.all([
    listLoginRows(ctx.db, user_id, ctx.now(), page(query)),
    countLogins(ctx.db, user_id, ctx.now()),
  ]);
  return many(
    rows.map((row) => ({ ...row, is_current: row.id === login_id })),
    total,
  );
}

/**
 * Ends one login of somebody's own, in every process at once.
 *
 * @throws AppError `login_not_found`; `reauthentication_required` for another one than that of the request
 */
export async function endLogin(ctx: RequestCtx, id: string, device: Device): Promise<void> {
  const { user_id, login_id, organization_id } = requirePerson(ctx);
  if (id !== login_id) await requireRecentProof(ctx);
  await inTransaction(ctx, async (ctx) => {
    if (!(await deleteLogin(ctx.db, user_id, id))) {
      // Of two who sign out at once, the second finds it done.
      if (id === login_id) return;
      throw new AppError('login_not_found');
    }
    await noteEvent(ctx, {
      organization_id,
      actor: `user:${user_id}`,
      action: 'login.ended',
      target: `login:${id}`,
      device,
    });
    await ctx.events.publish({ type: 'login.ended', id: String(user_id), organization_id });
  });
}

/** Signs whoever asks out everywhere else. */
export async function endOtherLogins(ctx: RequestCtx, device: Device): Promise<void> {
  const { user_id, login_id, organization_id } = requirePerson(ctx);
  const [actor, target] = [`user:${user_id}`, `user:${user_id}`];
  await requireRecentProof(ctx);
  await inTransaction(ctx, async (ctx) => {
    await endLoginsOf(ctx, { id: user_id, organization_id }, login_id);
    await noteEvent(ctx, { organization_id, actor, action: 'login.others_ended', target, device });
  });
}

/** Ends the login a browser came with when it signs in anew: one browser has one. */
export async function replaceLogin(ctx: Ctx, token: string): Promise<void> {
  if (isLoginToken(token)) await deleteLoginByHash(ctx.db, hashSecret(token));
}

/** Signs somebody out everywhere, but for one login perhaps: their password, second factor or standing changed. */
export async function endLoginsOf(
  ctx: Ctx,
  user: { id: number; organization_id: number },
  but?: string,
): Promise<void> {
  await deleteLoginsOfUser(ctx.db, user.id, but);
  await ctx.events.publish({ type: 'login.ended', id: String(user.id), organization_id: user.organization_id });
}
