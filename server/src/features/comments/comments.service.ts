import { type Ctx, callerOf, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { noteEvent } from '../audit/index.ts';
import type { DocumentRow } from '../document-store/index.ts';
import type { DocumentParams } from '../documents/index.ts';
import { seesEveryFolder } from '../folder-access/index.ts';
import type { SessionRow } from '../sessions/index.ts';
import { holdComments } from './anchors/follow-edits.service.ts';
import { placeComment } from './anchors/place-comment.service.ts';
import {
  type CommentRow,
  countCommentRows,
  deleteEmptyMark,
  findComment,
  insertComment,
  updateCommentRow,
} from './comments.repo.ts';
import type { CommentParams, CreateCommentBody, UpdateCommentBody } from './comments.schema.ts';
import { answerComment, requireTarget } from './list-comments.service.ts';
import { mailMentions, requireMentionable } from './mentions.service.ts';

/** More than anybody reads; it keeps lists and edits of one document quick. */
const MOST_COMMENTS = 10_000;

interface Target {
  session: SessionRow;
  document: DocumentRow;
}

/**
 * @throws AppError `comment_not_found` for a parent that is not there, `user_not_found`, `validation_error`, `conflict` when a
 *   document has too many comments, `rate_limit_exceeded`
 */
export async function createComment(ctx: RequestCtx, params: DocumentParams, body: CreateCommentBody) {
  const target = await requireTarget(ctx, params, 'write');
  const text = readText(body.text);
  const mentions = [...new Set(body.mentions ?? [])];
  const people = await requireMentionable(ctx, target.session, mentions);
  return inTransaction(ctx, async (ctx) => {
    const document = await holdComments(ctx, target.document);
    if ((await countCommentRows(ctx.db, document)) >= MOST_COMMENTS) {
      throw new AppError('conflict', {
        detail: `This document has ${MOST_COMMENTS} comments already: delete some of those that are resolved.`,
      });
    }
    const parent = body.parent_id == null ? undefined : await requireComment(ctx, document, body.parent_id);
    const author = callerOf(ctx.actor);
    const now = ctx.now();
    const id = await insertComment(ctx.db, {
      ...{
        organization_id: document.organization_id,
        document: document.id,
        author,
        text,
        mentions,
        notified: mentions,
      },
      ...{ parent_id: parent ? (parent.parent_id ?? parent.id) : null, created_at: now, last_modified: now },
      ...(parent ? {} : await placeComment(ctx, document, target.session, body)),
    });
    await mailMentions(ctx, document, people, text);
    await tell(ctx, target, 'created', id, mentions);
    return answerComment(ctx, document, id);
  });
}

/**
 * Text and mentions are for the author alone; a thread is resolved by whoever may write, and all of it at once.
 *
 * @throws AppError `comment_not_found`, `forbidden`, `user_not_found`, `validation_error`, `rate_limit_exceeded`
 */
export async function updateComment(ctx: RequestCtx, params: CommentParams, body: UpdateCommentBody) {
  const target = await requireTarget(ctx, params, 'write');
  return inTransaction(ctx, async (ctx) => {
    const document = await holdComments(ctx, target.document);
    const comment = await requireComment(ctx, document, params.comment_id);
    if (comment.deleted_at) throw new AppError('comment_not_found', { detail: 'It was deleted.' });
    const [isRewritten, isResolved] = [
      await rewrite(ctx, { ...target, document }, comment, body),
      await resolve(ctx, { ...target, document }, comment, body.resolved),
    ];
    const answer = await answerComment(ctx, document, comment.id);
    if (isRewritten || isResolved) {
      await publish(
        ctx,
        target,
        'comment.updated',
        comment.id,
        answer.mentions.map(({ id }) => id),
      );
    }
    return answer;
  });
}

/** @returns whether anything is another than it was */
async function rewrite(
  ctx: RequestCtx,
  target: Target,
  comment: CommentRow,
  body: UpdateCommentBody,
): Promise<boolean> {
  if (body.text === undefined && body.mentions === undefined) return false;
  if (comment.author !== callerOf(ctx.actor)) {
    throw new AppError('forbidden', {
      detail: 'Only who wrote a comment can change it. You can answer it or resolve it.',
    });
  }
  const text = body.text === undefined ? comment.text : readText(body.text);
  const mentions = body.mentions === undefined ? comment.mentions : [...new Set(body.mentions)];
  const before = new Set(comment.mentions);
  const added = mentions.filter((id) => !before.has(id));
  if (text === comment.text && added.length === 0 && mentions.length === before.size) return false;
  const people = await requireMentionable(ctx, target.session, added);
  const told = new Set(comment.notified);
  const now = ctx.now();
  await updateCommentRow(ctx.db, target.document, comment.id, {
    ...{ text, mentions, notified: [...new Set([...told, ...mentions])], last_modified: now },
    ...(text === comment.text ? {} : { edited_at: now }),
  });
  await mailMentions(
    ctx,
    target.document,
    people.filter(({ id }) => !told.has(id)),
    text,
  );
  await note(ctx, target, 'changed', comment.id);
  return true;
}

async function resolve(
  ctx: RequestCtx,
  target: Target,
  comment: CommentRow,
  resolved: boolean | undefined,
): Promise<boolean> {
  if (resolved === undefined || resolved === (comment.resolved_at !== null)) return false;
  await updateCommentRow(ctx.db, target.document, comment.parent_id ?? comment.id, {
    resolved_at: resolved ? ctx.now() : null,
    resolved_by: resolved ? callerOf(ctx.actor) : null,
    last_modified: ctx.now(),
  });
  await note(ctx, target, resolved ? 'resolved' : 'reopened', comment.parent_id ?? comment.id);
  return true;
}

/**
 * One that was answered stays as a mark that says nothing; the last answer takes such a mark with it.
 *
 * @throws AppError `comment_not_found`, `forbidden` for another's, unless by an administrator of the organisation
 */
export async function deleteComment(ctx: RequestCtx, params: CommentParams): Promise<void> {
  const target = await requireTarget(ctx, params, 'write');
  await inTransaction(ctx, async (ctx) => {
    const document = await holdComments(ctx, target.document);
    const comment = await requireComment(ctx, document, params.comment_id);
    if (comment.deleted_at) throw new AppError('comment_not_found', { detail: 'It was deleted.' });
    if (comment.author !== callerOf(ctx.actor) && !seesEveryFolder(ctx.actor)) {
      throw new AppError('forbidden', {
        detail: 'Only who wrote a comment, or an administrator of the organisation, can delete it.',
      });
    }
    const now = ctx.now();
    // Whatever answers it keeps it as a mark.
    await updateCommentRow(ctx.db, document, comment.id, {
      ...{ text: '', author: null, mentions: [], notified: [], edited_at: null, deleted_at: now, last_modified: now },
    });
    await deleteEmptyMark(ctx.db, document, comment.id);
    if (comment.parent_id !== null) await deleteEmptyMark(ctx.db, document, comment.parent_id);
    await tell(ctx, target, 'deleted', comment.id, []);
  });
}

async function requireComment(ctx: Ctx, document: DocumentRow, id: number): Promise<CommentRow> {
  const row = await findComment(ctx.db, document, id);
  if (!row) throw new AppError('comment_not_found');
  return row;
}

/** With all its characters whole. */
function readText(text: string): string {
  const whole = text.toWellFormed();
  if (whole.trim() !== '') return whole;
  const issue = 'must not be blank';
  throw new AppError('validation_error', { detail: `text ${issue}.`, details: { field: 'text', issue } });
}

async function tell(
  ctx: RequestCtx,
  target: Target,
  what: 'created' | 'deleted',
  commentId: number,
  mentions: number[],
): Promise<void> {
  await note(ctx, target, what, commentId);
  await publish(ctx, target, `comment.${what}`, commentId, mentions);
}

/** In the audit log, from which the activity of a document is shown. */
const note = (ctx: RequestCtx, { session, document }: Target, what: string, commentId: number) =>
  noteEvent(ctx, {
    ...{ organization_id: document.organization_id, actor: callerOf(ctx.actor), action: `comment.${what}` },
    ...{ target: `comment:${commentId}`, session: session.id, document_id: document.document_id },
  });

function publish(
  ctx: RequestCtx,
  { session, document }: Target,
  type: 'comment.created' | 'comment.updated' | 'comment.deleted',
  comment_id: number,
  mentions: number[],
): Promise<void> {
  const { document_id, session_id: id, organization_id } = document;
  const { token_id } = session;
  const actor = callerOf(ctx.actor);
  const named = mentions.length > 0 ? { mentions } : {};
  return ctx.events.publish({ ...{ type, id, organization_id, token_id, document_id, actor, comment_id }, ...named });
}
