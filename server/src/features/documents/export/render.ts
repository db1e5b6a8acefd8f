import { Readable } from 'node:stream';
import { writeCsv } from '../../../captions/formats/csv.ts';
import { writeHtml } from '../../../captions/formats/html.ts';
import { writeSbv } from '../../../captions/formats/sbv.ts';
import type { Segment, WriteOptions } from '../../../captions/formats/segment.ts';
import { writeSrt } from '../../../captions/formats/srt.ts';
import { writeStl } from '../../../captions/formats/stl.ts';
import { type TtmlProfile, writeTtml } from '../../../captions/formats/ttml.ts';
import { writeTxt } from '../../../captions/formats/txt.ts';
import { writeVtt } from '../../../captions/formats/vtt.ts';
import { CAPTION_PROFILES, type CaptionProfile, captionRules } from '../../../captions/index.ts';
import type { Ctx } from '../../../context.ts';
import { renderOffice } from '../../../office/index.ts';
import {
  buildCaptions,
  contentFrame,
  type DocumentRow,
  listSegments,
  listSegmentTexts,
  viewSegment,
} from '../../document-store/index.ts';
import { readTemplate } from '../../templates/index.ts';
import { type ExportFormat, formatFacts } from './export-formats.ts';

/** Everything an exported file depends on, besides the document. */
export interface ExportOptions {
  format: ExportFormat;
  revision: number;
  with_timestamps: boolean;
  with_speakers: boolean;
  template_id: number | null;
  profile: string | null;
  frame_rate: 25 | 30;
  version: 0 | 1;
}

/** Segments read from the database at once. */
const ROWS_AT_ONCE = 500;
/** Ten hours take some seconds. */
const OFFICE_TIMEOUT_MS = 300_000;
/** Text goes to the disk in pieces of about this many characters. */
const PIECE = 64 * 1024;

/** The bytes of an exported file. */
export function render(ctx: Ctx, document: DocumentRow, options: ExportOptions): Readable {
  return Readable.from(options.format === 'json' ? json(ctx, document, options) : file(ctx, document, options), {
    objectMode: false,
  });
}

/** Segments go from the database to the file without all being in memory. */
async function* json(ctx: Ctx, document: DocumentRow, { revision, version }: ExportOptions): AsyncGenerator<string> {
  const isBare = version === 0 && document.type === 'caption';
  const frame = isBare ? { before: '[', behind: ']' } : contentFrame(document);
  yield frame.before;
  const key = { organization_id: document.organization_id, document: document.id, number: revision };
  for (let from = 0; ; from += ROWS_AT_ONCE) {
    const rows = await listSegments(ctx.db, key, { from, limit: ROWS_AT_ONCE });
    const views = rows.map(viewSegment).map((view) => (isBare ? bare(view) : view));
    if (views.length > 0) yield (from === 0 ? '' : ',') + JSON.stringify(views).slice(1, -1);
    if (rows.length < ROWS_AT_ONCE) break;
  }
  yield frame.behind;
}

const bare = ({ start, stop, speaker, text }: ReturnType<typeof viewSegment>) => ({ start, stop, speaker, text });

async function* file(ctx: Ctx, document: DocumentRow, options: ExportOptions): AsyncGenerator<string | Uint8Array> {
  const segments = await readSegments(ctx, document, options);
  const write = {
    language: document.language,
    title: document.filename ?? document.session_id,
    with_speakers: options.with_speakers,
    with_timestamps: options.with_timestamps,
  };
  if (options.format === 'docx' || options.format === 'pdf' || options.format === 'template') {
    yield* await office(ctx, document, { ...options, format: options.format }, segments, write);
    return;
  }
  if (options.format === 'stl') {
    const { timecode_offset_ms: offset_ms, last_modified: created } = document;
    yield* writeStl(segments, { ...write, frame_rate: options.frame_rate, offset_ms, created });
    return;
  }
  let piece = '';
  for (const text of writeText(options, moved(document, segments), write)) {
    piece += text;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** By the offset of the document. */
function moved({ timecode_offset_ms: by }: DocumentRow, segments: Segment[]): Segment[] {
  if (by === 0) return segments;
  return segments.map((segment) => ({
    ...segment,
    start_ms: segment.start_ms + by,
    end_ms: segment.end_ms + by,
  }));
}

/** Written in a thread of its own, after a template if one is given. */
async function office(
  ctx: Ctx,
  document: DocumentRow,
  { format, template_id }: ExportOptions & { format: 'docx' | 'pdf' | 'template' },
  segments: Segment[],
  write: WriteOptions,
): Promise<Readable> {
  const template = template_id === null ? undefined : await readTemplate(ctx, document.organization_id, template_id);
  return renderOffice({
    format: format === 'pdf' ? 'pdf' : 'docx',
    segments: moved(document, segments),
    options: write,
    ...(template ? { template: template.docx } : {}),
    facts: { created: document.created.toISOString() },
    signal: AbortSignal.timeout(OFFICE_TIMEOUT_MS),
  });
}

function writeText(options: ExportOptions, segments: Segment[], write: WriteOptions): Iterable<string> {
  switch (options.format) {
    case 'srt':
      return writeSrt(segments, write);
    case 'vtt':
      return writeVtt(segments, write);
    case 'sbv':
      return writeSbv(segments, write);
    case 'ttml': {
      const profile: TtmlProfile = options.profile === 'ebu-tt-d' ? 'ebu-tt-d' : 'imsc1.1';
      return writeTtml(segments, { ...write, profile });
    }
    case 'html':
      return writeHtml(segments, write);
    case 'csv':
      return writeCsv(segments, write);
    default:
      return writeTxt(segments, write);
  }
}

/** What files show: names instead of labels, and captions where a transcript goes into a file of captions. */
async function readSegments(ctx: Ctx, document: DocumentRow, options: ExportOptions): Promise<Segment[]> {
  const key = { organization_id: document.organization_id, document: document.id, number: options.revision };
  const shown = (formatFacts(options.format).isCaptions ?? false) && document.type === 'document';
  const segments = shown
    ? await buildCaptions(
        await listSegments(ctx.db, key, { from: 0, limit: 1_000_000 }),
        captionRules(captionProfile(options.profile), document.language),
        document.language,
      )
    : await listSegmentTexts(ctx.db, key);
  return segments.map(({ start_ms, stop_ms, speaker, text }) => ({
    start_ms,
    end_ms: stop_ms,
    speaker: speaker === null ? null : (document.speakers[speaker] ?? speaker),
    text,
  }));
}

const captionProfile = (profile: string | null): CaptionProfile =>
  CAPTION_PROFILES.find((name) => name === profile) ?? 'default';
