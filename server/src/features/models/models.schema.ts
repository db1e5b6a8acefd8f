import { Type } from 'typebox';
import { Many, Nullable } from '../../platform/http/envelope.ts';

export const ModelList = Many(
  Type.Object({
    id: Type.Integer({ description: 'Position in the list; use `key` to name a model' }),
    key: Type.String({ examples: ['en-us'] }),
    language: Type.String({ examples: ['en'] }),
    languages: Type.Array(Type.String(), { description: 'All it speaks, the first first; BCP 47 in lower case' }),
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
      word_times: Type.Unsafe<'measured' | 'aligned' | 'spread'>({
        enum: ['measured', 'aligned', 'spread'],
        description:
          '`measured` by the model, `aligned` to the audio afterwards, or only `spread` over it, with no confidences',
      }),
      word_confidence: Type.Boolean(),
      hotwords: Type.Boolean(),
      punctuation: Type.Boolean({ description: 'Words come with capitals and punctuation marks' }),
      alignment: Type.Boolean(),
    }),
  }),
);
