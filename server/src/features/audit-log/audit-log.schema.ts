import { type Static, Type } from 'typebox';
import { Nullable, Timestamp } from '../../platform/http/envelope.ts';

/** Who or what: `user:3`, `group:2`, `organization:1`, `login:<uuid>`, `system`. */
const Subject = Type.String({ minLength: 1, maxLength: 100, pattern: '^[\\w.:-]+$' });
const Id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

export const AuditQuery = Type.Object({
  action: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      pattern: '^[a-z0-9_.]+$',
      description: 'One action, `login.failed`, or all that begin with it if it ends with a dot: `login.`',
    }),
  ),
  actor: Type.Optional(Type.String({ ...Subject, description: 'Who did it: `user:3`, `key:12`, `system`, `unknown`' })),
  target: Type.Optional(Type.String({ ...Subject, description: 'To whom or what: `user:4`, `group:2`' })),
  address: Type.Optional(Type.String({ minLength: 2, maxLength: 45, pattern: '^[0-9a-fA-F.:]+$' })),
  from: Type.Optional(Type.String({ format: 'date-time', description: 'This or later' })),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'Before this' })),
  cursor: Type.Optional(
    Type.String({
      pattern: '^[0-9]{1,16}$',
      description: '`next_cursor` of the page before: what is added meanwhile moves nothing',
    }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, default: 25, description: 'At most 100; more is read as 100.' })),
  format: Type.Optional(
    Type.Enum(['json', 'csv'], { description: '`csv`: all that match, without pages; the same as `Accept: text/csv`' }),
  ),
});
export type AuditQuery = Static<typeof AuditQuery>;

export const AdminAuditQuery = Type.Object({ ...AuditQuery.properties, organization_id: Type.Optional(Id) });
export type AdminAuditQuery = Static<typeof AdminAuditQuery>;

export const AuditView = Type.Object({
  id: Type.Integer(),
  at: Timestamp,
  organization_id: Nullable(
    Type.Integer({ description: 'Null: of no organisation, as an unknown address at sign-in' }),
  ),
  actor: Type.String(),
  actor_name: Nullable(Type.String({ description: 'Of a person of the organisation: name, or e-mail address' })),
  action: Type.String(),
  target: Nullable(Type.String()),
  target_name: Nullable(Type.String()),
  address: Nullable(Type.String()),
  user_agent: Nullable(Type.String()),
  details: Type.Object({}, { additionalProperties: true }),
});
export type AuditView = Static<typeof AuditView>;

export const AuditList = Type.Object({
  count: Type.Integer(),
  total_results: Type.Integer({ description: 'Counted up to 100 000' }),
  result: Type.Array(AuditView),
  next_cursor: Nullable(Type.String({ description: 'Null on the last page' })),
});
