import { importFailed } from './import-failed.ts';
import type { Segment } from './segment.ts';
import { timestamp } from './timestamps.ts';

/** Longer than any recording (24 h), with room for timecodes that begin at ten o'clock. */
const LATEST_MS = 100 * 3_600_000;
/** What a segment of a document may hold. */
const MOST_CHARACTERS = 100_000;
/** For what has no end of its own. */
const SHOWN_MS = 2_000;

/** What was done to how many, as sentences. */
function countRepairs() {
  const counts = new Map<string, number>();
  return {
    note: (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1),
    sentences: () => [...counts].map(([what, count]) => `${count} ${count === 1 ? 'caption' : 'captions'} ${what}.`),
  };
}
type Note = (what: string) => void;

/**
 * Puts read captions in order, so that what comes after can rely on it: between 0 and 100 hours, by their start, each ending
 * after it begins, none reaching into the next of the same speaker, with text that can be stored and words only within.
 *
 * @returns the segments and a sentence for each kind of thing that was mended
 * @throws AppError `import_invalid` for a caption that is none, but a book
 */
export function mendSegments(segments: readonly Segment[]): { segments: Segment[]; repairs: string[] } {
  const { note, sentences } = countRepairs();
  const forward: Segment[] = [];
  for (const segment of segments) {
    const mended = mendOne(segment, note);
    if (mended) forward.push(mended);
  }
  let isOrdered = true;
  for (const [index, segment] of forward.entries()) {
    if (index === 0 || segment.start_ms >= (forward[index - 1] as Segment).start_ms) continue;
    isOrdered = false;
    note('brought into the order of their times');
  }
  const ordered = isOrdered ? forward : forward.toSorted((a, b) => a.start_ms - b.start_ms);
  const apart = ordered.map((segment, index) => endBeforeNext(segment, ordered[index + 1], note));
  return { segments: apart.map(withWordsWithin), repairs: sentences() };
}

/** A caption for itself; undefined when nothing of it is left. */
function mendOne(segment: Segment, note: Note): Segment | undefined {
  if (segment.text.length > MOST_CHARACTERS) {
    throw importFailed(
      `A caption holds more than ${MOST_CHARACTERS} characters, from ${timestamp(segment.start_ms, '.')} on`,
    );
  }
  const text = storable(segment.text);
  const speaker = segment.speaker === null ? null : storable(segment.speaker).trim() || null;
  const [start_ms, end_ms] = [Math.min(segment.start_ms, segment.end_ms), Math.max(segment.start_ms, segment.end_ms)];
  // Not the other way round: a time that is no number is not below anything.
  if (!(start_ms <= LATEST_MS)) note('later than 100 hours left out');
  else if (end_ms < 0) note('before the beginning left out');
  else if (text.trim() === '') note('without text left out');
  else {
    if (segment.end_ms < segment.start_ms) note('that ended before they began turned round');
    if (start_ms < 0) note('that began before the beginning cut there');
    if (end_ms > LATEST_MS) note('that ended later than 100 hours cut there');
    const times = { start_ms: Math.round(Math.max(0, start_ms)), end_ms: Math.round(Math.min(end_ms, LATEST_MS)) };
    return { ...segment, ...times, speaker, text };
  }
  return undefined;
}

function endBeforeNext(segment: Segment, next: Segment | undefined, note: Note): Segment {
  const until = next && next.start_ms > segment.start_ms ? next.start_ms : Number.POSITIVE_INFINITY;
  if (segment.end_ms <= segment.start_ms) {
    note('without an end of their own shown for up to 2 seconds');
    return { ...segment, end_ms: Math.min(until, segment.start_ms + SHOWN_MS) };
  }
  if (until >= segment.end_ms || next?.speaker !== segment.speaker) return segment;
  note('that reached into the next cut there');
  return { ...segment, end_ms: until };
}

/** Without NUL and other control characters, and without halves of characters. */
function storable(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}--\n]+/gv, ' ');
}

/** Words that a mended caption has no place for would contradict it: then it is without. */
function withWordsWithin(segment: Segment): Segment {
  const { words, ...rest } = segment;
  if (!words) return segment;
  const [first, last] = [words[0], words.at(-1)];
  return first && last && first[1] >= segment.start_ms && last[2] <= segment.end_ms ? segment : rest;
}
