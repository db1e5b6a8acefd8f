import type { Insertable } from 'kysely';
import type { Db } from '../../../platform/postgres/connect.ts';
import type { Database } from '../../../platform/tables.ts';

export type LinkPurpose = Database['user_secrets']['purpose'];

export async function insertLink(db: Db, link: Insertable<Database['user_secrets']>): Promise<void> {
  await db.insertInto('user_secrets').values(link).execute();
}

export async function findLink(db: Db, secretHash: Buffer, purposes: LinkPurpose[], at: Date) {
  const row = await db
    .selectFrom('user_secrets')
    .select('purpose')
    .where('secret_hash', '=', secretHash)
    .where('purpose', 'in', purposes)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return row?.purpose;
}

/** What a link that somebody has not followed yet is about. */
export async function findLinkData(db: Db, userId: number, purpose: LinkPurpose, at: Date) {
  const row = await db
    .selectFrom('user_secrets')
    .select('data')
    .where('user_id', '=', userId)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return row?.data ?? undefined;
}

/** Takes a link away and says whose it was: of two who follow it, one gets something. */
export function takeLink(db: Db, secretHash: Buffer, purpose: LinkPurpose, at: Date) {
  return db
    .deleteFrom('user_secrets')
    .using('users')
    .whereRef('users.id', '=', 'user_secrets.user_id')
    .where('secret_hash', '=', secretHash)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', at)
    .returning(['users.id as user_id', 'user_secrets.data', 'users.organization_id'])
    .executeTakeFirst();
}

/** As {@link takeLink}, of somebody who has no account yet. */
export function takeRegistration(db: Db, secretHash: Buffer, at: Date) {
  return db
    .deleteFrom('user_secrets')
    .where('secret_hash', '=', secretHash)
    .where('purpose', '=', 'register')
    .where('expires_at', '>', at)
    .returning('data')
    .executeTakeFirst();
}

/** Earlier links for the same are good no more. */
export async function deleteLinks(db: Db, userId: number, purposes: readonly LinkPurpose[]): Promise<void> {
  await db
    .deleteFrom('user_secrets')
    .where('user_id', '=', userId)
    .where('purpose', 'in', [...purposes])
    .execute();
}

export async function deleteExpiredLinks(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('user_secrets').where('expires_at', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}
