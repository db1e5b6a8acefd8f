import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import { outsideOf } from '../folder-access/index.ts';

export interface ActivityRow {
  id: number;
  at: Date;
  actor: string;
  action: string;
  session_id: string | null;
  session_name: string | null;
  document_id: string | null;
  document_name: string | null;
  folder_id: number | null;
  folder_name: string | null;
  details: Record<string, unknown>;
}

/** Who asks: whoever sees everything, a person who does not see into some folders, or a key. */
export type Sight = 'everything' | { hidden_roots: readonly number[] } | { token_id: number };

export interface ActivityFilter {
  session?: number;
  document_id?: string;
  folder_id?: number;
  actor?: string;
  action?: string;
  from?: Date;
  to?: Date;
  /** Entries below this id. */
  before?: number;
}

/** What was done, the newest first, with the names of what still exists: one statement, by an index. */
export async function listActivityRows(
  db: Db,
  organizationId: number,
  sight: Sight,
  filter: ActivityFilter,
  limit: number,
): Promise<ActivityRow[]> {
  return (await activityQuery(organizationId, sight, filter, limit).execute(db)).rows;
}

/** @internal Also for looking at its plan. */
export function activityQuery(organizationId: number, sight: Sight, filter: ActivityFilter, limit: number) {
  const all = [...visible(organizationId, sight), ...matching(filter)];
  return sql<ActivityRow>`
    select entry.id, entry.at, entry.actor, entry.action, entry.document_id, entry.folder_id, entry.details,
      sessions.session_id, sessions.filename as session_name,
      (select filename from documents
        where document_id = entry.document_id and organization_id = ${organizationId}) as document_name,
      folders.name as folder_name
    from audit_log entry
    left join sessions on sessions.id = entry.session and sessions.organization_id = ${organizationId}
    left join folders on folders.id = entry.folder_id and folders.organization_id = ${organizationId}
      and folders.deleted_at is null
    where entry.organization_id = ${organizationId} and (entry.session is not null or entry.folder_id is not null)
      ${all.length === 0 ? sql`` : sql`and ${sql.join(all, sql` and `)}`}
    order by entry.id desc limit ${limit}`;
}

function visible(organizationId: number, sight: Sight): RawBuilder<unknown>[] {
  if (sight === 'everything') return [];
  // A deleted session lies nowhere any more: only the entry that says so tells where it lay.
  const isThere = sql`sessions.deleted_at is null or entry.action = 'session.deleted'`;
  if ('token_id' in sight) return [sql`sessions.token_id = ${sight.token_id} and (${isThere})`];
  const outside = (column: string) => outsideOf(column, organizationId, sight.hidden_roots);
  return [
    sql`(entry.session is null or (sessions.id is not null and (${isThere}) and ${outside('sessions.folder_id')}))`,
    sql`(entry.folder_id is null or (folders.id is not null and ${outside('entry.folder_id')}))`,
  ];
}

function matching({ session, document_id, folder_id, actor, action, from, to, before }: ActivityFilter) {
  const all: RawBuilder<unknown>[] = [];
  if (session !== undefined) all.push(sql`entry.session = ${session}`);
  if (document_id !== undefined) all.push(sql`entry.document_id = ${document_id}::uuid`);
  if (folder_id !== undefined) all.push(sql`(entry.folder_id = ${folder_id} or sessions.folder_id = ${folder_id})`);
  if (actor !== undefined) all.push(sql`entry.actor = ${actor}`);
  if (action?.endsWith('.')) all.push(sql`entry.action like ${`${action.replace(/_/g, '\\_')}%`}`);
  else if (action !== undefined) all.push(sql`entry.action = ${action}`);
  if (from) all.push(sql`entry.at >= ${from}`);
  if (to) all.push(sql`entry.at < ${to}`);
  if (before !== undefined) all.push(sql`entry.id < ${before}`);
  return all;
}
