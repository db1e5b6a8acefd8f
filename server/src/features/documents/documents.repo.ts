import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Database } from '../../platform/tables.ts';
import type { DocumentSegment } from './content.ts';

export type DocumentRow = Selectable<Database['documents']>;
/** A stored segment: its id is that of the row, which never changes. */
export type SegmentRow = DocumentSegment & { id: number };

export function insertDocument(db: Db, document: Insertable<Database['documents']>): Promise<DocumentRow> {
  return db.insertInto('documents').values(document).returningAll().executeTakeFirstOrThrow();
}

export function findDocument(
  db: Db,
  organizationId: number,
  session: number,
  documentId: string,
): Promise<DocumentRow | undefined> {
  return db
    .selectFrom('documents')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('session', '=', session)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
}

/** The same, held until the transaction ends: of two edits the second sees what the first wrote. */
export function lockDocument(db: Db, organizationId: number, id: number): Promise<DocumentRow | undefined> {
  return db
    .selectFrom('documents')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export function listDocumentRows(db: Db, organizationId: number, session: number): Promise<DocumentRow[]> {
  return db
    .selectFrom('documents')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('session', '=', session)
    .orderBy('id')
    .execute();
}

export function updateDocumentRow(
  db: Db,
  organizationId: number,
  id: number,
  changes: Updateable<Database['documents']>,
): Promise<DocumentRow> {
  return db
    .updateTable('documents')
    .set(changes)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function deleteDocumentRow(db: Db, organizationId: number, id: number): Promise<void> {
  await db.deleteFrom('documents').where('organization_id', '=', organizationId).where('id', '=', id).execute();
}

/** Rows of one statement: a statement may have 65 535 parameters, but as one JSON value it has two. */
const ROWS_AT_ONCE = 2_000;

/** Stores new segments. @returns the ids of their rows, in order */
export async function insertSegments(
  db: Db,
  organizationId: number,
  document: number,
  segments: readonly DocumentSegment[],
): Promise<number[]> {
  const ids: number[] = [];
  for (let at = 0; at < segments.length; at += ROWS_AT_ONCE) {
    const rows = JSON.stringify(segments.slice(at, at + ROWS_AT_ONCE));
    const inserted = await sql<{ id: number }>`
      insert into document_segments (document, organization_id, segment_id, start_ms, stop_ms, speaker, text, words)
      select ${document}, ${organizationId}, segment_id, start_ms, stop_ms, speaker, text, words
      from rows from (json_to_recordset(${rows}::json)
        as (segment_id text, start_ms bigint, stop_ms bigint, speaker text, text text, words jsonb)) with ordinality
        as row (segment_id, start_ms, stop_ms, speaker, text, words, place)
      order by place
      returning id`.execute(db);
    ids.push(...inserted.rows.map(({ id }) => id));
  }
  return ids;
}

export async function insertRevision(db: Db, revision: Insertable<Database['document_revisions']>): Promise<void> {
  await db.insertInto('document_revisions').values(revision).execute();
}

/** The segments of a revision in order, `from` the place-th, so many of them. */
export async function listSegments(
  db: Db,
  revision: { organization_id: number; document: number; number: number },
  page: { from: number; limit: number },
): Promise<SegmentRow[]> {
  const { rows } = await sql<SegmentRow>`
    select s.id, s.segment_id, s.start_ms, s.stop_ms, s.speaker, s.text, s.words
    from document_revisions r
    cross join unnest(r.segments[${page.from + 1}::int : ${page.from + page.limit}::int]) with ordinality as place (id, at)
    join document_segments s on s.id = place.id
    where r.organization_id = ${revision.organization_id}
      and r.document = ${revision.document} and r.number = ${revision.number}
      and s.organization_id = ${revision.organization_id}
    order by place.at`.execute(db);
  return rows;
}

export interface RevisionRow {
  number: number;
  action: string;
  actor: string;
  created: Date;
  segment_count: number;
}

/** The newest first. */
export function listRevisionRows(
  db: Db,
  document: { organization_id: number; id: number },
  page: { offset: number; limit: number },
): Promise<RevisionRow[]> {
  return db
    .selectFrom('document_revisions')
    .select(['number', 'action', 'actor', 'created', sql<number>`cardinality(segments)`.as('segment_count')])
    .where('organization_id', '=', document.organization_id)
    .where('document', '=', document.id)
    .orderBy('number', 'desc')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
}

export async function findRevisionSegments(
  db: Db,
  document: { organization_id: number; id: number },
  number: number,
): Promise<number[] | undefined> {
  const row = await db
    .selectFrom('document_revisions')
    .select('segments')
    .where('organization_id', '=', document.organization_id)
    .where('document', '=', document.id)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.segments;
}
