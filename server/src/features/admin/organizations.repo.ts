import { type ExpressionBuilder, sql, type Updateable } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Database } from '../../platform/tables.ts';
import type { ListOrganizationsQuery } from './organizations.schema.ts';

/* All organisations of the installation: only those who run it get here. */

const COLUMNS = ['id', 'name', 'rate_profile', 'created_at', 'suspended_at', 'deleted_at', 'erased_at'] as const;

type Filter = Pick<ListOrganizationsQuery, 'q' | 'status'>;

const matching =
  ({ q, status }: Filter) =>
  (where: ExpressionBuilder<Database, 'organizations'>) => {
    const all = [where('deleted_at', status === 'deleted' ? 'is not' : 'is', null)];
    if (status === 'active') all.push(where('suspended_at', 'is', null));
    if (status === 'suspended') all.push(where('suspended_at', 'is not', null));
    if (q) all.push(where('name', 'ilike', `%${q.replace(/[\\%_]/g, '\\$&')}%`));
    return where.and(all);
  };

export function listOrganizationRows(
  db: Db,
  filter: Filter,
  order: { sort: 'name' | 'created_at' | 'id'; direction: 'asc' | 'desc'; offset: number; limit: number },
) {
  return db
    .selectFrom('organizations')
    .select(COLUMNS)
    .where(matching(filter))
    .orderBy(order.sort === 'name' ? sql`lower(name)` : order.sort, order.direction)
    .orderBy('id', order.direction)
    .offset(order.offset)
    .limit(order.limit)
    .execute();
}
export type OrganizationRow = Awaited<ReturnType<typeof listOrganizationRows>>[number];

export async function countOrganizations(db: Db, filter: Filter): Promise<number> {
  const row = await db
    .selectFrom('organizations')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where(matching(filter))
    .executeTakeFirstOrThrow();
  return row.total;
}

export function findOrganization(db: Db, id: number): Promise<OrganizationRow | undefined> {
  return db.selectFrom('organizations').select(COLUMNS).where('id', '=', id).executeTakeFirst();
}

/** One that is not deleted. @returns whether there was one */
export async function updateOrganization(
  db: Db,
  id: number,
  changes: Updateable<Database['organizations']>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('organizations')
    .set(changes)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** For a page of organisations: how many people, in one query for all. */
export function countPeople(db: Db, ids: number[]) {
  return db
    .selectFrom('users')
    .select((select) => ['organization_id', select.fn.countAll<number>().as('people')])
    .where('organization_id', 'in', ids)
    .where('deleted_at', 'is', null)
    .groupBy('organization_id')
    .execute();
}

/** The same for sessions and the hours of audio in them. */
export function countUse(db: Db, ids: number[]) {
  return db
    .selectFrom('sessions')
    .select((select) => [
      'organization_id',
      select.fn.countAll<number>().as('sessions'),
      sql<number>`coalesce(sum(duration) filter (where status = 'completed' and session_mode <> 'upload'), 0)`.as(
        'seconds',
      ),
    ])
    .where('organization_id', 'in', ids)
    .groupBy('organization_id')
    .execute();
}
