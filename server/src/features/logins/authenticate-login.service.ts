import type { Ctx, RootCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { hashSecret, isLoginToken, LIFE } from './login-token.ts';
import { findLoginByHash, type LoginRow, listWorkingLoginIds, updateLoginSeen } from './logins.repo.ts';

/** How long a login is believed without asking the database; its end by event is quicker, this is the upper bound. */
const CACHE_MS = 1_000;
const CACHE_ENTRIES = 10_000;
/** When it was last used is for people looking at a list, and puts off the end by hours: minutes are exact enough. */
const SEEN_MS = 60_000;

export interface LoginAuthenticator {
  /** @throws AppError `invalid_token`, `token_expired`, `account_inactive`, `organization_suspended` */
  authenticateLogin(token: string): Promise<LoginRow>;
}

export function createLoginAuthenticator(ctx: RootCtx): LoginAuthenticator {
  const cache = new Map<string, { login: LoginRow; until: number }>();
  const seen = new Map<string, number>();
  ctx.events.subscribe((event) => {
    if (event.type === 'login.ended') cache.clear();
  });

  async function find(token: string, now: number): Promise<LoginRow | undefined> {
    const hash = hashSecret(token);
    const key = hash.toString('base64');
    const cached = cache.get(key);
    if (cached && cached.until > now) return cached.login;
    const login = await findLoginByHash(ctx.db, hash);
    if (!login) {
      cache.delete(key);
      return undefined;
    }
    if (cache.size >= CACHE_ENTRIES) cache.clear();
    cache.set(key, { login, until: now + CACHE_MS });
    return login;
  }

  function noteSeen(login: LoginRow, now: number): void {
    if (now - (seen.get(login.id) ?? login.last_seen_at.getTime()) < SEEN_MS) return;
    if (seen.size >= CACHE_ENTRIES) seen.clear();
    seen.set(login.id, now);
    updateLoginSeen(ctx.db, login.id, { at: new Date(now), expires_at: endOf(login, now) }).catch((error) =>
      ctx.log.warn({ err: error }, 'the last use of a login could not be noted'),
    );
  }

  return {
    async authenticateLogin(token) {
      if (!isLoginToken(token)) throw new AppError('invalid_token');
      const now = ctx.now().getTime();
      const login = await find(token, now);
      if (!login) throw new AppError('invalid_token');
      if (login.expires_at.getTime() <= now) throw new AppError('token_expired');
      if (!login.is_active) throw new AppError('account_inactive');
      if (login.is_suspended) throw new AppError('organization_suspended');
      noteSeen(login, now);
      return login;
    },
  };
}

/** Which of some logins still work. For connections that stay open longer than one request. */
export async function findWorkingLogins(ctx: Ctx, ids: string[]): Promise<Set<string>> {
  return ids.length === 0 ? new Set() : new Set(await listWorkingLoginIds(ctx.db, ids, ctx.now()));
}

/** The end of a login that is used now: a while without use later, and never beyond its longest life. */
export function endOf(
  { is_remembered, created_at }: Pick<LoginRow, 'is_remembered' | 'created_at'>,
  now: number,
): Date {
  const { idleMs, mostMs } = is_remembered ? LIFE.remembered : LIFE.short;
  return new Date(Math.min(now + idleMs, created_at.getTime() + mostMs));
}
