import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import { type DocumentSegment, digestOf } from './content.ts';

/** A stored segment: its id is that of the row, which never changes. */
export type SegmentRow = DocumentSegment & { id: number };

/** One revision of a document. */
export interface RevisionKey {
  organization_id: number;
  document: number;
  number: number;
}

/** Rows of one statement: a statement may have 65 535 parameters, but as one JSON value it has one. */
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
    const rows = segments
      .slice(at, at + ROWS_AT_ONCE)
      .map((segment) => ({ ...segment, digest: `\\x${digestOf(segment).toString('hex')}` }));
    const inserted = await sql<{ id: number }>`
      insert into document_segments
        (document, organization_id, segment_id, start_ms, stop_ms, speaker, text, words, digest)
      select ${document}, ${organizationId}, segment_id, start_ms, stop_ms, speaker, text, words, digest
      from rows from (json_to_recordset(${JSON.stringify(rows)}::json)
        as (segment_id text, start_ms bigint, stop_ms bigint, speaker text, text text, words jsonb, digest bytea))
        with ordinality as row (segment_id, start_ms, stop_ms, speaker, text, words, digest, place)
      order by place
      returning id`.execute(db);
    ids.push(...inserted.rows.map(({ id }) => id));
  }
  return ids;
}

/** Segments of a revision in order: those from the `from`-th on, at most `limit`. */
export async function listSegments(
  db: Db,
  revision: RevisionKey,
  page: { from: number; limit: number },
): Promise<SegmentRow[]> {
  const { rows } = await sql<SegmentRow>`
    select s.id, s.segment_id, s.start_ms, s.stop_ms, s.speaker, s.text, s.words
    ${ofRevision(revision, page)}`.execute(db);
  return rows;
}

/** The same without words, which are nearly all of the bytes. */
export async function listSegmentTexts(
  db: Db,
  revision: RevisionKey,
  page: { from: number; limit: number } = { from: 0, limit: 1_000_000 },
): Promise<(Omit<SegmentRow, 'words'> & { digest: Buffer })[]> {
  const { rows } = await sql<Omit<SegmentRow, 'words'> & { digest: Buffer }>`
    select s.id, s.segment_id, s.start_ms, s.stop_ms, s.speaker, s.text, s.digest
    ${ofRevision(revision, page)}`.execute(db);
  return rows;
}

/** Segments of a revision that overlap a time: the first ones in order, or the last ones in reverse. Times in milliseconds. */
export async function listSegmentsAround(
  db: Db,
  revision: RevisionKey,
  { start, stop, end }: { start: number; stop: number; end: 'first' | 'last' },
  limit: number,
): Promise<SegmentRow[]> {
  const { organization_id, document, number } = revision;
  const { rows } = await sql<SegmentRow>`
    select s.id, s.segment_id, s.start_ms, s.stop_ms, s.speaker, s.text, s.words
    from document_revisions r
    cross join unnest(r.segments) with ordinality as place (id, at)
    join document_segments s on s.id = place.id
    where r.organization_id = ${organization_id} and r.document = ${document} and r.number = ${number}
      and s.organization_id = ${organization_id} and s.start_ms <= ${stop} and s.stop_ms >= ${start}
    order by place.at ${sql.raw(end === 'first' ? 'asc' : 'desc')} limit ${limit}`.execute(db);
  return rows;
}

function ofRevision({ organization_id, document, number }: RevisionKey, page: { from: number; limit: number }) {
  return sql`
    from document_revisions r
    cross join unnest(r.segments[${page.from + 1}::int : ${page.from + page.limit}::int]) with ordinality as place (id, at)
    join document_segments s on s.id = place.id
    where r.organization_id = ${organization_id} and r.document = ${document} and r.number = ${number}
      and s.organization_id = ${organization_id}
    order by place.at`;
}

/** Whole segments of a document by the ids of their rows. */
export async function listSegmentsByRow(
  db: Db,
  document: { organization_id: number; id: number },
  rows: readonly number[],
): Promise<Map<number, SegmentRow>> {
  const found = await db
    .selectFrom('document_segments')
    .select(['id', 'segment_id', 'start_ms', 'stop_ms', 'speaker', 'text', 'words'])
    .where(sql<boolean>`id = any(${rows}::bigint[])`)
    .where('document', '=', document.id)
    .where('organization_id', '=', document.organization_id)
    .execute();
  return new Map(found.map((row) => [row.id, row]));
}

/** Whole segments by their names, of those among `rows`, which are the ones of a revision. */
export async function listSegmentsByName(
  db: Db,
  document: { organization_id: number; id: number },
  names: readonly string[],
  rows: readonly number[],
): Promise<Map<string, SegmentRow>> {
  const present = new Set(rows);
  const found = await db
    .selectFrom('document_segments')
    .select(['id', 'segment_id', 'start_ms', 'stop_ms', 'speaker', 'text', 'words'])
    .where(sql<boolean>`segment_id = any(${names}::text[])`)
    .where('document', '=', document.id)
    .where('organization_id', '=', document.organization_id)
    .execute();
  return new Map(found.filter(({ id }) => present.has(id)).map((row) => [row.segment_id, row]));
}
