import { describe, expect, it } from 'vitest';
import { seededRandom } from '../bootstrap.ts';
import { speechLevel, whiteNoise } from '../corpus/noise.ts';
import { drawCasts, KINDS, makeMixture } from './mixtures.ts';
import type { Talker } from './talkers.ts';

/** Clips of hiss of two seconds with two words in them. */
function talker(name: string, family = 'hiss'): Talker {
  const samples = (index: number) => Int16Array.from(whiteNoise(32_000, seededRandom(index)), (value) => value * 3_000);
  const words = [
    { start: 0, end: 0.9 },
    { start: 1, end: 2 },
  ];
  return { name, family, clips: 5, clip: async (index) => ({ samples: samples(index), words }) };
}

describe('makeMixture', () => {
  const options = {
    name: 'x',
    talkers: [talker('a'), talker('b'), talker('c')],
    seconds: 40,
    seed: 3,
    noise: 'steady' as const,
  };

  it('lets all speak by turns, with pauses, and knows who speaks when', async () => {
    const { speech, words, samples } = await makeMixture(options);
    expect(samples.length / 16_000).toBeGreaterThan(40);
    expect(new Set(speech.map(({ speaker }) => speaker))).toEqual(new Set([0, 1, 2]));
    expect(words).toHaveLength(2 * speech.length);
    let before = 0;
    for (const { start, end, speaker } of speech) {
      expect(start - before).toBeGreaterThan(0.1);
      expect(start - before).toBeLessThan(1.6);
      before = end;
      const own = words.filter((word) => word.start >= start - 1e-6 && word.end <= end + 1e-6);
      expect(own.map((word) => word.speaker)).toEqual([speaker, speaker]);
      const said = samples.subarray(Math.ceil(start * 16_000), Math.floor(end * 16_000));
      const pause = samples.subarray(Math.ceil(end * 16_000), Math.floor((end + 0.1) * 16_000));
      expect(speechLevel(said)).toBeGreaterThan(5 * speechLevel(pause));
    }
  });

  it('is the same for the same seed, and another for another', async () => {
    const [one, same, other] = await Promise.all([3, 3, 4].map((seed) => makeMixture({ ...options, seed })));
    expect(same).toEqual(one);
    expect(other?.speech).not.toEqual(one?.speech);
  });
});

describe('drawCasts', () => {
  it('has all kinds, everybody alone, and half of the conversations within one family', () => {
    const talkers = ['a', 'b', 'c', 'd', 'e'].flatMap((name) => [talker(name, 'one'), talker(`${name}2`, 'two')]);
    const casts = drawCasts(talkers, { seed: 1, seconds: 60 });
    expect(casts).toHaveLength(KINDS.reduce((sum, { count }) => sum + count, 0));
    expect(casts.every(({ talkers }) => new Set(talkers).size === talkers.length)).toBe(true);
    const alone = casts.filter(({ talkers }) => talkers.length === 1).map(({ talkers }) => talkers[0]?.name);
    expect(new Set(alone).size).toBe(talkers.length);
    const pairs = casts.filter(({ talkers }) => talkers.length === 2);
    const related = pairs.filter(({ talkers }) => talkers[0]?.family === talkers[1]?.family);
    expect(related.length).toBeGreaterThanOrEqual(pairs.length / 2);
  });
});
