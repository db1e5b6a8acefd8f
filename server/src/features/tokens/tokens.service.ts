import { createHash, randomBytes } from 'node:crypto';
import { type Ctx, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne, many, page } from '../../platform/http/envelope.ts';
import type { TokenType } from '../../platform/tables.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { requirePerson } from '../logins/index.ts';
import { countTokens, insertToken, listTokenRows, listWorkingTokenIds, updateTokenRevoked } from './tokens.repo.ts';
import type { CreateTokenBody, ListTokensQuery } from './tokens.schema.ts';

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
  /** Who makes it: it works as long as they may. */
  user_id?: number;
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
    user_id: input.user_id ?? null,
  });
  return { ...row, key };
}

/** A key for the organisation of whoever asks. */
export async function createOwnToken(ctx: RequestCtx, body: CreateTokenBody, device: Device) {
  const expires_at = expiryOf(ctx, body);
  if (expires_at && expires_at <= ctx.now()) {
    throw new AppError('invalid_parameter', {
      detail: 'expires_at has passed already.',
      details: { field: 'expires_at', issue: 'is in the past' },
    });
  }
  const { organization_id, user_id } = requirePerson(ctx);
  const { name, type } = body;
  const token = await inTransaction(ctx, async (ctx) => {
    const made = await createToken(ctx, { organization_id, name, type, expires_at, user_id });
    await noteEvent(ctx, {
      ...{ organization_id, actor: `user:${user_id}`, action: 'token.created', target: `token:${made.id}`, device },
      details: { name, type, expires_at },
    });
    return made;
  });
  return dualOne(token);
}

function expiryOf(ctx: Ctx, body: CreateTokenBody): Date | null {
  if (body.expires_at) return new Date(body.expires_at);
  if (!body.expires_in_years) return null;
  const expiry = ctx.now();
  expiry.setUTCFullYear(expiry.getUTCFullYear() + body.expires_in_years);
  return expiry;
}

export async function listTokens(ctx: RequestCtx, query: ListTokensQuery) {
  const { organization_id } = ctx.actor;
  const [rows, total] = await Promise.all([
    listTokenRows(ctx.db, organization_id, page(query)),
    countTokens(ctx.db, organization_id),
  ]);
  return many(rows, total);
}

/** Ends a key for good, in every process at once. */
export async function deleteToken(ctx: RequestCtx, id: number, device: Device): Promise<void> {
  const { organization_id, user_id } = requirePerson(ctx);
  await inTransaction(ctx, async (ctx) => {
    const found = await updateTokenRevoked(ctx.db, organization_id, id, ctx.now());
    if (!found) throw new AppError('token_not_found');
    const [actor, target] = [`user:${user_id}`, `token:${id}`];
    await noteEvent(ctx, { organization_id, actor, action: 'token.revoked', target, device });
    await ctx.events.publish({ type: 'token.revoked', id: String(id), organization_id });
  });
}

/** Which of some keys still work: neither revoked nor run out. For connections that stay open longer than one request. */
export async function findWorkingTokens(
  ctx: Ctx,
  keys: { organization_id: number; token_id: number }[],
): Promise<Set<number>> {
  return keys.length === 0 ? new Set() : new Set(await listWorkingTokenIds(ctx.db, keys, ctx.now()));
}
