import { breakLines } from './break-lines.ts';
import { breakPenalty, endsSentence } from './break-penalty.ts';
import type { CaptionRules } from './rules.ts';
import { hasSpaceBetween, textWidth } from './text-width.ts';
import { timeCues } from './time-cues.ts';

export interface CaptionWord {
  word: string;
  start_ms: number;
  end_ms: number;
  /** Who says it; a caption is of one speaker. */
  speaker: string | null;
}

export interface Cue<W extends CaptionWord = CaptionWord> {
  start_ms: number;
  end_ms: number;
  speaker: string | null;
  lines: string[];
  words: W[];
}

/**
 * What the penalties weigh, in the unit of {@link breakPenalty}. Set by looking at captions of the LibriVox readings; only
 * their order matters much.
 */
const COST = {
  /** Each caption: fewer are calmer. */
  caption: 12,
  /** Each line beyond the first. */
  line: 3,
  /** A break between captions disturbs more than one between lines. */
  captionBreak: 1.5,
  lineBreak: 0.5,
  /** Columns that two lines differ by. */
  imbalance: 0.15,
  /** Columns a second beyond what is read with ease, and anything beyond what can be read. */
  fast: 6,
  tooFast: 200,
  /** A caption shorter than allowed. */
  tooShort: 200,
  /** Each 100 ms of a pause within a caption, beyond {@link PAUSE_MS}. */
  pause: 2,
  /** The end of a sentence within a caption. */
  sentenceWithin: 8,
  /** A caption of a few letters that is no sentence. */
  scrap: 10,
};
const PAUSE_MS = 400;
const SCRAP_COLUMNS = 10;
/** With all rules switched off a caption could be a whole book, and looking for the best cut would take as long as that is read. */
const MOST_WORDS = 100;

/**
 * Groups words into captions: of all ways to cut them that keep the rules, the one with the least penalty, found by dynamic
 * programming over the ends of captions. Rules that cannot be kept (a word longer than a line) are broken as little as possible and
 * show in `checkCaptions`.
 *
 * @param words in order of time; times in milliseconds
 * @param language BCP 47, for where lines end
 * @returns captions in order, which do not overlap; each word is in one of them
 */
export function buildCues<W extends CaptionWord>(words: readonly W[], rules: CaptionRules, language: string): Cue<W>[] {
  const text = measure(words, language);
  // least[end]: the cheapest way to caption the words before `end`; from[end]: where its last caption begins.
  const least = new Float64Array(words.length + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Uint32Array(words.length + 1);
  least[0] = 0;
  for (let begin = 0; begin < words.length; begin++) {
    const count = lineCounter(text, begin, rules);
    const furthest = Math.min(words.length, begin + MOST_WORDS);
    for (let end = begin + 1; end <= furthest; end++) {
      const isOne = end === begin + 1;
      if (!isOne && !mayJoin(words, end - 2, rules)) break;
      if (!isOne && isTooLong(words, text, begin, end, rules)) break;
      const lines = count(end);
      const inLines = costOfLines(text, begin, end, lines, rules);
      if (inLines === null && !isOne) continue;
      const cost = (least[begin] as number) + exactly((inLines ?? 0) + costOfCue(words, text, begin, end, rules));
      if (cost > (least[end] as number)) continue;
      least[end] = cost;
      from[end] = begin;
    }
  }
  const groups: W[][] = [];
  for (let end = words.length; end > 0; end = from[end] as number) groups.push(words.slice(from[end], end));
  return timeCues(
    groups.toReversed().map((group) => ({
      start_ms: (group[0] as W).start_ms,
      end_ms: (group.at(-1) as W).end_ms,
      speaker: (group[0] as W).speaker,
      lines: breakLines(group, rules, language),
      words: group,
    })),
    rules,
  );
}

/** Rounded so that sums are exact: which of two equal ways is taken must not depend on how much came before. */
const exactly = (cost: number) => Math.round(cost * 1_024) / 1_024;

interface Measured {
  /** Columns up to the beginning of each word, with the spaces before it. */
  column: Float64Array;
  /** 1 where a space comes before the word. */
  space: Uint8Array;
  width: Float64Array;
  /** Penalty of a break before the word. */
  penalty: Float64Array;
  /** Ends of sentences among the words before it. */
  sentences: Uint32Array;
  /** Penalties of the pauses before it, summed up from the beginning. */
  pauses: Float64Array;
}

function measure(words: readonly CaptionWord[], language: string): Measured {
  const count = words.length;
  const text: Measured = {
    column: new Float64Array(count + 1),
    space: new Uint8Array(count + 1),
    width: new Float64Array(count),
    penalty: new Float64Array(count + 1),
    sentences: new Uint32Array(count + 1),
    pauses: new Float64Array(count + 1),
  };
  for (let index = 0; index < count; index++) {
    const { word, start_ms } = words[index] as CaptionWord;
    const last = words[index - 1];
    const before = last?.word;
    const pause = last ? start_ms - last.end_ms - PAUSE_MS : 0;
    text.pauses[index] = (text.pauses[index - 1] ?? 0) + (pause > 0 ? (pause / 100) * COST.pause : 0);
    if (before !== undefined) {
      text.space[index] = hasSpaceBetween(before, word) ? 1 : 0;
      text.penalty[index] = breakPenalty(before, word, language);
    }
    text.width[index] = textWidth(word);
    text.column[index + 1] =
      (text.column[index] as number) + (text.space[index] as number) + (text.width[index] as number);
    text.sentences[index + 1] = (text.sentences[index] as number) + (endsSentence(word) ? 1 : 0);
  }
  return text;
}

/** Columns of the words from `begin` to before `end` in one line. */
const widthOf = (text: Measured, begin: number, end: number) =>
  (text.column[end] as number) - (text.column[begin] as number) - (text.space[begin] as number);

/** Whether the word at `index` and the next may be in one caption. */
function mayJoin(words: readonly CaptionWord[], index: number, rules: CaptionRules): boolean {
  const [word, next] = [words[index] as CaptionWord, words[index + 1] as CaptionWord];
  if (word.speaker !== next.speaker) return false;
  return rules.max_silence_between_words === null || next.start_ms - word.end_ms <= rules.max_silence_between_words;
}

/** Whether a caption from here, or from anywhere before, breaks a rule that only grows with its length. */
function isTooLong(
  words: readonly CaptionWord[],
  text: Measured,
  begin: number,
  end: number,
  rules: CaptionRules,
): boolean {
  const { max_segment_duration, max_segment_words, max_segment_lines, max_line_length, max_line_words } = rules;
  const duration = (words[end - 1] as CaptionWord).end_ms - (words[begin] as CaptionWord).start_ms;
  if (max_segment_duration !== null && duration > max_segment_duration) return true;
  if (max_segment_words !== null && end - begin > max_segment_words) return true;
  if (max_segment_lines === null) return false;
  if (max_line_words !== null && end - begin > max_line_words * max_segment_lines) return true;
  return max_line_length !== null && widthOf(text, begin, end) > (max_line_length + 1) * max_segment_lines;
}

/** Penalty of the best two lines, or of as many as it takes; null when the words do not fit. */
function costOfLines(text: Measured, begin: number, end: number, lines: number, rules: CaptionRules): number | null {
  if (lines === 1 && fits(text, begin, end, rules)) return 0;
  if (rules.max_segment_lines !== 2) {
    return lines <= (rules.max_segment_lines ?? Number.POSITIVE_INFINITY) ? (lines - 1) * COST.line : null;
  }
  let least: number | null = null;
  for (let at = begin + 1; at < end; at++) {
    if (!fits(text, begin, at, rules)) break;
    if (!fits(text, at, end, rules)) continue;
    const imbalance = Math.abs(widthOf(text, begin, at) - widthOf(text, at, end));
    const cost = COST.line + (text.penalty[at] as number) * COST.lineBreak + imbalance * COST.imbalance;
    if (least === null || cost < least) least = cost;
  }
  return least;
}

function fits(text: Measured, begin: number, end: number, rules: CaptionRules): boolean {
  if (rules.max_line_words !== null && end - begin > rules.max_line_words) return false;
  return rules.max_line_length === null || widthOf(text, begin, end) <= rules.max_line_length;
}

/**
 * Counts the fewest lines the words from `begin` fit into, for one end after the other; a word that is longer than a line has one
 * to itself.
 */
function lineCounter(text: Measured, begin: number, rules: CaptionRules): (end: number) => number {
  let lines = 1;
  let first = begin;
  return (end) => {
    if (end - begin > 1 && !fits(text, first, end, rules)) {
      lines++;
      first = end - 1;
    }
    return lines;
  };
}

function costOfCue(
  words: readonly CaptionWord[],
  text: Measured,
  begin: number,
  end: number,
  rules: CaptionRules,
): number {
  const [first, last] = [words[begin] as CaptionWord, words[end - 1] as CaptionWord];
  const next = words[end];
  const width = widthOf(text, begin, end);
  const room = next ? next.start_ms - rules.min_segment_gap : Number.POSITIVE_INFINITY;
  const shown = Math.max(
    1,
    Math.min(room, Math.max(last.end_ms + rules.max_linger, first.start_ms + rules.min_segment_duration)) -
      first.start_ms,
  );
  let cost = COST.caption;
  const speed = (width * 1_000) / shown;
  if (speed > rules.reading_speed.good) cost += (speed - rules.reading_speed.good) * COST.fast;
  if (speed > rules.reading_speed.most) cost += COST.tooFast;
  if (shown < rules.min_segment_duration) cost += COST.tooShort * (2 - shown / rules.min_segment_duration);
  cost += (text.pauses[end - 1] as number) - (text.pauses[begin] as number);
  cost += ((text.sentences[end - 1] as number) - (text.sentences[begin] as number)) * COST.sentenceWithin;
  const isSentence = text.sentences[end] !== text.sentences[end - 1];
  if (width < SCRAP_COLUMNS && !isSentence) cost += COST.scrap;
  if (!next || next.speaker !== last.speaker) return cost;
  // Where the speaker pauses a break is natural, whatever the words are.
  const pause = Math.max(0, next.start_ms - last.end_ms);
  return cost + (text.penalty[end] as number) * COST.captionBreak * (pause >= PAUSE_MS ? 0.5 : 1);
}
