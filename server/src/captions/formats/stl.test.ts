// The bytes of our EBU STL against the tables of EBU Tech 3264-E, taken down here apart from the code that writes them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ARABIC_SAMPLE, LATIN_SAMPLE } from '../../../test/captions/golden.ts';
import { readCaptions } from './read-captions.ts';
import type { Segment } from './segment.ts';
import { type StlOptions, writeStl } from './stl.ts';

const options: StlOptions = {
  ...{ language: 'fr', title: 'Façade', with_speakers: true, with_timestamps: true },
  ...{ frame_rate: 25, offset_ms: 0, created: new Date('2026-11-21T12:00:00Z') },
};
const write = (segments: readonly Segment[], changes: Partial<StlOptions> = {}) =>
  Buffer.concat([...writeStl(segments, { ...options, ...changes })]);

/** General Subtitle Information: name, first byte, length, as in the table of the standard; what stands in it. */
const GSI: [name: string, from: number, length: number, pattern: RegExp][] = [
  ['CPN', 0, 3, /^(437|850|860|863|865)$/],
  ['DFC', 3, 8, /^STL(25|30)\.01$/],
  ['DSC', 11, 1, /^1$/],
  ['CCT', 12, 2, /^0[0-4]$/],
  ['LC', 14, 2, /^[0-9A-F]{2}$/],
  ['OPT', 16, 32, /^[\x20-\x7e]{32}$/],
  ['OET', 48, 32, /^ {32}$/],
  ['TPT', 80, 32, /^ {32}$/],
  ['TET', 112, 32, /^ {32}$/],
  ['TN', 144, 32, /^ {32}$/],
  ['TCD', 176, 32, /^ {32}$/],
  ['SLR', 208, 16, /^ {16}$/],
  ['CD', 224, 6, /^261121$/],
  ['RD', 230, 6, /^261121$/],
  ['RN', 236, 2, /^\d\d$/],
  ['TNB', 238, 5, /^\d{5}$/],
  ['TNS', 243, 5, /^\d{5}$/],
  ['TNG', 248, 3, /^001$/],
  ['MNC', 251, 2, /^40$/],
  ['MNR', 253, 2, /^23$/],
  ['TCS', 255, 1, /^1$/],
  ['TCP', 256, 8, /^([01]\d|2[0-3])([0-5]\d){2}[0-2]\d$/],
  ['TCF', 264, 8, /^([01]\d|2[0-3])([0-5]\d){2}[0-2]\d$/],
  ['TND', 272, 1, /^1$/],
  ['DSN', 273, 1, /^1$/],
  ['CO', 274, 3, /^ {3}$/],
  ['PUB', 277, 32, /^ {32}$/],
  ['EN', 309, 32, /^ {32}$/],
  ['ECD', 341, 32, /^ {32}$/],
  ['spare', 373, 75, /^ {75}$/],
  ['UDA', 448, 576, /^ {576}$/],
];

function readGsi(file: Buffer): Record<string, string> {
  const fields = GSI.map(([name, from, length]) => [name, file.subarray(from, from + length).toString('latin1')]);
  return Object.fromEntries(fields);
}

/** Text and Timing Information: one block of 128 bytes. */
function readTti(file: Buffer) {
  const blocks = [];
  for (let at = 1_024; at < file.length; at += 128) {
    const block = file.subarray(at, at + 128);
    blocks.push({
      ...{ sgn: block[0], sn: block.readUInt16LE(1), ebn: block[3], cs: block[4] },
      ...{ tci: [...block.subarray(5, 9)], tco: [...block.subarray(9, 13)] },
      ...{ vp: block[13] as number, jc: block[14], cf: block[15], tf: block.subarray(16) },
    });
  }
  return blocks;
}

describe.each([25, 30] as const)('at %i frames a second', (frame_rate) => {
  it('every field of the header is where the standard has it', () => {
    expect(GSI.reduce((sum, [, , length]) => sum + length, 0)).toBe(1_024);
    for (const segments of [LATIN_SAMPLE, ARABIC_SAMPLE]) {
      const file = write(segments, { frame_rate, offset_ms: 36_000_000 });
      const gsi = readGsi(file);
      for (const [name, from, , pattern] of GSI) {
        expect(gsi[name], name).toMatch(pattern);
        const before = GSI.find((_, index) => GSI[index + 1]?.[0] === name);
        if (before) expect(before[1] + before[2], name).toBe(from);
      }
      expect(gsi).toMatchObject({ DFC: `STL${frame_rate}.01`, LC: '0F', TCP: '10000000', TCF: '10000000' });
      expect(gsi.OPT?.trim()).toBe('Facade');
      expect([Number(gsi.TNB), Number(gsi.TNS)]).toEqual([(file.length - 1_024) / 128, segments.length]);
    }
    expect(readGsi(write(LATIN_SAMPLE)).CCT).toBe('00');
    expect(readGsi(write(ARABIC_SAMPLE)).CCT).toBe('02');
  });

  it('times are frames, to the nearest', () => {
    const times = fc.array(fc.integer({ min: 0, max: 43_000_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 12 }), (starts, hour) => {
        const segments = starts.map((start_ms) => ({ start_ms, end_ms: start_ms + 1_000, speaker: null, text: 'x' }));
        for (const [index, { tci, tco }] of readTti(
          write(segments, { frame_rate, offset_ms: hour * 3_600_000 }),
        ).entries()) {
          for (const [hours, minutes, seconds, frames] of [tci, tco] as [number, number, number, number][]) {
            expect(hours < 24 && minutes < 60 && seconds < 60 && frames < frame_rate).toBe(true);
          }
          const [hours = 0, minutes = 0, seconds = 0, frames = 0] = tci;
          const ms = (hours * 3_600 + minutes * 60 + seconds) * 1_000 + (frames * 1_000) / frame_rate;
          const meant = (starts[index] as number) + hour * 3_600_000;
          expect(Math.abs(ms - (meant % 86_400_000))).toBeLessThanOrEqual(500 / frame_rate + 0.001);
        }
      }),
      { numRuns: 60, seed: 8 },
    );
  });

  it('read again gives the start of the programme, the texts, and the times to half a frame', () => {
    const cue = fc.record({
      gap: fc.integer({ min: 40, max: 60_000 }),
      duration: fc.integer({ min: 40, max: 9_000 }),
      text: fc.stringMatching(/^[A-Za-zéüñåçŁß][ -#%-9;-~éüñåçŁß$]{0,200}[a-z]$/),
    });
    fc.assert(
      fc.property(fc.array(cue, { minLength: 1, maxLength: 12 }), fc.integer({ min: 0, max: 20 }), (cues, hour) => {
        let at = 0;
        const segments = cues.map(({ gap, duration, text }): Segment => {
          const start_ms = at + gap;
          at = start_ms + duration;
          return { start_ms, end_ms: at, speaker: null, text };
        });
        const read = readCaptions(write(segments, { frame_rate, offset_ms: hour * 3_600_000 }));
        expect(read).toMatchObject({ format: 'stl', offset_ms: hour * 3_600_000, repairs: [] });
        expect(read.segments.map(({ text }) => text)).toEqual(
          segments.map(({ text }) => text.replace(/\s+/g, ' ').trim()),
        );
        for (const [index, { start_ms, end_ms }] of read.segments.entries()) {
          const meant = segments[index] as Segment;
          expect(Math.abs(start_ms - meant.start_ms)).toBeLessThanOrEqual(500 / frame_rate + 1);
          expect(Math.abs(end_ms - meant.end_ms)).toBeLessThanOrEqual(500 / frame_rate + 1);
        }
      }),
      { numRuns: 100, seed: 31 },
    );
  });

  it('blocks are of teletext level 1', () => {
    const long = Array.from({ length: 8 }, (_, line) => `Line ${line} of a caption that is far too long`).join('\n');
    const segments = [...LATIN_SAMPLE, { start_ms: 87_000_000, end_ms: 87_002_000, speaker: null, text: long }];
    const blocks = readTti(write(segments, { frame_rate }));
    for (const { sgn, cs, vp, jc, cf, tf } of blocks) {
      expect({ sgn, cs, jc, cf }).toEqual({ sgn: 0, cs: 0, jc: 2, cf: 0 });
      expect(vp >= 1 && vp <= 23).toBe(true);
      const filling = tf.indexOf(0x8f);
      if (filling >= 0) expect(tf.subarray(filling).every((byte) => byte === 0x8f)).toBe(true);
    }
    const longBlocks = blocks.filter(({ sn }) => sn === LATIN_SAMPLE.length);
    expect(longBlocks.map(({ ebn }) => ebn)).toEqual([0, 1, 2, 0xff]);
    const text = Buffer.concat(longBlocks.map(({ tf }) => tf)).toString('latin1');
    // Rows of double height, boxed twice, two rows apart.
    const rows = text.replace(/\u008f+$/, '').split('\x8a\x8a');
    expect(rows).toHaveLength(8);
    for (const row of rows) {
      expect(row.slice(0, 3) + row.slice(-2)).toBe('\x0d\x0b\x0b\x0a\x0a');
      expect(row.slice(3, -2)).toMatch(/^[\x20-\x7e]+$/);
    }
  });
});

describe('characters', () => {
  const encoded = (text: string, language = 'fr') => {
    const [block] = readTti(write([{ start_ms: 0, end_ms: 1_000, speaker: null, text }], { language }));
    const field = block?.tf.subarray(3) as Buffer;
    return field.subarray(0, field.indexOf(0x0a)).toString('hex');
  };

  // ISO 6937 as in appendix 2: accents before their letters, the dollar at A4.
  it.each([
    ['É', 'c245'],
    ['ñ', 'c46e'],
    ['ç', 'cb63'],
    ['ů', 'ca75'],
    ['ő', 'cd6f'],
    ['ą', 'ce61'],
    ['š', 'cf73'],
    ['ż', 'c77a'],
    ['ă', 'c661'],
    ['ē', 'c565'],
    ['ü', 'c875'],
    ['à', 'c161'],
    ['â', 'c361'],
    ['e\u0301', 'c265'],
    ['x\u0302', 'c378'],
    ['$', 'a4'],
    ['¤', '24'],
    ['ß', 'fb'],
    ['Ł', 'e8'],
    ['ø', 'f9'],
    ['æ', 'f1'],
    ['ð', 'f3'],
    ['þ', 'fc'],
    ['ŋ', 'fe'],
    ['ı', 'f5'],
    ['¬¦', 'd6d7'],
    ['♪', 'd5'],
    ['“”‘’', 'aabaa9b9'],
    ['—', 'd0'],
    ['½', 'bd'],
    ['ế', '65'],
    ['東京', '3f3f'],
    ['👩‍👩‍👧!', '3f21'],
    ['a\u200bb\u00ad', '6162'],
    ['…', '2e2e2e'],
    ['€', '455552'],
  ])('%s is %s', (text, hex) => {
    expect(encoded(text)).toBe(hex);
  });

  it.each([
    ['Привет', 'bfe0d8d2d5e2'],
    ['مرحبا', 'e5d1cdc8c7'],
    ['٣ ۳ ؟ ،', '332033 20bf20ac'.replaceAll(' ', '')],
    ['Γειά', 'c3e5e9dc'],
    ['שָׁלוֹם', 'f9ece5ed'],
  ])('%s has the table of its script', (text, hex) => {
    const letters = /\p{Script=Arabic}/u.test(text) ? `${text}مرحبا مرحبا مرحبا` : text;
    expect(encoded(letters).startsWith(hex)).toBe(true);
  });

  it('a whole table comes back as it was written', () => {
    const all =
      'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿŒœŠšŽžŁłĐđĦħŊŋŦŧĲĳĿŀŉĸıªº¹²³¼½¾⅛⅜⅝⅞±×÷°µ¶·¡¿«»←↑→↓Ω¤$£¥¢§©®™♪¬¦―';
    const text = all.match(/.{1,30}/gsu)?.join('\n') as string;
    const { segments, repairs } = readCaptions(write([{ start_ms: 0, end_ms: 1_000, speaker: null, text }]));
    expect({ text: segments[0]?.text, repairs }).toEqual({ text, repairs: [] });
  });
});
