import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import { containing } from '../../platform/postgres/containing.ts';
import type { ListUsersQuery } from './people.schema.ts';

export type PersonFilter = Pick<ListUsersQuery, 'q' | 'status' | 'role'>;

/** Everybody of an organisation whom a filter lets through. */
const people = (db: Db, organizationId: number, { q, status, role }: PersonFilter) =>
  db
    .selectFrom('users')
    .where('organization_id', '=', organizationId)
    .where('deleted_at', 'is', null)
    .$if(Boolean(q), (query) =>
      query.where((where) =>
        where.or([
          where('email', 'ilike', containing(q as string)),
          where(sql`concat_ws(' ', first_name, last_name)`, 'ilike', containing(q as string)),
        ]),
      ),
    )
    .$if(status !== undefined, (query) => query.where('is_active', '=', status !== 'inactive'))
    .$if(status === 'active', (query) => query.where('activated_at', 'is not', null))
    .$if(status === 'invited', (query) => query.where('activated_at', 'is', null))
    .$if(role !== undefined, (query) => query.where(sql<boolean>`${role} = any(roles)`));

const COLUMNS = [
  'id',
  'email',
  'first_name',
  'last_name',
  'roles',
  'is_active',
  'activated_at',
  'mfa_enabled_at',
  'organization_id',
  'last_login',
  'created_at',
] as const;

export type PersonRow = Awaited<ReturnType<typeof listPeopleRows>>[number];

interface PersonOrder {
  sort: NonNullable<ListUsersQuery['sort']>;
  direction: 'asc' | 'desc';
  offset: number;
  limit: number;
}

/** Who has no name, or was never there, comes last in either direction. */
export function listPeopleRows(db: Db, organizationId: number, filter: PersonFilter, order: PersonOrder) {
  return people(db, organizationId, filter)
    .select(COLUMNS)
    .orderBy(order.sort, (by) =>
      order.sort === 'created_at' ? by[order.direction]() : by[order.direction]().nullsLast(),
    )
    .orderBy('id', order.direction)
    .offset(order.offset)
    .limit(order.limit)
    .execute();
}

export async function countPeopleRows(db: Db, organizationId: number, filter: PersonFilter): Promise<number> {
  const row = await people(db, organizationId, filter)
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return row.total;
}

export function findPerson(db: Db, organizationId: number, id: number): Promise<PersonRow | undefined> {
  return people(db, organizationId, {}).select(COLUMNS).where('id', '=', id).executeTakeFirst();
}
