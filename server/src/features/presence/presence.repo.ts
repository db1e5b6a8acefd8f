import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';

/** One stream of somebody who has, or had, a document open. */
export interface ViewerRow {
  actor: string;
  document: number;
  organization_id: number;
  document_id: string;
  session_id: string;
  token_id: number;
}

// Times are those of the database: it alone has one clock for all processes.

export async function insertViewer(
  db: Db,
  viewer: { id: string; document: number; organization_id: number; actor: string },
): Promise<void> {
  const { id, document, organization_id, actor } = viewer;
  await sql`
    insert into document_viewers (id, document, organization_id, actor, since, seen_at)
    values (${id}::uuid, ${document}, ${organization_id}, ${actor}, clock_timestamp(), clock_timestamp())`.execute(db);
}

/** Streams of this process are still there. @returns the ids that have a row; others were taken for dead */
export async function updateViewersSeen(db: Db, ids: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    update document_viewers set seen_at = clock_timestamp() where id = any(${ids}::uuid[]) returning id`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Removes streams that ended. @returns whose they were */
export async function deleteViewers(db: Db, ids: string[]): Promise<ViewerRow[]> {
  const { rows } = await sql<ViewerRow>`
    with gone as (delete from document_viewers where id = any(${ids}::uuid[]) returning *)
    ${whose}`.execute(db);
  return rows;
}

/** Removes streams of processes that died. @returns whose they were */
export async function deleteStaleViewers(db: Db, seconds: number): Promise<ViewerRow[]> {
  const { rows } = await sql<ViewerRow>`
    with gone as (
      delete from document_viewers where seen_at < clock_timestamp() - make_interval(secs => ${seconds}) returning *)
    ${whose}`.execute(db);
  return rows;
}

const whose = sql`
  select gone.actor, gone.document, gone.organization_id, documents.document_id, documents.session_id, sessions.token_id
  from gone
  join documents on documents.id = gone.document and documents.organization_id = gone.organization_id
  join sessions on sessions.id = documents.session`;

/** Who has a document open, the first to come first; each once, however many streams they have. */
export async function listViewers(
  db: Db,
  organizationId: number,
  document: number,
  staleSeconds: number,
): Promise<{ actor: string; since: Date }[]> {
  const { rows } = await sql<{ actor: string; since: Date }>`
    select actor, min(since) as since from document_viewers
    where document = ${document} and organization_id = ${organizationId}
      and seen_at >= clock_timestamp() - make_interval(secs => ${staleSeconds})
    group by actor order by min(since), actor`.execute(db);
  return rows;
}
