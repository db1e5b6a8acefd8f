import type { Ctx } from '../../../context.ts';
import type { WordPlace } from '../../../platform/comment-tables.ts';
import { AppError } from '../../../platform/errors.ts';
import type { StoredWord } from '../../../platform/tables.ts';
import {
  type DocumentRow,
  findRevisionSegments,
  listSegmentsAround,
  listSegmentsByName,
  type SegmentRow,
} from '../../document-store/index.ts';
import type { SessionRow } from '../../sessions/index.ts';
import type { CreateCommentBody } from '../comments.schema.ts';

/** Characters that are kept of what a comment is about. */
const MOST_QUOTED = 300;
/** Segments that are looked through for the first or last word of a range: neighbours may overlap it without any word in it. */
const LOOKED_THROUGH = 8;

/** Where a new comment stands, as columns; of the whole document, none. */
export interface Placing {
  kind?: 'range' | 'segment';
  start_ms?: number;
  stop_ms?: number;
  segment_id?: string | null;
  quote?: string | null;
  place?: string | null;
  home?: string | null;
}

/**
 * Finds the words that a comment is about in the present revision of its document.
 *
 * @throws AppError `validation_error` for a segment that the document has not, and a time that is none
 */
export async function placeComment(
  ctx: Ctx,
  document: DocumentRow,
  session: Pick<SessionRow, 'duration'>,
  { start, stop, segment_id }: Pick<CreateCommentBody, 'start' | 'stop' | 'segment_id'>,
): Promise<Placing> {
  const range = rangeOf({ start, stop }, session.duration);
  if (segment_id != null) return inSegment(await requireSegment(ctx, document, segment_id), range);
  if (!range) return {};
  const revision = { organization_id: document.organization_id, document: document.id, number: document.revision };
  const [first, last] = await Promise.all(
    (['first', 'last'] as const).map((end) => listSegmentsAround(ctx.db, revision, { ...range, end }, LOOKED_THROUGH)),
  );
  const from = firstWord(first ?? [], range);
  const to = firstWord(last ?? [], range, 'backwards');
  const times = { kind: 'range' as const, start_ms: range.start, stop_ms: range.stop };
  // In a silence: nothing that could move.
  if (!from || !to) return times;
  const place = placeOf(from, to);
  const between = new Map([...(first ?? []), ...(last ?? [])].map((row) => [row.id, row]));
  return { ...times, segment_id: from.row.segment_id, quote: quoteOf([...between.values()], place), ...stored(place) };
}

interface Range {
  /** Milliseconds. */
  start: number;
  stop: number;
}

/** @param duration of the media in seconds; 0 while it is not known */
function rangeOf({ start, stop }: Pick<CreateCommentBody, 'start' | 'stop'>, duration: number): Range | undefined {
  if (start == null) {
    if (stop == null) return undefined;
    throw invalid('start', 'is missing: a time begins somewhere');
  }
  const range = { start, stop: stop ?? start };
  if (range.stop < start) throw invalid('stop', 'is before start');
  const end = Math.ceil(duration * 1_000);
  if (duration > 0 && range.stop > end)
    throw invalid(stop == null ? 'start' : 'stop', `is behind the end of the media (${end})`);
  return range;
}

async function requireSegment(ctx: Ctx, document: DocumentRow, name: string): Promise<SegmentRow> {
  const { organization_id, id, revision } = document;
  const rows = await findRevisionSegments(ctx.db, { organization_id, document: id, number: revision });
  const segment = (await listSegmentsByName(ctx.db, document, [name], rows ?? [])).get(name);
  if (!segment) throw invalid('segment_id', 'names no paragraph or caption of the present revision');
  return segment;
}

function inSegment(row: SegmentRow, range: Range | undefined): Placing {
  const { segment_id, start_ms, stop_ms, words } = row;
  const whole = placeOf({ row, word: 0 }, { row, word: words.length - 1 });
  const all = { kind: 'segment' as const, segment_id, quote: quoteOf([row], whole), ...stored(whole) };
  if (!range) return { ...all, start_ms, stop_ms };
  if (range.start > stop_ms || range.stop < start_ms) throw invalid('start', 'lies outside of that segment');
  const times = { start_ms: range.start, stop_ms: range.stop };
  const [from, to] = [firstWord([row], range), firstWord([row], range, 'backwards')];
  if (!from || !to) return { ...all, ...times };
  const place = placeOf(from, to);
  return { kind: 'range', segment_id, quote: quoteOf([row], place), ...times, ...stored(place) };
}

interface Found {
  row: SegmentRow;
  word: number;
}

/** Of segments in order, the word of a range that comes first; backwards, of segments in reverse order the last. */
function firstWord(rows: readonly SegmentRow[], range: Range, direction?: 'backwards'): Found | undefined {
  for (const row of rows) {
    const inRange = (word: StoredWord) => touches(word, range);
    const word = direction ? row.words.findLastIndex(inRange) : row.words.findIndex(inRange);
    if (word >= 0) return { row, word };
  }
  return undefined;
}

const touches = ([, from, to]: StoredWord, { start, stop }: Range) =>
  start === stop ? from <= start && start < Math.max(to, from + 1) : from < stop && to > start;

const placeOf = (from: Found, to: Found): WordPlace => ({
  ...{ from_row: from.row.id, from_word: from.word, to_row: to.row.id, to_word: to.word },
});

const stored = (place: WordPlace) => ({ place: JSON.stringify(place), home: JSON.stringify(place) });

/** The first of the words, as far as they were read. */
function quoteOf(rows: readonly SegmentRow[], { from_row, from_word, to_row, to_word }: WordPlace): string | null {
  const first = rows.find(({ id }) => id === from_row);
  const words =
    first?.words.slice(from_word, from_row === to_row ? to_word + 1 : undefined).map(([word]) => word) ?? [];
  const quote = words.join(' ');
  const isWhole = from_row === to_row && quote.length <= MOST_QUOTED;
  if (quote === '') return null;
  return isWhole ? quote : `${quote.slice(0, MOST_QUOTED).toWellFormed()} …`;
}

const invalid = (field: string, issue: string) =>
  new AppError('validation_error', { detail: `${field} ${issue}.`, details: { field, issue } });
