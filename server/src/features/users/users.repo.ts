import type { Db } from '../../platform/postgres/connect.ts';

export function insertUser(
  db: Db,
  user: { organization_id: number; email: string; password_hash: string; roles: string[] },
) {
  return db.insertInto('users').values(user).returning(['id', 'email']).executeTakeFirstOrThrow();
}

/** Without an organisation: signing in is how it becomes known. */
export function findUserByEmail(db: Db, email: string) {
  return db
    .selectFrom('users')
    .select(['id', 'organization_id', 'password_hash', 'roles', 'is_active'])
    .where('email', '=', email)
    .executeTakeFirst();
}
