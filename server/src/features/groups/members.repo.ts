import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import { containing } from '../../platform/postgres/containing.ts';

const members = (db: Db, organizationId: number, groupId: number, q: string | undefined) =>
  db
    .selectFrom('group_members')
    .innerJoin('users', 'users.id', 'group_members.user_id')
    .where('group_members.organization_id', '=', organizationId)
    .where('users.organization_id', '=', organizationId)
    .where('group_members.group_id', '=', groupId)
    .where('users.deleted_at', 'is', null)
    .$if(Boolean(q), (query) =>
      query.where((where) =>
        where.or([
          where('users.email', 'ilike', containing(q as string)),
          where(sql`concat_ws(' ', users.first_name, users.last_name)`, 'ilike', containing(q as string)),
        ]),
      ),
    );

interface MemberOrder {
  sort: 'created_at' | 'email' | 'first_name' | 'last_name';
  direction: 'asc' | 'desc';
  offset: number;
  limit: number;
}

export function listMemberRows(
  db: Db,
  organizationId: number,
  groupId: number,
  q: string | undefined,
  order: MemberOrder,
) {
  return members(db, organizationId, groupId, q)
    .select(['users.id', 'users.email', 'users.first_name', 'users.last_name', 'users.is_active'])
    .orderBy(`users.${order.sort}`, (by) => by[order.direction]().nullsLast())
    .orderBy('users.id', order.direction)
    .offset(order.offset)
    .limit(order.limit)
    .execute();
}

export async function countMembers(
  db: Db,
  organizationId: number,
  groupId: number,
  q: string | undefined,
): Promise<number> {
  const row = await members(db, organizationId, groupId, q)
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return row.total;
}

/** Which of some people the organisation has, held until the transaction ends. */
export async function lockPeople(db: Db, organizationId: number, ids: number[]): Promise<Set<number>> {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', (any) => any.fn.any(any.val(ids)))
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .forKeyShare()
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Puts each of some people into each of some groups; who is in already, stays in. */
export async function insertMembers(
  db: Db,
  organizationId: number,
  groupIds: number[],
  userIds: number[],
): Promise<void> {
  const rows = groupIds.flatMap((group_id) =>
    userIds.map((user_id) => ({ group_id, user_id, organization_id: organizationId })),
  );
  if (rows.length === 0) return;
  await db
    .insertInto('group_members')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['group_id', 'user_id']).doNothing())
    .execute();
}

export async function deleteMembers(db: Db, organizationId: number, groupId: number, userIds: number[]): Promise<void> {
  await db
    .deleteFrom('group_members')
    .where('organization_id', '=', organizationId)
    .where('group_id', '=', groupId)
    .where('user_id', '=', (any) => any.fn.any(any.val(userIds)))
    .execute();
}

/** The groups of some people, by name: one query for a whole list of them. */
export async function listGroupsOf(
  db: Db,
  organizationId: number,
  userIds: number[],
): Promise<Map<number, { id: number; name: string }[]>> {
  const rows = await db
    .selectFrom('group_members')
    .innerJoin('groups', 'groups.id', 'group_members.group_id')
    .select(['group_members.user_id', 'groups.id', 'groups.name'])
    .where('groups.organization_id', '=', organizationId)
    .where('group_members.user_id', '=', (any) => any.fn.any(any.val(userIds)))
    .orderBy('groups.name')
    .execute();
  return Map.groupBy(rows, ({ user_id }) => user_id) as Map<number, { id: number; name: string }[]>;
}
