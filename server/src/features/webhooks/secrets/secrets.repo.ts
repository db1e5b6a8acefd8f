import type { Selectable } from 'kysely';
import type { Db } from '../../../platform/postgres/connect.ts';
import type { Database } from '../../../platform/tables.ts';

export type SecretRow = Selectable<Database['webhook_secrets']>;

/** Those that sign now, the newest first. */
export function listValidSecrets(db: Db, organizationId: number, now: Date): Promise<SecretRow[]> {
  return db
    .selectFrom('webhook_secrets')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .orderBy('id', 'desc')
    .execute();
}

/** Undefined when the organisation has a current one already. */
export function insertSecret(
  db: Db,
  secret: { organization_id: number; secret: Buffer; preview: string; created_at: Date },
): Promise<SecretRow | undefined> {
  return db
    .insertInto('webhook_secrets')
    .values({ ...secret, expires_at: null })
    .onConflict((conflict) => conflict.column('organization_id').where('expires_at', 'is', null).doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** Gives the current one its end; older ones that were still signing end at once. */
export async function updateSecretsRotated(db: Db, organizationId: number, expiresAt: Date): Promise<void> {
  await db
    .deleteFrom('webhook_secrets')
    .where('organization_id', '=', organizationId)
    .where('expires_at', 'is not', null)
    .execute();
  await db
    .updateTable('webhook_secrets')
    .set({ expires_at: expiresAt })
    .where('organization_id', '=', organizationId)
    .where('expires_at', 'is', null)
    .execute();
}

export function findSecret(db: Db, organizationId: number, id: number): Promise<SecretRow | undefined> {
  return db
    .selectFrom('webhook_secrets')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function deleteSecret(db: Db, organizationId: number, id: number): Promise<void> {
  await db
    .deleteFrom('webhook_secrets')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('expires_at', 'is not', null)
    .execute();
}

/** Of all organisations: called by the clean-up, never for a request. */
export async function deleteExpiredSecrets(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('webhook_secrets').where('expires_at', '<=', now).execute();
}
