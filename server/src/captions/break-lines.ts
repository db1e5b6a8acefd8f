import { breakPenalty } from './break-penalty.ts';
import type { CaptionRules } from './rules.ts';
import { hasSpaceBetween, joinWords, textWidth } from './text-width.ts';

/** Each line more, against the penalties of {@link breakPenalty}. */
const LINE = 100;
/** The square of the columns a line falls short of the mean: lines of a caption are of about the same length. */
const IMBALANCE = 0.02;
/** Lines beyond the fewest that are looked at. */
const MORE_LINES = 2;
/** Each column beyond the limit, and each line: worse than any break. */
const TOO_LONG = 10_000;

/**
 * Breaks the words of a caption into as few lines as they fit into, at the best places, of about the same length. No word is
 * broken: what does not fit is longer than allowed.
 */
export function breakLines(
  words: readonly { word: string }[],
  rules: Pick<CaptionRules, 'max_line_length' | 'max_line_words' | 'max_segment_lines'>,
  language: string,
): string[] {
  if (words.length === 0) return [];
  const whole = textWidth(joinWords(words));
  const widths = words.map(({ word }) => textWidth(word));
  const spaces = words.map(({ word }, index) => {
    const before = words[index - 1]?.word;
    return before !== undefined && hasSpaceBetween(before, word) ? 1 : 0;
  });
  const penalties = words.map(({ word }, index) => {
    const before = words[index - 1]?.word;
    return before === undefined ? 0 : breakPenalty(before, word, language);
  });
  // More lines than it takes are never cheaper: there is no need to look at them all.
  const fewest = fewestLines(widths, spaces, rules);
  const most = Math.min(words.length, rules.max_segment_lines ?? words.length, fewest + MORE_LINES);
  const mean = whole / neededLines(whole, words.length, rules, most);

  const costOfLine = (begin: number, end: number, width: number) => {
    const excess = Math.max(0, width - (rules.max_line_length ?? width));
    const extraWords = Math.max(0, end - begin - (rules.max_line_words ?? end - begin));
    return LINE + (excess + extraWords) * TOO_LONG + Math.max(0, mean - width) ** 2 * IMBALANCE;
  };
  // least[lines][end]: the cheapest way to put the words before `end` into so many lines.
  const least: number[][] = [[0, ...words.map(() => Number.POSITIVE_INFINITY)]];
  const from: number[][] = [[]];
  for (let line = 1; line <= most; line++) {
    least.push(new Array(words.length + 1).fill(Number.POSITIVE_INFINITY));
    from.push(new Array(words.length + 1).fill(0));
    for (let end = line; end <= words.length; end++) {
      let width = 0;
      for (let begin = end - 1; begin >= line - 1; begin--) {
        width += (widths[begin] as number) + (begin + 1 < end ? (spaces[begin + 1] as number) : 0);
        const before = least[line - 1]?.[begin] as number;
        const cost = before + costOfLine(begin, end, width) + (penalties[begin] as number);
        if (cost < (least[line]?.[end] as number)) {
          (least[line] as number[])[end] = cost;
          (from[line] as number[])[end] = begin;
        }
      }
    }
  }
  let count = 1;
  const total = (lines: number) => least[lines]?.[words.length] as number;
  for (let lines = 2; lines <= most; lines++) if (total(lines) < total(count)) count = lines;
  const result: string[] = [];
  for (let end = words.length, line = count; line > 0; line--) {
    const begin = from[line]?.[end] as number;
    result.unshift(joinWords(words.slice(begin, end)));
    end = begin;
  }
  return result;
}

/** Filled word by word. */
function fewestLines(
  widths: readonly number[],
  spaces: readonly number[],
  { max_line_length, max_line_words }: Pick<CaptionRules, 'max_line_length' | 'max_line_words'>,
): number {
  let lines = 1;
  let [width, count] = [0, 0];
  for (const [index, own] of widths.entries()) {
    const longer = width + (count > 0 ? (spaces[index] as number) : 0) + own;
    const isFull = longer > (max_line_length ?? longer) || count + 1 > (max_line_words ?? count + 1);
    if (count > 0 && isFull) lines++;
    [width, count] = count > 0 && isFull ? [own, 1] : [longer, count + 1];
  }
  return lines;
}

function neededLines(
  width: number,
  words: number,
  rules: Pick<CaptionRules, 'max_line_length' | 'max_line_words'>,
  most: number,
): number {
  const byWidth = rules.max_line_length === null ? 1 : Math.ceil(width / rules.max_line_length);
  const byWords = rules.max_line_words === null ? 1 : Math.ceil(words / rules.max_line_words);
  return Math.max(1, Math.min(most, Math.max(byWidth, byWords)));
}
