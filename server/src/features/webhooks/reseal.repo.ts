import type { Db } from '../../platform/postgres/connect.ts';

/*
 * The lists are of all organisations: the key of the server that seals them was changed.
 */

export function listSealedSecrets(db: Db) {
  return db.selectFrom('webhook_secrets').select(['id', 'organization_id', 'secret']).orderBy('id').execute();
}

export async function updateSealedSecret(db: Db, organizationId: number, id: number, secret: Buffer): Promise<void> {
  await db
    .updateTable('webhook_secrets')
    .set({ secret })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

export function listAllWebhooks(db: Db) {
  return db.selectFrom('webhooks').select(['id', 'organization_id', 'headers']).orderBy('id').execute();
}

export async function updateWebhookHeaders(
  db: Db,
  organizationId: number,
  id: number,
  headers: string[],
): Promise<void> {
  await db
    .updateTable('webhooks')
    .set({ headers })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}
