import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BREAK_PENALTY, breakPenalty } from './break-penalty.ts';
import {
  buildCues,
  CAPTION_PROFILES,
  type CaptionWord,
  captionRules,
  checkCaptions,
  joinWords,
  textWidth,
} from './index.ts';
import { SYNC_MS, timeCues } from './time-cues.ts';

/** Words said one after the other: 80 ms and 40 ms a letter each, a pause where the text has a stop. */
function say(text: string, speaker: string | null = null, from = 0): CaptionWord[] {
  let at = from;
  return text.split(' ').map((word) => {
    const start_ms = at;
    const end_ms = at + 80 + 40 * word.length;
    at = end_ms + (/[.!?]$/.test(word) ? 600 : /[,;:]$/.test(word) ? 250 : 10);
    return { word, start_ms, end_ms, speaker };
  });
}

const textOf = (cues: readonly { lines: string[] }[]) => cues.map(({ lines }) => lines.join('\n'));
const checked = (cues: readonly { start_ms: number; end_ms: number; lines: string[] }[]) =>
  cues.map(({ start_ms, end_ms, lines }) => ({ start_ms, end_ms, text: lines.join('\n') }));

const anyWords = fc
  .array(
    fc.record({
      word: fc.oneof(
        fc.stringMatching(/^[a-z]{1,12}[,.?]?$/),
        fc.constantFrom(
          'the',
          'of',
          'and',
          'I',
          'Mrs.',
          'Dashwood',
          '42',
          '東京',
          'は',
          '。',
          '👩‍👩‍👧',
          'שלום',
          'مرحبا',
        ),
        fc.constant('donaudampfschifffahrtsgesellschaftskapitänsmütze'),
      ),
      duration: fc.integer({ min: 1, max: 1_200 }),
      pause: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 3_000 })),
      speaker: fc.constantFrom('S1', 'S1', 'S1', 'S2', null),
    }),
    { maxLength: 120 },
  )
  .map((words) => {
    let at = 0;
    return words.map(({ word, duration, pause, speaker }): CaptionWord => {
      const start_ms = at + pause;
      at = start_ms + duration;
      return { word, start_ms, end_ms: at, speaker };
    });
  });

const anyRules = fc
  .record({
    profile: fc.constantFrom(...CAPTION_PROFILES),
    max_line_length: fc.option(fc.integer({ min: 5, max: 60 })),
    max_line_words: fc.option(fc.integer({ min: 1, max: 8 })),
    max_segment_lines: fc.option(fc.integer({ min: 1, max: 4 })),
    max_segment_words: fc.option(fc.integer({ min: 1, max: 20 })),
    max_segment_duration: fc.option(fc.integer({ min: 500, max: 9_000 })),
    max_silence_between_words: fc.option(fc.integer({ min: 0, max: 2_000 })),
    min_segment_gap: fc.integer({ min: 0, max: 300 }),
  })
  .map(({ profile, ...changes }) => captionRules(profile, 'en', changes));

describe('buildCues', () => {
  it('keeps every word and every rule that can be kept, whatever is said', () => {
    fc.assert(
      fc.property(anyWords, anyRules, (words, rules) => {
        const cues = buildCues(words, rules, 'en');
        expect(cues.flatMap((cue) => cue.words)).toEqual(words);
        for (const [index, { start_ms, end_ms, lines, words: said, speaker }] of cues.entries()) {
          expect(lines.join('').replaceAll(' ', '')).toBe(joinWords(said).replaceAll(' ', ''));
          expect(said.every((word) => word.speaker === speaker)).toBe(true);
          expect(Math.abs(start_ms - (said[0]?.start_ms ?? 0))).toBeLessThanOrEqual(SYNC_MS);
          expect(end_ms).toBeGreaterThan(start_ms);
          const next = cues[index + 1];
          if (next) expect(end_ms).toBeLessThanOrEqual(Math.max(start_ms + 1, next.start_ms - rules.min_segment_gap));
          expect(lines.length).toBeLessThanOrEqual(rules.max_segment_lines ?? lines.length);
          if (said.length === 1) continue;
          expect(said.length).toBeLessThanOrEqual(rules.max_segment_words ?? said.length);
          const spoken = (said.at(-1)?.end_ms ?? 0) - (said[0]?.start_ms ?? 0);
          expect(spoken).toBeLessThanOrEqual(rules.max_segment_duration ?? spoken);
          for (const line of lines) {
            const inLine = line.split(' ').length;
            expect(inLine).toBeLessThanOrEqual(rules.max_line_words ?? inLine);
            // One word that is longer than a line cannot be helped.
            if (inLine > 1) expect(textWidth(line)).toBeLessThanOrEqual(rules.max_line_length ?? textWidth(line));
          }
          for (let at = 1; at < said.length; at++) {
            const silence = (said[at]?.start_ms ?? 0) - (said[at - 1]?.end_ms ?? 0);
            expect(silence).toBeLessThanOrEqual(rules.max_silence_between_words ?? silence);
          }
        }
      }),
      { numRuns: 300, seed: 20261121 },
    );
  });

  it('cuts where a reader would, not where a line is full', () => {
    const text =
      'He was not an ill-disposed young man, unless to be rather cold hearted and rather selfish is to be ill-disposed: ' +
      'but he was, in general, well respected; for he conducted himself with propriety in the discharge of his ordinary duties.';
    expect(textOf(buildCues(say(text), captionRules('default', 'en'), 'en'))).toMatchInlineSnapshot(`
      [
        "He was not an ill-disposed young man,
      unless to be rather cold hearted",
        "and rather selfish is to be ill-disposed:
      but he was, in general, well respected;",
        "for he conducted himself with propriety
      in the discharge of his ordinary duties.",
      ]
    `);
  });

  it('begins anew with each speaker and after a long silence', () => {
    const first = say('Good morning.', 'S1');
    const second = say('Good morning to you.', 'S2', 1_400);
    const third = say('Well then.', 'S2', 6_000);
    expect(textOf(buildCues([...first, ...second, ...third], captionRules('default', 'en'), 'en'))).toEqual([
      'Good morning.',
      'Good morning to you.',
      'Well then.',
    ]);
  });

  it('stays long enough to be read, and closes short gaps', () => {
    const words = [...say('Yes.'), ...say('No, not at all, dear madam.', null, 1_100), ...say('Never.', null, 9_000)];
    const rules = captionRules('default', 'en', { max_silence_between_words: 300 });
    const cues = buildCues(words, rules, 'en');
    expect(cues.map(({ start_ms, end_ms }) => [start_ms, end_ms])).toMatchInlineSnapshot(`
      [
        [
          0,
          1020,
        ],
        [
          1100,
          2990,
        ],
        [
          9000,
          9833,
        ],
      ]
    `);
    expect(checkCaptions(checked(cues), rules, 'en')).toMatchObject({ errors: 0 });
  });

  it('lends time between neighbours where one is too fast, within a tenth of a second', () => {
    const cue = (start_ms: number, end_ms: number, line: string) => ({ start_ms, end_ms, lines: [line] });
    const spoken = [
      cue(0, 1_000, 'Yes.'),
      cue(1_100, 2_900, 'Had he married a more amiable woman'),
      cue(3_000, 6_000, 'never.'),
    ];
    expect(timeCues(spoken, captionRules('default', 'en')).map(({ start_ms, end_ms }) => [start_ms, end_ms])).toEqual([
      [0, 920],
      [1_000, 3_020],
      [3_100, 6_000],
    ]);
  });

  it('of an endless speech without rules takes no time to speak of', () => {
    const words = Array.from(
      { length: 5_000 },
      (_, index): CaptionWord => ({
        ...{ word: `word${index % 7}`, start_ms: index * 300, end_ms: (index + 1) * 300, speaker: null },
      }),
    );
    const limits = ['max_line_length', 'max_line_words', 'max_segment_duration', 'max_segment_lines'] as const;
    const off = { max_segment_words: null, max_silence_between_words: null };
    for (const kept of [undefined, ...limits]) {
      const none = Object.fromEntries(limits.filter((limit) => limit !== kept).map((limit) => [limit, null]));
      const started = performance.now();
      const cues = buildCues(words, captionRules('default', 'nl', { ...off, ...none }), 'nl');
      expect(performance.now() - started).toBeLessThan(5_000);
      expect(cues.flatMap((cue) => cue.words)).toEqual(words);
    }
  });

  it('of unspaced scripts joins characters, and gives them lines of their own length', () => {
    const words = [...'吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。'].map((word, index) => ({
      ...{ word, start_ms: index * 180, end_ms: index * 180 + 170, speaker: null },
    }));
    const lines = buildCues(words, captionRules('netflix', 'ja'), 'ja').flatMap((cue) => cue.lines);
    expect(lines.join('')).toBe(words.map(({ word }) => word).join(''));
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(26);
  });
});

describe('breakPenalty', () => {
  it.each([
    ['never after an article', 'the', 'house', BREAK_PENALTY.never],
    ['never between a pronoun and its verb', 'she', 'said', BREAK_PENALTY.never],
    ['hardly between first and last name', 'Jane', 'Austen', BREAK_PENALTY.close],
    ['hardly between auxiliary and verb', 'was', 'married', BREAK_PENALTY.close],
    ['hardly between a figure and what it counts', '42', 'pounds', BREAK_PENALTY.close],
    ['well before a conjunction', 'cold', 'and', BREAK_PENALTY.phrase],
    ['well before a preposition', 'married', 'to', BREAK_PENALTY.phrase],
    ['better after a comma', 'man,', 'unless', BREAK_PENALTY.clause],
    ['best after a sentence', 'duties.', 'Had', BREAK_PENALTY.sentence],
    ['not after a title', 'Mrs.', 'Dashwood', BREAK_PENALTY.never],
  ])('%s', (_rule, before, after, expected) => {
    expect(breakPenalty(before, after, 'en-GB')).toBe(expected);
  });

  it('knows no words of other languages, only their punctuation', () => {
    expect(breakPenalty('the', 'house', 'nl')).toBe(BREAK_PENALTY.plain);
    expect(breakPenalty('huis,', 'maar', 'nl')).toBe(BREAK_PENALTY.clause);
    expect(breakPenalty('नहीं।', 'वह', 'hi')).toBe(BREAK_PENALTY.sentence);
  });
});

describe('textWidth', () => {
  it.each([
    ['plain', 5],
    ['naïve', 5],
    ['nai\u0308ve', 5],
    ['東京', 4],
    ['한국', 4],
    ['👩‍👩‍👧', 2],
    ['שלום', 4],
    ['हिन्दी', 2],
  ])('%s takes %i columns', (text, columns) => {
    expect(textWidth(text)).toBe(columns);
  });
});

describe('checkCaptions', () => {
  const rules = captionRules('default', 'en');
  const kinds = (cues: Parameters<typeof checkCaptions>[0]) =>
    checkCaptions(cues, rules, 'en').findings.map(({ cue, kind, severity }) => `${cue} ${severity} ${kind}`);
  const long = 'This line is longer than any line of a caption may be, by far.';

  it('finds what is wrong, caption by caption', () => {
    expect(
      kinds([
        { start_ms: 0, end_ms: 1_000, text: long },
        { start_ms: 900, end_ms: 1_200, text: 'Now.' },
        { start_ms: 1_210, end_ms: 9_000, text: 'one\ntwo\nthree' },
        { start_ms: 9_300, end_ms: 12_000, text: 'I would rather not say anything about the\nhouse' },
        { start_ms: 13_000, end_ms: 14_500, text: 'It is quite fast, but it can be.' },
        { start_ms: 15_000, end_ms: 16_000, text: ' ' },
      ]),
    ).toEqual([
      '0 error line_length',
      '0 error overlap',
      '0 error reading_speed',
      '1 error too_short',
      '1 error gap',
      '2 error line_count',
      '2 error too_long',
      '2 warning gap',
      '3 warning line_balance',
      '3 warning line_break',
      '3 warning reading_speed',
      '4 error reading_speed',
      '5 error empty',
    ]);
  });

  it('says nothing about good ones, and what counts as good depends on the profile', () => {
    const good = [{ start_ms: 0, end_ms: 3_000, text: 'He was not an ill-disposed young man,' }];
    expect(checkCaptions(good, rules, 'en')).toMatchObject({ errors: 0, warnings: 0, passed: true });
    expect(checkCaptions(good, captionRules('social', 'en'), 'en')).toMatchObject({
      passed: false,
      counts: { line_length: 1 },
    });
  });
});
