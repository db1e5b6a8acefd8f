import { answerOf, type Connection } from './connection.ts';
import type { operations } from './schema.generated.ts';
import type { CallOptions, Page } from './types.ts';

type Body<O extends keyof operations> = operations[O] extends {
  requestBody?: { content: { 'application/json': infer B } };
}
  ? NonNullable<B>
  : never;

export type Comment = operations['listComments']['responses'][200]['content']['application/json']['result'][number];
export type CommentSettings = Body<'createComment'>;
export type CommentChanges = Body<'updateComment'>;
export type ListCommentsQuery = NonNullable<operations['listComments']['parameters']['query']>;

/** A link to a document, without its token: that is told once, when it is made. */
export type Share = operations['listShares']['responses'][200]['content']['application/json']['result'][number];
export type CreatedShare = operations['createShare']['responses'][201]['content']['application/json']['result'];
export type ShareSettings = Body<'createShare'>;
export type MailedShare = operations['mailShare']['responses'][200]['content']['application/json']['result'];
export type ShareMail = Body<'mailShare'>;

/** What others may say about a document, and how outsiders get to see it. */
export interface SharingOperations {
  /** @example const { items } = await parlance.listComments(sessionId, documentId, { sort: 'time' }); */
  listComments(
    sessionId: string,
    documentId: string,
    query?: ListCommentsQuery,
    options?: CallOptions,
  ): Promise<Page<Comment>>;
  /** @example await parlance.createComment(sessionId, documentId, { text: 'Is that the name?', start: 1_200, stop: 1_900 }); */
  createComment(
    sessionId: string,
    documentId: string,
    comment: CommentSettings,
    options?: CallOptions,
  ): Promise<Comment>;
  updateComment(
    sessionId: string,
    documentId: string,
    commentId: number,
    changes: CommentChanges,
    options?: CallOptions,
  ): Promise<Comment>;
  deleteComment(sessionId: string, documentId: string, commentId: number, options?: CallOptions): Promise<void>;
  /**
   * Makes a link that opens this document without an account.
   *
   * @example const { link } = await parlance.createShare(sessionId, documentId, { permission: 'view', expires_in_days: 7 });
   */
  createShare(
    sessionId: string,
    documentId: string,
    settings?: ShareSettings,
    options?: CallOptions,
  ): Promise<CreatedShare>;
  /** Makes such a link and mails it. */
  mailShare(sessionId: string, documentId: string, mail: ShareMail, options?: CallOptions): Promise<MailedShare>;
  listShares(sessionId: string, documentId: string, options?: CallOptions): Promise<Page<Share>>;
  /** From now on it opens nothing. */
  revokeShare(sessionId: string, documentId: string, shareId: number, options?: CallOptions): Promise<void>;
}

const DOCUMENT = '/api/v3/speech-to-text/session/{session_id}/document/{document_id}';

/** Each operation may throw ParlanceError: an error answer with the server's code, or `NETWORK_ERROR`. */
export function createSharingOperations(connection: Connection): SharingOperations {
  const { api } = connection;
  const of = <T>(call: Promise<{ data?: T; error?: unknown; response: Response }>, options: CallOptions) =>
    answerOf(connection, call, options.signal);
  const at = (session_id: string, document_id: string) => ({ session_id, document_id });

  return {
    async listComments(sessionId, documentId, query = {}, options = {}) {
      const params = { path: at(sessionId, documentId), query: { ...query, format: 'json' as const } };
      const answer = await of(api.GET(`${DOCUMENT}/comments`, { params, ...options }), options);
      // Only other formats are text.
      const body = answer as Exclude<typeof answer, string>;
      return { items: body.result, total: body.total_results };
    },
    async createComment(sessionId, documentId, body, options = {}) {
      const params = { path: at(sessionId, documentId) };
      return (await of(api.POST(`${DOCUMENT}/comments`, { params, body, ...options }), options)).result;
    },
    async updateComment(sessionId, documentId, comment_id, body, options = {}) {
      const params = { path: { ...at(sessionId, documentId), comment_id } };
      return (await of(api.PUT(`${DOCUMENT}/comments/{comment_id}`, { params, body, ...options }), options)).result;
    },
    async deleteComment(sessionId, documentId, comment_id, options = {}) {
      const params = { path: { ...at(sessionId, documentId), comment_id } };
      await of(api.DELETE(`${DOCUMENT}/comments/{comment_id}`, { params, ...options }), options);
    },
    async createShare(sessionId, documentId, body = {}, options = {}) {
      const params = { path: at(sessionId, documentId) };
      return (await of(api.POST(`${DOCUMENT}/share`, { params, body, ...options }), options)).result;
    },
    async mailShare(sessionId, documentId, body, options = {}) {
      const params = { path: at(sessionId, documentId) };
      return (await of(api.POST(`${DOCUMENT}/share/email`, { params, body, ...options }), options)).result;
    },
    async listShares(sessionId, documentId, options = {}) {
      const params = { path: at(sessionId, documentId) };
      const body = await of(api.GET(`${DOCUMENT}/share`, { params, ...options }), options);
      return { items: body.result, total: body.total_results };
    },
    async revokeShare(sessionId, documentId, share_id, options = {}) {
      const params = { path: { ...at(sessionId, documentId), share_id } };
      await of(api.DELETE(`${DOCUMENT}/share/{share_id}`, { params, ...options }), options);
    },
  };
}
