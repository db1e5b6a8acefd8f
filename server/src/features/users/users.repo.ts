import type { Db } from '../../platform/postgres/connect.ts';

export function insertUser(
  db: Db,
  user: { organization_id: number; email: string; password_hash: string; roles: string[] },
) {
  return db.insertInto('users').values(user).returning(['id', 'email']).executeTakeFirstOrThrow();
}
