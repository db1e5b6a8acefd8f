/** English number words → values. Everything works on lower-case words; `at` is where reading begins. */

const UNITS = 'zero one two three four five six seven eight nine'.split(' ');
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
    ' ',
  );

const SMALL = new Map([
  ...UNITS.map((word, value) => [word, value] as const),
  ...TEENS.map((word, index) => [word, index + 10] as const),
  ...TENS.map((word, index) => [word, (index + 2) * 10] as const),
  ['fourty', 40] as const,
]);
const SMALL_ORDINALS = new Map([
  ...ORDINALS.map((word, value) => [word, value] as const),
  ...TENS.map((word, index) => [word.replace(/y$/, 'ieth'), (index + 2) * 10] as const),
]);
/** The largest first: `1e12` is as far as it goes. */
const SCALES: [word: string, value: number][] = [
  ['trillion', 1e12],
  ['billion', 1e9],
  ['million', 1e6],
  ['thousand', 1e3],
];
const SCALE_WORDS = new Set(['hundred', ...SCALES.map(([word]) => word)]);
const FRACTION_WORDS = new Set(['half', 'halves', 'quarter', 'quarters']);

export interface Reading {
  value: number;
  /** The word behind it. */
  end: number;
}

export const isDigitWord = (word: string | undefined) => word !== undefined && UNITS.includes(word);
export const isTensWord = (word: string | undefined) => word !== undefined && TENS.includes(word);
export const tensOf = (word: string) => (TENS.indexOf(word) + 2) * 10;

/** Whether a word may be part of a number, so that a word with hyphens is taken apart. */
export function isNumberWord(word: string): boolean {
  return SMALL.has(word) || SCALE_WORDS.has(word) || ordinalValue(word) !== undefined || isFraction(word);
}

/** `half`, `quarters`, `thirds`, `twentieths`: with a number before them they are a fraction. */
export function isFraction(word: string | undefined): boolean {
  if (word === undefined) return false;
  return FRACTION_WORDS.has(word) || (word.endsWith('s') && ordinalValue(word.slice(0, -1)) !== undefined);
}

/** Of one word: `third`, `twentieth`, `hundredth`. */
export function ordinalValue(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  const scale = word.endsWith('th') ? word.slice(0, -2) : '';
  if (scale === 'hundred') return 100;
  return SMALL_ORDINALS.get(word) ?? SCALES.find(([name]) => name === scale)?.[1];
}

/** 0–99. */
export function readBelow100(words: readonly string[], at: number): Reading | undefined {
  const first = SMALL.get(words[at] ?? '');
  if (first === undefined) return undefined;
  const second = SMALL.get(words[at + 1] ?? '');
  if (first < 20 || second === undefined || second === 0 || second > 9) return { value: first, end: at + 1 };
  return { value: first + second, end: at + 2 };
}

/** `three hundred and five`, `nineteen hundred`; `a hundred and five`. */
function readBelow10000(words: readonly string[], at: number): Reading | undefined {
  const count =
    words[at] === 'a' && SCALE_WORDS.has(words[at + 1] ?? '') ? { value: 1, end: at + 1 } : readBelow100(words, at);
  if (!count || count.value === 0 || words[count.end] !== 'hundred') return count;
  return withRest(words, { value: count.value * 100, end: count.end + 1 }, 100);
}

/** What stands behind a scale, with `and` or without; not what counts another scale itself. */
function withRest(words: readonly string[], head: Reading, limit: number): Reading {
  const and = words[head.end] === 'and' ? 1 : 0;
  const rest = limit === 100 ? readBelow100(words, head.end + and) : readBelow10000(words, head.end + and);
  if (!rest || rest.value === 0 || rest.value >= limit || words[head.end + and] === 'a') return head;
  const behind = words[rest.end] ?? '';
  // `two hundred and three hundred` are two; `one hundred and one thousand` is one.
  if (and === 1 && (limit === 100 ? behind === 'hundred' : SCALE_WORDS.has(behind) || rest.value >= 100)) return head;
  return { value: head.value + rest.value, end: rest.end };
}

/**
 * `zero` to `nine hundred ninety nine trillion …`, `and` where English has it, `a` for one before a scale.
 * @returns the longest number that begins here
 */
export function readCardinal(words: readonly string[], at: number): Reading | undefined {
  let total = readScaled(words, at, Number.POSITIVE_INFINITY);
  if (!total) return undefined;
  for (let below = total.scale; below > 1; ) {
    const next = readScaled(words, total.end, below);
    if (!next) return withRest(words, total, Math.min(below, 1_000));
    total = { value: total.value + next.value, end: next.end, scale: next.scale };
    below = next.scale;
  }
  return total;
}

/** One number below a thousand and its scale, below another scale. */
function readScaled(words: readonly string[], at: number, below: number): (Reading & { scale: number }) | undefined {
  const isFirst = below === Number.POSITIVE_INFINITY;
  if (!isFirst && words[at] === 'a') return undefined;
  const count = readBelow10000(words, at);
  if (!count) return undefined;
  const scale = SCALES.find(([word]) => word === words[count.end])?.[1] ?? 1;
  if (scale === 1) {
    // The last part is for `withRest`, which minds `and`.
    return isFirst ? { ...count, scale: 1 } : undefined;
  }
  if (scale >= below || count.value === 0 || count.value >= 1_000) return isFirst ? { ...count, scale: 1 } : undefined;
  return { value: count.value * scale, end: count.end + 1, scale };
}

/** `fourth`, `twenty first`, `one hundred and first`, `two thousandth`; not the lone `zeroth`. */
export function readOrdinal(words: readonly string[], at: number): Reading | undefined {
  const alone = ordinalValue(words[at]);
  if (alone !== undefined && alone > 0 && alone < 100) return { value: alone, end: at + 1 };
  // As a cardinal whose last word is another form: that is put back.
  for (let end = at + 1; end < Math.min(words.length, at + 12); end++) {
    const value = ordinalValue(words[end]);
    if (value === undefined) continue;
    const plain = cardinalWord(value);
    const read = plain && readCardinal([...words.slice(at, end), plain], 0);
    return read && read.end === end + 1 - at ? { value: read.value, end: end + 1 } : undefined;
  }
  return undefined;
}

function cardinalWord(value: number): string | undefined {
  if (value === 100) return 'hundred';
  return SCALES.find(([, scale]) => scale === value)?.[0] ?? [...SMALL].find(([, small]) => small === value)?.[0];
}

export function ordinalText(value: number): string {
  const teen = value % 100 >= 11 && value % 100 <= 13;
  return `${value}${(teen ? undefined : ['th', 'st', 'nd', 'rd'][value % 10]) ?? 'th'}`;
}
