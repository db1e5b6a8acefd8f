import { type Static, Type } from 'typebox';
import { DualOne, Many, PageQuery, Timestamp } from '../../platform/http/envelope.ts';
import { OneLine } from '../../platform/http/one-line.ts';

const Key = { ...OneLine(100, { description: 'Unique for each person' }), minLength: 1 };
const Value = Type.Unknown({ description: 'Any JSON, up to 64 KB and 100 levels deep' });

export const PreferenceParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) });

export const CreatePreferenceBody = Type.Object({ key: Key, value: Value });
export type CreatePreferenceBody = Static<typeof CreatePreferenceBody>;

export const UpdatePreferenceBody = Type.Object({ key: Type.Optional(Key), value: Value });
export type UpdatePreferenceBody = Static<typeof UpdatePreferenceBody>;

const PreferenceFields = {
  id: Type.Integer(),
  key: Type.String(),
  value: Value,
  created_at: Timestamp,
  last_modified: Timestamp,
};
export const PreferenceAnswer = DualOne(PreferenceFields);
export const PreferenceList = Many(Type.Object(PreferenceFields));

export const ListPreferencesQuery = Type.Object({
  ...PageQuery,
  q: Type.Optional(Type.String({ maxLength: 100, pattern: '^[^\\u0000]*$', description: 'Text within the key' })),
  sort: Type.Optional(Type.Enum(['key', 'created_at', 'last_modified'], { description: 'Default created_at' })),
  direction: Type.Optional(Type.Enum(['asc', 'desc'], { description: 'Default desc' })),
});
export type ListPreferencesQuery = Static<typeof ListPreferencesQuery>;
