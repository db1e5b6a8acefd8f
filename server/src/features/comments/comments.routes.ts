import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { ANY_KEY } from '../../platform/http/access.ts';
import { errors, NoContent } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { DocumentParams } from '../documents/index.ts';
import {
  CommentAnswer,
  CommentList,
  CommentParams,
  CreateCommentBody,
  ListCommentsQuery,
  UpdateCommentBody,
} from './comments.schema.ts';
import { createComment, deleteComment, updateComment } from './comments.service.ts';
import { getComment, listComments } from './list-comments.service.ts';

const tags = ['Comments'];
const LISTED = {
  'application/json': { schema: CommentList },
  'text/csv': { schema: Type.String({ description: 'All that match; cells are no formulas' }) },
  'text/html': { schema: Type.String({ description: 'All that match, as a page to read' }) },
};
const COMMENTS = '/api/v3/speech-to-text/session/:session_id/document/:document_id/comments';
const reading = { access: [...ANY_KEY, 'sessions.read'] as const };
const writing = { access: [...ANY_KEY, 'sessions.write'] as const };

export async function commentRoutes(app: HttpServer): Promise<void> {
  app.get(
    COMMENTS,
    {
      config: reading,
      schema: {
        operationId: 'listComments',
        summary: 'The comments on a document',
        tags,
        params: DocumentParams,
        querystring: ListCommentsQuery,
        response: { 200: { description: 'Default Response', content: LISTED }, ...errors(401, 403, 404, 422, 429) },
      },
    },
    async (request, reply) => {
      const answer = await listComments(request.ctx, request.params, request.query);
      if (answer.page) return answer.page;
      const { type, filename, content } = answer.file;
      return (reply as FastifyReply)
        .type(type)
        .header('content-disposition', `attachment; filename="${filename}"`)
        .header('cache-control', 'no-store')
        .send(content);
    },
  );

  app.post(
    COMMENTS,
    {
      config: { ...writing, idempotent: 'json' },
      schema: {
        operationId: 'createComment',
        summary: 'Comment on a document, a part of it, or answer a comment',
        description:
          'On the whole document, on a time (`start`, `stop`), on a paragraph or caption (`segment_id`) or a part of that. ' +
          'It stays with its words when the text is edited. Finished documents can be commented on too.',
        tags,
        params: DocumentParams,
        body: CreateCommentBody,
        response: { 201: CommentAnswer, ...errors(400, 401, 403, 404, 409, 413, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return createComment(request.ctx, request.params, request.body);
    },
  );

  app.get(
    `${COMMENTS}/:comment_id`,
    {
      config: reading,
      schema: {
        operationId: 'getComment',
        summary: 'One comment',
        tags,
        params: CommentParams,
        response: { 200: CommentAnswer, ...errors(401, 403, 404, 422, 429) },
      },
    },
    (request) => getComment(request.ctx, request.params),
  );

  app.put(
    `${COMMENTS}/:comment_id`,
    {
      config: writing,
      schema: {
        operationId: 'updateComment',
        summary: 'Change a comment of one’s own, or resolve a thread',
        description: 'Text and mentions are for their author alone; whoever may write resolves and reopens.',
        tags,
        params: CommentParams,
        body: UpdateCommentBody,
        response: { 200: CommentAnswer, ...errors(400, 401, 403, 404, 413, 415, 422, 429) },
      },
    },
    (request) => updateComment(request.ctx, request.params, request.body),
  );

  app.delete(
    `${COMMENTS}/:comment_id`,
    {
      config: writing,
      schema: {
        operationId: 'deleteComment',
        summary: 'Delete a comment: one’s own, or any as an administrator',
        description: 'One that others answered stays as an empty mark, until the last answer goes.',
        tags,
        params: CommentParams,
        response: { 204: NoContent, ...errors(401, 403, 404, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await deleteComment(request.ctx, request.params);
    },
  );
}
