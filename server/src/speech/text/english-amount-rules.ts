import { isDigitWord, type Reading, readBelow100, readCardinal } from './english-cardinals.ts';
import { join, leave, type Rule, type Written } from './english-written.ts';

const CURRENCIES: Record<string, string> = { dollar: '$', euro: '€', pound: '£' };
const LARGE = new Set(['million', 'billion', 'trillion']);

/** The number as it is written, with a scale that stays a word: `2.5` `million`. */
interface Amount {
  text: string;
  /** Where a scale begins that stays a word. */
  scaleAt: number | undefined;
  end: number;
  isBareOne: boolean;
  isBareScale: boolean;
}

function readAmount(words: readonly string[], at: number): Amount | undefined {
  const whole = readCardinal(words, at);
  if (!whole) return undefined;
  const bare = {
    isBareOne: words[at] === 'one' && whole.end === at + 1,
    isBareScale: words[at] === 'a' && whole.end === at + 2,
  };
  const decimals = words[whole.end] === 'point' ? readDecimals(words, whole.end + 1) : undefined;
  if (decimals) {
    const hasScale = LARGE.has(words[decimals.end] ?? '') || words[decimals.end] === 'thousand';
    const text = `${whole.value}.${decimals.text}`;
    return {
      text,
      scaleAt: hasScale ? decimals.end : undefined,
      end: decimals.end + Number(hasScale),
      ...bare,
      isBareOne: false,
    };
  }
  const last = whole.end - 1;
  const count = LARGE.has(words[last] ?? '') ? readCardinal(words.slice(0, last), at) : undefined;
  if (count?.end === last && words[at] !== 'a' && count.value < 1_000) {
    return { text: String(count.value), scaleAt: last, end: whole.end, ...bare };
  }
  return { text: String(whole.value), scaleAt: undefined, end: whole.end, ...bare };
}

/** Digit for digit, or one number: `one four`, `fourteen`. */
function readDecimals(words: readonly string[], at: number): { text: string; end: number } | undefined {
  let text = '';
  let end = at;
  for (; isDigitWord(words[end]) || words[end] === 'oh' || words[end] === 'o'; end++) {
    text += String(readBelow100(words, end)?.value ?? 0);
  }
  if (end > at) return { text, end };
  const whole = readBelow100(words, at);
  return whole && { text: String(whole.value), end: whole.end };
}

function written(amount: Amount, at: number, words: readonly string[], sign = ''): Written['words'] {
  const { scaleAt, end } = amount;
  const number = { text: `${sign}${amount.text}`, from: at, to: scaleAt ?? end };
  return scaleAt === undefined ? [number] : [number, { text: words[scaleAt] ?? '', from: scaleAt, to: end }];
}

/** `five percent`, `two point five per cent`. */
export const percent: Rule = (words, at) => {
  const amount = readAmount(words, at);
  if (!amount || amount.scaleAt !== undefined) return undefined;
  const isOne = words[amount.end] === 'percent';
  const isTwo = words[amount.end] === 'per' && words[amount.end + 1] === 'cent';
  return isOne || isTwo ? join(`${amount.text}%`, at, amount.end + (isOne ? 1 : 2)) : undefined;
};

/** `twenty five dollars and ten cents`, `two million euros`, `three pounds fifty pence`; not `five pounds of flour`. */
export const money: Rule = (words, at) => {
  const amount = readAmount(words, at);
  const unit = words[amount?.end ?? at] ?? '';
  const sign = CURRENCIES[unit.replace(/s$/, '')];
  if (!amount || sign === undefined) return undefined;
  const behind = words[amount.end + 1] ?? '';
  if (
    sign === '£' &&
    (unit === 'pound' ? !/^(notes?|coins?)$/.test(behind) : /^(of|heavier|lighter|overweight)$/.test(behind))
  ) {
    return undefined;
  }
  const parts = written(amount, at, words, sign);
  const last = parts.at(-1) as Written['words'][number];
  const end = amount.end + 1;
  const cents = readCents(words, end);
  if (cents && amount.scaleAt === undefined && !amount.text.includes('.')) {
    return join(`${sign}${amount.text}.${String(cents.value).padStart(2, '0')}`, at, cents.end);
  }
  last.to = end;
  return { end, words: parts };
};

function readCents(words: readonly string[], at: number): Reading | undefined {
  const cents = readBelow100(words, words[at] === 'and' ? at + 1 : at);
  return cents && /^(cents?|pence|penny)$/.test(words[cents.end] ?? '')
    ? { value: cents.value, end: cents.end + 1 }
    : undefined;
}

/** The lone `one` is mostly a pronoun, and `a hundred`, `a million` are seldom meant exactly. */
export const cardinal: Rule = (words, at) => {
  const amount = readAmount(words, at);
  if (!amount) return undefined;
  if (amount.isBareOne || amount.isBareScale) return leave(amount.end);
  return { end: amount.end, words: written(amount, at, words) };
};
