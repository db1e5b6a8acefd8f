import { type Ctx, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { many, page } from '../../platform/http/envelope.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { countLogins, deleteLogin, deleteLoginsOfUser, listLoginRows } from './logins.repo.ts';

/** Who sends a request, if it is a person. @throws AppError `wrong_token_type` for keys */
export function requirePerson(ctx: RequestCtx): { user_id: number; login_id: string; organization_id: number } {
  const { user_id, login_id, organization_id } = ctx.actor;
  if (user_id === undefined || login_id === undefined) throw new AppError('wrong_token_type');
  return { user_id, login_id, organization_id };
}

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

/** Ends one login of somebody's own, in every process at once. @throws AppError `login_not_found` */
export async function endLogin(ctx: RequestCtx, id: string, device: Device): Promise<void> {
  const { user_id, organization_id } = requirePerson(ctx);
  await inTransaction(ctx, async (ctx) => {
    if (!(await deleteLogin(ctx.db, user_id, id))) throw new AppError('login_not_found');
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
  await inTransaction(ctx, async (ctx) => {
    await endLoginsOf(ctx, { id: user_id, organization_id }, login_id);
    await noteEvent(ctx, { organization_id, actor, action: 'login.others_ended', target, device });
  });
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
