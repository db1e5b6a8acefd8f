import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCues } from './build-cues.ts';
import type { Segment } from './formats/segment.ts';
import { captionRules, checkCaptions, joinWords } from './index.ts';
import { recaption, recaptionInParts } from './recaption.ts';

const rules = captionRules('default', 'en');
const segment = (start_ms: number, end_ms: number, text: string, speaker: string | null = null): Segment => ({
  ...{ start_ms, end_ms, speaker, text },
});

/** Marsaglia's xorshift, so that a failure happens again. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

describe('recaption', () => {
  it('cuts a paragraph into captions that keep the rules, at the times its words have', () => {
    const text =
      'He was not an ill-disposed young man, unless to be rather cold hearted and rather selfish is to be ill-disposed.';
    const words = text
      .split(' ')
      .map((word, index): NonNullable<Segment['words']>[number] => [word, index * 400, index * 400 + 350, 0.5]);
    const captions = recaption([{ ...segment(0, 20_000, text, 'S1'), words }], rules, 'en');
    expect(captions.flatMap(({ words }) => words)).toEqual(words);
    expect(
      captions
        .map(({ text }) => text)
        .join(' ')
        .replaceAll('\n', ' '),
    ).toBe(text);
    expect(checkCaptions(captions, rules, 'en')).toMatchObject({ errors: 0, warnings: 0 });
  });

  it('joins what was cut badly, where nobody pauses and nobody else speaks', () => {
    const bad = [
      segment(0, 700, 'Had he'),
      segment(700, 1_400, 'married a more'),
      segment(1_400, 2_600, 'amiable woman,'),
    ];
    expect(recaption(bad, rules, 'en').map(({ text }) => text)).toEqual(['Had he married a more amiable woman,']);
  });

  it('keeps people who speak at once apart', () => {
    const both = [
      segment(0, 3_000, 'Good morning, madam.', 'S1'),
      segment(500, 2_000, 'Yes.', 'S2'),
      segment(6_000, 7_000, 'Well then.', 'S1'),
    ];
    expect(recaption(both, rules, 'en').map(({ start_ms, speaker, text }) => [start_ms, speaker, text])).toEqual([
      [0, 'S1', 'Good morning, madam.'],
      [500, 'S2', 'Yes.'],
      [6_000, 'S1', 'Well then.'],
    ]);
  });

  it.each([
    ['ja', '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。'],
    ['not a language', '吾輩は猫である。'],
  ])('finds words in %s, which has no spaces between them', (language, text) => {
    const captions = recaption([segment(0, 9_000, text)], rules, language);
    expect(captions.length).toBeGreaterThan(0);
    expect(captions.flatMap(({ words = [] }) => words).length).toBeGreaterThan(3);
    expect(captions.map(({ words = [] }) => words.map(([word]) => word).join('')).join('')).toBe(text);
  });

  it('of a long speech makes the same captions in parts as in one go', () => {
    const words = Array.from({ length: 1_200 }, (_, index) => (index % 9 === 8 ? 'end.' : `word${index % 13}`));
    const rng = randomNumbers(7);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2_900, max: 9_000 }), { minLength: 1, maxLength: 3 }), (pauses) => {
        let at = 0;
        const timed = [...words, ...words, ...words].map((word, index): NonNullable<Segment['words']>[number] => {
          if (index % 1_200 === 1_100) at += pauses[Math.floor(index / 1_200)] ?? 0;
          const start = at + (rng() < 0.1 ? 900 : 20);
          at = start + 150 + Math.floor(rng() * 300);
          return [word, start, at, 0.5];
        });
        const segments = [{ ...segment(0, at, 'any'), words: timed }];
        const spoken = timed.map(([word, start_ms, end_ms, confidence]) => ({
          ...{ word, start_ms, end_ms, confidence, speaker: null },
        }));
        const parts = [...recaptionInParts(segments, rules, 'en')];
        expect(parts.length).toBe(pauses.length + 1);
        expect(parts.flat().map(({ start_ms, end_ms, text }) => [start_ms, end_ms, text])).toEqual(
          buildCues(spoken, rules, 'en').map(({ start_ms, end_ms, lines }) => [start_ms, end_ms, lines.join('\n')]),
        );
      }),
      { numRuns: 8, seed: 2 },
    );
  });

  it('loses no word and stays in order, whatever it is given', () => {
    const anySegment = fc.record({
      start_ms: fc.integer({ min: 0, max: 60_000 }),
      duration: fc.integer({ min: 1, max: 9_000 }),
      speaker: fc.constantFrom(null, 'S1', 'S2'),
      text: fc
        .array(fc.constantFrom('a', 'word,', 'Sentence.', '東京は', '👩‍👩‍👧', 'שלום', '\n'), { maxLength: 20 })
        .map((words) => words.join(' ')),
    });
    fc.assert(
      fc.property(fc.array(anySegment, { maxLength: 60 }), (all) => {
        const segments = all
          .map(({ duration, ...rest }) => ({ ...rest, end_ms: rest.start_ms + duration }))
          .toSorted((a, b) => a.start_ms - b.start_ms);
        const captions = recaption(segments, rules, 'en');
        const letters = (list: readonly Segment[]) => list.map(({ text }) => text.replace(/\s/g, '')).join('');
        expect([...letters(captions)].toSorted()).toEqual([...letters(segments)].toSorted());
        for (const [index, { start_ms, end_ms, text, words = [] }] of captions.entries()) {
          expect(end_ms).toBeGreaterThan(start_ms);
          expect(start_ms).toBeGreaterThanOrEqual(captions[index - 1]?.start_ms ?? 0);
          expect(text.replace(/\s/g, '')).toBe(joinWords(words.map(([word]) => ({ word }))).replace(/\s/g, ''));
        }
      }),
      { numRuns: 200, seed: 12 },
    );
  });
});
