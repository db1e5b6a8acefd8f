import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';

/** Held until the transaction ends: whatever is being put into them has arrived, nothing more comes. */
export async function lockFolderRows(db: Db, organizationId: number, ids: readonly number[]): Promise<void> {
  await sql`
    select from folders where organization_id = ${organizationId} and id = any(${ids}::int[])
    order by id for update`.execute(db);
}

/** Moves everything that lies right in a folder: one statement a table. @returns the folders that moved */
export async function moveContents(db: Db, organizationId: number, id: number, to: number | null): Promise<number[]> {
  await db
    .updateTable('sessions')
    .set({ folder_id: to })
    .where('organization_id', '=', organizationId)
    .where('folder_id', '=', id)
    .execute();
  await db
    .updateTable('uploads')
    .set({ folder_id: to })
    .where('organization_id', '=', organizationId)
    .where('folder_id', '=', id)
    .execute();
  const moved = await db
    .updateTable('folders')
    .set({ parent_id: to })
    .where('organization_id', '=', organizationId)
    .where('parent_id', '=', id)
    .returning('id')
    .execute();
  return moved.map((row) => row.id);
}

/** From its commit on nobody sees these folders, nor what is in them. */
export async function markDeleted(db: Db, organizationId: number, ids: readonly number[], at: Date): Promise<void> {
  await sql`
    update folders set deleted_at = ${at}
    where organization_id = ${organizationId} and id = any(${ids}::int[]) and deleted_at is null`.execute(db);
}

/** Whether sessions lie in some folders that another key than this one made. */
export async function hasSessionsOfOthers(
  db: Db,
  organizationId: number,
  ids: readonly number[],
  tokenId: number,
): Promise<boolean> {
  const { rows } = await sql`
    select from sessions where organization_id = ${organizationId} and folder_id = any(${ids}::int[])
      and token_id <> ${tokenId} and deleted_at is null limit 1`.execute(db);
  return rows.length > 0;
}

/** A folder that is being deleted. Of any organisation: the number comes from our own job. */
export function findDeletedFolder(db: Db, id: number) {
  return db
    .selectFrom('folders')
    .select(['id', 'organization_id'])
    .where('id', '=', id)
    .where('deleted_at', 'is not', null)
    .executeTakeFirst();
}

/** Folders deleted before a time that do not lie in another one that is. Of all organisations. */
export async function listDeletedFolders(db: Db, before: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from folders where deleted_at < ${before} and not exists (
      select from folders as above where above.id = folders.parent_id and above.deleted_at is not null)
    order by id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Removes the rows of folders at once, if no session lies in them. Call it holding them. @returns whether none did */
export async function deleteEmptyFolders(db: Db, organizationId: number, ids: readonly number[]): Promise<boolean> {
  const { rows } = await sql`
    select from sessions where folder_id = any(${ids}::int[]) limit 1`.execute(db);
  if (rows.length > 0) return false;
  await sql`delete from folders where organization_id = ${organizationId} and id = any(${ids}::int[])`.execute(db);
  return true;
}
