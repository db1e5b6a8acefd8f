import { type Static, Type } from 'typebox';
import { Many, Nullable, NullableTimestamp, One, PageQuery, Timestamp } from '../../platform/http/envelope.ts';
import { OneLine } from '../../platform/http/one-line.ts';
import { EmailAddress } from '../auth/index.ts';
import { DocumentParams } from '../documents/index.ts';

const Permission = Type.Unsafe<'edit' | 'view'>({ type: 'string', enum: ['edit', 'view'] });

export const MOST_MAILS = 50;

const options = {
  permission: Type.Optional(
    Type.Unsafe<'edit' | 'view'>({
      ...Permission,
      description: 'What guests may do; default edit. Once the document is finished nobody edits it.',
    }),
  ),
  permissions: Type.Optional(Type.Unsafe<'edit' | 'view'>({ ...Permission, description: 'The same' })),
  expires_at: Type.Optional(Nullable(Type.String({ format: 'date-time', description: 'Default: never' }))),
  expires_in_days: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 365, description: 'Instead of it' }))),
  password: Type.Optional(
    Nullable(Type.String({ minLength: 8, maxLength: 200, description: 'Asked of whoever opens the link' })),
  ),
  name: Type.Optional(Nullable(OneLine(100, { description: 'What you call the link; guests do not see it' }))),
};

export const CreateShareBody = Type.Object(options);
export type CreateShareBody = Static<typeof CreateShareBody>;

export const MailShareBody = Type.Object({
  emails: Type.Array(EmailAddress, { minItems: 1, maxItems: MOST_MAILS, description: 'One mail goes to each' }),
  message: Type.Optional(Nullable(Type.String({ maxLength: 500, description: 'Written into the mails' }))),
  ...options,
});
export type MailShareBody = Static<typeof MailShareBody>;

const LINK = 'The link, with the token behind `#`; it is shown this once';

export const CreatedShareAnswer = One(
  Type.Object({
    link: Type.String({ description: LINK }),
    id: Type.Integer(),
    token: Type.String({ description: 'What guests send as `?token=` or `x-share-token`' }),
    permission: Permission,
    expires_at: NullableTimestamp,
    has_password: Type.Boolean(),
  }),
);

export const MailedShareAnswer = One(
  Type.Object({
    link: Type.String({ description: LINK }),
    emails_sent: Type.Array(Type.String(), { description: 'Addresses that a mail is on its way to' }),
    success: Type.Boolean(),
    id: Type.Integer(),
    permission: Permission,
    expires_at: NullableTimestamp,
    has_password: Type.Boolean(),
  }),
);

export const ListSharesQuery = Type.Object(PageQuery);
export type ListSharesQuery = Static<typeof ListSharesQuery>;

export const ShareList = Many(
  Type.Object({
    id: Type.Integer(),
    name: Nullable(Type.String()),
    permission: Permission,
    created_by: Nullable(Type.String({ description: '`user:3` or `key:12`; null: somebody who is gone' })),
    created_at: Timestamp,
    expires_at: NullableTimestamp,
    is_expired: Type.Boolean(),
    has_password: Type.Boolean(),
    last_used_at: NullableTimestamp,
    use_count: Type.Integer({ description: 'How often it was used; what happens within a minute counts once' }),
  }),
);

export const ShareParams = Type.Object({
  ...DocumentParams.properties,
  share_id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
});
export type ShareParams = Static<typeof ShareParams>;
