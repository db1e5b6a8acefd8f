import { type Static, Type } from 'typebox';
import { DualOne, Many, Nullable, PageQuery, Timestamp } from '../../platform/http/envelope.ts';
import { OneLine } from '../../platform/http/one-line.ts';

const Id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const Description = Nullable(Type.String({ maxLength: 1_000, pattern: '^[^\\u0000]*$' }));

export const GroupParams = Type.Object({ id: Id });

export const CreateGroupBody = Type.Object({
  name: OneLine(100, { description: 'Unique in the organisation' }),
  description: Type.Optional(Description),
});
export type CreateGroupBody = Static<typeof CreateGroupBody>;

export const UpdateGroupBody = Type.Partial(CreateGroupBody);
export type UpdateGroupBody = Static<typeof UpdateGroupBody>;

const GroupFields = {
  id: Type.Integer(),
  name: Type.String(),
  description: Nullable(Type.String()),
  user_count: Type.Integer(),
  organization_id: Type.Integer(),
  created_at: Timestamp,
  last_modified: Timestamp,
};
export const GroupAnswer = DualOne(GroupFields);
export const GroupList = Many(Type.Object(GroupFields));

const search = (where: string) =>
  Type.Optional(Type.String({ maxLength: 200, pattern: '^[^\\u0000]*$', description: where }));
const direction = Type.Optional(Type.Enum(['asc', 'desc'], { description: 'Default desc' }));

export const ListGroupsQuery = Type.Object({
  ...PageQuery,
  q: search('Text within name or description'),
  sort: Type.Optional(Type.Enum(['created_at', 'last_modified', 'name'], { description: 'Default created_at' })),
  direction,
});
export type ListGroupsQuery = Static<typeof ListGroupsQuery>;

/** As much of somebody as everybody in the organisation may know. */
const MemberFields = {
  id: Type.Integer(),
  email: Type.String(),
  first_name: Nullable(Type.String()),
  last_name: Nullable(Type.String()),
  is_active: Type.Boolean(),
};
export const MemberList = Many(Type.Object(MemberFields));

export const ListMembersQuery = Type.Object({
  ...PageQuery,
  q: search('Text within names or address'),
  sort: Type.Optional(
    Type.Enum(['created_at', 'email', 'first_name', 'last_name'], { description: 'Default created_at' }),
  ),
  direction,
});
export type ListMembersQuery = Static<typeof ListMembersQuery>;

const UserIds = Type.Array(Type.Integer({ minimum: 1, maximum: 2_147_483_647, examples: [1] }), {
  minItems: 1,
  maxItems: 500,
});
export const AddMembersBody = Type.Object({ user_ids: UserIds });
export type AddMembersBody = Static<typeof AddMembersBody>;

/** Many clients cannot send a body with DELETE: those name people in the address. */
export const RemoveMembersBody = Nullable(Type.Object({ user_ids: Type.Optional(UserIds) }));
export const RemoveMembersQuery = Type.Object({
  user_ids: Type.Optional(
    Type.Array(Type.String({ pattern: '^\\d{1,9}(,\\d{1,9})*$', maxLength: 6_000, examples: ['1'] }), {
      maxItems: 500,
      description: 'Instead of a body: `1,2`, or given several times',
    }),
  ),
});
export type RemoveMembersQuery = Static<typeof RemoveMembersQuery>;
