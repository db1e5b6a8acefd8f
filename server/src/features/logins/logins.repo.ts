import { type Insertable, sql } from 'kysely';
import { type Db, prepared } from '../../platform/postgres/connect.ts';
import type { Database } from '../../platform/tables.ts';

/** A device somebody is signed in on, with what decides what they may do there. */
export interface LoginRow {
  id: string;
  user_id: number;
  organization_id: number;
  app_token_id: number;
  kind: 'token' | 'cookie';
  is_remembered: boolean;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  email: string;
  roles: string[];
  is_active: boolean;
  has_mfa: boolean;
  require_mfa: boolean;
  is_suspended: boolean;
}

export function insertLogin(db: Db, login: Insertable<Database['logins']>): Promise<{ id: string }> {
  return db.insertInto('logins').values(login).returning('id').executeTakeFirstOrThrow();
}

/** Without an organisation: it is how the organisation of a request becomes known. */
export function findLoginByHash(db: Db, tokenHash: Buffer): Promise<LoginRow | undefined> {
  return db
    .selectFrom('logins')
    .innerJoin('users', 'users.id', 'logins.user_id')
    .innerJoin('organizations', 'organizations.id', 'users.organization_id')
    .select((select) => [
      'logins.id',
      'logins.user_id',
      'users.organization_id',
      select.ref('organizations.app_token_id').$notNull().as('app_token_id'),
      'logins.kind',
      'logins.is_remembered',
      'logins.created_at',
      'logins.last_seen_at',
      'logins.expires_at',
      'users.email',
      'users.roles',
      'users.is_active',
      'organizations.require_mfa',
      // Who signed in at an identity provider proved there what it takes.
      sql<boolean>`users.mfa_enabled_at is not null or logins.is_external`.as('has_mfa'),
      sql<boolean>`organizations.suspended_at is not null or organizations.deleted_at is not null`.as('is_suspended'),
    ])
    .where('logins.token_hash', '=', tokenHash)
    .modifyEnd(prepared)
    .executeTakeFirst();
}

/** When its owner last proved who they are. */
export async function findLoginConfirmed(db: Db, userId: number, id: string): Promise<Date | undefined> {
  const row = await db
    .selectFrom('logins')
    .select('confirmed_at')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.confirmed_at;
}

export async function updateLoginConfirmed(db: Db, userId: number, id: string, at: Date): Promise<void> {
  await db.updateTable('logins').set({ confirmed_at: at }).where('user_id', '=', userId).where('id', '=', id).execute();
}

/** Ends the login that a token is of. */
export async function deleteLoginByHash(db: Db, tokenHash: Buffer): Promise<void> {
  await db.deleteFrom('logins').where('token_hash', '=', tokenHash).execute();
}

/** Which of some logins, of any organisations, still work. */
export async function listWorkingLoginIds(db: Db, ids: string[], at: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('logins')
    .innerJoin('users', 'users.id', 'logins.user_id')
    .innerJoin('organizations', 'organizations.id', 'users.organization_id')
    .select('logins.id')
    .where('logins.id', '=', (any) => any.fn.any(any.val(ids)))
    .where('logins.expires_at', '>', at)
    .where('users.is_active', '=', true)
    .where('organizations.suspended_at', 'is', null)
    .where('organizations.deleted_at', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

/** Notes that it was used, and puts off its end. */
export async function updateLoginSeen(db: Db, id: string, seen: { at: Date; expires_at: Date }): Promise<void> {
  await db
    .updateTable('logins')
    .set({ last_seen_at: seen.at, expires_at: seen.expires_at })
    .where('id', '=', id)
    .execute();
}

export function listLoginRows(db: Db, userId: number, at: Date, page: { offset: number; limit: number }) {
  return db
    .selectFrom('logins')
    .select(['id', 'kind', 'is_remembered', 'address', 'user_agent', 'created_at', 'last_seen_at', 'expires_at'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', at)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
}

export async function countLogins(db: Db, userId: number, at: Date): Promise<number> {
  const row = await db
    .selectFrom('logins')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('user_id', '=', userId)
    .where('expires_at', '>', at)
    .executeTakeFirstOrThrow();
  return row.total;
}

/** Ends the oldest when there are too many of somebody. */
export async function deleteLoginsBeyond(db: Db, userId: number, most: number): Promise<void> {
  await db
    .deleteFrom('logins')
    .where('id', 'in', (query) =>
      query
        .selectFrom('logins')
        .select('id')
        .where('user_id', '=', userId)
        .orderBy('last_seen_at', 'desc')
        .offset(most)
        .limit(100),
    )
    .execute();
}

/** @returns whether there was such a login of theirs */
export async function deleteLogin(db: Db, userId: number, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('logins')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Signs somebody out everywhere, but for one place perhaps. */
export async function deleteLoginsOfUser(db: Db, userId: number, but?: string): Promise<void> {
  await db
    .deleteFrom('logins')
    .where('user_id', '=', userId)
    .$if(but !== undefined, (query) => query.where('id', '<>', but as string))
    .execute();
}

/** Whether they were signed in from there before: no stranger's failures keep them out there. */
export async function hasSignedInFrom(db: Db, userId: number, address: string, since: Date): Promise<boolean> {
  const row = await db
    .selectFrom('logins')
    .select('id')
    .where('user_id', '=', userId)
    .where('address', '=', address)
    .where('created_at', '>', since)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteExpiredLogins(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('logins').where('expires_at', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}
