import { type Static, Type } from 'typebox';
import { DualOne, Many, Nullable, NullableTimestamp, PageQuery, Timestamp } from '../../platform/http/envelope.ts';
import { DocumentParams } from '../documents/index.ts';

const Id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

export const CommentParams = Type.Object({ ...DocumentParams.properties, comment_id: Id });
export type CommentParams = Static<typeof CommentParams>;

const Text = Type.String({ minLength: 1, maxLength: 5_000, pattern: '^[^\\u0000]*$' });
/** A hundred hours, as in documents. */
const Milliseconds = Type.Integer({ minimum: 0, maximum: 360_000_000 });
const Mentions = Type.Array(Id, {
  maxItems: 50,
  description: 'Ids of people of the organisation; each is told once by mail that they are mentioned',
});

export const CreateCommentBody = Type.Object({
  text: Text,
  start: Type.Optional(
    Nullable(Type.Integer({ ...Milliseconds, description: 'Milliseconds; without it and `segment_id`, of all of it' })),
  ),
  stop: Type.Optional(Nullable(Type.Integer({ ...Milliseconds, description: 'Default `start`' }))),
  segment_id: Type.Optional(
    Nullable(
      Type.String({
        minLength: 1,
        maxLength: 64,
        pattern: '^[^\\u0000]*$',
        description: 'A paragraph or caption of the document; with `start` and `stop`, a part of it',
      }),
    ),
  ),
  parent_id: Type.Optional(
    Nullable(
      Type.Integer({
        ...Id,
        description: 'A comment of this document that this one answers; it stands where that does',
      }),
    ),
  ),
  mentions: Type.Optional(Mentions),
});
export type CreateCommentBody = Static<typeof CreateCommentBody>;

export const UpdateCommentBody = Type.Object({
  text: Type.Optional(Text),
  resolved: Type.Optional(Type.Boolean({ description: 'Of the whole thread' })),
  mentions: Type.Optional(Mentions),
});
export type UpdateCommentBody = Static<typeof UpdateCommentBody>;

export const ListCommentsQuery = Type.Object({
  ...PageQuery,
  sort: Type.Optional(
    Type.Enum(['time', 'created_at'], {
      description:
        'Default time: by place in the recording, those of the whole document first, answers below what they answer',
    }),
  ),
  direction: Type.Optional(Type.Enum(['asc', 'desc'], { description: 'Default asc' })),
  resolved: Type.Optional(Type.Boolean({ description: 'Only threads that are resolved, or only those that are not' })),
  parent_id: Type.Optional(Type.Integer({ ...Id, description: 'Only the answers to this one' })),
  format: Type.Optional(Type.Enum(['json', 'csv', 'html'], { description: 'csv and html: all that match, as a file' })),
});
export type ListCommentsQuery = Static<typeof ListCommentsQuery>;

const Person = Type.Object({
  id: Type.Integer(),
  first_name: Nullable(Type.String()),
  last_name: Nullable(Type.String()),
  email: Type.String(),
});
const Mentioned = Type.Object({
  id: Type.Integer(),
  first_name: Nullable(Type.String()),
  last_name: Nullable(Type.String()),
});

const CommentFields = {
  id: Type.Integer(),
  document_id: Type.String({ format: 'uuid' }),
  session_id: Type.String(),
  text: Type.String({ description: 'As it was written: show it as text, never as markup. Empty once it is deleted.' }),
  start: Nullable(Type.Integer({ description: 'Milliseconds; null: of the whole document' })),
  stop: Nullable(Type.Integer()),
  segment_id: Nullable(Type.String({ description: 'The paragraph or caption in which it begins now' })),
  quote: Nullable(Type.String({ description: 'The words it was made about' })),
  parent_id: Nullable(Type.Integer({ description: 'The first comment of its thread' })),
  resolved: Type.Boolean({ description: 'Of the whole thread' }),
  resolved_by: Nullable(Person),
  resolved_at: NullableTimestamp,
  user: Nullable(Person),
  author: Nullable(Type.String({ description: '`user:3` or `key:12`; null: somebody who is gone' })),
  mentions: Type.Array(Mentioned),
  is_edited: Type.Boolean(),
  edited_at: NullableTimestamp,
  is_deleted: Type.Boolean({ description: 'Only a mark is left, because others answered' }),
  is_detached: Type.Boolean({ description: 'Its words are gone; `start` and `stop` are where they were' }),
  reply_count: Type.Integer(),
  created_at: Timestamp,
  last_modified: Timestamp,
};
const Comment = Type.Object(CommentFields);
export type CommentView = Static<typeof Comment>;
export const CommentAnswer = DualOne(CommentFields);
export const CommentList = Many(Comment);
