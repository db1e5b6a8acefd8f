import type { IncomingHttpHeaders } from 'node:http';
import type { Actor, RootCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { findTokenByHash, type TokenRow, updateTokenLastUsed } from './tokens.repo.ts';
import { hashKey } from './tokens.service.ts';

/** How long a key is believed without asking the database; revocation by event is quicker, this is the upper bound. */
const CACHE_MS = 1_000;
/** `last_used_at` is for people looking at a list: a minute's precision spares a write for every request. */
const LAST_USED_MS = 60_000;
const CACHE_ENTRIES = 10_000;

/** The longest key anyone is given is far shorter; hashing a header of megabytes would be a gift to an attacker. */
const MAX_KEY_LENGTH = 500;

export interface Authenticator {
  /** Finds out whose key a request carries: `x-zoom-s2t-key` first, then `Authorization: Bearer` (reference section 2). */
  authenticate(headers: IncomingHttpHeaders): Promise<Actor>;
}

export function createAuthenticator(ctx: RootCtx): Authenticator {
  const cache = new Map<string, { token: TokenRow; until: number }>();
  const lastUsed = new Map<number, number>();
  ctx.events.subscribe((event) => {
    if (event.type === 'token.revoked' || event.type === 'login.ended') cache.clear();
  });

  async function find(key: string, now: number): Promise<TokenRow | undefined> {
    const hash = hashKey(key);
    const id = hash.toString('base64');
    const cached = cache.get(id);
    if (cached && cached.until > now) return cached.token;
    const token = await findTokenByHash(ctx.db, hash);
    if (!token) {
      cache.delete(id);
      return undefined;
    }
    if (cache.size >= CACHE_ENTRIES) cache.clear();
    cache.set(id, { token, until: now + CACHE_MS });
    return token;
  }

  function noteUse(token: TokenRow, now: number): void {
    if (now - (lastUsed.get(token.id) ?? 0) < LAST_USED_MS) return;
    lastUsed.set(token.id, now);
    updateTokenLastUsed(ctx.db, token.organization_id, token.id, new Date(now)).catch((error) =>
      ctx.log.warn({ err: error }, 'the last use of a key could not be noted'),
    );
  }

  return {
    async authenticate(headers) {
      const key = keyOf(headers);
      if (!key)
        throw new AppError('unauthorized', {
          detail: 'Send it in the header x-zoom-s2t-key or Authorization: Bearer.',
        });
      if (key.length > MAX_KEY_LENGTH) throw new AppError('invalid_token');
      const now = ctx.now().getTime();
      const token = await find(key, now);
      if (!token || token.revoked_at) throw new AppError('invalid_token');
      if (token.expires_at && token.expires_at.getTime() <= now) throw new AppError('token_expired');
      if (!token.is_owner_active) {
        throw new AppError('account_inactive', {
          detail: 'Who made this key is deactivated; others can make a new one.',
        });
      }
      if (token.is_suspended) throw new AppError('organization_suspended');
      noteUse(token, now);
      return { token_id: token.id, organization_id: token.organization_id, type: token.type };
    },
  };
}

function keyOf(headers: IncomingHttpHeaders): string | undefined {
  const own = headers['x-zoom-s2t-key'];
  if (typeof own === 'string' && own.trim() !== '') return own.trim();
  return /^Bearer +(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1];
}
