import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';

/** The names under which a person may have been given rights: their own, and those of their groups. */
const granteesOf = (userId: number): RawBuilder<string[]> => sql`
  array(select 'group:' || group_id from group_members where user_id = ${userId}) || ${`user:${userId}`}::text`;

/** Who asks: a person by number, or a key. */
export type Grantee = { user_id: number } | { token_id: number };
const names = (who: Grantee) =>
  'user_id' in who ? granteesOf(who.user_id) : sql`array[${`key:${who.token_id}`}]::text[]`;

/** What somebody was given, by private folder: a query with `folder_id` and `permission`. */
export const grantsOf = (organizationId: number, who: Grantee) => sql<{ folder_id: number; permission: number }>`
  select folder_id, max(permission) as permission from folder_grants
  where organization_id = ${organizationId} and grantee = any(${names(who)}) group by folder_id`;

/** What somebody may do in a folder. @returns undefined when the organisation has no such folder */
export async function findFolderLevel(
  db: Db,
  organizationId: number,
  folderId: number,
  who: Grantee | 'everything',
): Promise<number | undefined> {
  const level =
    who === 'everything'
      ? sql<number>`2`
      : sql<number>`case when folders.access_root is null then 2 else coalesce((
          select max(permission) from folder_grants
          where folder_id = folders.access_root and organization_id = ${organizationId} and grantee = any(${names(who)})
        ), 0) end`;
  const row = await db
    .selectFrom('folders')
    .select(level.as('level'))
    .where('id', '=', folderId)
    .where('organization_id', '=', organizationId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row?.level;
}

/** The private folders of an organisation into which somebody cannot look, each without what inherits from it. */
export async function listHiddenRoots(db: Db, organizationId: number, who: Grantee): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from folders
    where organization_id = ${organizationId} and access_root = id and id not in (
      select folder_id from folder_grants
      where organization_id = ${organizationId} and grantee = any(${names(who)}))`.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * A condition on a column with folder ids: none, or one that does not lie below these. The folders are read once for a
 * statement and hashed, so that a row costs the same however many they are.
 */
export const outsideOf = (column: string, organizationId: number, hiddenRoots: readonly number[]) => sql<boolean>`(
  ${sql.ref(column)} is null or ${sql.ref(column)} not in (
    select id from folders where organization_id = ${organizationId} and access_root = any(${hiddenRoots}::int[])))`;

/** A condition on a column with folder ids: none, or one whose contents are not being deleted. */
export const outsideOfDeleted = (column: string, organizationId: number) => sql<boolean>`(
  ${sql.ref(column)} is null or ${sql.ref(column)} not in (
    select id from folders where organization_id = ${organizationId} and deleted_at is not null))`;

/** The same for a single row, looked up by that folder. */
export const notInDeletedFolder = (column: string) => sql<boolean>`not exists (
  select from folders where folders.id = ${sql.ref(column)} and folders.deleted_at is not null)`;

/**
 * Changes of folders and of their rights take turns within an organisation, until the end of the transaction: two moves that
 * would make a circle together, two that work out rights from what the other one is changing. Taken before any other lock
 * on folders or groups.
 */
export async function lockFolders(db: Db, organizationId: number): Promise<void> {
  // The organisation first, as those who delete it or its people do.
  await sql`select from organizations where id = ${organizationId} for key share`.execute(db);
  await sql`select pg_advisory_xact_lock(hashtextextended('folders', ${organizationId}))`.execute(db);
}

/** Moves of sessions go beside each other, but not beside changes of the folders they move between. */
export async function lockFoldersShared(db: Db, organizationId: number): Promise<void> {
  await sql`select from organizations where id = ${organizationId} for key share`.execute(db);
  await sql`select pg_advisory_xact_lock_shared(hashtextextended('folders', ${organizationId}))`.execute(db);
}

/** Takes every right to folders from a group or somebody who is about to go. Nobody else's rights change by that. */
export async function forgetGrantee(db: Db, organizationId: number, grantee: string): Promise<void> {
  await lockFolders(db, organizationId);
  await db
    .deleteFrom('folder_grants')
    .where('organization_id', '=', organizationId)
    .where('grantee', '=', grantee)
    .execute();
  await db
    .updateTable('folders')
    .set({ created_by: null })
    .where('organization_id', '=', organizationId)
    .where('created_by', '=', grantee)
    .execute();
}

/** Which of some people may look into which of some folders; those who may look into all are not asked for. */
export async function listReaders(
  db: Db,
  userIds: number[],
  folderIds: number[],
): Promise<{ user_id: number; folder_id: number }[]> {
  const { rows } = await sql<{ user_id: number; folder_id: number }>`
    select users.id as user_id, folders.id as folder_id
    from folders join users on users.organization_id = folders.organization_id
    where folders.id = any(${folderIds}::int[]) and users.id = any(${userIds}::int[]) and folders.deleted_at is null
      and (folders.access_root is null or exists (
        select from folder_grants
        where folder_id = folders.access_root and (
          grantee = 'user:' || users.id
          or grantee in (select 'group:' || group_id from group_members where user_id = users.id))))`.execute(db);
  return rows;
}
