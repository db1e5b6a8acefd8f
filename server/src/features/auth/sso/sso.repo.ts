import type { Db } from '../../../platform/postgres/connect.ts';

/*
 * Without an organisation where it is how the organisation becomes known.
 */

/** Whose account at a provider it is, and whether they may come in. */
export function findIdentity(db: Db, issuer: string, subject: string) {
  return db
    .selectFrom('user_identities')
    .innerJoin('users', 'users.id', 'user_identities.user_id')
    .innerJoin('organizations', 'organizations.id', 'users.organization_id')
    .select([
      'users.id',
      'users.organization_id',
      'users.is_active',
      'users.deleted_at',
      'organizations.suspended_at',
      'organizations.deleted_at as organization_deleted_at',
    ])
    .where('user_identities.issuer', '=', issuer)
    .where('user_identities.subject', '=', subject)
    .executeTakeFirst();
}

/** @returns false when the account at the provider is linked already */
export async function insertIdentity(
  db: Db,
  identity: { issuer: string; subject: string; user_id: number; created_at: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('user_identities')
    .values(identity)
    .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The organisations that whoever has an address of the domain may join. A domain that several name is nobody's. */
export function listOrganizationsOfDomain(db: Db, domain: string) {
  return db
    .selectFrom('organizations')
    .select(['id', 'name', 'suspended_at'])
    .where((where) => where(where.val(domain), '=', where.fn.any('sso_domains')))
    .where('deleted_at', 'is', null)
    .limit(2)
    .execute();
}
