import { type Static, Type } from 'typebox';
import { Nullable } from '../../platform/http/envelope.ts';

/** A hundred hours: longer than any recording, with room for timecodes that begin at ten o'clock. */
const Milliseconds = Type.Integer({ minimum: 0, maximum: 360_000_000 });

/** Limits of captions (reference 11.2); null switches one off, what is left out is that of the profile. */
export const CaptionLimits = Type.Object({
  profile: Type.Optional(Type.Enum(['default', 'netflix', 'bbc', 'social'])),
  max_line_length: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 200 }))),
  max_line_words: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 100 }))),
  max_segment_duration: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 200_000 }))),
  max_segment_lines: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 20 }))),
  max_segment_words: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 1_000 }))),
  max_silence_between_words: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 200_000 }))),
  min_segment_gap: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
});
export type CaptionLimits = Static<typeof CaptionLimits>;

/** `[word, start, stop, confidence]`, times in milliseconds. */
const Word = Type.Unsafe<[string, number, number, number | null]>({
  type: 'array',
  prefixItems: [
    { type: 'string', maxLength: 1_000, pattern: '^[^\\u0000]*$' },
    Milliseconds,
    Milliseconds,
    { type: ['number', 'null'] },
  ],
  minItems: 4,
  maxItems: 4,
});

/** PostgreSQL cannot store a NUL. */
const WITHOUT_NUL = '^[^\\u0000]*$';

export const SegmentFields = {
  id: Type.Optional(Type.String({ pattern: '^[\\w-]{1,64}$' })),
  start: Milliseconds,
  stop: Milliseconds,
  speaker: Type.Optional(Nullable(Type.String({ maxLength: 200, pattern: WITHOUT_NUL }))),
  text: Type.String({ maxLength: 100_000, pattern: WITHOUT_NUL }),
  words: Type.Optional(Type.Array(Word)),
};
const Segment = Type.Object(SegmentFields);
export type SegmentBody = Static<typeof Segment>;

const Speakers = Type.Unsafe<Record<string, string>>({
  type: 'object',
  additionalProperties: { type: 'string', maxLength: 200 },
  maxProperties: 200,
});
const Metadata = Type.Object({
  language: Type.Optional(Type.String({ maxLength: 100 })),
  speakers: Type.Optional(Speakers),
});

/** DocumentTranscriptV1 and DocumentSubtitleV1 (reference 11.3). */
export const TranscriptContent = Type.Object({
  document_type: Type.Literal('document'),
  version: Type.Literal(1),
  metadata: Metadata,
  content: Type.Object({ paragraphs: Type.Array(Segment, { maxItems: 200_000 }) }),
});
export const CaptionContent = Type.Object({
  document_type: Type.Literal('caption'),
  version: Type.Literal(1),
  metadata: Metadata,
  content: Type.Object({ segments: Type.Array(Segment, { maxItems: 200_000 }) }),
});
/** The array of the first documented API: `[{ start, stop, speaker, text }]`. */
export const BareContent = Type.Array(Segment, { maxItems: 200_000 });
export const Content = Type.Union([TranscriptContent, CaptionContent, BareContent]);
export type Content = Static<typeof Content>;

/** The segments of a body in any of the accepted shapes. */
export function segmentsOf(content: Content): SegmentBody[] {
  if (Array.isArray(content)) return content;
  return content.document_type === 'caption' ? content.content.segments : content.content.paragraphs;
}
