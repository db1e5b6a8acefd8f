import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecognizedWord } from '../recognizer.ts';
import { writeDigits } from './english-digits.ts';

const wordsOf = (text: string): RecognizedWord[] =>
  text.split(' ').map((word, index) => ({
    word,
    start_ms: index * 100,
    end_ms: index * 100 + 90,
    confidence: 0.9 - (index % 5) / 10,
  }));
const textOf = (words: readonly RecognizedWord[]) => words.map(({ word }) => word).join(' ');
const write = (text: string) => textOf(writeDigits(wordsOf(text)));

/** [what is said, what is written] */
const TABLES: Record<string, [said: string, written: string][]> = {
  cardinals: [
    ['zero', '0'],
    ['seven cats', '7 cats'],
    ['twenty five', '25'],
    ['twenty-five people', '25 people'],
    ['one hundred', '100'],
    ['a hundred and five', '105'],
    ['one hundred and five', '105'],
    ['three hundred twenty one', '321'],
    ['nineteen hundred people', '1900 people'],
    ['a thousand and one nights', '1001 nights'],
    ['two thousand and five', '2005'],
    ['twelve thousand three hundred and forty five', '12345'],
    ['one million two hundred thousand', '1200000'],
    ['nine hundred ninety nine thousand nine hundred ninety nine', '999999'],
    ['five million', '5 million'],
    ['three billion people', '3 billion people'],
    ['one million and one', '1000001'],
    ['two three', '2 3'],
    ['five and six', '5 and 6'],
    ['two hundred and three hundred', '200 and 300'],
    ['I have Twenty apples.', 'I have 20 apples.'],
    ['twenty, five', '20, 5'],
    ['(thirty three)', '(33)'],
  ],
  'what stays in words': [
    ['one of them', 'one of them'],
    ['no one', 'no one'],
    ['one', 'one'],
    ['the first time', 'the first time'],
    ['wait a second', 'wait a second'],
    ['one or two days', 'one or two days'],
    ['a hundred times', 'a hundred times'],
    ['a million thanks', 'a million thanks'],
    ['hundreds of thousands', 'hundreds of thousands'],
    ['one third of us', 'one third of us'],
    ['two thirds', 'two thirds'],
    ['a fifth of it', 'a fifth of it'],
    ['three quarters', 'three quarters'],
    ['two and a half hours', 'two and a half hours'],
    ['half past ten', 'half past ten'],
    ['a quarter to five', 'a quarter to five'],
    ['one on one', 'one on one'],
    ['fifty fifty', 'fifty fifty'],
    ['oh no', 'oh no'],
    ['at this point five people came', 'at this point 5 people came'],
    ['march on', 'march on'],
    ['you may five times', 'you may 5 times'],
    ['the pound fell', 'the pound fell'],
    ['someone won', 'someone won'],
    ['a', 'a'],
    ['and', 'and'],
  ],
  ordinals: [
    ['twenty first', '21st'],
    ['the twenty-second', 'the 22nd'],
    ['fourth', '4th'],
    ['the eleventh hour', 'the 11th hour'],
    ['twelfth', '12th'],
    ['one hundred and third', '103rd'],
    ['two hundredth', '200th'],
    ['the twentieth century', 'the 20th century'],
  ],
  decimals: [
    ['three point one four', '3.14'],
    ['zero point five', '0.5'],
    ['twenty one point oh five', '21.05'],
    ['three point fourteen', '3.14'],
    ['two point five million', '2.5 million'],
    ['that is the point', 'that is the point'],
  ],
  percent: [
    ['five percent', '5%'],
    ['one percent', '1%'],
    ['a hundred percent', '100%'],
    ['two point five per cent', '2.5%'],
  ],
  money: [
    ['twenty five dollars and ten cents', '$25.10'],
    ['five dollars', '$5'],
    ['one dollar', '$1'],
    ['a five dollar bill', 'a $5 bill'],
    ['three euros fifty cents', '€3.50'],
    ['ten pounds and five pence', '£10.05'],
    ['five pounds of flour', '5 pounds of flour'],
    ['two million dollars', '$2 million'],
    ['two point five billion euros', '€2.5 billion'],
    ['a hundred dollars', '$100'],
    ['five hundred thousand dollars', '$500000'],
    ['ten cents', '10 cents'],
  ],
  dates: [
    ['march third twenty twenty six', 'March 3, 2026'],
    ['on june fifth', 'on June 5'],
    ['july four nineteen seventy six', 'July 4, 1976'],
    ['december twenty fifth', 'December 25'],
    ['november twenty second two thousand and six', 'November 22, 2006'],
    ['april twenty twenty', 'April 2020'],
    ['march the third', 'March 3'],
    ['the third of march twenty twenty six', 'the 3rd of March 2026'],
    ['the first of may', 'the 1st of May'],
    ['march twenty first twenty twenty six', 'March 21, 2026'],
    ['may twenty twenty six', 'May 2026'],
  ],
  times: [
    ['ten thirty a m', '10:30 a.m.'],
    ['ten thirty a.m.', '10:30 a.m.'],
    ['seven pm', '7 p.m.'],
    ['at seven forty five', 'at 7:45'],
    ['at nine oh five p m', 'at 9:05 p.m.'],
    ["five o'clock", "5 o'clock"],
    ["one o'clock", "1 o'clock"],
    ['at fourteen thirty', 'at 14:30'],
    ['eleven fifteen', '11:15'],
    ['at ten am i late', 'at 10 am i late'],
  ],
  years: [
    ['in nineteen eighty four', 'in 1984'],
    ['twenty twenty six', '2026'],
    ['in twenty oh five', 'in 2005'],
    ['in ten sixty six', 'in 1066'],
    ['nineteen oh one', '1901'],
    ['the nineteen eighties', 'the 1980s'],
  ],
  'digit by digit': [
    ['five five five oh one two three', '5550123'],
    ['call nine one one', 'call 911'],
    ['double five seven', '557'],
    ['triple zero', '000'],
    ['one oh one', '101'],
    ['oh four one two', '0412'],
    ['four five', '4 5'],
    ['one two three hundred', 'one 2 300'],
  ],
  'as everybody writes them': [
    ['twenty four seven', '24/7'],
    ['nine eleven', '9/11'],
  ],
};

describe('writeDigits', () => {
  for (const [name, table] of Object.entries(TABLES)) {
    describe(name, () => {
      it.each(table)('%s → %s', (said, written) => expect(write(said)).toBe(written));
    });
  }

  it('joins times and takes the lowest confidence', () => {
    const written = writeDigits([
      { word: 'exactly', start_ms: 0, end_ms: 200, confidence: 0.9 },
      { word: 'twenty', start_ms: 250, end_ms: 400, confidence: 0.8 },
      { word: 'five', start_ms: 400, end_ms: 600, confidence: 0.4 },
      { word: 'percent.', start_ms: 650, end_ms: 900, confidence: null },
    ]);
    expect(written).toEqual([
      { word: 'exactly', start_ms: 0, end_ms: 200, confidence: 0.9 },
      { word: '25%.', start_ms: 250, end_ms: 900, confidence: 0.4 },
    ]);
    const unknown = writeDigits(wordsOf('fifty one').map((word) => ({ ...word, confidence: null })));
    expect(unknown).toMatchObject([{ word: '51', confidence: null }]);
  });

  it('takes nothing for a number that is none', () => {
    expect(writeDigits([])).toEqual([]);
    for (const word of ['', '-', '…', '25', '$5', 'constructor', '__proto__', 'one-sided', 'x-ray']) {
      expect(write(word)).toBe(word);
    }
  });
});

const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

interface Style {
  and: string;
  hyphen: string;
}

/** How a number is said. */
function speak(value: number, style: Style): string {
  if (value < 20) return UNITS[value] as string;
  if (value < 100) {
    const tens = TENS[Math.floor(value / 10) - 2] as string;
    return value % 10 === 0 ? tens : `${tens}${style.hyphen}${UNITS[value % 10]}`;
  }
  if (value < 1_000) {
    const rest = value % 100;
    return `${UNITS[Math.floor(value / 100)]} hundred${rest === 0 ? '' : `${style.and}${speak(rest, style)}`}`;
  }
  for (const [scale, name] of [
    [1e9, 'billion'],
    [1e6, 'million'],
    [1e3, 'thousand'],
  ] as const) {
    if (value < scale) continue;
    const rest = value % scale;
    const head = `${speak(Math.floor(value / scale), style)} ${name}`;
    return rest === 0 ? head : `${head}${rest < 100 ? style.and : ' '}${speak(rest, style)}`;
  }
  throw new Error('never');
}

const STYLES = [' and ', ' '].flatMap((and) => [' ', '-'].map((hyphen) => ({ and, hyphen })));
const number = fc.oneof(
  fc.integer({ min: 2, max: 120 }),
  fc.integer({ min: 2, max: 100_000 }),
  fc.integer({ min: 2, max: 999_999_999_999 }),
  fc.integer({ min: 1, max: 999 }).map((count) => count * 1_000),
);
const LARGE: Record<string, number> = { million: 1e6, billion: 1e9 };
const style = fc.constantFrom(...STYLES);

describe('whatever is said', () => {
  it('a spoken number gives its digits', () => {
    fc.assert(
      fc.property(number, style, (value, how) => {
        const [digits = '', scale = ''] = write(speak(value, how)).split(' ');
        expect(digits).toMatch(/^\d+$/);
        expect(Number(digits) * (LARGE[scale] ?? 1)).toBe(value);
      }),
      { numRuns: 3_000 },
    );
  });

  it('a spoken ordinal gives its digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 99_999 }), style, (value, how) => {
        const words = speak(value, how).split(/(?=[ -])/);
        const last = (words.pop() as string).replace(/[a-z]+$/, (word) => ordinalOf(word));
        expect(Number.parseInt(write([...words, last].join('')), 10)).toBe(value);
      }),
      { numRuns: 2_000 },
    );
  });

  it('every year is written with four digits', () => {
    for (let value = 1100; value < 2100; value++) {
      const [century, rest] = [Math.floor(value / 100), value % 100];
      if (century % 10 === 0 && rest < 10) continue;
      const tail = rest === 0 ? 'hundred' : rest < 10 ? `oh ${UNITS[rest]}` : speak(rest, { and: ' ', hyphen: ' ' });
      expect(write(`in ${speak(century, { and: ' ', hyphen: ' ' })} ${tail}`)).toBe(`in ${value}`);
    }
  });

  it('money is written with its cents', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 99 }), style, (whole, cents, how) => {
        const said = `${speak(whole, how)} dollars and ${speak(cents, how)} cents`;
        expect(write(said)).toBe(`$${whole}.${String(cents).padStart(2, '0')}`);
      }),
    );
  });

  const vocabulary =
    "zero oh one two five nine ten twelve fifteen twenty thirty ninety hundred thousand million billion a and point percent per cent dollars cents pounds of first third fifth half thirds march may june the past to at in am p m i double o'clock cats twenty-five fifty, (six".split(
      ' ',
    );
  it('no word is lost or moved, and what is written stays as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...vocabulary), { maxLength: 14 }), (said) => {
        const words = said.length === 0 ? [] : wordsOf(said.join(' '));
        const written = writeDigits(words);
        // Each word that is written covers words in a row; together they cover all.
        let covered = 0;
        for (const word of written) {
          const from = words.findIndex(({ start_ms }) => start_ms === word.start_ms);
          const to = words.findIndex(({ end_ms }) => end_ms === word.end_ms);
          expect(from).toBe(covered);
          expect(to).toBeGreaterThanOrEqual(from);
          covered = to + 1;
          const least = Math.min(...words.slice(from, to + 1).map(({ confidence }) => confidence as number));
          expect(word.confidence).toBe(least);
        }
        expect(covered).toBe(words.length);
        const plain = said.filter((word) => word === 'cats').length;
        expect(written.filter(({ word }) => word === 'cats')).toHaveLength(plain);
      }),
      { numRuns: 5_000 },
    );
  });
});

const ORDINALS: Record<string, string> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};
const ordinalOf = (word: string) => ORDINALS[word] ?? (word.endsWith('y') ? word.replace(/y$/, 'ieth') : `${word}th`);
