import type { WordPlace } from '../../../platform/comment-tables.ts';
import type { StoredWord } from '../../../platform/tables.ts';
import type { PlacedComment } from './anchors.repo.ts';
import { bare, type Match, matchWords, type Segment, type WordMatches, type WordRef } from './match-words.ts';

/** Words that say enough to be known again in another paragraph. */
const TELLING_WORDS = 3;

/** Two revisions of a document: the rows of their segments, in order. */
export interface Change {
  before: readonly number[];
  after: readonly number[];
}

/** The same, looked up quickly. */
interface Sight {
  before: readonly number[];
  placeBefore: ReadonlyMap<number, number>;
  placeAfter: ReadonlyMap<number, number>;
  segments: ReadonlyMap<number, Segment>;
  fresh: readonly Segment[];
  freshByName: ReadonlyMap<string, Segment>;
  matches: WordMatches;
}

const placesOf = (rows: readonly number[]) => new Map(rows.map((row, at) => [row, at]));

/** Rows that have to be read to move comments: what changed, where they stand and what stands beside them. */
export function rowsToRead(comments: readonly PlacedComment[], { before, after }: Change): number[] {
  const [placeBefore, placeAfter] = [placesOf(before), placesOf(after)];
  const needed = new Set<number>();
  for (const row of before) if (!placeAfter.has(row)) needed.add(row);
  for (const row of after) if (!placeBefore.has(row)) needed.add(row);
  const addFirstKept = (from: number, step: 1 | -1) => {
    for (let at = from; at >= 0 && at < before.length; at += step) {
      const row = before[at] as number;
      if (placeAfter.has(row)) {
        needed.add(row);
        return;
      }
    }
  };
  for (const { place, home } of comments) {
    needed.add(home.from_row).add(home.to_row);
    if (!place) continue;
    needed.add(place.from_row).add(place.to_row);
    const [from, to] = [placeBefore.get(place.from_row), placeBefore.get(place.to_row)];
    if (from === undefined || to === undefined) continue;
    addFirstKept(from, 1);
    addFirstKept(to, -1);
    addFirstKept(from - 1, -1);
    addFirstKept(to + 1, 1);
  }
  return [...needed];
}

/**
 * Brings comments from one revision of their document to another: each stays with its words, wherever those are now. One whose
 * words are all gone stays at the nearest time and comes back when they do.
 *
 * @param segments those of {@link rowsToRead}
 */
export function movePlaces(
  comments: readonly PlacedComment[],
  { before, after }: Change,
  segments: ReadonlyMap<number, Segment>,
): PlacedComment[] {
  const [placeBefore, placeAfter] = [placesOf(before), placesOf(after)];
  const read = (rows: readonly number[]) => rows.flatMap((row) => segments.get(row) ?? []);
  const gone = read(before.filter((row) => !placeAfter.has(row)));
  const fresh = read(after.filter((row) => !placeBefore.has(row)));
  const sight = {
    ...{ before, placeBefore, placeAfter, segments, fresh, matches: matchWords(gone, fresh) },
    freshByName: new Map(fresh.map((segment) => [segment.segment_id, segment])),
  };
  return comments.map((comment) => move(comment, sight));
}

function move(comment: PlacedComment, sight: Sight): PlacedComment {
  if (comment.kind === 'segment') {
    const whole = findWhole(comment, sight);
    if (whole) return whole;
  }
  const words = comment.place ? findWords(comment.place, sight) : undefined;
  const wasWhole = isSame(comment.place, comment.home);
  if (comment.kind === 'range') {
    if (words?.isWhole && wasWhole) return standAt(comment, words.place, words.place, sight);
    const home = findHome(comment, sight);
    if (home) return standAt(comment, home, home, sight);
  }
  return words ? standAt(comment, words.place, comment.home, sight) : detach(comment, sight);
}

/** A paragraph or caption as a whole, as long as its name is there. */
function findWhole(comment: PlacedComment, { segments, freshByName, placeAfter }: Sight): PlacedComment | undefined {
  const home = segments.get(comment.home.from_row);
  if (!home) return undefined;
  const now = placeAfter.has(home.id) ? home : freshByName.get(home.segment_id);
  if (!now) return undefined;
  const place = { from_row: now.id, from_word: 0, to_row: now.id, to_word: now.words.length - 1 };
  const { segment_id, start_ms, stop_ms } = now;
  return { ...comment, place, home: place, segment_id, start_ms, stop_ms, is_detached: false };
}

const isSame = (one: WordPlace | null, other: WordPlace) =>
  one !== null &&
  one.from_row === other.from_row &&
  one.from_word === other.from_word &&
  one.to_row === other.to_row &&
  one.to_word === other.to_word;

/** The first and the last word that are left. `isWhole`: they are the very first and the very last. */
function findWords(place: WordPlace, sight: Sight): { place: WordPlace; isWhole: boolean } | undefined {
  const first = findEnd(place, sight, 'first');
  const last = findEnd(place, sight, 'last');
  if (!first || !last) return undefined;
  const isWhole = first.isEnd && last.isEnd;
  if (isInOrder(first.now, last.now, sight)) return { place: placeOf(first.now, last.now), isWhole };
  // Its parts changed places: it stays with the one it begins with.
  return { place: placeOf(first.now, first.now), isWhole: false };
}

const placeOf = (from: WordRef, to: WordRef): WordPlace => ({
  ...{ from_row: from.row, from_word: from.word, to_row: to.row, to_word: to.word },
});

function isInOrder(first: WordRef, last: WordRef, { placeAfter }: Sight): boolean {
  const [from, to] = [placeAfter.get(first.row) ?? 0, placeAfter.get(last.row) ?? 0];
  return from < to || (from === to && first.word <= last.word);
}

function findEnd(
  place: WordPlace,
  { before, placeBefore, placeAfter, segments, matches }: Sight,
  end: 'first' | 'last',
): { now: WordRef; isEnd: boolean } | undefined {
  const [from, to] = [placeBefore.get(place.from_row), placeBefore.get(place.to_row)];
  if (from === undefined || to === undefined) return undefined;
  const isFirst = end === 'first';
  for (let at = isFirst ? from : to; at >= from && at <= to; at += isFirst ? 1 : -1) {
    const row = before[at] as number;
    const count = segments.get(row)?.words.length ?? 0;
    const low = at === from ? place.from_word : 0;
    const high = at === to ? place.to_word : count - 1;
    const match: Match | undefined = placeAfter.has(row)
      ? keptWord(row, low, high, isFirst)
      : matches[end](row, low, high);
    if (!match) continue;
    const isEnd = isFirst ? at === from && match.word === place.from_word : at === to && match.word === place.to_word;
    return { now: match.now, isEnd };
  }
  return undefined;
}

function keptWord(row: number, low: number, high: number, isFirst: boolean): Match | undefined {
  if (low > high) return undefined;
  const word = isFirst ? low : high;
  return { word, now: { row, word } };
}

/** Where all of its words are again, after they were taken back or written anew. */
function findHome({ home }: PlacedComment, { placeAfter, segments, fresh }: Sight): WordPlace | undefined {
  const [from, to] = [placeAfter.get(home.from_row), placeAfter.get(home.to_row)];
  if (from !== undefined && to !== undefined && from <= to) return home;
  const segment = segments.get(home.from_row);
  if (!segment || home.from_row !== home.to_row) return undefined;
  const words = segment.words.slice(home.from_word, home.to_word + 1);
  const keys = words.map(([word]) => bare(word));
  const places = fresh
    .filter(({ segment_id }) => segment_id === segment.segment_id || keys.length >= TELLING_WORDS)
    .flatMap((candidate) => [...occurrences(candidate, keys)]);
  const distance = ({ start_ms }: { start_ms: number }) => Math.abs(start_ms - (words[0]?.[1] ?? 0));
  return places.sort((one, other) => distance(one) - distance(other))[0]?.place;
}

function* occurrences({ id, words }: Segment, keys: readonly string[]) {
  if (keys.length === 0) return;
  const own = words.map(([word]) => bare(word));
  for (let at = own.indexOf(keys[0] as string); at >= 0; at = own.indexOf(keys[0] as string, at + 1)) {
    if (!keys.every((key, index) => own[at + index] === key)) continue;
    const place = { from_row: id, from_word: at, to_row: id, to_word: at + keys.length - 1 };
    yield { place, start_ms: (words[at] as StoredWord)[1] };
  }
}

/** Where its words are said now; what it began before the first and ended behind the last, it goes on doing. */
function standAt(comment: PlacedComment, place: WordPlace, home: WordPlace, { segments }: Sight): PlacedComment {
  if (isSame(comment.place, place)) return { ...comment, home };
  const word = (row: number, at: number) => segments.get(row)?.words[at];
  const [first, last] = [word(place.from_row, place.from_word), word(place.to_row, place.to_word)];
  const old = comment.place;
  const isWhole = old !== null && isSame(old, comment.home) && isSame(place, home) && comment.kind === 'range';
  const [oldFirst, oldLast] = isWhole ? [word(old.from_row, old.from_word), word(old.to_row, old.to_word)] : [];
  const start = first ? Math.max(0, first[1] + (oldFirst ? comment.start_ms - oldFirst[1] : 0)) : comment.start_ms;
  const stop = last ? last[2] + (oldLast ? comment.stop_ms - oldLast[2] : 0) : comment.stop_ms;
  return {
    ...{ ...comment, place, home, is_detached: false },
    ...{ start_ms: start, stop_ms: Math.max(start, stop) },
    segment_id: segments.get(place.from_row)?.segment_id ?? comment.segment_id,
  };
}

/** Of a comment whose words are gone: between what was said before and after them, as near to its old time as that is. */
function detach(comment: PlacedComment, sight: Sight): PlacedComment {
  const { freshByName, placeAfter, segments } = sight;
  const [previous, next] = comment.place ? neighbours(comment.place, sight) : [];
  let [low, high] = [previous?.[2] ?? 0, next?.[1] ?? Number.MAX_SAFE_INTEGER];
  const home = segments.get(comment.home.from_row);
  const old = comment.place ? segments.get(comment.place.from_row) : undefined;
  const own = old && placeAfter.has(old.id) ? old : freshByName.get(comment.segment_id ?? home?.segment_id ?? '');
  if (own) [low, high] = [Math.max(low, own.start_ms), Math.min(high, own.stop_ms)];
  const clamp = (ms: number) => Math.max(low, Math.min(ms, high));
  const start = clamp(comment.start_ms);
  const isGone = comment.place !== null && !own;
  return {
    ...{ ...comment, place: null, is_detached: true },
    ...{ start_ms: start, stop_ms: Math.max(start, clamp(comment.stop_ms)) },
    segment_id: own ? own.segment_id : isGone ? null : comment.segment_id,
  };
}

/** The nearest words before and behind a place that are still there. */
function neighbours(place: WordPlace, sight: Sight): (StoredWord | undefined)[] {
  const { before, placeBefore, placeAfter, segments, matches } = sight;
  const look = (row: number, from: number, isBack: boolean): StoredWord | undefined => {
    for (let at = placeBefore.get(row) ?? -1; at >= 0 && at < before.length; at += isBack ? -1 : 1) {
      const now = before[at] as number;
      const words = segments.get(now)?.words ?? [];
      if (placeAfter.has(now)) return isBack ? words.at(-1) : words[0];
      const [low, high] = now !== row ? [0, words.length - 1] : isBack ? [0, from] : [from, words.length - 1];
      const match = isBack ? matches.last(now, low, high) : matches.first(now, low, high);
      if (match) return segments.get(match.now.row)?.words[match.now.word];
    }
    return undefined;
  };
  return [look(place.from_row, place.from_word - 1, true), look(place.to_row, place.to_word + 1, false)];
}
