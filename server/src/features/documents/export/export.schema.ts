import { type Static, Type } from 'typebox';
import { CAPTION_PROFILES } from '../../../captions/index.ts';
import { Nullable } from '../../../platform/http/envelope.ts';
import { CaptionContent, TranscriptContent } from '../../document-store/index.ts';
import { DocumentFields } from '../documents.schema.ts';

/** TTML has profiles of its own; the others say by which rules a transcript is captioned. */
export const PROFILES = ['imsc1.1', 'ebu-tt-d', ...CAPTION_PROFILES] as const;

const options = {
  format: Type.Optional(
    Type.String({
      maxLength: 100,
      default: 'json',
      description: 'json, txt, srt, vtt, sbv, ttml, stl, html, csv, docx, pdf, template or media',
    }),
  ),
  without_timestamps: Type.Optional(Type.Boolean({ description: 'Where a format can do without' })),
  without_speakers: Type.Optional(Type.Boolean()),
  template_id: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'For docx, pdf and template' }),
  ),
  profile: Type.Optional(
    Type.Enum([...PROFILES], {
      description:
        'imsc1.1 (default) or ebu-tt-d for ttml; by which rules a transcript is captioned: default, netflix, bbc, social',
    }),
  ),
  frame_rate: Type.Optional(
    Type.Unsafe<25 | 30>({ type: 'integer', enum: [25, 30], description: 'Of stl; default 25' }),
  ),
  revision: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'An earlier one' })),
  version: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 1,
      description: '0: json of captions is the bare array of the first documented API',
    }),
  ),
};

export const ExportQuery = Type.Object({
  ...options,
  direct_download: Type.Optional(
    Type.Boolean({ description: 'Answers a link to the file that needs no key, for an hour', default: false }),
  ),
  token: Type.Optional(
    Type.String({ maxLength: 200, description: 'Of a link, instead of a key: answers what `getSharedDocument` does' }),
  ),
});
export type ExportQuery = Static<typeof ExportQuery>;

/** Of a link that `direct_download` gave. */
export const DownloadQuery = Type.Object({
  ...options,
  expires: Type.Integer({ minimum: 0, maximum: 99_999_999_999 }),
  signature: Type.String({ maxLength: 100 }),
});
export type DownloadQuery = Static<typeof DownloadQuery>;

/** The same for content and for links (reference 11.4). */
export const ExportedDocument = Type.Object({
  count: Type.Integer(),
  total_results: Type.Integer(),
  result: Type.Object({
    download_url: Nullable(Type.String()),
    expires_in: Nullable(Type.Integer({ description: 'Seconds' })),
    document: Type.Unsafe<object | null>({
      description: 'DocumentTranscriptV1 or DocumentSubtitleV1; null when a link was asked for',
      anyOf: [{ type: 'null' }, TranscriptContent, CaptionContent, { type: 'array', items: {} }],
    }),
    content_type: Type.String(),
    size_bytes: Nullable(Type.Integer()),
    ...DocumentFields,
  }),
});
