import { inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne } from '../../platform/http/envelope.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { checkCredentials, endLoginsOf, noteProof, requirePerson } from '../logins/index.ts';
import { queueMail, securityMail } from '../mails/index.ts';
import { findOrganizationName } from '../organizations/index.ts';
import {
  checkPassword,
  hashPassword,
  isPermitted,
  keepOneAdmin,
  nameOf,
  PERMISSIONS,
  type Permission,
  requireUser,
  type UserRow,
  updateUser,
} from '../users/index.ts';
import type { ChangeMeBody, ChangePasswordBody } from './account.schema.ts';
import { findPendingEmail, sendEmailConfirmation } from './change-email.service.ts';

/** Whoever asks, with what they may do. */
export async function getMe(ctx: RequestCtx) {
  const user = await requireUser(ctx);
  const { id, email, first_name, last_name, newsletter, roles, is_active, organization_id, last_login } = user;
  const permissions = (Object.keys(PERMISSIONS) as Permission[]).filter((name) => isPermitted(roles, name));
  return dualOne({
    ...{ id, email, first_name, last_name, newsletter, roles, permissions, is_active, organization_id, last_login },
    pending_email: await findPendingEmail(ctx, user),
    has_password: user.password_hash !== null,
    mfa_enabled: user.mfa_enabled_at !== null,
    mfa_required: user.require_mfa,
    organization: { id: organization_id, name: await findOrganizationName(ctx.db, organization_id) },
    created_at: user.created_at,
  });
}

/**
 * Changes names and newsletter at once; another e-mail address only when its owner has followed a link, and for whoever knows
 * the password.
 *
 * @throws AppError `validation_error`, `invalid_credentials`, `rate_limit_exceeded`
 */
export async function changeMe(ctx: RequestCtx, body: ChangeMeBody, device: Device) {
  const user = await requireUser(ctx);
  const email = body.email?.trim().toLowerCase();
  const isMoving = email !== undefined && email !== user.email;
  if (isMoving) await askPassword(ctx, user, body.password, device);
  await inTransaction(ctx, async (ctx) => {
    const { first_name, last_name, newsletter = user.newsletter } = body;
    const changes = { first_name, last_name, newsletter, last_modified: ctx.now() };
    await updateUser(ctx.db, user.organization_id, user.id, changes);
    if (isMoving) await sendEmailConfirmation(ctx, user, email, device);
  });
  return getMe(ctx);
}

/**
 * Another password, for whoever knows the old one. Everywhere else one is signed out.
 *
 * @throws AppError `invalid_credentials`, `validation_error` for a weak one, `rate_limit_exceeded`
 */
export async function changePassword(ctx: RequestCtx, body: ChangePasswordBody, device: Device): Promise<void> {
  const user = await requireUser(ctx);
  await askPassword(ctx, user, body.old_password, device, 'old_password');
  checkPassword(body.new_password, [user.email, user.first_name, user.last_name], 'new_password');
  if (body.new_password === body.old_password) {
    const issue = 'is the old one';
    throw new AppError('validation_error', {
      detail: `The password ${issue}.`,
      details: { field: 'new_password', issue },
    });
  }
  const password_hash = await hashPassword(body.new_password);
  await inTransaction(ctx, async (ctx) => {
    await updateUser(ctx.db, user.organization_id, user.id, { password_hash, last_modified: ctx.now() });
    await endLoginsOf(ctx, user, requirePerson(ctx).login_id);
    const { organization_id, id } = user;
    const [actor, target] = [`user:${id}`, `user:${id}`];
    await noteEvent(ctx, { organization_id, actor, action: 'password.changed', target, device });
    const mail = securityMail(
      { email: user.email, name: nameOf(user) },
      {
        ...{ subject: 'Your password was changed', sentence: 'The password of your account was changed.' },
        ...{ at: ctx.now(), address: device.address, device: device.user_agent },
      },
    );
    await queueMail(ctx, { ...mail, organization_id, kind: 'password_changed' });
  });
}

/** Proves with the password who somebody is. @throws AppError `invalid_credentials`, `rate_limit_exceeded` */
export async function confirmMe(ctx: RequestCtx, body: { password: string }, device: Device): Promise<void> {
  await askPassword(ctx, await requireUser(ctx), body.password, device);
  await noteProof(ctx);
}

/** Switches the own account off: every login and key of theirs ends at once. An administrator can switch it on again. */
export async function deactivateMe(ctx: RequestCtx, body: { password: string }, device: Device): Promise<void> {
  const user = await requireUser(ctx);
  await askPassword(ctx, user, body.password, device);
  await inTransaction(ctx, async (ctx) => {
    await keepOneAdmin(ctx, user);
    const { organization_id, id } = user;
    await updateUser(ctx.db, organization_id, id, { is_active: false, last_modified: ctx.now() });
    await endLoginsOf(ctx, user);
    const [actor, target] = [`user:${id}`, `user:${id}`];
    await noteEvent(ctx, { organization_id, actor, action: 'user.deactivated', target, device });
  });
}

/** A login may be old, or somebody else's hands on it: what matters most asks for the password again (ASVS 5.0, 7.5.1). */
async function askPassword(
  ctx: RequestCtx,
  user: UserRow,
  password: string | undefined,
  device: Device,
  field = 'password',
): Promise<void> {
  if (user.password_hash === null) {
    throw new AppError('conflict', { detail: 'You have no password yet: get one at …/auth/password/forgot.' });
  }
  if (password === undefined) {
    const issue = 'is required';
    throw new AppError('validation_error', { detail: `The password ${issue}.`, details: { field, issue } });
  }
  await checkCredentials(ctx, { email: user.email, password }, device);
}
