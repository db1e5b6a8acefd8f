import type { Db } from '../../platform/postgres/connect.ts';

/** What a second factor is checked against, held until the transaction ends: of two with one code, one is too late. */
export function lockFactor(db: Db, organizationId: number, userId: number) {
  return db
    .selectFrom('users')
    .select(['id', 'organization_id', 'email', 'mfa_secret', 'mfa_enabled_at', 'mfa_step'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', userId)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateFactor(
  db: Db,
  organizationId: number,
  userId: number,
  factor: { mfa_secret?: Buffer | null; mfa_enabled_at?: Date | null; mfa_step?: number },
): Promise<void> {
  await db
    .updateTable('users')
    .set(factor)
    .where('organization_id', '=', organizationId)
    .where('id', '=', userId)
    .execute();
}

export async function replaceBackupCodes(
  db: Db,
  userId: number,
  { salt, hashes }: { salt: Buffer; hashes: Buffer[] },
): Promise<void> {
  await db.deleteFrom('backup_codes').where('user_id', '=', userId).execute();
  await db
    .insertInto('backup_codes')
    .values(hashes.map((code_hash) => ({ user_id: userId, salt, code_hash, used_at: null })))
    .execute();
}

/** Everybody's sealed secret, whatever their organisation: the server's key was changed. */
export function listSealedFactors(db: Db) {
  return db
    .selectFrom('users')
    .select(['id', 'organization_id', 'mfa_secret'])
    .where('mfa_secret', 'is not', null)
    .orderBy('id')
    .execute();
}

export async function deleteBackupCodes(db: Db, userId: number): Promise<void> {
  await db.deleteFrom('backup_codes').where('user_id', '=', userId).execute();
}

/** The salt of somebody's set; undefined without one. */
export async function findBackupSalt(db: Db, userId: number): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('backup_codes')
    .select('salt')
    .where('user_id', '=', userId)
    .limit(1)
    .executeTakeFirst();
  return row?.salt;
}

/** @returns whether there was such a code, unused */
export async function updateBackupCodeUsed(db: Db, userId: number, hash: Buffer, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('backup_codes')
    .set({ used_at: at })
    .where('user_id', '=', userId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
