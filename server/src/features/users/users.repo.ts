import { type Insertable, sql, type Updateable } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Database } from '../../platform/tables.ts';

/** Somebody, with what their organisation asks of them. */
export interface UserRow {
  id: number;
  organization_id: number;
  email: string;
  password_hash: string | null;
  first_name: string | null;
  last_name: string | null;
  roles: string[];
  newsletter: boolean;
  is_active: boolean;
  activated_at: Date | null;
  last_login: Date | null;
  mfa_secret: Buffer | null;
  mfa_enabled_at: Date | null;
  created_at: Date;
  require_mfa: boolean;
}

const COLUMNS = [
  'users.id',
  'users.organization_id',
  'users.email',
  'users.password_hash',
  'users.first_name',
  'users.last_name',
  'users.roles',
  'users.newsletter',
  'users.is_active',
  'users.activated_at',
  'users.last_login',
  'users.mfa_secret',
  'users.mfa_enabled_at',
  'users.created_at',
  'organizations.require_mfa',
] as const;

const users = (db: Db) =>
  db.selectFrom('users').innerJoin('organizations', 'organizations.id', 'users.organization_id').select(COLUMNS);

/** @returns undefined when somebody has this address already */
export function insertUser(db: Db, user: Insertable<Database['users']>) {
  return db
    .insertInto('users')
    .values(user)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning(['id', 'email'])
    .executeTakeFirst();
}

/** Without an organisation: signing in is how it becomes known. */
export function findUserByEmail(db: Db, email: string): Promise<UserRow | undefined> {
  return users(db)
    .where('users.email', '=', email)
    .where('users.deleted_at', 'is', null)
    .where('organizations.suspended_at', 'is', null)
    .where('organizations.deleted_at', 'is', null)
    .executeTakeFirst();
}

export function findUser(db: Db, organizationId: number, id: number): Promise<UserRow | undefined> {
  return users(db)
    .where('users.organization_id', '=', organizationId)
    .where('users.id', '=', id)
    .where('users.deleted_at', 'is', null)
    .executeTakeFirst();
}

export async function updateUser(
  db: Db,
  organizationId: number,
  id: number,
  changes: Updateable<Database['users']>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set(changes)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** @returns false when somebody else has the address */
export async function updateUserEmail(db: Db, organizationId: number, id: number, email: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set({ email, last_modified: sql`now()` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where((where) =>
      where.not(
        where.exists(where.selectFrom('users as others').select('others.id').where('others.email', '=', email)),
      ),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Notes that they signed in. */
export async function updateUserLogin(db: Db, organizationId: number, id: number, at: Date): Promise<void> {
  await updateUser(db, organizationId, id, { last_login: at });
}

/** Held until the transaction ends: of two who would go at once, one sees that the other did. */
export async function lockOrganization(db: Db, organizationId: number): Promise<void> {
  await db.selectFrom('organizations').select('id').where('id', '=', organizationId).forNoKeyUpdate().execute();
}

/** How many others run the organisation and can sign in: the last one must stay. */
export async function countOtherAdmins(db: Db, organizationId: number, but: number): Promise<number> {
  const row = await db
    .selectFrom('users')
    .select((select) => select.fn.countAll<number>().as('admins'))
    .where('organization_id', '=', organizationId)
    .where('id', '<>', but)
    .where('is_active', '=', true)
    .where('activated_at', 'is not', null)
    .where(sql<boolean>`'ORGADMIN' = any(roles)`)
    .executeTakeFirstOrThrow();
  return row.admins;
}
