import { diffArrays } from 'diff';
import type { StoredWord } from '../../../platform/tables.ts';

/** What is needed of a segment: its row, its name, its time and its words. */
export interface Segment {
  id: number;
  segment_id: string;
  start_ms: number;
  stop_ms: number;
  words: readonly StoredWord[];
}

/** A word: the row of its segment and its place in that. */
export interface WordRef {
  row: number;
  word: number;
}

/** A word of before that is still there. */
export interface Match {
  /** Its place in the segment it was in. */
  word: number;
  now: WordRef;
}

/** Finds words of segments that are gone, each in one of the segments that came. Places are both included. */
export interface WordMatches {
  first(row: number, from: number, to: number): Match | undefined;
  last(row: number, from: number, to: number): Match | undefined;
}

/** Beyond so many changes a text is a new one: looking for words that stayed would take the square of that. */
const MOST_CHANGES = 1_000;
/** A single word that turns up elsewhere is taken for the same if it is said at about the same time. */
const SAME_TIME_MS = 500;

/** The same word but for capitals and the marks around it. */
export const bare = (word: string) => word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '') || word;

/** Words of several segments, one behind the other. */
interface Words {
  segments: readonly Segment[];
  keys: string[];
  starts: number[];
  /** Of each word, the index of its segment; of each segment, the index of its first word. */
  segmentOf: number[];
  offsets: number[];
}

function flatten(segments: readonly Segment[]): Words {
  const words: Words = { segments, keys: [], starts: [], segmentOf: [], offsets: [] };
  for (const [index, segment] of segments.entries()) {
    words.offsets.push(words.keys.length);
    for (const [word, start] of segment.words) {
      words.keys.push(bare(word));
      words.starts.push(start);
      words.segmentOf.push(index);
    }
  }
  return words;
}

/**
 * Says where the words of segments that are gone have gone to. First within each paragraph or caption that kept its name, then
 * among what is left over, as it happens when they are cut in two, joined or moved; last, words that are said once only are
 * found wherever they are.
 *
 * @param gone in the order of the document, as are those that came
 */
export function matchWords(gone: readonly Segment[], fresh: readonly Segment[]): WordMatches {
  const [before, after] = [flatten(gone), flatten(fresh)];
  const target = new Array<number>(before.keys.length).fill(-1);
  const taken = new Array<boolean>(after.keys.length).fill(false);
  const pair = (from: number, to: number) => {
    target[from] = to;
    taken[to] = true;
  };
  const freshByName = new Map(fresh.map((segment, index) => [segment.segment_id, index]));
  for (const [index, { segment_id }] of gone.entries()) {
    const same = freshByName.get(segment_id);
    if (same === undefined) continue;
    for (const run of commonRuns(before, range(before, index), after, range(after, same))) run.forEach(pairUp(pair));
  }
  const open = (length: number, isOpen: (at: number) => boolean) =>
    Array.from({ length }, (_, at) => at).filter((at) => isOpen(at));
  const lost = open(before.keys.length, (at) => target[at] === -1);
  const come = open(after.keys.length, (at) => !taken[at]);
  for (const run of commonRuns(before, lost, after, come)) {
    const isMoved = run.length > 1 || run.every(([from, to]) => isSameTime(before, from, after, to));
    if (isMoved) run.forEach(pairUp(pair));
  }
  for (const [from, to] of onlyOnes(before.keys, after.keys)) {
    if (target[from] === -1 && !taken[to]) pair(from, to);
  }
  return lookUp(before, after, target);
}

const range = ({ offsets, segments }: Words, index: number) =>
  Array.from({ length: (segments[index] as Segment).words.length }, (_, at) => (offsets[index] as number) + at);

type Pair = [from: number, to: number];
const pairUp =
  (pair: (from: number, to: number) => void) =>
  ([from, to]: Pair) =>
    pair(from, to);

const isSameTime = (before: Words, from: number, after: Words, to: number) =>
  Math.abs((before.starts[from] as number) - (after.starts[to] as number)) <= SAME_TIME_MS;

/** Words that two lists have in common, in order, as runs that are unbroken in both. */
function* commonRuns(before: Words, from: readonly number[], after: Words, to: readonly number[]): Generator<Pair[]> {
  if (from.length === 0 || to.length === 0) return;
  const parts = diffArrays(
    from.map((at) => before.keys[at] as string),
    to.map((at) => after.keys[at] as string),
    { maxEditLength: MOST_CHANGES },
  );
  let [oldAt, newAt] = [0, 0];
  for (const { value, added, removed } of parts ?? []) {
    if (removed) oldAt += value.length;
    else if (added) newAt += value.length;
    else {
      let run: Pair[] = [];
      for (let index = 0; index < value.length; index++) {
        const [previous, next]: [Pair | undefined, Pair] = [
          run.at(-1),
          [from[oldAt++] as number, to[newAt++] as number],
        ];
        if (previous && (previous[0] + 1 !== next[0] || previous[1] + 1 !== next[1])) {
          yield run;
          run = [];
        }
        run.push(next);
      }
      yield run;
    }
  }
}

/** Words that both lists have once. */
function* onlyOnes(before: readonly string[], after: readonly string[]): Generator<Pair> {
  const [old, now] = [placesOfOnlyOnes(before), placesOfOnlyOnes(after)];
  for (const [key, from] of old) {
    const to = now.get(key);
    if (from >= 0 && to !== undefined && to >= 0) yield [from, to];
  }
}

/** -1 for those there are more of. */
function placesOfOnlyOnes(keys: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const [at, key] of keys.entries()) places.set(key, places.has(key) ? -1 : at);
  return places;
}

function lookUp(before: Words, after: Words, target: readonly number[]): WordMatches {
  const count = target.length;
  // The nearest word that is still there, at or behind each one, and at or before it.
  const next = new Array<number>(count).fill(count);
  const previous = new Array<number>(count).fill(-1);
  for (let at = count - 1; at >= 0; at--) next[at] = target[at] !== -1 ? at : (next[at + 1] ?? count);
  for (let at = 0; at < count; at++) previous[at] = target[at] !== -1 ? at : (previous[at - 1] ?? -1);
  const indexes = new Map(before.segments.map(({ id }, index) => [id, index]));
  const match = (at: number, offset: number): Match => {
    const to = target[at] as number;
    const index = after.segmentOf[to] as number;
    const now = { row: (after.segments[index] as Segment).id, word: to - (after.offsets[index] as number) };
    return { word: at - offset, now };
  };
  const find = (row: number, from: number, to: number, isFirst: boolean) => {
    const index = indexes.get(row);
    if (index === undefined || from > to) return undefined;
    const offset = before.offsets[index] as number;
    const at = isFirst ? next[offset + from] : previous[offset + to];
    if (at === undefined || at < offset + from || at > offset + to) return undefined;
    return match(at, offset);
  };
  return {
    first: (row, from, to) => find(row, from, to, true),
    last: (row, from, to) => find(row, from, to, false),
  };
}
