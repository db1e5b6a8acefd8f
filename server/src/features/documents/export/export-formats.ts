import { AppError } from '../../../platform/errors.ts';

const OFFICE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

interface Format {
  content_type: string;
  extension: string;
  /** Made of short lines with times: a transcript is captioned for it. */
  isCaptions?: boolean;
}

/** What a document can be exported as (reference section 12). */
export const FORMATS = {
  json: { content_type: 'application/json; charset=utf-8', extension: 'json' },
  txt: { content_type: 'text/plain; charset=utf-8', extension: 'txt' },
  srt: { content_type: 'application/x-subrip; charset=utf-8', extension: 'srt', isCaptions: true },
  vtt: { content_type: 'text/vtt; charset=utf-8', extension: 'vtt', isCaptions: true },
  sbv: { content_type: 'text/plain; charset=utf-8', extension: 'sbv', isCaptions: true },
  ttml: { content_type: 'application/ttml+xml; charset=utf-8', extension: 'ttml', isCaptions: true },
  stl: { content_type: 'application/octet-stream', extension: 'stl', isCaptions: true },
  html: { content_type: 'text/html; charset=utf-8', extension: 'html' },
  csv: { content_type: 'text/csv; charset=utf-8', extension: 'csv' },
  docx: { content_type: OFFICE, extension: 'docx' },
  pdf: { content_type: 'application/pdf', extension: 'pdf' },
  template: { content_type: OFFICE, extension: 'docx' },
} as const satisfies Record<string, Format>;

export type ExportFormat = keyof typeof FORMATS;

export const formatFacts = (format: ExportFormat): Format => FORMATS[format];

/** @throws AppError `invalid_format` naming those there are */
export function requireFormat(given: string): ExportFormat | 'media' {
  const format = given.toLowerCase();
  if (format === 'media' || Object.hasOwn(FORMATS, format)) return format as ExportFormat | 'media';
  throw new AppError('invalid_format', {
    detail: `"${given.slice(0, 40)}" is none of ${[...Object.keys(FORMATS), 'media'].join(', ')}.`,
    details: { field: 'format', issue: 'unknown' },
  });
}
