import { randomBytes } from 'node:crypto';
import { type Ctx, inTransaction } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { type Device, noteEvent } from '../../audit/index.ts';
import { addressBlock } from '../../limits/index.ts';
import { endLoginsOf, hashSecret } from '../../logins/index.ts';
import { activationMail, queueMail, resetMail, securityMail } from '../../mails/index.ts';
import {
  checkPassword,
  findUser,
  findUserByEmail,
  hashPassword,
  nameOf,
  type UserRow,
  updateUser,
} from '../../users/index.ts';
import { deleteLinks, insertLink, takeLink } from './links.repo.ts';

/** Documented for invitations (reference section 21); of the other, as short as mail allows. */
const ACTIVATION_DAYS = 7;
const RESET_MINUTES = 60;
/** Mails that one address, and one place, may have sent to somebody in an hour. */
const MAILS_AN_HOUR = 5;

/** A link that is good once. Only its hash is kept. */
async function newLink(ctx: Ctx, user: UserRow, purpose: 'activate' | 'reset', lifetimeMs: number): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await deleteLinks(ctx.db, user.id, [purpose]);
  await insertLink(ctx.db, {
    secret_hash: hashSecret(secret),
    user_id: user.id,
    purpose,
    expires_at: new Date(ctx.now().getTime() + lifetimeMs),
    created_at: ctx.now(),
  });
  // Behind the hash: browsers send that to nobody, and no log has it.
  return `${ctx.publicUrl}/${purpose === 'activate' ? 'activate' : 'password/reset'}#token=${secret}`;
}

/** Invites somebody to choose a password. */
export async function sendActivation(ctx: Ctx, user: UserRow, organization: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const url = await newLink(ctx, user, 'activate', ACTIVATION_DAYS * 86_400_000);
    const mail = activationMail(
      { email: user.email, name: nameOf(user) },
      { organization, url, days: ACTIVATION_DAYS },
    );
    await queueMail(ctx, { ...mail, organization_id: user.organization_id, kind: 'activation' });
  });
}

/** Sends a link to choose a new password, if there is such an account. Nobody learns whether: the work is the same to see. */
export async function forgotPassword(ctx: Ctx, { email }: { email: string }, device: Device): Promise<void> {
  const address = email.trim().toLowerCase();
  for (const caller of [`forgot:${address}`, `forgot-from:${addressBlock(device.address)}`]) {
    const use = await ctx.rates.callers.count(caller, 'hour', MAILS_AN_HOUR);
    if (use.used > MAILS_AN_HOUR) return;
  }
  const user = await findUserByEmail(ctx.db, address);
  if (!user?.is_active || user.activated_at === null) return;
  await inTransaction(ctx, async (ctx) => {
    const url = await newLink(ctx, user, 'reset', RESET_MINUTES * 60_000);
    const mail = resetMail({ email: user.email, name: nameOf(user) }, { url, minutes: RESET_MINUTES });
    await queueMail(ctx, { ...mail, organization_id: user.organization_id, kind: 'reset' });
    await noteEvent(ctx, {
      organization_id: user.organization_id,
      actor: 'unknown',
      action: 'password.forgotten',
      target: `user:${user.id}`,
      device,
    });
  });
}

/**
 * Chooses a password by a link that was sent: of an invitation, or for a forgotten one. Everywhere else one is signed out. The
 * second factor stays.
 *
 * @throws AppError `link_invalid`; `validation_error` for a weak password, which leaves the link good
 */
export async function choosePassword(
  ctx: Ctx,
  purpose: 'activate' | 'reset',
  body: { token: string; password: string },
  device: Device,
): Promise<void> {
  checkPassword(body.password, []);
  // Outside the transaction: it takes a while.
  const password_hash = await hashPassword(body.password);
  await inTransaction(ctx, async (ctx) => {
    const link = await takeLink(ctx.db, hashSecret(body.token), [purpose], ctx.now());
    const user = link && (await findUser(ctx.db, link.organization_id, link.user_id));
    if (!user) throw new AppError('link_invalid', { detail: 'Ask for a new one.' });
    checkPassword(body.password, [user.email, user.first_name, user.last_name]);
    await updateUser(ctx.db, user.organization_id, user.id, {
      password_hash,
      activated_at: user.activated_at ?? ctx.now(),
      last_modified: ctx.now(),
    });
    await deleteLinks(ctx.db, user.id, ['activate', 'reset']);
    await endLoginsOf(ctx, user);
    const action = purpose === 'activate' ? 'user.activated' : 'password.reset';
    await noteEvent(ctx, {
      organization_id: user.organization_id,
      actor: `user:${user.id}`,
      action,
      target: `user:${user.id}`,
      device,
    });
    if (purpose === 'activate') return;
    const mail = securityMail(
      { email: user.email, name: nameOf(user) },
      {
        subject: 'Your password was changed',
        sentence: 'The password of your account was changed by a link sent to this address.',
        ...{ at: ctx.now(), address: device.address, device: device.user_agent },
      },
    );
    await queueMail(ctx, { ...mail, organization_id: user.organization_id, kind: 'password_changed' });
  });
}
