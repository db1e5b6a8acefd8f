import { type Insertable, sql, type Updateable } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Database } from '../../platform/tables.ts';

/** Which document, of whom. */
export interface DocumentKey {
  organization_id: number;
  id: number;
}

/** An answer stands where its thread does, and is resolved with it. */
const ofThread = <T>(column: keyof Database['comments'] & string) =>
  sql<T>`case when thread.id is null then ${sql.ref(`comments.${column}`)} else ${sql.ref(`thread.${column}`)} end`;

const comments = (db: Db, { organization_id, id }: DocumentKey) =>
  db
    .selectFrom('comments')
    .leftJoin('comments as thread', 'thread.id', 'comments.parent_id')
    .select([
      'comments.id',
      'comments.parent_id',
      'comments.author',
      'comments.text',
      'comments.mentions',
      'comments.notified',
      'comments.edited_at',
      'comments.deleted_at',
      'comments.created_at',
      'comments.last_modified',
      ofThread<string | null>('resolved_by').as('resolved_by'),
      ofThread<Date | null>('resolved_at').as('resolved_at'),
      ofThread<number | null>('start_ms').as('start_ms'),
      ofThread<number | null>('stop_ms').as('stop_ms'),
      ofThread<string | null>('segment_id').as('segment_id'),
      ofThread<string | null>('quote').as('quote'),
      ofThread<boolean>('is_detached').as('is_detached'),
    ])
    .where('comments.organization_id', '=', organization_id)
    .where('comments.document', '=', id);

export type CommentRow = NonNullable<Awaited<ReturnType<typeof findComment>>>;

export function findComment(db: Db, document: DocumentKey, commentId: number) {
  return comments(db, document).where('comments.id', '=', commentId).executeTakeFirst();
}

export interface CommentFilter {
  resolved?: boolean | undefined;
  parent_id?: number | undefined;
}

export interface CommentOrder {
  sort: 'time' | 'created_at';
  direction: 'asc' | 'desc';
}

/** By time: those of the whole document first, and the answers of each thread below it, as they came. */
export function listCommentRows(
  db: Db,
  document: DocumentKey,
  filter: CommentFilter,
  { offset, limit, ...order }: CommentOrder & { offset: number; limit: number },
): Promise<CommentRow[]> {
  return inOrder(comments(db, document).where(matching(filter)), order)
    .offset(offset)
    .limit(limit)
    .execute();
}

/** All of them in that order. */
export async function listCommentIds(
  db: Db,
  document: DocumentKey,
  filter: CommentFilter,
  order: CommentOrder,
): Promise<number[]> {
  const rows = await inOrder(comments(db, document).where(matching(filter)), order)
    .clearSelect()
    .select('comments.id')
    .execute();
  return rows.map(({ id }) => id);
}

export function listCommentsById(db: Db, document: DocumentKey, ids: readonly number[]): Promise<CommentRow[]> {
  return comments(db, document).where(sql<boolean>`comments.id = any(${ids}::int[])`).execute();
}

function inOrder(query: ReturnType<typeof comments>, { sort, direction }: CommentOrder) {
  return query
    .$if(sort === 'time', (query) =>
      query
        .orderBy(sql`${ofThread('start_ms')} is not null`)
        .orderBy(ofThread('start_ms'), direction)
        .orderBy(sql`coalesce(comments.parent_id, comments.id)`, direction)
        .orderBy(sql`comments.parent_id is not null`)
        .orderBy('comments.id'),
    )
    .$if(sort === 'created_at', (query) => query.orderBy('comments.id', direction));
}

export async function countCommentRows(db: Db, document: DocumentKey, filter: CommentFilter = {}): Promise<number> {
  const row = await db
    .selectFrom('comments')
    .leftJoin('comments as thread', 'thread.id', 'comments.parent_id')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('comments.organization_id', '=', document.organization_id)
    .where('comments.document', '=', document.id)
    .where(matching(filter))
    .executeTakeFirstOrThrow();
  return row.count;
}

function matching({ resolved, parent_id }: CommentFilter) {
  const conditions = [sql`true`];
  if (resolved !== undefined) conditions.push(sql`(${ofThread('resolved_at')} is not null) = ${resolved}`);
  if (parent_id !== undefined) conditions.push(sql`comments.parent_id = ${parent_id}`);
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

/** How many answers some comments have; one query for all of them. */
export async function countReplies(
  db: Db,
  document: DocumentKey,
  commentIds: readonly number[],
): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('comments')
    .select((select) => ['parent_id', select.fn.countAll<number>().as('count')])
    .where('organization_id', '=', document.organization_id)
    .where('document', '=', document.id)
    .where(sql<boolean>`parent_id = any(${commentIds}::int[])`)
    .groupBy('parent_id')
    .execute();
  return new Map(rows.map(({ parent_id, count }) => [parent_id as number, count]));
}

export async function insertComment(db: Db, comment: Insertable<Database['comments']>): Promise<number> {
  const { id } = await db.insertInto('comments').values(comment).returning('id').executeTakeFirstOrThrow();
  return id;
}

export async function updateCommentRow(
  db: Db,
  document: DocumentKey,
  commentId: number,
  changes: Updateable<Database['comments']>,
): Promise<void> {
  await db
    .updateTable('comments')
    .set(changes)
    .where('organization_id', '=', document.organization_id)
    .where('document', '=', document.id)
    .where('id', '=', commentId)
    .execute();
}

/** Removes a comment that is marked as deleted and that nobody answers any more. */
export async function deleteEmptyMark(db: Db, document: DocumentKey, commentId: number): Promise<void> {
  await db
    .deleteFrom('comments')
    .where('organization_id', '=', document.organization_id)
    .where('document', '=', document.id)
    .where('id', '=', commentId)
    .where('deleted_at', 'is not', null)
    .where((where) =>
      where.not(
        where.exists(
          where.selectFrom('comments as replies').select('replies.id').where('replies.parent_id', '=', commentId),
        ),
      ),
    )
    .execute();
}

/** People who are there, to be shown or mentioned. */
export function listPeople(db: Db, organizationId: number, ids: readonly number[]) {
  return db
    .selectFrom('users')
    .select(['id', 'first_name', 'last_name', 'email', 'roles', 'is_active', 'activated_at'])
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`id = any(${ids}::int[])`)
    .where('deleted_at', 'is', null)
    .execute();
}
export type PersonRow = Awaited<ReturnType<typeof listPeople>>[number];
