import type { Ctx, RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { hashPassword } from './password-hash.ts';
import type { Role } from './permissions.ts';
import { countOtherAdmins, findUser, insertUser, lockOrganization, type UserRow } from './users.repo.ts';

/** Makes somebody whose address is known to be theirs; the password is kept as a hash only. @throws AppError `conflict` */
export async function createUser(
  ctx: Ctx,
  input: { organization_id: number; email: string; password: string; roles: Role[] },
): Promise<{ id: number; email: string }> {
  const user = await insertUser(ctx.db, {
    organization_id: input.organization_id,
    email: input.email.toLowerCase(),
    password_hash: await hashPassword(input.password),
    roles: input.roles,
    activated_at: ctx.now(),
  });
  if (!user) throw new AppError('conflict', { detail: 'Somebody has this e-mail address already.' });
  return user;
}

/**
 * For whatever takes somebody's place as administrator away, in its transaction.
 *
 * @throws AppError `conflict` when nobody else who can sign in runs the organisation
 */
export async function keepOneAdmin(ctx: Ctx, user: { id: number; organization_id: number }): Promise<void> {
  await lockOrganization(ctx.db, user.organization_id);
  const before = await findUser(ctx.db, user.organization_id, user.id);
  const canSignIn = before?.is_active && before.activated_at !== null;
  if (!canSignIn || !before.roles.includes('ORGADMIN')) return;
  if ((await countOtherAdmins(ctx.db, user.organization_id, user.id)) > 0) return;
  throw new AppError('conflict', {
    detail: 'This is the last administrator of the organisation: give somebody else the role ORGADMIN first.',
  });
}

/** How to address somebody; null when they never said. */
export const nameOf = ({ first_name, last_name }: Pick<UserRow, 'first_name' | 'last_name'>): string | null =>
  [first_name, last_name].filter(Boolean).join(' ') || null;

/** Whoever sends the request. @throws AppError `wrong_token_type` for keys, `invalid_token` for who is gone */
export async function requireUser(ctx: RequestCtx): Promise<UserRow> {
  const { user_id, organization_id } = ctx.actor;
  if (user_id === undefined) throw new AppError('wrong_token_type', { detail: 'Sign in: API keys have no account.' });
  const user = await findUser(ctx.db, organization_id, user_id);
  if (!user) throw new AppError('invalid_token');
  return user;
}
