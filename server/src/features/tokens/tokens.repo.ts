import { sql } from 'kysely';
import { type Db, prepared } from '../../platform/postgres/connect.ts';
import type { TokenType } from '../../platform/tables.ts';

export interface TokenRow {
  id: number;
  organization_id: number;
  type: TokenType;
  expires_at: Date | null;
  revoked_at: Date | null;
  /** Whether who made it may still do something. */
  is_owner_active: boolean;
  is_suspended: boolean;
}

/** The one query without an organisation: it is how the organisation of a request becomes known. */
export function findTokenByHash(db: Db, keyHash: Buffer): Promise<TokenRow | undefined> {
  return db
    .selectFrom('tokens')
    .innerJoin('organizations', 'organizations.id', 'tokens.organization_id')
    .leftJoin('users', 'users.id', 'tokens.user_id')
    .select([
      'tokens.id',
      'tokens.organization_id',
      'tokens.type',
      'tokens.expires_at',
      'tokens.revoked_at',
      sql<boolean>`coalesce(users.is_active, true)`.as('is_owner_active'),
      sql<boolean>`organizations.suspended_at is not null or organizations.deleted_at is not null`.as('is_suspended'),
    ])
    .where('key_hash', '=', keyHash)
    .modifyEnd(prepared)
    .executeTakeFirst();
}

/** Which of some keys, of any organisations, still work. */
export async function listWorkingTokenIds(
  db: Db,
  keys: { organization_id: number; token_id: number }[],
  at: Date,
): Promise<number[]> {
  const organizations = keys.map(({ organization_id }) => organization_id);
  const tokens = keys.map(({ token_id }) => token_id);
  const rows = await db
    .selectFrom('tokens')
    .innerJoin('organizations', 'organizations.id', 'tokens.organization_id')
    .leftJoin('users', 'users.id', 'tokens.user_id')
    .select('tokens.id')
    .where(
      sql<boolean>`(tokens.organization_id, tokens.id) in (select * from unnest(${organizations}::integer[], ${tokens}::integer[]))`,
    )
    .where('tokens.revoked_at', 'is', null)
    .where('organizations.suspended_at', 'is', null)
    .where('organizations.deleted_at', 'is', null)
    .where((where) => where.or([where('users.id', 'is', null), where('users.is_active', '=', true)]))
    .where((where) => where.or([where('tokens.expires_at', 'is', null), where('tokens.expires_at', '>', at)]))
    .execute();
  return rows.map(({ id }) => id);
}

export function insertToken(
  db: Db,
  token: {
    organization_id: number;
    name: string;
    type: TokenType;
    key_hash: Buffer;
    key_preview: string;
    expires_at: Date | null;
    user_id: number | null;
  },
) {
  return db
    .insertInto('tokens')
    .values(token)
    .returning(['id', 'name', 'type', 'key_preview', 'user_id', 'created_at', 'expires_at', 'last_used_at'])
    .executeTakeFirstOrThrow();
}

export async function updateTokenLastUsed(db: Db, organizationId: number, id: number, at: Date): Promise<void> {
  await db
    .updateTable('tokens')
    .set({ last_used_at: at })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** @returns whether there was such a token that still worked */
export async function updateTokenRevoked(db: Db, organizationId: number, id: number, at: Date): Promise<boolean> {
  const result = await db
    .updateTable('tokens')
    .set({ revoked_at: at })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('is_internal', '=', false)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export function listTokenRows(db: Db, organizationId: number, page: { offset: number; limit: number }) {
  return db
    .selectFrom('tokens')
    .select(['id', 'name', 'type', 'key_preview', 'user_id', 'created_at', 'expires_at', 'last_used_at'])
    .where('organization_id', '=', organizationId)
    .where('is_internal', '=', false)
    .where('revoked_at', 'is', null)
    .orderBy('id', 'desc')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
}

export async function countTokens(db: Db, organizationId: number): Promise<number> {
  const row = await db
    .selectFrom('tokens')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('organization_id', '=', organizationId)
    .where('is_internal', '=', false)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.total;
}
