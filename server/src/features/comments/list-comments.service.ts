import type { Ctx, RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne, many, page } from '../../platform/http/envelope.ts';
import { type DocumentRow, findDocument } from '../document-store/index.ts';
import { type DocumentParams, isDocumentId } from '../documents/index.ts';
import type { Need } from '../folder-access/index.ts';
import { requireSession } from '../sessions/index.ts';
import { followEdits } from './anchors/follow-edits.service.ts';
import { commentFile } from './comment-file.ts';
import {
  type CommentRow,
  countCommentRows,
  countReplies,
  findComment,
  listCommentIds,
  listCommentRows,
  listCommentsById,
  listPeople,
  type PersonRow,
} from './comments.repo.ts';
import type { CommentParams, CommentView, ListCommentsQuery } from './comments.schema.ts';

const ROWS_AT_ONCE = 500;

/**
 * The document that a path names, and its session, if the caller may read or change what belongs to that.
 *
 * @throws AppError `session_not_found`, `wrong_session_token`, `document_not_found`, `forbidden`
 */
export async function requireTarget(ctx: RequestCtx, params: DocumentParams, need: Need) {
  const session = await requireSession(ctx, params.session_id, need);
  const document = isDocumentId(params.document_id)
    ? await findDocument(ctx.db, ctx.actor.organization_id, session.id, params.document_id)
    : undefined;
  if (!document) throw new AppError('document_not_found');
  return { session, document };
}

/** The comments on a document, each where its words are now. @returns a page of them, or a file with all */
export async function listComments(ctx: RequestCtx, params: DocumentParams, query: ListCommentsQuery) {
  const { document } = await requireTarget(ctx, params, 'read');
  await followEdits(ctx, document);
  const { sort = 'time', direction = 'asc', resolved, parent_id, format = 'json' } = query;
  const filter = { resolved, parent_id };
  if (format !== 'json') {
    const ids = await listCommentIds(ctx.db, document, filter, { sort, direction });
    return { file: commentFile(format, document, everything(ctx, document, ids)) };
  }
  const [rows, total] = await Promise.all([
    listCommentRows(ctx.db, document, filter, { sort, direction, ...page(query) }),
    countCommentRows(ctx.db, document, filter),
  ]);
  return { page: many(await viewComments(ctx, document, rows), total) };
}

/** So many at a time that neither memory nor the database notices. */
async function* everything(ctx: Ctx, document: DocumentRow, ids: number[]): AsyncGenerator<CommentView> {
  for (let at = 0; at < ids.length; at += ROWS_AT_ONCE) {
    const wanted = ids.slice(at, at + ROWS_AT_ONCE);
    const rows = new Map((await listCommentsById(ctx.db, document, wanted)).map((row) => [row.id, row]));
    yield* await viewComments(
      ctx,
      document,
      wanted.flatMap((id) => rows.get(id) ?? []),
    );
  }
}

/** @throws AppError `comment_not_found` */
export async function getComment(ctx: RequestCtx, params: CommentParams) {
  const { document } = await requireTarget(ctx, params, 'read');
  await followEdits(ctx, document);
  return answerComment(ctx, document, params.comment_id);
}

/** @throws AppError `comment_not_found` */
export async function answerComment(ctx: Ctx, document: DocumentRow, id: number) {
  const row = await findComment(ctx.db, document, id);
  if (!row) throw new AppError('comment_not_found');
  const [view] = await viewComments(ctx, document, [row]);
  return dualOne(view as CommentView);
}

/** Comments as they go over the wire: one query for all people, one for the numbers of answers. */
export async function viewComments(ctx: Ctx, document: DocumentRow, rows: CommentRow[]): Promise<CommentView[]> {
  const ids = new Set(rows.flatMap((row) => [numberOf(row.author), numberOf(row.resolved_by), ...row.mentions]));
  ids.delete(0);
  const [people, replies] = await Promise.all([
    ids.size === 0 ? [] : listPeople(ctx.db, document.organization_id, [...ids]),
    rows.length === 0
      ? new Map<number, number>()
      : countReplies(
          ctx.db,
          document,
          rows.map(({ id }) => id),
        ),
  ]);
  const byId = new Map(people.map((person) => [person.id, person]));
  return rows.map((row) => viewComment(document, row, byId, replies.get(row.id) ?? 0));
}

/** Of `user:3`; 0 for everybody else. */
export const numberOf = (actor: string | null) => Number(/^user:(\d{1,9})$/.exec(actor ?? '')?.[1] ?? 0);

function viewComment(
  { document_id, session_id }: DocumentRow,
  row: CommentRow,
  people: ReadonlyMap<number, PersonRow>,
  reply_count: number,
): CommentView {
  const person = (actor: string | null) => {
    const found = people.get(numberOf(actor));
    return found
      ? { id: found.id, first_name: found.first_name, last_name: found.last_name, email: found.email }
      : null;
  };
  const { id, parent_id, text, quote, segment_id, is_detached, created_at, last_modified } = row;
  return {
    ...{ id, document_id, session_id, text, start: row.start_ms, stop: row.stop_ms, segment_id, quote, parent_id },
    resolved: row.resolved_at !== null,
    resolved_by: person(row.resolved_by),
    resolved_at: row.resolved_at,
    user: person(row.author),
    author: row.author,
    mentions: row.mentions.flatMap((mentioned) => {
      const found = people.get(mentioned);
      return found ? [{ id: found.id, first_name: found.first_name, last_name: found.last_name }] : [];
    }),
    ...{ is_edited: row.edited_at !== null, edited_at: row.edited_at, is_deleted: row.deleted_at !== null },
    ...{ is_detached, reply_count, created_at, last_modified },
  };
}
