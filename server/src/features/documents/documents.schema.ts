import { type Static, Type } from 'typebox';
import { Many, Nullable, One, Timestamp } from '../../platform/http/envelope.ts';
import { BareContent, CaptionLimits, Content, SegmentFields } from '../document-store/index.ts';
import { WebhookHeaders, WebhookMethod } from '../webhooks/index.ts';

/** Printable text without control characters. */
const Filename = Type.String({ maxLength: 200, pattern: '^[^\\u0000-\\u001f]*$' });

export const DocumentParams = Type.Object({
  session_id: Type.String({ description: '26 lower-case hex characters' }),
  document_id: Type.String({ description: 'UUID' }),
});
export type DocumentParams = Static<typeof DocumentParams>;

export const CreateDocumentBody = Type.Object({
  document_type: Type.Optional(
    Type.Enum(['caption', 'document', 'transcript'], {
      description: 'Default document; of a copy, that of its source',
    }),
  ),
  document_id: Type.Optional(Type.String({ description: 'Copies this document, of any session of this key' })),
  source_document_id: Type.Optional(Type.String({ description: 'The same as `document_id`' })),
  filename: Type.Optional(Nullable(Filename)),
  ...CaptionLimits.properties,
  document: Type.Optional(Content),
  webhook_url: Type.Optional(Nullable(Type.String())),
  webhook_method: Type.Optional(WebhookMethod),
  webhook_headers: Type.Optional(Nullable(WebhookHeaders)),
});
export type CreateDocumentBody = Static<typeof CreateDocumentBody>;

/** What can be said of a file, in the query or in the fields of a form. */
export const ImportQuery = Type.Object({
  document_type: CreateDocumentBody.properties.document_type,
  filename: Type.Optional(Filename),
  profile: CaptionLimits.properties.profile,
});

/** Some clients send `"false"`. */
const Flag = Type.Union([Type.Boolean(), Type.Enum(['true', 'false'])]);

/** One change of a paragraph or caption, so that nobody need send all of them back. */
const Change = Type.Object(
  {
    ...Type.Partial(Type.Object(SegmentFields)).properties,
    delete: Type.Optional(Type.Boolean({ description: 'Takes the segment `id` out' })),
    after: Type.Optional(
      Nullable(Type.String({ description: 'A new segment goes behind this one, with null to the beginning' })),
    ),
  },
  { description: 'With `id`: what changes about that segment. Without: a new one, with `start`, `stop` and `text`.' },
);
export type Change = Static<typeof Change>;

export const UpdateDocumentBody = Type.Object({
  filename: Type.Optional(Nullable(Filename)),
  document: Type.Optional(Content),
  document_type: Type.Optional(
    Type.Union([BareContent, Type.String()], { description: 'An array here is taken for `document`' }),
  ),
  changes: Type.Optional(Type.Array(Change, { minItems: 1, maxItems: 2_000 })),
  timecode_offset: Type.Optional(
    Nullable(
      Type.String({
        maxLength: 20,
        description: '`HH:MM:SS.mmm`, or `HH:MM:SS:FF` with 25 frames a second; added to the times of exported files',
      }),
    ),
  ),
  use_plain_document: Type.Optional(Flag),
  plain_document_changed: Type.Optional(Flag),
});
export type UpdateDocumentBody = Static<typeof UpdateDocumentBody>;

export const IfMatch = Type.Object({
  'if-match': Type.Optional(
    Type.String({
      description:
        'ETag of what was read: when it has changed since, edits are merged and all else is refused with 412',
      maxLength: 200,
    }),
  ),
});

/** What every answer about a document tells, without its text. */
export const DocumentFields = {
  id: Type.String({ format: 'uuid' }),
  session_id: Type.String(),
  created: Timestamp,
  last_modified: Timestamp,
  filename: Nullable(Type.String()),
  type: Type.String({ description: 'document or caption' }),
  language: Nullable(Type.String()),
  timecode_offset: Nullable(Type.String({ description: '`HH:MM:SS.mmm`' })),
  finished: Nullable(Type.Boolean()),
  use_plain_document: Nullable(Type.Boolean()),
  plain_document_changed: Nullable(Type.Boolean()),
  revision: Type.Integer({ description: 'Number of the present revision; the ETag is the same in quotes' }),
};
export const DocumentSummary = Type.Object(DocumentFields);
export const DocumentAnswer = One(DocumentSummary);
/** After an edit. */
export const EditedDocumentAnswer = One(
  Type.Object({
    ...DocumentFields,
    merged: Type.Optional(
      Type.Boolean({ description: 'Others had written since the revision of `If-Match`: read the document again' }),
    ),
  }),
);
export const DocumentList = Many(DocumentSummary);

export const CreatedDocumentAnswer = One(
  Type.Object({
    ...DocumentFields,
    repairs: Type.Optional(
      Type.Array(Type.String(), { description: 'What had to be mended in an imported file, a sentence each' }),
    ),
  }),
);

export const StatusQuery = Type.Object({
  status: Type.Optional(Type.Boolean({ description: 'Default true', default: true })),
});
