import { type Insertable, type Selectable, sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Database } from '../../platform/tables.ts';

/** All but the hashes. */
const COLUMNS = [
  'id',
  'name',
  'permission',
  'created_by',
  'created_at',
  'expires_at',
  'last_used_at',
  'use_count',
] as const;
const hasPassword = sql<boolean>`password_hash is not null`.as('has_password');

export type ShareRow = Pick<Selectable<Database['shares']>, (typeof COLUMNS)[number]> & { has_password: boolean };

export function insertShare(db: Db, share: Insertable<Database['shares']>): Promise<ShareRow> {
  return db
    .insertInto('shares')
    .values(share)
    .returning([...COLUMNS, hasPassword])
    .executeTakeFirstOrThrow();
}

/** Those of a document that were not revoked, the newest first. */
export function listShareRows(
  db: Db,
  organizationId: number,
  document: number,
  { offset, limit }: { offset: number; limit: number },
): Promise<ShareRow[]> {
  return db
    .selectFrom('shares')
    .select([...COLUMNS, hasPassword])
    .where('organization_id', '=', organizationId)
    .where('document', '=', document)
    .where('revoked_at', 'is', null)
    .orderBy('id', 'desc')
    .offset(offset)
    .limit(limit)
    .execute();
}

/** @param livingAt only those that have not expired then */
export async function countShares(db: Db, organizationId: number, document: number, livingAt?: Date): Promise<number> {
  let query = db
    .selectFrom('shares')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('organization_id', '=', organizationId)
    .where('document', '=', document)
    .where('revoked_at', 'is', null);
  if (livingAt) {
    query = query.where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', livingAt)]));
  }
  return (await query.executeTakeFirstOrThrow()).total;
}

/** @returns whether there was such a link of the document */
export async function revokeShareRow(
  db: Db,
  organizationId: number,
  document: number,
  id: number,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('shares')
    .set({ revoked_at: at })
    .where('organization_id', '=', organizationId)
    .where('document', '=', document)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Maintenance over all organisations: links that ended before a time. @returns how many */
export async function deleteEndedShares(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('shares')
    .where((where) => where.or([where('expires_at', '<', before), where('revoked_at', '<', before)]))
    .executeTakeFirst();
  return Number(numDeletedRows);
}
