import { type Static, Type } from 'typebox';
import { DualOne, Many, Nullable, NullableTimestamp, Timestamp } from '../../platform/http/envelope.ts';
import { EmailAddress, PersonName } from '../auth/index.ts';

export const GivenPassword = Type.String({ minLength: 1, maxLength: 1_000 });

export const Me = DualOne({
  id: Type.Integer(),
  email: Type.String(),
  /** Null: no other address waits to be confirmed. */
  pending_email: Nullable(Type.String({ description: 'A new address whose owner has not followed the link yet' })),
  first_name: Nullable(Type.String()),
  last_name: Nullable(Type.String()),
  newsletter: Type.Boolean(),
  roles: Type.Array(Type.String()),
  permissions: Type.Array(Type.String(), { description: 'What these roles allow' }),
  is_active: Type.Boolean(),
  has_password: Type.Boolean({ description: 'false: signs in at an identity provider' }),
  mfa_enabled: Type.Boolean(),
  mfa_required: Type.Boolean({ description: 'The organisation wants a second factor' }),
  organization_id: Type.Integer(),
  organization: Type.Object({ id: Type.Integer(), name: Type.String() }),
  last_login: NullableTimestamp,
  created_at: Timestamp,
});

export const ChangeMeBody = Type.Object({
  first_name: PersonName,
  last_name: PersonName,
  email: Type.Optional(
    Type.String({ ...EmailAddress, description: 'Another one counts once the link sent to it was followed' }),
  ),
  newsletter: Type.Optional(Type.Boolean()),
  password: Type.Optional(Type.String({ ...GivenPassword, description: 'Needed for another e-mail address' })),
});
export type ChangeMeBody = Static<typeof ChangeMeBody>;

export const ChangePasswordBody = Type.Object({
  old_password: GivenPassword,
  new_password: Type.String({ ...GivenPassword, description: 'As for …/auth/password/reset' }),
});
export type ChangePasswordBody = Static<typeof ChangePasswordBody>;

export const PasswordBody = Type.Object({ password: GivenPassword });

export const Logins = Many(
  Type.Object({
    id: Type.String({ format: 'uuid' }),
    kind: Type.String({ description: 'token or cookie' }),
    is_remembered: Type.Boolean(),
    is_current: Type.Boolean({ description: 'The one this request came with' }),
    address: Type.String(),
    user_agent: Nullable(Type.String()),
    created_at: Timestamp,
    last_seen_at: Timestamp,
    expires_at: Timestamp,
  }),
);
export const LoginParams = Type.Object({ id: Type.String({ format: 'uuid' }) });
