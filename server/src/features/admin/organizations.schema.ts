import { type Static, Type } from 'typebox';
import { DualOne, Many, NullableTimestamp, PageQuery, Timestamp } from '../../platform/http/envelope.ts';
import { RATE_PROFILE_NAMES } from '../../platform/rate-limits/profiles.ts';

const NAME_PATTERN = '^[^\\u0000-\\u001f\\u007f]*[^\\s\\u0000-\\u001f\\u007f][^\\u0000-\\u001f\\u007f]*$';
const Name = Type.String({ minLength: 1, maxLength: 200, pattern: NAME_PATTERN });
const PersonName = Type.String({ maxLength: 100, pattern: '^[^\\u0000-\\u001f\\u007f]*$' });
const Profile = Type.Enum([...RATE_PROFILE_NAMES], { description: 'Limits: GET /api/v3/limits' });
const NullableProfile = Type.Unsafe<(typeof RATE_PROFILE_NAMES)[number] | null>({
  type: ['string', 'null'],
  enum: [...RATE_PROFILE_NAMES, null],
  description: 'Null: that of the installation',
});

export const OrganizationParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) });

export const ListOrganizationsQuery = Type.Object({
  ...PageQuery,
  q: Type.Optional(Type.String({ maxLength: 200, description: 'Part of the name' })),
  status: Type.Optional(
    Type.Enum(['active', 'suspended', 'deleted'], { description: 'Without it: all but the deleted' }),
  ),
  sort: Type.Optional(Type.Enum(['name', 'created_at', 'id'], { description: 'Default created_at' })),
  direction: Type.Optional(Type.Enum(['asc', 'desc'], { description: 'Default desc' })),
});
export type ListOrganizationsQuery = Static<typeof ListOrganizationsQuery>;

export const CreateOrganizationBody = Type.Object({
  name: Name,
  email: Type.String({
    format: 'email',
    maxLength: 254,
    description: 'Of its first administrator, who is invited',
    examples: ['administrator@customer.example'],
  }),
  first_name: Type.Optional(PersonName),
  last_name: Type.Optional(PersonName),
  rate_profile: Type.Optional(Profile),
});
export type CreateOrganizationBody = Static<typeof CreateOrganizationBody>;

export const UpdateOrganizationBody = Type.Object({
  name: Type.Optional(Name),
  rate_profile: Type.Optional(NullableProfile),
  is_suspended: Type.Optional(
    Type.Boolean({ description: 'True: within a second none of its keys and logins works; nothing is deleted' }),
  ),
});
export type UpdateOrganizationBody = Static<typeof UpdateOrganizationBody>;

export const DeleteOrganizationBody = Type.Object({
  confirm: Type.String({ maxLength: 200, description: 'Its name, exactly' }),
});
export type DeleteOrganizationBody = Static<typeof DeleteOrganizationBody>;

const Fields = {
  id: Type.Integer(),
  name: Type.String(),
  rate_profile: NullableProfile,
  created_at: Timestamp,
  is_suspended: Type.Boolean(),
  suspended_at: NullableTimestamp,
  deleted_at: NullableTimestamp,
  erased_at: Type.Unsafe<Date | null>({
    type: ['string', 'null'],
    format: 'date-time',
    description: 'When nothing was left of a deleted one but what billing keeps',
  }),
  people: Type.Integer(),
  sessions: Type.Integer({ description: 'Ever made' }),
  hours: Type.Number({ description: 'Of audio, ever transcribed' }),
};
export const OrganizationView = Type.Object(Fields);
export type OrganizationView = Static<typeof OrganizationView>;
export const OrganizationAnswer = DualOne(Fields);
export const OrganizationList = Many(OrganizationView);
