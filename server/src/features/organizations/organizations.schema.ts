import { type Static, Type } from 'typebox';
import { DualOne, Nullable, Timestamp } from '../../platform/http/envelope.ts';
import { OneLine } from '../../platform/http/one-line.ts';

const Name = OneLine(200, { description: 'What it is called, in mails too' });
const BrandColor = Nullable(Type.String({ pattern: '^#[0-9a-fA-F]{6}$', description: '`#rrggbb`' }));

export const OrganizationAnswer = DualOne({
  id: Type.Integer(),
  name: Type.String(),
  diarization: Type.Boolean({ description: 'Whether speakers are told apart where a session does not say' }),
  brand_color: BrandColor,
  logo_url: Nullable(Type.String({ description: 'A public address that stays until the picture is replaced' })),
  require_mfa: Type.Boolean({ description: 'Whoever has no second factor can only set one up' }),
  sso_domains: Type.Array(Type.String(), {
    description: 'Whoever signs in at an identity provider with an address there may join',
  }),
  user_count: Type.Integer({ description: 'Everybody: active, deactivated and invited' }),
  active_user_count: Type.Integer(),
  invited_user_count: Type.Integer(),
  created_at: Timestamp,
  last_modified: Timestamp,
});

export const UpdateOrganizationBody = Type.Object({
  name: Type.Optional(Name),
  diarization: Type.Optional(Type.Boolean()),
  brand_color: Type.Optional(BrandColor),
  require_mfa: Type.Optional(Type.Boolean()),
  sso_domains: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 255 }), { maxItems: 20 })),
});
export type UpdateOrganizationBody = Static<typeof UpdateOrganizationBody>;
