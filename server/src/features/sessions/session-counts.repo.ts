import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { SessionStatus } from '../../platform/tables.ts';
import { outsideOf, outsideOfDeleted } from '../folder-access/index.ts';

export interface KeyOfSessions {
  organization_id: number;
  token_id: number;
}

/** This many changes not yet added up cost a list about as much as its rows. */
const MANY_CHANGES = 200;

/**
 * The exact number of sessions of a key or of all keys, in these states or in all, in one folder or outside of hidden ones, as
 * the sum of a few figures.
 */
export async function countSessionsOfKey(
  db: Db,
  key: { organization_id: number; token_id?: number; folder_id?: number | null; hidden_roots?: readonly number[] },
  statuses?: SessionStatus[],
): Promise<number> {
  const ofKey = key.token_id === undefined ? sql`` : sql`and token_id = ${key.token_id}`;
  const inStates = statuses ? sql`and status = any(${statuses}::text[])` : sql``;
  const inFolder =
    key.folder_id === undefined
      ? sql`and ${outsideOfDeleted('folder_id', key.organization_id)}`
      : sql`and folder_id = ${key.folder_id ?? 0}`;
  const visible = key.hidden_roots?.length
    ? sql`and ${outsideOf('folder_id', key.organization_id, key.hidden_roots)}`
    : sql``;
  const those = sql`organization_id = ${key.organization_id} ${ofKey} ${inStates} ${inFolder} ${visible}`;
  const { rows } = await sql<{ total: number; changes: number }>`
    select coalesce(sum(number), 0)::bigint as total, count(*) filter (where is_change) as changes from (
      select count as number, false as is_change from session_counts
      where ${those}
      union all
      select change, true from session_count_changes
      where ${those}
    ) as figures`.execute(db);
  const { total = 0, changes = 0 } = rows[0] ?? {};
  const { organization_id, token_id } = key;
  if (changes > MANY_CHANGES && token_id !== undefined) await addUpChanges(db, { organization_id, token_id });
  return total;
}

/** The same for each of some folders (0: for none of them), of a key or of all; those without any are missing. */
export async function countSessionsByFolder(
  db: Db,
  { organization_id, token_id }: { organization_id: number; token_id?: number },
  folderIds: readonly number[],
): Promise<Map<number, number>> {
  const ofKey = token_id === undefined ? sql`` : sql`and token_id = ${token_id}`;
  const those = sql`organization_id = ${organization_id} ${ofKey} and folder_id = any(${folderIds}::int[])`;
  const { rows } = await sql<{ folder_id: number; total: number }>`
    select folder_id, sum(number)::bigint as total from (
      select folder_id, count as number from session_counts where ${those}
      union all
      select folder_id, change from session_count_changes where ${those}
    ) as figures group by folder_id`.execute(db);
  return new Map(rows.map(({ folder_id, total }) => [folder_id, total]));
}

/** Replaces the changes of a key by their sum. Whoever comes while another does it has nothing to do. */
async function addUpChanges(db: Db, key: KeyOfSessions): Promise<void> {
  await sql`
    with free as (
      select pg_try_advisory_xact_lock(hashtextextended('session counts', ${key.token_id})) as is_free
    ), changes as (
      delete from session_count_changes
      where organization_id = ${key.organization_id} and token_id = ${key.token_id} and (select is_free from free)
      returning *
    )
    insert into session_counts as counts (organization_id, token_id, status, folder_id, count)
    select organization_id, token_id, status, folder_id, sum(change) from changes group by 1, 2, 3, 4
    on conflict (organization_id, token_id, status, folder_id) do update set count = counts.count + excluded.count`.execute(
    db,
  );
}

/** For keys that make many sessions and never list them: adds up their changes too. @returns how many */
export async function addUpAllChanges(db: Db): Promise<number> {
  const { rows } = await sql<KeyOfSessions & { changes: number }>`
    select organization_id, token_id, count(*) as changes from session_count_changes
    group by organization_id, token_id having count(*) > ${MANY_CHANGES}`.execute(db);
  for (const key of rows) await addUpChanges(db, key);
  return rows.reduce((sum, { changes }) => sum + changes, 0);
}
