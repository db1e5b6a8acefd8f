import { type Insertable, sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Database, DocumentFacts } from '../../platform/tables.ts';
import type { RevisionKey } from './segments.repo.ts';

export async function insertRevision(db: Db, revision: Insertable<Database['document_revisions']>): Promise<void> {
  await db.insertInto('document_revisions').values(revision).execute();
}

/** A revision with the segments of another. @returns false when there is no such other */
export async function insertRevisionLike(
  db: Db,
  like: RevisionKey,
  revision: { number: number; action: string; actor: string; created: Date; facts: string },
): Promise<boolean> {
  const { number, action, actor, created, facts } = revision;
  const inserted = await sql`
    insert into document_revisions (document, number, organization_id, segments, action, actor, created, facts)
    select document, ${number}, organization_id, segments, ${action}, ${actor}, ${created}, ${facts}::jsonb
    from document_revisions
    where document = ${like.document} and organization_id = ${like.organization_id} and number = ${like.number}`.execute(
    db,
  );
  return inserted.numAffectedRows === 1n;
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

/** Ids of the rows of its segments, in order. */
export async function findRevisionSegments(db: Db, revision: RevisionKey): Promise<number[] | undefined> {
  const row = await db
    .selectFrom('document_revisions')
    .select('segments')
    .where('organization_id', '=', revision.organization_id)
    .where('document', '=', revision.document)
    .where('number', '=', revision.number)
    .executeTakeFirst();
  return row?.segments;
}

/** What a document said beside its text. @returns undefined for no such revision, and for one from before that was kept */
export async function findRevisionFacts(db: Db, revision: RevisionKey): Promise<DocumentFacts | undefined> {
  const row = await db
    .selectFrom('document_revisions')
    .select('facts')
    .where('organization_id', '=', revision.organization_id)
    .where('document', '=', revision.document)
    .where('number', '=', revision.number)
    .executeTakeFirst();
  return row?.facts ?? undefined;
}
