import { randomBytes } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import type { Ctx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { findUserByEmail } from './users.repo.ts';
import { HASHING, hashPassword } from './users.service.ts';

/** Failures from one address, against one account, in this time; then it has to wait. */
const FAILURES_ALLOWED = 10;
const WINDOW_MS = 60_000;

export interface SignedInUser {
  id: number;
  organization_id: number;
  roles: string[];
}

/**
 * Checks e-mail and password. An unknown address takes as long and answers the same as a wrong password.
 *
 * @throws AppError `invalid_credentials`, or `rate_limit_exceeded` after too many failures.
 */
export type SignIn = (input: { email: string; password: string; address: string }) => Promise<SignedInUser>;

export function createSignIn(ctx: Ctx): SignIn {
  const failures = new Map<string, { count: number; since: number }>();
  // The hash of a password nobody has, so that unknown accounts cost the same time.
  const nobody = hashPassword(randomBytes(16).toString('hex'));

  return async ({ email, password, address }) => {
    const now = ctx.now().getTime();
    const who = `${address} ${email.toLowerCase()}`;
    const failed = failures.get(who);
    if (failed && now - failed.since < WINDOW_MS && failed.count >= FAILURES_ALLOWED) {
      throw new AppError('rate_limit_exceeded', {
        detail: 'Too many wrong passwords. Try again in a minute.',
        retryAfterSeconds: Math.ceil((failed.since + WINDOW_MS - now) / 1000),
      });
    }
    const user = await findUserByEmail(ctx.db, email.toLowerCase());
    const right = await verify(user?.password_hash ?? (await nobody), password, HASHING);
    if (user?.is_active && right) {
      failures.delete(who);
      return { id: user.id, organization_id: user.organization_id, roles: user.roles };
    }
    if (failures.size > 10_000) failures.clear();
    const fresh = !failed || now - failed.since >= WINDOW_MS;
    failures.set(who, fresh ? { count: 1, since: now } : { count: failed.count + 1, since: failed.since });
    throw new AppError('invalid_credentials');
  };
}

/** E-mail and password of an `Authorization: Basic` header; undefined when there is none. */
export function basicCredentials(header: string | undefined): { email: string; password: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]{1,1000})\s*$/i.exec(header ?? '')?.[1];
  if (!encoded) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon > 0 ? { email: text.slice(0, colon), password: text.slice(colon + 1) } : undefined;
}
