import { Type } from 'typebox';
import { Many, Nullable } from '../../platform/http/envelope.ts';

export const ModelList = Many(
  Type.Object({
    id: Type.Integer({ description: 'Position in the list; use `key` to name a model' }),
    key: Type.String({ examples: ['en-us'] }),
    language: Type.String({ examples: ['en'] }),
    name: Type.String(),
    engine: Type.String(),
    is_trainable: Type.Boolean(),
    type: Type.Integer(),
    batch: Type.Boolean(),
    realtime: Type.Boolean(),
    custom: Type.Boolean(),
    organization_id: Nullable(Type.Integer()),
    sample_rate: Type.Integer(),
    capabilities: Type.Object({
      streaming: Type.Boolean(),
      word_times: Type.Boolean(),
      word_confidence: Type.Boolean(),
      hotwords: Type.Boolean(),
      alignment: Type.Boolean(),
    }),
  }),
);
