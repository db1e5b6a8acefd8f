import { type Static, Type } from 'typebox';
import { Nullable, One } from '../../../platform/http/envelope.ts';

const Utterance = Type.Object({
  result: Type.Array(
    // A tuple: [word, start, end, confidence].
    Type.Unsafe<[string, number, number, number | null]>({
      type: 'array',
      description: '[word, start, end, confidence]',
      items: { type: ['string', 'number', 'null'] },
    }),
  ),
  speaker: Type.String({ description: '"unk" while speakers are not told apart' }),
  text: Type.String(),
  sconf: Nullable(Type.Number({ description: 'Mean confidence of the words' })),
  channel: Type.Integer({ description: '0-based' }),
});

export const ResultQuery = Type.Object({
  time_unit: Type.Optional(Type.Enum(['s', 'ms'], { description: 'Seconds (default) or whole milliseconds' })),
});
export type ResultQuery = Static<typeof ResultQuery>;

export const ResultAnswer = One(
  Type.Object({
    session_id: Type.String(),
    status: Type.String({ description: 'new, created, uploaded, processing, done or failed' }),
    filename: Nullable(Type.String()),
    duration: Type.Number({ description: 'Seconds' }),
    media_type: Nullable(Type.String({ description: 'audio or video' })),
    media_url: Nullable(Type.String()),
    error: Nullable(Type.String()),
    results: Type.Array(Utterance),
  }),
);
