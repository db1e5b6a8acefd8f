import { randomBytes } from 'node:crypto';
import { type Ctx, inTransaction } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { deleteLinks, findLinkData, insertLink, takeLink } from '../auth/index.ts';
import { hashSecret } from '../logins/index.ts';
import { confirmEmailMail, queueMail, securityMail } from '../mails/index.ts';
import { findUser, nameOf, type UserRow, updateUserEmail } from '../users/index.ts';

const LINK_HOURS = 24;
/** To addresses that may be anybody's. */
const MAILS_AN_HOUR = 5;

/**
 * Sends a link to a new address, and word of it to the present one. Whether somebody else has it shows when the link is followed:
 * nobody learns of accounts by asking.
 */
export async function sendEmailConfirmation(ctx: Ctx, user: UserRow, email: string, device: Device): Promise<void> {
  const use = await ctx.rates.callers.count(`confirm-email:${user.id}`, 'hour', MAILS_AN_HOUR);
  if (use.used > MAILS_AN_HOUR) {
    throw new AppError('rate_limit_exceeded', {
      detail: 'Too many new addresses. Try again in an hour.',
      retryAfterSeconds: Math.max(1, Math.ceil((use.resetsAt - Date.now()) / 1_000)),
    });
  }
  const secret = randomBytes(32).toString('base64url');
  await deleteLinks(ctx.db, user.id, ['email']);
  await insertLink(ctx.db, {
    secret_hash: hashSecret(secret),
    user_id: user.id,
    purpose: 'email',
    data: JSON.stringify({ email }),
    expires_at: new Date(ctx.now().getTime() + LINK_HOURS * 3_600_000),
    created_at: ctx.now(),
  });
  const { organization_id } = user;
  const url = `${ctx.publicUrl}/email/confirm#token=${secret}`;
  const letter = confirmEmailMail({ email, name: nameOf(user) }, { url, hours: LINK_HOURS });
  await queueMail(ctx, { ...letter, organization_id, kind: 'confirm_email' });
  const notice = securityMail(
    { email: user.email, name: nameOf(user) },
    {
      subject: 'Another e-mail address for your account',
      sentence: 'Somebody, probably you, wants to use another e-mail address for your account.',
      ...{ at: ctx.now(), address: device.address, device: device.user_agent },
    },
  );
  await queueMail(ctx, { ...notice, organization_id, kind: 'email_change' });
}

export async function findPendingEmail(ctx: Ctx, user: UserRow): Promise<string | null> {
  return (await findLinkData(ctx.db, user.id, 'email', ctx.now()))?.email ?? null;
}

/** Takes a new address into use. @throws AppError `link_invalid`, also when somebody else has it meanwhile */
export async function confirmEmail(ctx: Ctx, { token }: { token: string }, device: Device): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const link = await takeLink(ctx.db, hashSecret(token), 'email', ctx.now());
    const user = link && (await findUser(ctx.db, link.organization_id, link.user_id));
    const email = link?.data?.email;
    const invalid = () => new AppError('link_invalid', { detail: 'Ask for a new one, or for another address.' });
    if (!user || !email) throw invalid();
    if (!(await updateUserEmail(ctx.db, user.organization_id, user.id, email))) throw invalid();
    const [actor, target] = [`user:${user.id}`, `user:${user.id}`];
    const { organization_id } = user;
    await noteEvent(ctx, { organization_id, actor, action: 'email.changed', target, device });
    const notice = securityMail(
      { email: user.email, name: nameOf(user) },
      {
        ...{ subject: 'Your e-mail address was changed', sentence: 'Your account has another e-mail address now.' },
        ...{ at: ctx.now(), address: device.address, device: device.user_agent },
      },
    );
    await queueMail(ctx, { ...notice, organization_id, kind: 'email_changed' });
  });
}
