import { type Ctx, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { one } from '../../platform/http/envelope.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { checkCredentials, endLoginsOf, noteProof, requirePerson, requireRecentProof } from '../logins/index.ts';
import { queueMail, securityMail } from '../mails/index.ts';
import { nameOf, requireUser, type UserRow } from '../users/index.ts';
import { newBackupCodes } from './backup-codes.ts';
import { deleteBackupCodes, replaceBackupCodes, updateFactor } from './mfa.repo.ts';
import { type Code, FACTOR_PURPOSE, useCode } from './second-factor.service.ts';
import { newTotpSecret, totpEnrolment } from './totp.ts';

/**
 * A new secret for an authenticator; it counts for nothing until `enableMfa` has seen a code of it.
 *
 * @throws AppError `conflict` when a second factor is on
 */
export async function getMfaQrCode(ctx: RequestCtx) {
  const user = await requireUser(ctx);
  if (user.mfa_enabled_at) {
    throw new AppError('conflict', { detail: 'A second factor is on. Disable it before you set up another.' });
  }
  const secret = newTotpSecret();
  const mfa_secret = ctx.secretBox(FACTOR_PURPOSE).seal(secret);
  await updateFactor(ctx.db, user.organization_id, user.id, { mfa_secret, mfa_step: 0 });
  return one(await totpEnrolment(secret, { issuer: 'Parlance', account: user.email }));
}

/** Ten new codes, shown this once; earlier ones are good no more. @throws AppError `conflict` without a second factor */
export async function getBackupCodes(ctx: RequestCtx, device: Device) {
  const user = await requireUser(ctx);
  if (!user.mfa_enabled_at) throw new AppError('conflict', { detail: 'Enable the second factor first.' });
  await requireRecentProof(ctx);
  const made = await newBackupCodes();
  await inTransaction(ctx, async (ctx) => {
    await replaceBackupCodes(ctx.db, user.id, made);
    await tell(ctx, user, device, { action: 'mfa.backup_codes', sentence: 'New backup codes were made.' });
  });
  return one({ backup_codes: made.codes });
}

/** Switches the second factor on, after a right code; everyone else who is signed in has to sign in again. */
export async function enableMfa(ctx: RequestCtx, body: { totp_code: string }, device: Device) {
  const user = await requireUser(ctx);
  if (user.mfa_enabled_at) throw new AppError('conflict', { detail: 'The second factor is on already.' });
  if (!user.mfa_secret) throw new AppError('conflict', { detail: 'Get a secret first: GET /api/v3/mfa/2fa/qr_code.' });
  await requireRecentProof(ctx);
  await useCode(ctx, user, body, { evenUnconfirmed: true });
  const made = await newBackupCodes();
  await inTransaction(ctx, async (ctx) => {
    await updateFactor(ctx.db, user.organization_id, user.id, { mfa_enabled_at: ctx.now() });
    await replaceBackupCodes(ctx.db, user.id, made);
    await endLoginsOf(ctx, user, requirePerson(ctx).login_id);
    await tell(ctx, user, device, { action: 'mfa.enabled', sentence: 'The second factor was switched on.' });
  });
  return one({ enabled: true, backup_codes: made.codes });
}

/** Switches it off, for whoever knows the password and has a code. */
export async function disableMfa(ctx: RequestCtx, body: Code & { password: string }, device: Device) {
  const user = await requireUser(ctx);
  if (!user.mfa_enabled_at) throw new AppError('conflict', { detail: 'There is no second factor.' });
  await checkCredentials(ctx, { email: user.email, password: body.password }, device);
  await useCode(ctx, user, body);
  await inTransaction(ctx, async (ctx) => {
    await removeFactor(ctx, user);
    await endLoginsOf(ctx, user, requirePerson(ctx).login_id);
    await tell(ctx, user, device, { action: 'mfa.disabled', sentence: 'The second factor was switched off.' });
  });
  return one({ enabled: false });
}

/**
 * For an administrator of somebody who lost their telephone and their codes, having seen who they are. They are signed out, and
 * told; their password stays.
 *
 * @throws AppError `conflict` without a second factor
 */
export async function resetFactorOf(ctx: RequestCtx, user: UserRow, device: Device): Promise<void> {
  if (!user.mfa_enabled_at) throw new AppError('conflict', { detail: 'They have no second factor.' });
  await inTransaction(ctx, async (ctx) => {
    await removeFactor(ctx, user);
    await endLoginsOf(ctx, user);
    const by = { action: 'mfa.reset', sentence: 'An administrator switched the second factor off.' };
    await tell(ctx, user, device, by, requirePerson(ctx).user_id);
  });
}

async function removeFactor(ctx: Ctx, { organization_id, id }: UserRow): Promise<void> {
  await updateFactor(ctx.db, organization_id, id, { mfa_secret: null, mfa_enabled_at: null, mfa_step: 0 });
  await deleteBackupCodes(ctx.db, id);
}

/** Whether a code is right; it is used up by that, and counts as a proof of who asks. @throws AppError `invalid_code` */
export async function verifyCode(ctx: RequestCtx, code: Code) {
  await useCode(ctx, await requireUser(ctx), code);
  await noteProof(ctx);
  return one({ valid: true });
}

async function tell(
  ctx: RequestCtx,
  user: UserRow,
  device: Device,
  { action, sentence }: { action: string; sentence: string },
  actor = user.id,
): Promise<void> {
  const { organization_id, id } = user;
  await noteEvent(ctx, { organization_id, actor: `user:${actor}`, action, target: `user:${id}`, device });
  const event = { subject: sentence.replace(/\.$/, ''), sentence: `${sentence}`, at: ctx.now() };
  const mail = securityMail(
    { email: user.email, name: nameOf(user) },
    { ...event, address: device.address, device: device.user_agent },
  );
  await queueMail(ctx, { ...mail, organization_id, kind: action });
}
