import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import { containing } from '../../platform/postgres/containing.ts';
import type { Database } from '../../platform/tables.ts';

export type PreferenceRow = Selectable<Database['user_preferences']>;

/** Whose they are. Nobody else sees them, not in the same organisation either. */
export interface Owner {
  organization_id: number;
  user_id: number;
}

const ofOwner = (db: Db, { organization_id, user_id }: Owner) =>
  db.selectFrom('user_preferences').where('organization_id', '=', organization_id).where('user_id', '=', user_id);

/** Holds somebody until the transaction ends, so that their preferences are counted and added to one after another. */
export async function lockOwner(db: Db, { organization_id, user_id }: Owner): Promise<void> {
  await db
    .selectFrom('users')
    .select('id')
    .where('organization_id', '=', organization_id)
    .where('id', '=', user_id)
    .forNoKeyUpdate()
    .execute();
}

/** @returns undefined when they have one with this key already */
export function insertPreference(
  db: Db,
  preference: Insertable<Database['user_preferences']>,
): Promise<PreferenceRow | undefined> {
  return db
    .insertInto('user_preferences')
    .values(preference)
    .onConflict((conflict) => conflict.columns(['user_id', 'key']).doNothing())
    .returningAll()
    .executeTakeFirst();
}

export function findPreference(db: Db, owner: Owner, id: number): Promise<PreferenceRow | undefined> {
  return ofOwner(db, owner).selectAll().where('id', '=', id).executeTakeFirst();
}

export async function hasPreference(db: Db, owner: Owner, key: string): Promise<boolean> {
  return (await ofOwner(db, owner).select('id').where('key', '=', key).executeTakeFirst()) !== undefined;
}

interface PreferenceOrder {
  sort: 'key' | 'created_at' | 'last_modified';
  direction: 'asc' | 'desc';
  offset: number;
  limit: number;
}

export function listPreferenceRows(db: Db, owner: Owner, q: string, order: PreferenceOrder): Promise<PreferenceRow[]> {
  return ofOwner(db, owner)
    .selectAll()
    .where('key', 'ilike', containing(q))
    .orderBy(order.sort, order.direction)
    .orderBy('id', order.direction)
    .offset(order.offset)
    .limit(order.limit)
    .execute();
}

export async function countPreferences(db: Db, owner: Owner, q: string): Promise<number> {
  const row = await ofOwner(db, owner)
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('key', 'ilike', containing(q))
    .executeTakeFirstOrThrow();
  return row.total;
}

export function updatePreferenceRow(
  db: Db,
  owner: Owner,
  id: number,
  changes: Updateable<Database['user_preferences']>,
): Promise<PreferenceRow | undefined> {
  return db
    .updateTable('user_preferences')
    .set(changes)
    .where('organization_id', '=', owner.organization_id)
    .where('user_id', '=', owner.user_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

/** @returns whether there was one */
export async function deletePreferenceRow(db: Db, owner: Owner, id: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('user_preferences')
    .where('organization_id', '=', owner.organization_id)
    .where('user_id', '=', owner.user_id)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
