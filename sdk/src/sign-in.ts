import { answerOf, type ConnectionOptions, openConnection } from './connection.ts';
import { ParlanceError } from './errors.ts';
import type { CallOptions } from './types.ts';

export interface SignInOptions extends Omit<ConnectionOptions, 'key'>, CallOptions {
  /** E-mail address. */
  email: string;
  password: string;
  /** Six digits of an authenticator, for who has a second factor; or a backup code. */
  totpCode?: string;
  backupCode?: string;
  /** Stay signed in for thirty days without use instead of half a day. */
  remember?: boolean;
}

export interface SignedIn {
  /** Goes where an API key goes: `createParlance({ url, key: token })`. */
  token: string;
  /** ISO 8601. Every use puts it off, up to a longest life. */
  expiresAt: string;
  /** The organisation wants a second factor: until there is one, only the own account can be used. */
  needsSecondFactor: boolean;
}

/**
 * Signs a person in.
 *
 * @throws ParlanceError `INVALID_CREDENTIALS`, `INVALID_CODE`, `RATE_LIMIT_EXCEEDED`; `MFA_REQUIRED` when a code is needed: ask
 * for it and call again with it
 * @example
 * const { token } = await signIn({ url: 'http://127.0.0.1:8080', email: 'ada@example.org', password });
 * const parlance = createParlance({ url: 'http://127.0.0.1:8080', key: token });
 */
export async function signIn(options: SignInOptions): Promise<SignedIn> {
  const { email, password, totpCode, backupCode, remember = false, signal, ...connect } = options;
  const connection = openConnection(connect);
  const body = { username: email, password, remember_me: remember };
  const request = { params: { query: { login_type: 'token' as const } }, ...(signal ? { signal } : {}) };
  const code = totpCode === undefined ? { backup_code: backupCode } : { totp_code: totpCode };
  const call =
    totpCode === undefined && backupCode === undefined
      ? connection.api.POST('/api/v3/auth/login', { ...request, body })
      : connection.api.POST('/api/v3/auth/login/mfa', { ...request, body: { ...body, ...code } as typeof body });
  const { result } = await answerOf(connection, call, signal);
  if (result.mfa_required || result.access_token === null || result.expires_at === null) {
    throw new ParlanceError('This account has a second factor: a code is needed.', { errorCode: 'MFA_REQUIRED' });
  }
  return { token: result.access_token, expiresAt: result.expires_at, needsSecondFactor: result.mfa_setup_required };
}
