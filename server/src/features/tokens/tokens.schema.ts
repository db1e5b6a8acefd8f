import { type Static, Type } from 'typebox';
import { DualOne, Many, Nullable, NullableTimestamp, PageQuery, Timestamp } from '../../platform/http/envelope.ts';

const TokenFields = {
  id: Type.Integer(),
  name: Type.String(),
  type: Type.String({ description: 'batch, realtime or reseller' }),
  key_preview: Type.String({ description: 'The beginning and the end of the key' }),
  user_id: Nullable(Type.Integer({ description: 'Who made it: it works as long as they may sign in' })),
  created_at: Timestamp,
  expires_at: NullableTimestamp,
  last_used_at: NullableTimestamp,
};

export const CreateTokenBody = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000-\\u001f]*$' }),
  type: Type.Enum(['batch', 'realtime', 'reseller']),
  expires_in_years: Type.Optional(
    Type.Unsafe<1 | 2 | 5>({ type: 'integer', enum: [1, 2, 5], description: 'Without it and expires_at: never' }),
  ),
  expires_at: Type.Optional(Type.String({ format: 'date-time' })),
});
export type CreateTokenBody = Static<typeof CreateTokenBody>;

export const TokenParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) });
export const ListTokensQuery = Type.Object(PageQuery);
export type ListTokensQuery = Static<typeof ListTokensQuery>;

export const TokenList = Many(Type.Object(TokenFields));
export const CreatedTokenAnswer = DualOne({
  ...TokenFields,
  key: Type.String({ description: 'Shown this once' }),
});
