import { createHash, randomBytes } from 'node:crypto';
import { type Ctx, inTransaction } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import type { TokenType } from '../../platform/tables.ts';
import { insertToken, updateTokenRevoked } from './tokens.repo.ts';

/**
 * Keys look like `parlance_batch_…`: the prefix lets people and secret scanners recognise one, the rest is 256 random
 * bits. That much randomness needs no slow hash, so SHA-256 keeps it.
 */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

export interface NewToken {
  organization_id: number;
  name: string;
  type: TokenType;
  expires_at?: Date | null;
}

/** Makes a key. The returned `key` is shown to its owner this once; only its hash is kept. */
export async function createToken(ctx: Ctx, input: NewToken) {
  const key = `parlance_${input.type}_${randomBytes(32).toString('base64url')}`;
  const row = await insertToken(ctx.db, {
    organization_id: input.organization_id,
    name: input.name,
    type: input.type,
    key_hash: hashKey(key),
    key_preview: `${key.slice(0, `parlance_${input.type}_`.length + 4)}…${key.slice(-4)}`,
    expires_at: input.expires_at ?? null,
  });
  return { ...row, key };
}

/** Ends a key for good, in every process at once. */
export async function revokeToken(ctx: Ctx, input: { organization_id: number; id: number }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const found = await updateTokenRevoked(ctx.db, input.organization_id, input.id, ctx.now());
    if (!found) throw new AppError('token_not_found');
    await ctx.events.publish({ type: 'token.revoked', id: String(input.id), organization_id: input.organization_id });
  });
}
