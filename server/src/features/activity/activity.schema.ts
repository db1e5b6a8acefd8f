import { type Static, Type } from 'typebox';
import { Nullable, Timestamp } from '../../platform/http/envelope.ts';

const Paging = {
  action: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      pattern: '^[a-z0-9_.]+$',
      description: '`document.edited`, or all that begin with it if it ends with a dot: `comment.`',
    }),
  ),
  actor: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: '^[^\\u0000-\\u001f]+$',
      description: '`user:3`, `key:12`, `system`',
    }),
  ),
  from: Type.Optional(Type.String({ format: 'date-time', description: 'This or later' })),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'Before this' })),
  cursor: Type.Optional(
    Type.String({
      pattern: '^[0-9]{1,16}$',
      description: '`next_cursor` of the page before: what is added meanwhile moves nothing',
    }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, default: 25, description: 'At most 100; more is read as 100.' })),
};

/** Of one document or one folder. */
export const ActivityOfQuery = Type.Object(Paging);
export type ActivityOfQuery = Static<typeof ActivityOfQuery>;

export const ActivityQuery = Type.Object({
  ...Paging,
  folder_id: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Of this folder and the sessions in it' }),
  ),
  session_id: Type.Optional(Type.String({ maxLength: 100 })),
  document_id: Type.Optional(Type.String({ format: 'uuid' })),
});
export type ActivityQuery = Static<typeof ActivityQuery>;

export const FolderParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) });

const ActivityView = Type.Object({
  id: Type.Integer(),
  at: Timestamp,
  actor: Type.String({ description: '`user:3`, `key:12`, `system`, `guest:` and the name they gave' }),
  actor_name: Nullable(Type.String()),
  action: Type.String(),
  session_id: Nullable(Type.String()),
  session_name: Nullable(Type.String({ description: 'Names are those of now; null: it is gone' })),
  document_id: Nullable(Type.String()),
  document_name: Nullable(Type.String()),
  folder_id: Nullable(Type.Integer()),
  folder_name: Nullable(Type.String()),
  details: Type.Object({}, { additionalProperties: true }),
});

export const ActivityList = Type.Object({
  count: Type.Integer(),
  result: Type.Array(ActivityView),
  next_cursor: Nullable(Type.String({ description: 'Null on the last page' })),
});
