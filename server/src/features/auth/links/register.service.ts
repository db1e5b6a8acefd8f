import { randomBytes } from 'node:crypto';
import { type Ctx, inTransaction } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { type Device, noteEvent } from '../../audit/index.ts';
import { addressBlock } from '../../limits/index.ts';
import { hashSecret } from '../../logins/index.ts';
import { holdMail, queueMail, registrationMail, takeHeldMail, writeMail } from '../../mails/index.ts';
import { insertOrganization } from '../../organizations/index.ts';
import { checkPassword, findUserByEmail, insertUser } from '../../users/index.ts';
import { registeredJob } from './links.jobs.ts';
import { insertLink, takeRegistration } from './links.repo.ts';

export interface Registration {
  email: string;
  first_name: string;
  last_name: string;
  organization: string;
}

const LINK_HOURS = 24;
/** Registrations from one place, and mails to one address, in an hour. */
const AN_HOUR = 5;

/**
 * Asks for an account with an organisation of one's own. Nothing is made before the link in the mail is followed, and whether
 * the address has an account only a job looks up.
 *
 * @throws AppError `forbidden` where registration is off
 */
export async function register(ctx: Ctx, body: Registration, device: Device): Promise<void> {
  if (!ctx.config.registration) {
    throw new AppError('forbidden', { detail: 'Registration is off here. Ask an administrator for an invitation.' });
  }
  const recipient = body.email.trim().toLowerCase();
  for (const caller of [`register:${recipient}`, `register-from:${addressBlock(device.address)}`]) {
    const use = await ctx.rates.callers.count(caller, 'hour', AN_HOUR);
    if (use.used > AN_HOUR) return;
  }
  await inTransaction(ctx, async (ctx) => {
    const mail = await holdMail(ctx, { recipient, kind: 'registered', data: body });
    await ctx.jobs.send(registeredJob, { mail });
  });
}

/** Sends the link, or word that there is an account already. */
export async function sendRegistration(ctx: Ctx, mail: number): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const held = await takeHeldMail(ctx, mail);
    if (!held) return;
    const { first_name, last_name, organization } = held.data as Registration;
    if (await findUserByEmail(ctx.db, held.recipient)) {
      const letter = writeMail(held.recipient, {
        subject: 'You have an account already',
        paragraphs: ['Somebody, probably you, wanted to make an account for this address. There is one already.'],
        link: { label: 'Sign in, or choose a new password', url: `${ctx.publicUrl}/login` },
        after: ['If it was not you, ignore this mail.'],
      });
      await queueMail(ctx, { ...letter, organization_id: null, kind: 'registered_already' });
      return;
    }
    const secret = randomBytes(32).toString('base64url');
    await insertLink(ctx.db, {
      secret_hash: hashSecret(secret),
      user_id: null,
      purpose: 'register',
      data: JSON.stringify({ email: held.recipient, first_name, last_name, organization }),
      expires_at: new Date(ctx.now().getTime() + LINK_HOURS * 3_600_000),
      created_at: ctx.now(),
    });
    const to = { email: held.recipient, name: `${first_name} ${last_name}` };
    const letter = registrationMail(to, { url: `${ctx.publicUrl}/activate#token=${secret}`, hours: LINK_HOURS });
    await queueMail(ctx, { ...letter, organization_id: null, kind: 'registration' });
  });
}

/** Makes the organisation with its administrator. @throws AppError `link_invalid`, `validation_error` */
export async function finishRegistration(
  ctx: Ctx,
  body: { token: string; password: string; password_hash: string },
  device: Device,
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const invalid = () => new AppError('link_invalid', { detail: 'Register again, or sign in.' });
    const link = await takeRegistration(ctx.db, hashSecret(body.token), ctx.now());
    if (!link?.data) throw invalid();
    const { email, first_name, last_name, organization } = link.data as unknown as Registration;
    checkPassword(body.password, [email, first_name, last_name]);
    const { id: organization_id } = await insertOrganization(ctx.db, organization);
    const user = await insertUser(ctx.db, {
      ...{ organization_id, email, first_name, last_name },
      password_hash: body.password_hash,
      roles: ['ORGADMIN', 'DEVELOPER'],
      activated_at: ctx.now(),
    });
    if (!user) throw invalid();
    const [actor, target] = [`user:${user.id}`, `organization:${organization_id}`];
    await noteEvent(ctx, { organization_id, actor, action: 'organization.registered', target, device });
  });
}
