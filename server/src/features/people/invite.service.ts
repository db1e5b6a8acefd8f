import { type Ctx, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { requireLine } from '../../platform/http/one-line.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { sendActivation } from '../auth/index.ts';
import { joinGroups } from '../groups/index.ts';
import { findOrganizationName } from '../organizations/index.ts';
import { findUser, insertUser, lockOrganization, type UserRow } from '../users/index.ts';
import { requireGrantable, requireManager } from './people.policy.ts';
import type { InviteUserBody } from './people.schema.ts';
import { getUser, requirePersonOf } from './people.service.ts';

/** Invitations in an hour: to one address from anywhere, and from one organisation to all. */
const TO_ONE_ADDRESS = 5;
const FROM_ONE_ORGANIZATION = 200;

/** Null for a name that is blank. */
export const nameFrom = (field: string, name: string | null | undefined): string | null =>
  name?.trim() ? requireLine(field, name) : null;

/**
 * Makes somebody who can sign in once they have followed the link they are sent.
 *
 * @throws AppError `insufficient_role`, `group_not_found`, `rate_limit_exceeded`; `conflict` when the address has an account,
 * wherever that is
 */
export async function inviteUser(ctx: RequestCtx, body: InviteUserBody, device: Device) {
  const { organization_id } = ctx.actor;
  const email = body.email.toLowerCase();
  const roles = [...new Set(body.roles)];
  await countInvitation(ctx, organization_id, email);
  return inTransaction(ctx, async (ctx) => {
    await lockOrganization(ctx.db, organization_id);
    const manager = await requireManager(ctx);
    requireGrantable(manager, roles);
    const user = await insertUser(ctx.db, {
      ...{ organization_id, email, roles, password_hash: null },
      first_name: nameFrom('first_name', body.first_name),
      last_name: nameFrom('last_name', body.last_name),
      created_at: ctx.now(),
    });
    if (!user) throw taken();
    await joinGroups(ctx, organization_id, user.id, body.group_ids ?? []);
    await sendInvitation(ctx, (await findUser(ctx.db, organization_id, user.id)) as UserRow);
    await noteEvent(ctx, {
      organization_id,
      actor: `user:${manager.id}`,
      action: 'user.invited',
      target: `user:${user.id}`,
      device,
      details: { email, roles },
    });
    return getUser(ctx, user.id);
  });
}

/**
 * Sends an invitation once more; the link of the earlier one is good no more.
 *
 * @throws AppError `user_not_found`, `rate_limit_exceeded`; `conflict` for who needs none
 */
export async function resendActivation(ctx: RequestCtx, id: number, device: Device): Promise<void> {
  const { organization_id } = ctx.actor;
  const { email } = await requireInvited(ctx, organization_id, id);
  await countInvitation(ctx, organization_id, email);
  await inTransaction(ctx, async (ctx) => {
    const manager = await requireManager(ctx);
    await sendInvitation(ctx, await requireInvited(ctx, organization_id, id));
    await noteEvent(ctx, {
      organization_id,
      actor: `user:${manager.id}`,
      action: 'user.invited_again',
      target: `user:${id}`,
      device,
    });
  });
}

async function requireInvited(ctx: Ctx, organizationId: number, id: number): Promise<UserRow> {
  const person = await requirePersonOf(ctx, organizationId, id);
  if (person.activated_at) {
    throw new AppError('conflict', {
      detail: 'They have activated their account. A forgotten password is for POST /api/v3/auth/password/forgot.',
    });
  }
  if (!person.is_active) throw new AppError('conflict', { detail: 'They are deactivated: set is_active first.' });
  return person;
}

export async function sendInvitation(ctx: Ctx, person: UserRow): Promise<void> {
  await sendActivation(ctx, person, await findOrganizationName(ctx.db, person.organization_id));
}

/** Nobody floods somebody, or the world, with mails. @throws AppError `rate_limit_exceeded` */
export async function countInvitation(ctx: Ctx, organizationId: number, email: string): Promise<void> {
  for (const [caller, limit] of [
    [`invite-to:${email}`, TO_ONE_ADDRESS],
    [`invite-from:${organizationId}`, FROM_ONE_ORGANIZATION],
  ] as const) {
    const use = await ctx.rates.callers.count(caller, 'hour', limit);
    if (use.used <= limit) continue;
    throw new AppError('rate_limit_exceeded', {
      detail: `${limit} invitations an hour ${limit === TO_ONE_ADDRESS ? 'to one address' : 'by one organisation'}.`,
      retryAfterSeconds: Math.max(1, Math.ceil((use.resetsAt - ctx.now().getTime()) / 1_000)),
    });
  }
}

export const taken = () =>
  new AppError('conflict', {
    detail: 'This e-mail address has an account already.',
    details: { field: 'email', issue: 'has an account' },
  });
