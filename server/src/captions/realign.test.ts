import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DocumentWord, realignWords } from './realign.ts';

const WORDS: DocumentWord[] = [
  ['He', 200, 330, 0.9],
  ['was', 330, 550, 1],
  ['not', 550, 1_060, 0.9],
  ['until', 1_140, 1_440, 0.7],
  ['exposed', 1_440, 2_090, 0.6],
  ['man.', 2_320, 2_740, 0.5],
];
const WITHIN = { start_ms: 200, end_ms: 2_740 };
const realign = (text: string, words = WORDS) => realignWords(words, text, WITHIN);

describe('realignWords', () => {
  it('leaves alone what was not touched', () => {
    expect(realign('He was not until exposed man.')).toEqual(WORDS);
  });

  it('keeps times and confidence where only capitals and punctuation change', () => {
    expect(realign('he was NOT, until “exposed” man')).toEqual([
      ...[
        ['he', 200, 330, 0.9],
        ['was', 330, 550, 1],
        ['NOT,', 550, 1_060, 0.9],
        ['until', 1_140, 1_440, 0.7],
      ],
      ...[
        ['“exposed”', 1_440, 2_090, 0.6],
        ['man', 2_320, 2_740, 0.5],
      ],
    ]);
  });

  it('gives words in the place of others their time, by length, and no confidence', () => {
    expect(realign('He was not an ill-disposed man.')).toEqual([
      ...WORDS.slice(0, 3),
      ['an', 1_140, 1_276, null],
      ['ill-disposed', 1_276, 2_090, null],
      WORDS[5],
    ]);
  });

  it('puts words into the silence between others', () => {
    expect(realign('He was not until exposed young man.')).toEqual([
      ...WORDS.slice(0, 5),
      ['young', 2_090, 2_320, null],
      WORDS[5],
    ]);
  });

  it('takes a text that has nothing in common, and none at all', () => {
    expect(realign('Goodbye now')).toEqual([
      ['Goodbye', 200, 1_978, null],
      ['now', 1_978, 2_740, null],
    ]);
    expect(realign('')).toEqual([]);
    expect(realignWords([], 'Hello there', { start_ms: 1_000, end_ms: 2_000 })).toEqual([
      ['Hello', 1_000, 1_500, null],
      ['there', 1_500, 2_000, null],
    ]);
  });

  it('aligns what is written without spaces sign by sign, however it was cut into words', () => {
    const signs = [...'吾輩は猫である。'].map(
      (sign, index): DocumentWord => [sign, index * 100, index * 100 + 100, 0.5],
    );
    const edited = realign('「吾輩」は犬である。名前は無い', signs);
    expect(edited.map(([word]) => word)).toEqual(['「吾輩」', 'は', '犬', 'で', 'ある。', '名前', 'は', '無い']);
    expect(edited.slice(1, 5)).toEqual([
      ['は', 200, 300, 0.5],
      ['犬', 300, 400, null],
      ['で', 400, 500, 0.5],
      ['ある。', 500, 800, 0.5],
    ]);
    // One word over all of them, as a file without words has: its time is shared out.
    expect(realignWords([['吾輩は猫である。', 0, 800, null]], '吾輩は猫である。', WITHIN)).toEqual([
      ['吾輩', 0, 200, null],
      ['は', 200, 300, null],
      ['猫', 300, 400, null],
      ['で', 400, 500, null],
      ['ある。', 500, 800, null],
    ]);
  });

  it('keeps order, bounds, text and untouched words, whatever is edited', () => {
    const word = fc.constantFrom('a', 'b', 'c', 'd,', 'E.', '東京', '—');
    const words = fc
      .array(fc.record({ word, gap: fc.nat(300), duration: fc.nat(500) }), { maxLength: 60 })
      .map((all) => {
        let at = 0;
        return all.map(({ word, gap, duration }): DocumentWord => {
          const start = at + gap;
          at = start + duration;
          return [word, start, at, 0.5];
        });
      });
    const edits = fc.array(fc.record({ at: fc.nat(80), remove: fc.nat(6), insert: fc.array(word, { maxLength: 6 }) }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(words, edits, (words, edits) => {
        const text = words.map(([word]) => word);
        for (const { at, remove, insert } of edits) text.splice(at % (text.length + 1), remove, ...insert);
        const within = { start_ms: 0, end_ms: 100_000 };
        const result = realignWords(words, text.join(' '), within);
        expect(result.map(([word]) => word)).toEqual(text);
        let before = words[0]?.[1] ?? 0;
        for (const [, start, end, confidence] of result) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThanOrEqual(start);
          before = end;
          if (confidence !== null) expect(words.some((old) => old[1] === start && old[2] === end)).toBe(true);
        }
        expect(before).toBeLessThanOrEqual(words.at(-1)?.[2] ?? within.end_ms);
        if (edits.length === 0) expect(result).toEqual(words);
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  it('of a long text rewritten altogether takes no time to speak of', () => {
    const words = Array.from(
      { length: 20_000 },
      (_, index): DocumentWord => [`w${index}`, index * 300, index * 300 + 250, 1],
    );
    const text = words.map((_, index) => `v${index}`).join(' ');
    expect(realignWords(words, text, { start_ms: 0, end_ms: 0 })).toHaveLength(20_000);
  });
});
