import type { RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { isPermitted, requireUser, rolesBeyond, type UserRow } from '../users/index.ts';

/**
 * Whoever asks, as they are at this moment: inside a transaction that holds the organisation, so that nobody acts on roles
 * that were just taken from them.
 *
 * @throws AppError `insufficient_role`
 */
export async function requireManager(ctx: RequestCtx): Promise<UserRow> {
  const manager = await requireUser(ctx);
  if (!manager.is_active || !isPermitted(manager.roles, 'users.manage')) throw new AppError('insufficient_role');
  return manager;
}

/** @throws AppError `insufficient_role` when one of the roles is not theirs to give or take */
export function requireGrantable(manager: UserRow, roles: readonly string[]): void {
  const beyond = rolesBeyond(manager.roles, roles);
  if (beyond.length === 0) return;
  throw new AppError('insufficient_role', {
    detail: `Only a SYSOP gives or takes the role ${beyond.join(', ')}.`,
    details: { field: 'roles', issue: 'is not yours to give or take' },
  });
}

/**
 * Who has roles that only a SYSOP gives is deactivated, deleted and readdressed by one only: each of these takes the roles
 * away, or hands them to somebody else.
 *
 * @throws AppError `insufficient_role`
 */
export function requireAuthority(manager: UserRow, person: UserRow): void {
  const beyond = rolesBeyond(manager.roles, person.roles);
  if (beyond.length === 0) return;
  throw new AppError('insufficient_role', {
    detail: `Only a SYSOP may do this to somebody who is ${beyond.join(', ')}.`,
  });
}

/** @throws AppError `insufficient_role` for roles that somebody would give to themselves */
export function requireNotOwnRise(manager: UserRow, person: UserRow, added: readonly string[]): void {
  if (manager.id !== person.id || added.length === 0) return;
  throw new AppError('insufficient_role', { detail: 'Nobody gives roles to themselves: ask another administrator.' });
}

/** Their own account people end and readdress elsewhere, where it takes their password. @throws AppError `conflict` */
export function requireSomebodyElse(manager: UserRow, person: UserRow, instead: string): void {
  if (manager.id === person.id) throw new AppError('conflict', { detail: `This is your own account: use ${instead}.` });
}
