import type { Ctx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { addressBlock } from '../limits/index.ts';
import { findUserByEmail, type UserRow, whenItIsItsTurn } from '../users/index.ts';
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

/** Passwords of one block of addresses that wait to be looked at; more are sent away. */
const WAITING_FROM_BLOCK = 200;
const waiting = new Map<string, number>();

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
  const waitingHere = waiting.get(block) ?? 0;
  if (waitingHere >= WAITING_FROM_BLOCK) throw tooMany(Date.now());
  waiting.set(block, waitingHere + 1);
  try {
    // Inside its turn it is counted too: of many guesses that come at once no more are looked at than one after the other.
    return await whenItIsItsTurn(async (isPassword) => {
      await refuseAfterFailures(ctx, address, block);
      const user = await findUserByEmail(ctx.db, address);
      await refuseStrangersUnderAttack(ctx, address, user, device);
      const right = await isPassword(user?.password_hash ?? null, password);
      if (user && right && user.activated_at !== null && user.is_active) return user;
      await noteFailure(ctx, address, block, user, device);
      throw new AppError('invalid_credentials');
    });
  } finally {
    const left = (waiting.get(block) ?? 1) - 1;
    if (left > 0) waiting.set(block, left);
    else waiting.delete(block);
  }
}

const counters = (address: string, block: string) =>
  [
    { caller: `sign-in:${address}:${block}`, window: 'minute', limit: FAILURES_HERE },
    { caller: `sign-in-from:${block}`, window: 'minute', limit: FAILURES_FROM_BLOCK },
  ] as const;

async function refuseAfterFailures(ctx: Ctx, address: string, block: string): Promise<void> {
  for (const { caller, window, limit } of counters(address, block)) {
    const use = await ctx.rates.callers.look(caller, window);
    if (use.used >= limit) throw tooMany(use.resetsAt);
  }
}

async function refuseStrangersUnderAttack(ctx: Ctx, address: string, user: UserRow | undefined, device: Device) {
  const everywhere = await ctx.rates.callers.look(`sign-in:${address}`, 'hour');
  if (everywhere.used >= FAILURES_EVERYWHERE && !(await isKnownThere(ctx, user, device))) {
    throw tooMany(everywhere.resetsAt);
  }
}

async function noteFailure(
  ctx: Ctx,
  address: string,
  block: string,
  user: UserRow | undefined,
  device: Device,
): Promise<void> {
  for (const { caller, window, limit } of counters(address, block))
    await ctx.rates.callers.count(caller, window, limit);
  await ctx.rates.callers.count(`sign-in:${address}`, 'hour', FAILURES_EVERYWHERE);
  await noteEvent(ctx, {
    organization_id: user?.organization_id ?? null,
    actor: 'unknown',
    action: 'login.failed',
    target: user ? `user:${user.id}` : null,
    device,
  });
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
