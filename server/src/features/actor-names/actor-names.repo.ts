import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';

/** Names of people and keys of an organisation, by one query. Who is gone is missing. */
export async function listActorNames(
  db: Db,
  organizationId: number,
  { users, tokens }: { users: number[]; tokens: number[] },
): Promise<{ actor: string; name: string }[]> {
  const { rows } = await sql<{ actor: string; name: string }>`
    select 'user:' || id as actor, coalesce(nullif(trim(concat_ws(' ', first_name, last_name)), ''), email) as name
    from users where organization_id = ${organizationId} and id = any(${users}::int[]) and deleted_at is null
    union all
    select 'key:' || id, name
    from tokens where organization_id = ${organizationId} and id = any(${tokens}::int[])`.execute(db);
  return rows;
}
