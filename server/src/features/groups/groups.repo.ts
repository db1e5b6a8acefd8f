import type { Insertable, Updateable } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import { containing } from '../../platform/postgres/containing.ts';
import type { Database } from '../../platform/tables.ts';

/** Groups, each with the number of people in it: one query for all of them. */
const groups = (db: Db, organizationId: number) =>
  db
    .selectFrom('groups')
    .select((select) => [
      'groups.id',
      'groups.organization_id',
      'groups.name',
      'groups.description',
      'groups.created_at',
      'groups.last_modified',
      select
        .selectFrom('group_members')
        .innerJoin('users', 'users.id', 'group_members.user_id')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('group_members.group_id', '=', 'groups.id')
        .where('users.deleted_at', 'is', null)
        .$asScalar()
        .$notNull()
        .as('user_count'),
    ])
    .where('groups.organization_id', '=', organizationId);

export type GroupRow = NonNullable<Awaited<ReturnType<typeof findGroup>>>;

export function findGroup(db: Db, organizationId: number, id: number) {
  return groups(db, organizationId).where('groups.id', '=', id).executeTakeFirst();
}

/** @returns undefined when the organisation has a group of this name */
export function insertGroup(db: Db, group: Insertable<Database['groups']>): Promise<{ id: number } | undefined> {
  return db
    .insertInto('groups')
    .values(group)
    .onConflict((conflict) => conflict.columns(['organization_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst();
}

/** Changes a group unless another one has the name. */
export async function updateGroupRow(
  db: Db,
  organizationId: number,
  id: number,
  changes: Updateable<Database['groups']>,
): Promise<void> {
  await db
    .updateTable('groups')
    .set(changes)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

export async function isNameTaken(db: Db, organizationId: number, name: string, but: number): Promise<boolean> {
  const row = await db
    .selectFrom('groups')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('name', '=', name)
    .where('id', '<>', but)
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteGroupRow(
  db: Db,
  organizationId: number,
  id: number,
): Promise<{ name: string } | undefined> {
  return db
    .deleteFrom('groups')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returning('name')
    .executeTakeFirst();
}

interface GroupOrder {
  sort: 'created_at' | 'last_modified' | 'name';
  direction: 'asc' | 'desc';
  offset: number;
  limit: number;
}

export function listGroupRows(db: Db, organizationId: number, q: string | undefined, order: GroupOrder) {
  return groups(db, organizationId)
    .$if(Boolean(q), (query) =>
      query.where((where) =>
        where.or([
          where('groups.name', 'ilike', containing(q as string)),
          where('groups.description', 'ilike', containing(q as string)),
        ]),
      ),
    )
    .orderBy(`groups.${order.sort}`, order.direction)
    .orderBy('groups.id', order.direction)
    .offset(order.offset)
    .limit(order.limit)
    .execute();
}

export async function countGroups(db: Db, organizationId: number, q: string | undefined): Promise<number> {
  const row = await db
    .selectFrom('groups')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('organization_id', '=', organizationId)
    .$if(Boolean(q), (query) =>
      query.where((where) =>
        where.or([
          where('name', 'ilike', containing(q as string)),
          where('description', 'ilike', containing(q as string)),
        ]),
      ),
    )
    .executeTakeFirstOrThrow();
  return row.total;
}

/** Which of some groups the organisation has, held until the transaction ends. */
export async function lockGroups(db: Db, organizationId: number, ids: number[]): Promise<Set<number>> {
  const rows = await db
    .selectFrom('groups')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', (any) => any.fn.any(any.val(ids)))
    .orderBy('id')
    .forKeyShare()
    .execute();
  return new Set(rows.map(({ id }) => id));
}
