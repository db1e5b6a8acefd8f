import { type Static, Type } from 'typebox';
import { DualOne, Nullable } from '../../platform/http/envelope.ts';

/** Names go into mails and lists: no control characters. */
export const PersonName = Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000-\\u001f\\u007f]*$' });
export const EmailAddress = Type.String({ maxLength: 320, format: 'email' });

const Email = Type.String({ minLength: 3, maxLength: 320 });
const Password = Type.String({ minLength: 1, maxLength: 1_000 });

/** Forms send everything as text. */
const Flag = Type.Union([Type.Boolean(), Type.Enum(['true', 'false', '0', '1', 'on', ''])]);

export const LoginQuery = Type.Object({
  login_type: Type.Optional(
    Type.Enum(['token', 'cookie'], {
      description: '`token`: the answer holds it; `cookie`: the browser gets it. Default token',
    }),
  ),
});
export type LoginQuery = Static<typeof LoginQuery>;

export const LoginBody = Type.Object({
  username: Type.String({ ...Email, description: 'E-mail address' }),
  password: Password,
  remember_me: Type.Optional(Flag),
});
export type LoginBody = Static<typeof LoginBody>;

export const MfaLoginBody = Type.Object({
  ...LoginBody.properties,
  totp_code: Type.Optional(Type.String({ maxLength: 20 })),
  backup_code: Type.Optional(Type.String({ maxLength: 40 })),
});
export type MfaLoginBody = Static<typeof MfaLoginBody>;

export const LoginAnswer = DualOne({
  login: Type.Boolean(),
  mfa_required: Type.Boolean({ description: 'Send the same again to …/auth/login/mfa with a code' }),
  mfa_setup_required: Type.Boolean({
    description: 'The organisation wants a second factor: until there is one, only the own account can be used',
  }),
  access_token: Nullable(Type.String({ description: 'Authorization: Bearer; null with a cookie' })),
  session_id: Nullable(Type.String({ description: 'Names this login in …/account/sessions' })),
  signature: Nullable(Type.String()),
  expires_at: Type.Unsafe<Date | null>({ type: ['string', 'null'], format: 'date-time' }),
});
