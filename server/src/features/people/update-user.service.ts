import { type Ctx, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { endLoginsOf } from '../logins/index.ts';
import {
  keepOneAdmin,
  lockOrganization,
  type UserRow,
  updateUserEmail,
  updateUser as updateUserRow,
} from '../users/index.ts';
import { countInvitation, nameFrom, sendInvitation, taken } from './invite.service.ts';
import {
  requireAuthority,
  requireGrantable,
  requireManager,
  requireNotOwnRise,
  requireSomebodyElse,
} from './people.policy.ts';
import type { UpdateUserBody } from './people.schema.ts';
import { getUser, requirePersonOf } from './people.service.ts';

/**
 * Changes what a body names of somebody. Who is deactivated, or loses a role, is signed out everywhere at once.
 *
 * @throws AppError `user_not_found`; `insufficient_role` for what is not theirs to give or take; `conflict` for the last
 * administrator, an address that has an account, and another address for who has activated theirs
 */
export async function updateUser(ctx: RequestCtx, id: number, body: UpdateUserBody, device: Device) {
  const { organization_id, login_id } = ctx.actor;
  return inTransaction(ctx, async (ctx) => {
    await lockOrganization(ctx.db, organization_id);
    const manager = await requireManager(ctx);
    const person = await requirePersonOf(ctx, organization_id, id);
    const change = changeOf(person, body);
    requireAllowed(manager, person, change);
    if (change.isDeactivated || change.taken.includes('ORGADMIN')) await keepOneAdmin(ctx, person);
    await updateUserRow(ctx.db, organization_id, id, { ...change.columns, last_modified: ctx.now() });
    if (change.email) await changeAddress(ctx, person, change.email);
    if (change.isDeactivated || change.taken.length > 0) {
      await endLoginsOf(ctx, person, manager.id === id ? login_id : undefined);
    } else if (change.given.length > 0 || change.isReactivated) {
      // Nothing ends, but what every process remembers of their logins and keys is out of date.
      await ctx.events.publish({ type: 'login.ended', id: String(id), organization_id });
    }
    await noteEvent(ctx, {
      organization_id,
      actor: `user:${manager.id}`,
      action: change.isDeactivated ? 'user.deactivated' : change.isReactivated ? 'user.reactivated' : 'user.changed',
      target: `user:${id}`,
      device,
      details: {
        fields: Object.keys(change.columns).concat(change.email ? 'email' : []),
        ...(change.given.length > 0 ? { roles_given: change.given } : {}),
        ...(change.taken.length > 0 ? { roles_taken: change.taken } : {}),
        ...(change.email ? { old_email: person.email, new_email: change.email } : {}),
      },
    });
    return getUser(ctx, id);
  });
}

type Change = ReturnType<typeof changeOf>;

function changeOf(person: UserRow, body: UpdateUserBody) {
  const roles = body.roles && [...new Set(body.roles)];
  const email = body.email?.toLowerCase();
  return {
    columns: {
      ...(body.first_name === undefined ? {} : { first_name: nameFrom('first_name', body.first_name) }),
      ...(body.last_name === undefined ? {} : { last_name: nameFrom('last_name', body.last_name) }),
      ...(roles ? { roles } : {}),
      ...(body.is_active === undefined ? {} : { is_active: body.is_active }),
    },
    email: email === person.email ? undefined : email,
    given: roles?.filter((role) => !person.roles.includes(role)) ?? [],
    taken: roles ? person.roles.filter((role) => !(roles as string[]).includes(role)) : [],
    isDeactivated: person.is_active && body.is_active === false,
    isReactivated: !person.is_active && body.is_active === true,
  };
}

function requireAllowed(manager: UserRow, person: UserRow, change: Change): void {
  requireGrantable(manager, [...change.given, ...change.taken]);
  requireNotOwnRise(manager, person, change.given);
  if (change.email) requireSomebodyElse(manager, person, 'POST /api/v3/account/me');
  if (change.isDeactivated) requireSomebodyElse(manager, person, 'PATCH /api/v3/account');
  if (change.email || change.isDeactivated || change.isReactivated) requireAuthority(manager, person);
}

/** Of an invitation. Once somebody has shown that an address is theirs, they alone change it. */
async function changeAddress(ctx: Ctx, person: UserRow, email: string): Promise<void> {
  if (person.activated_at) {
    throw new AppError('conflict', {
      detail: 'They have activated their account, so only they can change its address: POST /api/v3/account/me.',
      details: { field: 'email', issue: 'is theirs to change' },
    });
  }
  await countInvitation(ctx, person.organization_id, email);
  if (!(await updateUserEmail(ctx.db, person.organization_id, person.id, email))) throw taken();
  await sendInvitation(ctx, await requirePersonOf(ctx, person.organization_id, person.id));
}
