import { type Static, Type } from 'typebox';
import { Nullable } from '../../../platform/http/envelope.ts';
import { WebhookHeaders, WebhookMethod } from '../../webhooks/index.ts';

export const MergeBody = Type.Object({
  documents: Type.Array(
    Type.Object({
      session_id: Type.String(),
      document_id: Type.String(),
      offset_ms: Type.Optional(
        Nullable(
          Type.Integer({
            minimum: 0,
            maximum: 360_000_000,
            description: 'Where it begins in the whole; default: behind the one before it',
          }),
        ),
      ),
    }),
    { minItems: 2, maxItems: 100, description: 'Of one type, in order' },
  ),
  folder_id: Type.Optional(
    Nullable(Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Default: that of the first recording' })),
  ),
  filename: Type.Optional(Nullable(Type.String({ maxLength: 200, pattern: '^[^\\u0000-\\u001f]*$' }))),
  gap_ms: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 3_600_000, default: 0, description: 'Between one recording and the next' }),
  ),
  separate_speakers: Type.Optional(
    Type.Boolean({
      default: true,
      description: 'S1 of one recording is somebody else than S1 of the next, unless they have the same name',
    }),
  ),
  webhook_url: Type.Optional(Nullable(Type.String())),
  webhook_method: Type.Optional(WebhookMethod),
  webhook_headers: Type.Optional(Nullable(WebhookHeaders)),
});
export type MergeBody = Static<typeof MergeBody>;
