import { sql } from 'kysely';
import type { WordPlace } from '../../../platform/comment-tables.ts';
import type { Db } from '../../../platform/postgres/connect.ts';
import type { DocumentKey } from '../comments.repo.ts';

/**
 * Holds what is said about a document until the transaction ends: comments are written one after another, and no edit comes
 * in between. Documents before places, as whoever deletes a document has it.
 *
 * @returns the present revision of the document; undefined when there is no such document any more
 */
export async function lockPlaces(
  db: Db,
  { organization_id, id }: DocumentKey,
): Promise<{ document_revision: number; revision: number } | undefined> {
  const document = await db
    .selectFrom('documents')
    .select('revision')
    .where('organization_id', '=', organization_id)
    .where('id', '=', id)
    .forKeyShare()
    .executeTakeFirst();
  if (!document) return undefined;
  await db
    .insertInto('comment_places')
    .values({ document: id, organization_id, revision: document.revision })
    .onConflict((conflict) => conflict.column('document').doNothing())
    .execute();
  const places = await db
    .selectFrom('comment_places')
    .select('revision')
    .where('organization_id', '=', organization_id)
    .where('document', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { document_revision: document.revision, revision: places.revision };
}

/** The revision for which the places of its comments are worked out; undefined for a document without comments. */
export async function findPlacesRevision(db: Db, document: DocumentKey): Promise<number | undefined> {
  const row = await db
    .selectFrom('comment_places')
    .select('revision')
    .where('organization_id', '=', document.organization_id)
    .where('document', '=', document.id)
    .executeTakeFirst();
  return row?.revision;
}

export async function updatePlacesRevision(db: Db, document: DocumentKey, revision: number): Promise<void> {
  await db
    .updateTable('comment_places')
    .set({ revision })
    .where('organization_id', '=', document.organization_id)
    .where('document', '=', document.id)
    .execute();
}

/** Where a comment stands. */
export interface PlacedComment {
  id: number;
  kind: 'range' | 'segment';
  start_ms: number;
  stop_ms: number;
  segment_id: string | null;
  is_detached: boolean;
  place: WordPlace | null;
  home: WordPlace;
}

/** Comments whose words may stand elsewhere now: those in segments that are gone, and those that have lost some of theirs. */
export async function listMovingComments(
  db: Db,
  document: DocumentKey,
  goneRows: readonly number[],
): Promise<PlacedComment[]> {
  const { rows } = await sql<PlacedComment>`
    select id, kind, start_ms, stop_ms, segment_id, is_detached, place, home from comments
    where organization_id = ${document.organization_id} and document = ${document.id} and home is not null
      and (from_row = any(${goneRows}::bigint[]) or to_row = any(${goneRows}::bigint[]) or place is distinct from home)
    order by id`.execute(db);
  return rows;
}

export async function updatePlaces(db: Db, document: DocumentKey, comments: readonly PlacedComment[]): Promise<void> {
  await sql`
    update comments set
      start_ms = moved.start_ms, stop_ms = moved.stop_ms, segment_id = moved.segment_id,
      is_detached = moved.is_detached, place = moved.place, home = moved.home
    from json_to_recordset(${JSON.stringify(comments)}::json) as moved
      (id int, start_ms bigint, stop_ms bigint, segment_id text, is_detached boolean, place jsonb, home jsonb)
    where comments.id = moved.id and comments.organization_id = ${document.organization_id}
      and comments.document = ${document.id}`.execute(db);
}
