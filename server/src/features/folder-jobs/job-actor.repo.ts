import { sql } from 'kysely';
import type { Actor } from '../../context.ts';
import type { Db } from '../../platform/postgres/connect.ts';

interface Caller {
  organization_id: number;
  token_id: number;
  user_id: number | null;
}

/**
 * Who asked for a job, as they are now: with the roles they have by now.
 *
 * @returns undefined for somebody who is gone or deactivated, a key that has ended, and a closed organisation
 */
export async function findActor(
  db: Db,
  { organization_id, token_id, user_id }: Caller,
  at: Date,
): Promise<Actor | undefined> {
  const isOpen = sql<boolean>`exists (
    select from organizations where id = ${organization_id} and suspended_at is null and deleted_at is null)`;
  if (user_id !== null) {
    const user = await db
      .selectFrom('users')
      .select('roles')
      .where('organization_id', '=', organization_id)
      .where('id', '=', user_id)
      .where('is_active', '=', true)
      .where('deleted_at', 'is', null)
      .where(isOpen)
      .executeTakeFirst();
    return user && { type: 'user', token_id, organization_id, user_id, roles: user.roles };
  }
  const token = await db
    .selectFrom('tokens')
    .leftJoin('users', 'users.id', 'tokens.user_id')
    .select('tokens.type')
    .where('tokens.organization_id', '=', organization_id)
    .where('tokens.id', '=', token_id)
    .where('tokens.revoked_at', 'is', null)
    .where((where) => where.or([where('tokens.expires_at', 'is', null), where('tokens.expires_at', '>', at)]))
    .where((where) => where.or([where('users.id', 'is', null), where('users.is_active', '=', true)]))
    .where(isOpen)
    .executeTakeFirst();
  return token && { type: token.type, token_id, organization_id };
}
