import { type Static, Type } from 'typebox';
import { Nullable, One, Timestamp } from '../../platform/http/envelope.ts';
import { WebhookHeaders, WebhookMethod } from '../webhooks/index.ts';

/** Printable text without control characters; PostgreSQL could not store a NUL. */
const Filename = Type.String({ maxLength: 200, pattern: '^[^\\u0000-\\u001f]*$' });

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

export const CreateDocumentBody = Type.Object({
  document_type: Type.Optional(Type.Enum(['caption', 'document', 'transcript'])),
  document_id: Type.Optional(
    Type.String({ format: 'uuid', description: 'Copies this document instead of making one' }),
  ),
  source_document_id: Type.Optional(Type.String({ format: 'uuid', description: 'The same as `document_id`' })),
  filename: Type.Optional(Nullable(Filename)),
  ...CaptionLimits.properties,
  webhook_url: Type.Optional(Nullable(Type.String())),
  webhook_method: Type.Optional(WebhookMethod),
  webhook_headers: Type.Optional(Nullable(WebhookHeaders)),
});
export type CreateDocumentBody = Static<typeof CreateDocumentBody>;

/** `[word, start, stop, confidence]`, times in milliseconds. */
const Word = Type.Unsafe<[string, number, number, number | null]>({
  type: 'array',
  prefixItems: [{ type: 'string', maxLength: 1_000 }, Milliseconds, Milliseconds, { type: ['number', 'null'] }],
  minItems: 4,
  maxItems: 4,
});

const Segment = Type.Object({
  id: Type.Optional(Type.String({ pattern: '^[\\w-]{1,64}$' })),
  start: Milliseconds,
  stop: Milliseconds,
  speaker: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
  text: Type.String({ maxLength: 100_000 }),
  words: Type.Optional(Type.Array(Word)),
});
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
export const Content = Type.Union([TranscriptContent, CaptionContent, Type.Array(Segment, { maxItems: 200_000 })]);
export type Content = Static<typeof Content>;

export const UpdateDocumentBody = Type.Object({
  filename: Type.Optional(Nullable(Filename)),
  document: Type.Optional(Content),
  /** What the printed reference calls the bare array by mistake; taken for `document`. */
  document_type: Type.Optional(Type.Union([Type.Array(Segment, { maxItems: 200_000 }), Type.String()])),
  timecode_offset: Type.Optional(
    Nullable(Type.String({ maxLength: 20, description: '`HH:MM:SS.mmm`, or `HH:MM:SS:FF` at 25 frames a second' })),
  ),
  use_plain_document: Type.Optional(Type.Union([Type.Boolean(), Type.Enum(['true', 'false'])])),
  plain_document_changed: Type.Optional(Type.Union([Type.Boolean(), Type.Enum(['true', 'false'])])),
});
export type UpdateDocumentBody = Static<typeof UpdateDocumentBody>;

export const DocumentParams = Type.Object({
  session_id: Type.String({ description: '26 lower-case hex characters' }),
  document_id: Type.String({ format: 'uuid' }),
});

/** What every answer about a document tells, without its text. */
export const DocumentFields = {
  id: Type.String({ format: 'uuid' }),
  created: Timestamp,
  last_modified: Timestamp,
  filename: Nullable(Type.String()),
  type: Type.String({ description: 'document or caption' }),
  language: Type.String(),
  timecode_offset: Type.String({ description: '`HH:MM:SS.mmm`' }),
  finished: Type.Boolean(),
  use_plain_document: Type.Boolean(),
  plain_document_changed: Type.Boolean(),
  revision: Type.Integer({ description: 'Number of the current revision, which is the ETag' }),
};
export const DocumentSummary = Type.Object(DocumentFields);
export const DocumentAnswer = One(DocumentSummary);
