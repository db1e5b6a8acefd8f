import { cardinal, money, percent } from './english-amount-rules.ts';
import {
  isDigitWord,
  isFraction,
  isTensWord,
  ordinalText,
  ordinalValue,
  readBelow100,
  readCardinal,
  readOrdinal,
  tensOf,
} from './english-cardinals.ts';
import { date, readYear, time } from './english-date-rules.ts';
import { join, leave, type Rule } from './english-written.ts';

const MULTIPLES: Record<string, number> = { double: 2, triple: 3 };
/** Left as they are said, or written as everybody does. */
const IDIOMS: [phrase: string, written?: string][] = [
  ['one or two'],
  ['two or three'],
  ['three or four'],
  ['one on one'],
  ['one to one'],
  ['one by one'],
  ['two by two'],
  ['fifty fifty'],
  ['ten to one'],
  ['at sixes and sevens'],
  ['twenty four seven', '24/7'],
  ['nine eleven', '9/11'],
];

export const idiom: Rule = (words, at) => {
  for (const [phrase, written] of IDIOMS) {
    const parts = phrase.split(' ');
    if (!parts.every((part, index) => words[at + index] === part)) continue;
    return written ? join(written, at, at + parts.length) : leave(at + parts.length);
  }
  return undefined;
};

/** `two thirds`, `one fifth`, `three and a half`, `half past ten`, `a quarter`: readers know these as words. */
export const fraction: Rule = (words, at) => {
  if (isFraction(words[at]) && ['past', 'to', 'after'].includes(words[at + 1] ?? '')) {
    const hour = readBelow100(words, at + 2);
    if (hour) return leave(hour.end);
  }
  if (words[at] === 'a' && ordinalValue(words[at + 1]) !== undefined) return leave(at + 2);
  if (readOrdinal(words, at)) return undefined;
  const count = readCardinal(words, at);
  if (!count) return undefined;
  if (isFraction(words[count.end]) || ordinalValue(words[count.end]) !== undefined) return leave(count.end + 1);
  if (words[count.end] !== 'and') return undefined;
  const part = words[count.end + 1] === 'a' ? count.end + 2 : readBelow100(words, count.end + 1)?.end;
  return part !== undefined && isFraction(words[part]) ? leave(part + 1) : undefined;
};

/** `nineteen eighties`. */
export const decade: Rule = (words, at) => {
  const century = readBelow100(words, at);
  const tens = (words[century?.end ?? at] ?? '').replace(/ies$/, 'y');
  if (!century || century.value < 10 || century.value > 21 || tens === words[century.end] || !isTensWord(tens))
    return undefined;
  return join(`${century.value}${tensOf(tens)}s`, at, century.end + 1);
};

/** Three single digits and more, as numbers of telephones, rooms and flights are said: `five five five oh one`. */
export const digits: Rule = (words, at) => {
  let text = '';
  let end = at;
  for (;;) {
    const times = MULTIPLES[words[end] ?? ''] ?? 1;
    const word = words[times > 1 ? end + 1 : end];
    const isOh = word === 'oh' || word === 'o';
    if (!isDigitWord(word) && !isOh) break;
    text += String(isOh ? 0 : readBelow100([word ?? ''], 0)?.value).repeat(times);
    end += times > 1 ? 2 : 1;
  }
  // The last one counts something larger: `one two three hundred`.
  if (/^(hundred|thousand|million|billion|trillion|point)$/.test(words[end] ?? '')) return undefined;
  const startsWithOh = words[at] === 'oh' || words[at] === 'o';
  return text.length >= (startsWithOh ? 4 : 3) ? join(text, at, end) : undefined;
};

export const year: Rule = (words, at) => {
  const read = readYear(words, at);
  return read && join(String(read.value), at, read.end);
};

/** `first`, `second` and `third` alone mean more than numbers. */
export const ordinal: Rule = (words, at) => {
  const read = readOrdinal(words, at);
  if (!read) return undefined;
  return read.value <= 3 ? leave(read.end) : join(ordinalText(read.value), at, read.end);
};

/** The first that fits wins. */
export const RULES: readonly Rule[] = [
  ...[idiom, fraction, date, time, money, percent, decade, digits, ordinal, year, cardinal],
];
