import type { Token } from './tokens.ts';

const numbered = (words: string, first: number, step = 1) =>
  words.split(' ').map((word, index): [string, number] => [word, first + index * step]);

const UNITS = new Map(numbered('one two three four five six seven eight nine', 1));
const TEENS = new Map(numbered('ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen', 10));
const TENS = new Map(numbered('twenty thirty forty fifty sixty seventy eighty ninety', 20, 10));
const SCALES = new Map([
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);
const UNIT_ORDINALS = new Map(numbered('first second third fourth fifth sixth seventh eighth ninth', 1));
const TEEN_ORDINALS = new Map(
  numbered('tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth', 10),
);
const TEN_ORDINALS = new Map(
  numbered('twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth', 20, 10),
);

interface Found {
  value: number;
  /** Index of the token behind it. */
  next: number;
  isOrdinal: boolean;
  /** Made of tens and units alone: half of a year, maybe. */
  isPlain: boolean;
}

/**
 * Numbers in words become digits: `twenty one` → `21`, `two hundred and five` → `205`, `twenty first` → `21st`,
 * `three point one four` → `3.14`, `5 million` → `5000000`, and years `nineteen ninety two` → `1992`.
 */
export function joinNumbers(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (let index = 0; index < tokens.length; ) {
    const found = findNumber(tokens, index);
    const token = tokens[index] as Token;
    if (!found) {
      joined.push(token);
      index++;
      continue;
    }
    const { text, next } = withDecimals(tokens, withYear(tokens, found));
    joined.push({ text, first: token.first, last: (tokens[next - 1] as Token).last });
    index = next;
  }
  return joined;
}

function findNumber(tokens: readonly Token[], from: number): Found | undefined {
  const group = findGroup(tokens, from);
  if (!group)
    return tokens[from]?.text === 'zero' ? { value: 0, next: from + 1, isOrdinal: false, isPlain: false } : undefined;
  let { next, isOrdinal, isPlain } = group;
  let total = 0;
  let last = group.value;
  let smallest = Number.POSITIVE_INFINITY;
  while (!isOrdinal) {
    const word = tokens[next]?.text ?? '';
    const scale = SCALES.get(word) ?? SCALES.get(word.replace(/th$/, ''));
    if (!scale || scale >= smallest) break;
    isOrdinal = word.endsWith('th');
    isPlain = false;
    total += last * scale;
    last = 0;
    smallest = scale;
    next++;
    if (isOrdinal) break;
    const behind = findGroup(tokens, tokens[next]?.text === 'and' ? next + 1 : next);
    if (!behind || isDigits(tokens[behind.next - 1]?.text)) break;
    // "and" joins what is below a hundred only: `a thousand and one`.
    if (tokens[next]?.text === 'and' && behind.value >= 100) break;
    ({ next, isOrdinal } = behind);
    last = behind.value;
  }
  return { value: total + last, next, isOrdinal, isPlain };
}

/** A number below a thousand, or one that is written in digits. */
function findGroup(tokens: readonly Token[], from: number): Found | undefined {
  const word = tokens[from]?.text ?? '';
  if (/^\d+(\.\d+)?$/.test(word)) {
    const isFactor = SCALES.has(tokens[from + 1]?.text ?? '');
    return isFactor ? { value: Number(word), next: from + 1, isOrdinal: false, isPlain: false } : undefined;
  }
  const small = findSmall(tokens, from);
  if (!small || small.isOrdinal) return small;
  const hundred = tokens[small.next]?.text;
  if (hundred === 'hundredth')
    return { value: small.value * 100, next: small.next + 1, isOrdinal: true, isPlain: false };
  if (hundred !== 'hundred') return small;
  const value = small.value * 100;
  const next = small.next + 1;
  const rest = findSmall(tokens, tokens[next]?.text === 'and' ? next + 1 : next);
  // `one hundred and two hundred` are two numbers.
  const isAnother = rest && /^hundred(th)?$/.test(tokens[rest.next]?.text ?? '');
  if (!rest || isAnother) return { value, next, isOrdinal: false, isPlain: false };
  return { ...rest, value: value + rest.value, isPlain: false };
}

/** Below a hundred. */
function findSmall(tokens: readonly Token[], from: number): Found | undefined {
  const word = tokens[from]?.text ?? '';
  const found = (value: number, isOrdinal: boolean, length = 1): Found => {
    return { value, next: from + length, isOrdinal, isPlain: !isOrdinal };
  };
  const ordinal = UNIT_ORDINALS.get(word) ?? TEEN_ORDINALS.get(word) ?? TEN_ORDINALS.get(word);
  if (ordinal !== undefined) return found(ordinal, true);
  const single = UNITS.get(word) ?? TEENS.get(word);
  if (single !== undefined) return found(single, false);
  const ten = TENS.get(word);
  if (ten === undefined) return undefined;
  const behind = tokens[from + 1]?.text ?? '';
  const unit = UNITS.get(behind);
  if (unit !== undefined) return found(ten + unit, false, 2);
  const unitOrdinal = UNIT_ORDINALS.get(behind);
  return unitOrdinal === undefined ? found(ten, false) : found(ten + unitOrdinal, true, 2);
}

/** `nineteen ninety two`, `twenty twenty`, `nineteen oh five`. */
function withYear(tokens: readonly Token[], century: Found): Found {
  if (!century.isPlain || century.value < 11 || century.value > 20) return century;
  const isOh = ['oh', 'o'].includes(tokens[century.next]?.text ?? '');
  const rest = findSmall(tokens, isOh ? century.next + 1 : century.next);
  if (!rest || rest.isOrdinal || rest.value < 10 !== isOh) return century;
  return { ...rest, value: century.value * 100 + rest.value, isPlain: false };
}

function withDecimals(tokens: readonly Token[], number: Found): { text: string; next: number } {
  const { value, isOrdinal } = number;
  let { next } = number;
  if (isOrdinal) return { text: `${value}${ordinalEnding(value)}`, next };
  let decimals = '';
  if (tokens[next]?.text === 'point') {
    for (let at = next + 1; ; at++) {
      const word = tokens[at]?.text ?? '';
      const digit = word === 'zero' || word === 'oh' ? 0 : UNITS.get(word);
      if (digit === undefined) break;
      decimals += digit;
      next = at + 1;
    }
  }
  return { text: decimals === '' ? String(value) : `${value}.${decimals}`, next };
}

function ordinalEnding(value: number): string {
  const tens = value % 100;
  if (tens >= 11 && tens <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][value % 10] ?? 'th';
}

const isDigits = (text: string | undefined) => text !== undefined && /^\d/.test(text);
