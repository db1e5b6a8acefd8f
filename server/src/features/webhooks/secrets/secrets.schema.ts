import { Type } from 'typebox';
import { DualOne, Many, NullableTimestamp, Timestamp } from '../../../platform/http/envelope.ts';

const SecretFields = {
  id: Type.Integer(),
  preview: Type.String({ description: 'The beginning and the end of the secret' }),
  created_at: Timestamp,
  expires_at: { ...NullableTimestamp, description: 'Until when a rotated secret still signs; null for the newest' },
};

export const SecretList = Many(Type.Object(SecretFields));
export const CreatedSecretAnswer = DualOne({
  ...SecretFields,
  secret: Type.String({ description: 'Shown this once', examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] }),
});
export const SecretParams = Type.Object({ secret_id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) });
