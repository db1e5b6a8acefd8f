import { randomBytes } from 'node:crypto';
import { type Ctx, inTransaction } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { type Device, noteEvent } from '../../audit/index.ts';
import { addressBlock } from '../../limits/index.ts';
import { deleteExpiredLogins, endLoginsOf, hashSecret } from '../../logins/index.ts';
import {
  activationMail,
  deleteOldMails,
  holdMail,
  queueMail,
  resetMail,
  securityMail,
  takeHeldMail,
} from '../../mails/index.ts';
import {
  checkPassword,
  findUser,
  findUserByEmail,
  hashPassword,
  nameOf,
  type UserRow,
  updateUser,
} from '../../users/index.ts';
import { forgottenJob } from './links.jobs.ts';
import { deleteExpiredLinks, deleteLinks, findLink, insertLink, takeLink } from './links.repo.ts';
import { finishRegistration } from './register.service.ts';

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

/**
 * Asks for a link to choose a new password. Whether there is such an account, only a job looks up: the request does the same
 * for every address.
 */
export async function forgotPassword(ctx: Ctx, { email }: { email: string }, device: Device): Promise<void> {
  const address = email.trim().toLowerCase();
  for (const caller of [`forgot:${address}`, `forgot-from:${addressBlock(device.address)}`]) {
    const use = await ctx.rates.callers.count(caller, 'hour', MAILS_AN_HOUR);
    if (use.used > MAILS_AN_HOUR) return;
  }
  await inTransaction(ctx, async (ctx) => {
    const mail = await holdMail(ctx, { recipient: address, kind: 'forgotten', data: device });
    await ctx.jobs.send(forgottenJob, { mail });
  });
}

/** Sends the link, if there is an account that can use it. */
export async function sendReset(ctx: Ctx, mail: number): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const held = await takeHeldMail(ctx, mail);
    const user = held && (await findUserByEmail(ctx.db, held.recipient));
    if (!held || !user?.is_active || user.activated_at === null) return;
    const url = await newLink(ctx, user, 'reset', RESET_MINUTES * 60_000);
    const letter = resetMail({ email: user.email, name: nameOf(user) }, { url, minutes: RESET_MINUTES });
    await queueMail(ctx, { ...letter, organization_id: user.organization_id, kind: 'reset' });
    await noteEvent(ctx, {
      organization_id: user.organization_id,
      actor: 'unknown',
      action: 'password.forgotten',
      target: `user:${user.id}`,
      device: held.data as Device,
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
  // Guesses cost no hashing, and that is outside the transaction: it takes a while.
  const invalid = () => new AppError('link_invalid', { detail: 'Ask for a new one.' });
  const purposes = purpose === 'activate' ? (['activate', 'register'] as const) : (['reset'] as const);
  const found = await findLink(ctx.db, hashSecret(body.token), [...purposes], ctx.now());
  if (!found) throw invalid();
  const password_hash = await hashPassword(body.password);
  if (found === 'register') return finishRegistration(ctx, { ...body, password_hash }, device);
  await inTransaction(ctx, async (ctx) => {
    const link = await takeLink(ctx.db, hashSecret(body.token), purpose, ctx.now());
    const user = link && (await findUser(ctx.db, link.organization_id, link.user_id));
    if (!user) throw invalid();
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

/** Longer than any mail is tried again. */
const MAILS_KEPT_MS = 7 * 86_400_000;

/** Forgets what is over: logins, links, and mails that nobody took. @returns how many */
export async function purgeSignIn(ctx: Ctx): Promise<number> {
  const now = ctx.now();
  return (
    (await deleteExpiredLogins(ctx.db, now)) +
    (await deleteExpiredLinks(ctx.db, now)) +
    (await deleteOldMails(ctx, new Date(now.getTime() - MAILS_KEPT_MS)))
  );
}
