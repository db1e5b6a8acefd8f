import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import { notInDeletedFolder } from '../folder-access/index.ts';
import { foldersWithGiven, given, level, type Viewer } from './viewer.ts';

/** Sessions by their names, held until the transaction ends, in the order of their numbers. */
export function lockSessions(db: Db, organizationId: number, sessionIds: readonly string[]) {
  return db
    .selectFrom('sessions')
    .select(['id', 'session_id', 'token_id', 'folder_id'])
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`session_id = any(${sessionIds}::text[])`)
    .where('deleted_at', 'is', null)
    .where(notInDeletedFolder('sessions.folder_id'))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** The least of what the viewer may do in some folders; 2 for none. */
export async function findLeastLevel(db: Db, viewer: Viewer, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 2;
  const { rows } = await sql<{ least: number }>`
    with ${given(viewer)}
    select coalesce(min(${level(viewer)}), 0)::int as least from ${foldersWithGiven(viewer)}
    where folders.organization_id = ${viewer.organization_id} and folders.id = any(${ids}::int[])
      and folders.deleted_at is null`.execute(db);
  return rows[0]?.least ?? 0;
}

export async function moveSessionRows(
  db: Db,
  organizationId: number,
  ids: readonly number[],
  folderId: number | null,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ folder_id: folderId })
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`id = any(${ids}::bigint[])`)
    .where('deleted_at', 'is', null)
    .execute();
}

export async function countPins(db: Db, userId: number): Promise<number> {
  const row = await db
    .selectFrom('pins')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return row.total;
}

interface Pin {
  user_id: number;
  organization_id: number;
  folder_id: number | null;
  session: number | null;
}

export async function insertPin(db: Db, pin: Pin & { created_at: Date }): Promise<void> {
  await db
    .insertInto('pins')
    .values(pin)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deletePin(db: Db, { user_id, organization_id, folder_id, session }: Pin): Promise<void> {
  await db
    .deleteFrom('pins')
    .where('user_id', '=', user_id)
    .where('organization_id', '=', organization_id)
    .where('folder_id', 'is not distinct from', folder_id)
    .where('session', 'is not distinct from', session)
    .execute();
}
