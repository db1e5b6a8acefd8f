import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSrt } from '../../captions/formats/srt.ts';

/** What runs on the page, as it is served. */
const load = (name: string) => import(`./static/${name}.js`);
const { createResampler, RATE } = await load('live-resample');
const { asSrt, asText, asVtt, cuesOf } = await load('live-export');

const tone = (rate: number, hertz: number, seconds: number) =>
  Float32Array.from({ length: rate * seconds }, (_, index) => 0.5 * Math.sin((2 * Math.PI * hertz * index) / rate));

/** Root mean square of full scale, without the beginning. */
function loudness(samples: Int16Array): number {
  const rest = samples.subarray(1_000);
  return Math.sqrt(rest.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0) / rest.length);
}

describe('createResampler', () => {
  it.each([44_100, 48_000, 96_000, 22_050, 8_000])(
    'from %i Hz: as long as before, and a tone stays what it is',
    (rate) => {
      const output: Int16Array = createResampler(rate).accept(tone(rate, 1_000, 2));
      expect(Math.abs(output.length - 2 * RATE)).toBeLessThan(60);
      const expected = tone(RATE, 1_000, 2);
      for (let index = 500; index < output.length - 500; index += 97) {
        expect(Math.abs((output[index] as number) / 32_768 - (expected[index] as number))).toBeLessThan(0.005);
      }
    },
  );

  it.each([
    [48_000, 9_000],
    [44_100, 10_000],
    [48_000, 15_500],
  ])('from %i Hz: a tone of %i Hz does not fold back into speech', (rate, hertz) => {
    const loud = loudness(createResampler(rate).accept(tone(rate, hertz, 1)));
    expect(20 * Math.log10(loud / (0.5 / Math.SQRT2))).toBeLessThan(-60);
  });

  it('speech up to 6 kHz stays as loud as it was', () => {
    for (const hertz of [200, 3_000, 6_000]) {
      const loud = loudness(createResampler(48_000).accept(tone(48_000, hertz, 1)));
      expect(Math.abs(20 * Math.log10(loud / (0.5 / Math.SQRT2)))).toBeLessThan(0.1);
    }
  });

  it('pieces leave no trace', () => {
    const input = tone(44_100, 700, 0.5);
    const whole: Int16Array = createResampler(44_100).accept(input);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 20 }), (lengths) => {
        const resampler = createResampler(44_100);
        const out: number[] = [];
        let at = 0;
        for (const length of [...lengths, input.length]) {
          out.push(...resampler.accept(input.subarray(at, at + length)));
          at = Math.min(input.length, at + length);
        }
        expect(out).toEqual([...whole]);
      }),
      { numRuns: 30 },
    );
  });
});

const spoken = (start: number, text: string) => {
  const words = text.split(' ').map((word, index) => [word, start + index * 400, start + index * 400 + 350, 0.9]);
  return { text, words };
};

describe('files of what was said', () => {
  const finals = [
    spoken(
      0,
      'it was the best of times it was the worst of times it was the age of wisdom it was the age of foolishness',
    ),
    spoken(61_000, 'a < b & c > d'),
  ];

  it('text: every utterance with its time', () => {
    expect(asText(finals)).toBe(`[0:00] ${finals[0]?.text}\n[1:01] a < b & c > d\n`);
  });

  it('SRT: read again, it is what was said, in cues of two lines that do not overlap', () => {
    const { segments } = readSrt(asSrt(finals));
    expect(segments.map(({ text }) => text.replace(/\s+/g, ' ')).join(' ')).toBe(
      finals.map(({ text }) => text).join(' '),
    );
  });

  it('WebVTT: with the signature and what means something there written otherwise', () => {
    const vtt: string = asVtt(finals);
    expect(vtt.startsWith('WEBVTT\n\n00:00:00.000 --> ')).toBe(true);
    expect(vtt).toContain('00:01:01.000 --> 00:01:03.750\na &lt; b &amp; c &gt; d\n');
  });

  it('any words: none is lost, lines are short, cues are in order', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(fc.array(word, { minLength: 1, maxLength: 60 }), { maxLength: 5 }), (utterances) => {
        let start = 0;
        const finals = utterances.map((words) => {
          const final = spoken(start, words.join(' '));
          start += words.length * 400 + 900;
          return final;
        });
        const cues: { start: number; end: number; lines: string[] }[] = cuesOf(finals);
        expect(cues.flatMap(({ lines }) => lines.join(' ').split(' '))).toEqual(utterances.flat());
        for (const [index, { start, end, lines }] of cues.entries()) {
          expect(lines.length).toBeLessThanOrEqual(2);
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(42);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(cues[index + 1]?.start ?? Number.POSITIVE_INFINITY);
        }
      }),
    );
  });
});
