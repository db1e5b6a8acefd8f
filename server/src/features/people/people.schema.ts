import { type Static, Type } from 'typebox';
import { DualOne, Many, Nullable, NullableTimestamp, PageQuery, Timestamp } from '../../platform/http/envelope.ts';
import { OneLine } from '../../platform/http/one-line.ts';
import { EmailAddress } from '../auth/index.ts';
import { ROLES, type Role } from '../users/index.ts';

const Id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const Name = Nullable(OneLine(100));
const RoleName = Type.Unsafe<Role>({ type: 'string', enum: [...ROLES] });
const Roles = Type.Array(RoleName, { minItems: 1, maxItems: ROLES.length });

export const PersonParams = Type.Object({ id: Id });

export const InviteUserBody = Type.Object({
  email: EmailAddress,
  first_name: Type.Optional(Name),
  last_name: Type.Optional(Name),
  roles: Roles,
  group_ids: Type.Optional(Type.Array(Id, { maxItems: 100 })),
});
export type InviteUserBody = Static<typeof InviteUserBody>;

export const UpdateUserBody = Type.Object({
  email: Type.Optional(
    Type.String({ ...EmailAddress, description: 'Of invitations only; they are sent again to the new address' }),
  ),
  first_name: Type.Optional(Name),
  last_name: Type.Optional(Name),
  roles: Type.Optional(Roles),
  is_active: Type.Optional(Type.Boolean({ description: 'False signs them out everywhere, at once' })),
});
export type UpdateUserBody = Static<typeof UpdateUserBody>;

const PersonFields = {
  id: Type.Integer(),
  email: Type.String(),
  first_name: Nullable(Type.String()),
  last_name: Nullable(Type.String()),
  roles: Type.Array(Type.String()),
  is_active: Type.Boolean(),
  is_activated: Type.Boolean({ description: 'False until they followed the link of their invitation' }),
  mfa_enabled: Type.Boolean(),
  groups: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String() })),
  organization_id: Type.Integer(),
  last_login: NullableTimestamp,
  created_at: Timestamp,
};
export const PersonAnswer = DualOne(PersonFields);
export const PersonList = Many(Type.Object(PersonFields));

export const ListUsersQuery = Type.Object({
  ...PageQuery,
  q: Type.Optional(
    Type.String({ maxLength: 200, pattern: '^[^\\u0000]*$', description: 'Text within names or address' }),
  ),
  status: Type.Optional(
    Type.Enum(['active', 'inactive', 'invited'], {
      description: 'active: can sign in; inactive: deactivated; invited: has not followed the link yet',
    }),
  ),
  role: Type.Optional(RoleName),
  sort: Type.Optional(
    Type.Enum(['created_at', 'email', 'first_name', 'last_name', 'last_login', 'is_active'], {
      description: 'Default created_at',
    }),
  ),
  direction: Type.Optional(Type.Enum(['asc', 'desc'], { description: 'Default desc' })),
});
export type ListUsersQuery = Static<typeof ListUsersQuery>;
