import { Type } from 'typebox';
import { Nullable, NullableTimestamp, One, Timestamp } from '../../platform/http/envelope.ts';

export const FileParams = Type.Object({ file_id: Type.String({ description: '32 lower-case hex characters' }) });

export const FileAnswer = One(
  Type.Object({
    id: Type.String(),
    session_id: Nullable(Type.String({ description: 'Null until the upload is complete' })),
    metadata: Type.Unsafe<Record<string, string | null>>({
      type: 'object',
      additionalProperties: { type: ['string', 'null'] },
    }),
    size: Nullable(Type.Integer({ description: 'Bytes' })),
    sha256: Nullable(Type.String({ description: 'Hex, of the whole file; null until the upload is complete' })),
    created_at: Timestamp,
    completed_at: NullableTimestamp,
    expires_at: NullableTimestamp,
  }),
);
