import type { Ctx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import type { Device } from '../audit/index.ts';
import { checkCredentials, needsSecondFactor, openLogin, type SignedIn } from '../logins/index.ts';
import { useCode } from '../mfa/index.ts';
import type { LoginBody, LoginQuery, MfaLoginBody } from './auth.schema.ts';

/** Forms send everything as text. */
const isOn = (flag: boolean | string | undefined) => flag === true || ['true', '1', 'on'].includes(String(flag));

const howOf = (body: LoginBody, query: LoginQuery, device: Device) => ({
  kind: query.login_type ?? ('token' as const),
  is_remembered: isOn(body.remember_me),
  device,
});

/**
 * Signs in by e-mail and password. Who has a second factor is told to send it, and nothing else.
 *
 * @throws AppError `invalid_credentials`, `rate_limit_exceeded`
 */
export async function login(ctx: Ctx, body: LoginBody, query: LoginQuery, device: Device): Promise<SignedIn> {
  const user = await checkCredentials(ctx, { email: body.username, password: body.password }, device);
  return user.mfa_enabled_at ? needsSecondFactor() : openLogin(ctx, user, howOf(body, query, device));
}

/**
 * Signs in with the second factor: password and code together, so that nobody is half signed in.
 *
 * @throws AppError `invalid_credentials`, `invalid_code`, `rate_limit_exceeded`; `validation_error` without a code
 */
export async function loginMfa(ctx: Ctx, body: MfaLoginBody, query: LoginQuery, device: Device): Promise<SignedIn> {
  const { totp_code, backup_code } = body;
  if (!totp_code && !backup_code) {
    const issue = 'is required, or backup_code';
    throw new AppError('validation_error', { detail: `totp_code ${issue}.`, details: { field: 'totp_code', issue } });
  }
  const user = await checkCredentials(ctx, { email: body.username, password: body.password }, device);
  if (user.mfa_enabled_at) await useCode(ctx, user, totp_code ? { totp_code } : { backup_code });
  const by = totp_code ? 'totp' : 'backup_code';
  return openLogin(ctx, user, { ...howOf(body, query, device), by: user.mfa_enabled_at ? by : 'password' });
}
