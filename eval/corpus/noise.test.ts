import { describe, expect, it } from 'vitest';
import { seededRandom } from '../bootstrap.ts';
import { babble, inQuietRoom, speechLevel, toSamples, whiteNoise, withNoise } from './noise.ts';

const tone = (length: number, level: number) =>
  Int16Array.from({ length }, (_, index) => Math.round(level * Math.SQRT2 * Math.sin(index / 3)));
const power = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0) / values.length;

describe('noise', () => {
  it('stands below the speech by the decibels it is told', () => {
    const speech = inQuietRoom(tone(32_000, 500), 0, seededRandom(1));
    for (const noise of [
      whiteNoise(32_000, seededRandom(2)),
      babble(32_000, [tone(20_000, 90), tone(9_000, 3000)], seededRandom(3)),
    ]) {
      const noisy = withNoise(speech, noise, 10);
      const added = noisy.map((value, index) => value - (speech[index] as number));
      expect(10 * Math.log10(power(speech) / power(added))).toBeCloseTo(10, 1);
    }
  });

  it('does not count pauses into the level of speech', () => {
    const withPause = Int16Array.from([...tone(16_000, 1000), ...new Int16Array(48_000)]);
    expect(speechLevel(withPause)).toBeCloseTo(1000, -1);
  });

  it('is the same for the same seed', () => {
    expect(whiteNoise(50, seededRandom(7))).toEqual(whiteNoise(50, seededRandom(7)));
    expect(whiteNoise(50, seededRandom(7))).not.toEqual(whiteNoise(50, seededRandom(8)));
  });

  it('never leaves the range of samples', () => {
    expect([...toSamples(Float64Array.from([1e6, -1e6, 0.4]))]).toEqual([32_767, -32_768, 0]);
  });
});
