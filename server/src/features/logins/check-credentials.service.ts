import { randomBytes } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import type { Ctx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { addressBlock } from '../limits/index.ts';
import { findUserByEmail, HASHING, hashPassword, type UserRow } from '../users/index.ts';
import { hasSignedInFrom } from './logins.repo.ts';

/** Wrong passwords in a minute: for one account from one block of addresses, and from one block for all accounts. */
const FAILURES_HERE = 10;
const FAILURES_FROM_BLOCK = 30;
/**
 * For one account from all over the world, in an hour. Beyond, only those who were signed in from their address before get
 * through: a stranger can keep nobody out of the places they work at (ASVS 5.0, 6.3.1).
 */
const FAILURES_EVERYWHERE = 100;
const KNOWN_FOR_MS = 90 * 86_400_000;

/** The hash of a password nobody has: unknown accounts cost the same time. */
const nobody = hashPassword(randomBytes(16).toString('hex'));

export interface Credentials {
  email: string;
  password: string;
}

/**
 * Checks e-mail and password. An address without an account, one that is not activated or has no password, and a wrong
 * password take the same time and get the same answer.
 *
 * @throws AppError `invalid_credentials`; `rate_limit_exceeded` after too many failures
 */
export async function checkCredentials(ctx: Ctx, { email, password }: Credentials, device: Device): Promise<UserRow> {
  const address = email.trim().toLowerCase();
  const block = addressBlock(device.address);
  const counters = [
    { caller: `sign-in:${address}:${block}`, window: 'minute', limit: FAILURES_HERE },
    { caller: `sign-in-from:${block}`, window: 'minute', limit: FAILURES_FROM_BLOCK },
  ] as const;
  for (const { caller, window, limit } of counters) {
    const use = await ctx.rates.callers.look(caller, window);
    if (use.used >= limit) throw tooMany(use.resetsAt);
  }
  const user = await findUserByEmail(ctx.db, address);
  const everywhere = await ctx.rates.callers.look(`sign-in:${address}`, 'hour');
  if (everywhere.used >= FAILURES_EVERYWHERE && !(await isKnownThere(ctx, user, device))) {
    throw tooMany(everywhere.resetsAt);
  }
  const right = await verify(user?.password_hash ?? (await nobody), password, HASHING);
  if (user && right && user.password_hash !== null && user.activated_at !== null && user.is_active) return user;
  for (const { caller, window, limit } of counters) await ctx.rates.callers.count(caller, window, limit);
  await ctx.rates.callers.count(`sign-in:${address}`, 'hour', FAILURES_EVERYWHERE);
  await noteEvent(ctx, {
    organization_id: user?.organization_id ?? null,
    actor: 'unknown',
    action: 'login.failed',
    target: user ? `user:${user.id}` : null,
    device,
  });
  throw new AppError('invalid_credentials');
}

async function isKnownThere(ctx: Ctx, user: UserRow | undefined, { address }: Device): Promise<boolean> {
  if (!user) return false;
  return hasSignedInFrom(ctx.db, user.id, address, new Date(ctx.now().getTime() - KNOWN_FOR_MS));
}

function tooMany(resetsAt: number): AppError {
  return new AppError('rate_limit_exceeded', {
    detail: 'Too many wrong passwords. Try again later.',
    retryAfterSeconds: Math.max(1, Math.ceil((resetsAt - Date.now()) / 1_000)),
  });
}
