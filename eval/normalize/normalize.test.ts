import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalize } from './index.ts';

const said = (text: string, language = 'en') =>
  normalize(text.split(' '), language)
    .map((token) => token.text)
    .join(' ');

describe('English', () => {
  it.each([
    ['Hello, World!', 'hello world'],
    ['<s> he was [laughter in the back] not (coughs) here </s>', 'he was not here'],
    ['an ill-disposed young man', 'an ill disposed young man'],
    ['café naïve', 'cafe naive'],
    ['So, um, it was, uh, fine. Hmm.', 'so it was fine'],
  ])('drops what is not said: %s', (written, expected) => {
    expect(said(written)).toBe(expected);
  });

  it.each([
    ['I won’t, can’t and don’t', 'i will not can not and do not'],
    ["we're, they'll, I've, I'm", 'we are they will i have i am'],
    ["It's gone and that's it", 'it has gone and that is it'],
    ["he'd go; he'd been", 'he would go he had been'],
    ["the dog's bowl, the boys' room", "the dog's bowl the boys room"],
    ['Mr. and Mrs. Smith vs. Dr. Brown', 'mister and missus smith versus doctor brown'],
    ["I'm gonna tell 'em", 'i am going to tell them'],
    ["'Twas five o'clock", "it was 5 o'clock"],
  ])('writes out: %s', (written, expected) => {
    expect(said(written)).toBe(expected);
  });

  it.each([
    ['twenty-one', '21'],
    ['two hundred and five cats', '205 cats'],
    ['three thousand four hundred', '3400'],
    ['one million two hundred thousand', '1200000'],
    ['a thousand and one nights', 'a thousand and 1 nights'],
    ['two and three', '2 and 3'],
    ['one two three', '1 2 3'],
    ['one hundred and two hundred', '100 and 200'],
    ['nineteen ninety-two', '1992'],
    ['in twenty twenty', 'in 2020'],
    ['nineteen oh five', '1905'],
    ['the twenty-first of May', 'the 21st of may'],
    ['the twelfth and the third', 'the 12th and the 3rd'],
    ['the one hundredth time', 'the 100th time'],
    ['three point one four', '3.14'],
    ['the point is', 'the point is'],
    ['1,250.50', '1250.50'],
    ['5 million', '5000000'],
    ['zero', '0'],
    ['42% or 42 per cent or forty two percent', '42 percent or 42 percent or 42 percent'],
    ['$5 or five dollars', '5 dollars or 5 dollars'],
    ['at 10:30', 'at 10 30'],
    ['the 1st, 22nd', 'the 1st 22nd'],
  ])('numbers: %s', (written, expected) => {
    expect(said(written)).toBe(expected);
  });

  it.each([
    ['the colours of our neighbours', 'the colors of our neighbors'],
    ['a theatre in the centre', 'a theater in the center'],
    ['organised organisation, recognising', 'organized organization recognizing'],
    ['she travelled, analysed and cancelled', 'she traveled analyzed and canceled'],
    ['four flour hours, wise surprise, advise and exercise', '4 flour hours wise surprise advise and exercise'],
    ['the grey programme', 'the gray program'],
    ['here there were more', 'here there were more'],
    ['called, filled, rolled', 'called filled rolled'],
  ])('spells: %s', (written, expected) => {
    expect(said(written)).toBe(expected);
  });

  it('says which words a token comes from', () => {
    expect(normalize(['Don’t', 'buy', 'twenty', 'one', '–', 'ill-made', 'cars!'], 'en-GB')).toEqual([
      { text: 'do', first: 0, last: 0 },
      { text: 'not', first: 0, last: 0 },
      { text: 'buy', first: 1, last: 1 },
      { text: '21', first: 2, last: 3 },
      { text: 'ill', first: 5, last: 5 },
      { text: 'made', first: 5, last: 5 },
      { text: 'cars', first: 6, last: 6 },
    ]);
  });
});

describe('other languages', () => {
  it.each([
    ['nl', 'Ze zei: ‘Één, twee!’', 'ze zei één twee'],
    ['fr', "L’homme [rires] qu'on aime.", "l'homme qu'on aime"],
    ['de', 'Straße 21, ZÜRICH', 'straße 21 zürich'],
    ['hi', 'नमस्ते, दुनिया।', 'नमस्ते दुनिया'],
    ['zh', '你好，世界。', '你 好 世 界'],
    ['ja', 'ﾃｽﾄです。', 'テ ス ト で す'],
  ])('%s: %s', (language, written, expected) => {
    expect(said(written, language)).toBe(expected);
  });
});

it('always gives words in order, whatever is in them', () => {
  const word = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.constantFrom(
      '\u037a',
      'one',
      'hundred',
      'and',
      'twenty',
      '5',
      '$3',
      "it's",
      '[',
      ')',
      'per',
      'cent',
      'point',
      'oh',
      '%',
    ),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), fc.constantFrom('en', 'nl', 'ja'), (words, language) => {
      let before = 0;
      for (const { text, first, last } of normalize(words, language)) {
        expect(text).toMatch(/^\S+$/u);
        expect(first).toBeGreaterThanOrEqual(before);
        expect(last).toBeGreaterThanOrEqual(first);
        expect(last).toBeLessThan(words.length);
        before = first;
      }
    }),
    { numRuns: 300 },
  );
});

it('changes nothing when it is applied again', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('colour', 'twenty', 'one', "don't", 'mr', 'the', "dog's"), { maxLength: 8 }),
      (words) => {
        const once = said(words.join(' '));
        expect(said(once)).toBe(once);
      },
    ),
    { numRuns: 100 },
  );
});
