import type { Utterance, Word } from '@parlance/sdk';

/** What is on the screen at once. Times in seconds. */
export interface Cue {
  start: number;
  end: number;
  /** One or two. */
  lines: string[];
  /** 0-based. */
  channel: number;
}

/** Common subtitling limits (Netflix and BBC guidelines agree on them): what can be read before it is gone. */
const LINE_CHARACTERS = 42;
const MAX_SECONDS = 7;
/** Shorter cues flash. They stay longer where nothing follows. */
const MIN_SECONDS = 1;
/** Silence that ends a cue wherever it falls. */
const PAUSE_SECONDS = 0.8;
/** Silence at which a cue that is too full is cut rather than elsewhere. */
const BREATH_SECONDS = 0.25;
/** A sentence that ends sooner shares its cue with the next one. */
const SENTENCE_CHARACTERS = 20;

/**
 * Cuts utterances into cues that can be read: at most 7 seconds and two lines of 42 characters, cut at pauses, ends of
 * sentences, commas, in this order. In order of time.
 *
 * @example cuesOf(result.results)[0] // { start: 0.2, end: 2.1, lines: ['Had he married'], channel: 0 }
 */
export function cuesOf(utterances: Utterance[]): Cue[] {
  const cues = utterances.flatMap(({ result, channel }) => splitWords(result).map((words) => cueOf(words, channel)));
  cues.sort((a, b) => a.start - b.start || a.channel - b.channel);
  return withReadableEnds(cues);
}

function splitWords(words: Word[]): Word[][] {
  const parts: Word[][] = [];
  let part: Word[] = [];
  for (const word of words) {
    while (part.length > 0 && mustCut(part, word)) {
      const size = cutSize(part, word);
      parts.push(part.slice(0, size));
      part = part.slice(size);
    }
    part.push(word);
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

function mustCut(part: Word[], next: Word): boolean {
  return isFull(part, next) || isEnd(part, next);
}

function isFull(part: Word[], next: Word): boolean {
  const start = part[0]?.[1] ?? 0;
  return next[2] - start > MAX_SECONDS || layOut([...part, next]) === undefined;
}

function isEnd(part: Word[], next: Word): boolean {
  const last = part.at(-1) as Word;
  return next[1] - last[2] >= PAUSE_SECONDS || (/[.?!…]$/.test(last[0]) && textOf(part).length >= SENTENCE_CHARACTERS);
}

/** How many words to cut off: all, or of a part that is too full those up to the last comma or breath of its second half. */
function cutSize(part: Word[], next: Word): number {
  if (isEnd(part, next)) return part.length;
  for (let size = part.length - 1; size > part.length / 2; size--) {
    const [before, after] = [part[size - 1] as Word, part[size] as Word];
    if (/[,;:.?!…]$/.test(before[0]) || after[1] - before[2] >= BREATH_SECONDS) return size;
  }
  return part.length;
}

function cueOf(words: Word[], channel: number): Cue {
  const start = Math.max(0, words[0]?.[1] ?? 0);
  const end = Math.max(start, words.at(-1)?.[2] ?? 0);
  // A single word wider than the screen stays as it is: there is no good place to cut it.
  return { start, end, lines: layOut(words) ?? [textOf(words)], channel };
}

/** A line, or the two lines that differ least in length, the first one the shorter. Undefined when they do not fit. */
function layOut(words: Word[]): string[] | undefined {
  const text = textOf(words);
  if (text.length <= LINE_CHARACTERS) return [text];
  let best: string[] | undefined;
  for (let size = 1; size < words.length; size++) {
    const lines = [textOf(words.slice(0, size)), textOf(words.slice(size))];
    if (lines.some((line) => line.length > LINE_CHARACTERS)) continue;
    if (!best || difference(lines) < difference(best)) best = lines;
  }
  return best;
}

function difference(lines: string[]): number {
  return Math.abs((lines[0]?.length ?? 0) - (lines[1]?.length ?? 0));
}

function textOf(words: Word[]): string {
  return words
    .map(([text]) => text)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Long enough to be read, but not into the next cue of its channel, and never empty: players drop such cues. */
function withReadableEnds(cues: Cue[]): Cue[] {
  const nextStart = new Map<number, number>();
  return cues
    .toReversed()
    .map((cue) => {
      const limit = nextStart.get(cue.channel) ?? Number.POSITIVE_INFINITY;
      nextStart.set(cue.channel, cue.start);
      const wanted = Math.max(cue.end, cue.start + MIN_SECONDS);
      return { ...cue, end: Math.max(Math.min(wanted, limit), cue.start + 0.001) };
    })
    .toReversed();
}
