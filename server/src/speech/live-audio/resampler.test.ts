import { describe, expect, it } from 'vitest';
import { createResampler } from './resampler.ts';

const AMPLITUDE = 20_000;
const sine = (hz: number, rate: number, length: number) =>
  Float32Array.from({ length }, (_, at) => AMPLITUDE * Math.sin((2 * Math.PI * hz * at) / rate));

/** One second of a sine, at 16 kHz. */
function resampled(hz: number, rate: number): Float32Array {
  const resampler = createResampler(rate);
  return Float32Array.from([...resampler.push(sine(hz, rate, rate)), ...resampler.finish()]);
}

const decibels = (value: number) => 20 * Math.log10(value / AMPLITUDE);
/** The largest sample, and the largest difference to the same sine made at 16 kHz; without the edges. */
function measure(hz: number, rate: number): { peak: number; difference: number } {
  const ideal = sine(hz, 16_000, 16_000);
  let [peak, difference] = [0, 0];
  resampled(hz, rate).forEach((sample, at) => {
    if (at < 1_000 || at > 15_000) return;
    peak = Math.max(peak, Math.abs(sample));
    difference = Math.max(difference, Math.abs(sample - (ideal[at] as number)));
  });
  return { peak: decibels(peak), difference: decibels(difference) };
}

const RATES = [8_000, 11_025, 12_000, 22_050, 24_000, 32_000, 44_100, 47_999, 48_000];

describe('createResampler', () => {
  it.each(RATES)('%i Hz: what models hear stays as it is, in time and height', (rate) => {
    const edge = Math.min(rate, 16_000) / 2;
    for (const share of [0.01, 0.1, 0.5, 0.8, 0.9]) {
      expect(measure(edge * share, rate).difference).toBeLessThan(-80);
    }
  });

  it.each(RATES.filter((rate) => rate > 16_000))('%i Hz: nothing is folded back', (rate) => {
    for (const hz of [8_001, 8_500, 9_000, 10_000, rate / 2 - 100]) {
      expect(measure(hz, rate).peak).toBeLessThan(-85);
    }
  });

  it.each([8_000, 11_025, 12_000])('%i Hz: no image appears above', (rate) => {
    // What is heard of a tone near the edge is that tone: the difference would show an image.
    expect(measure(rate * 0.45, rate).difference).toBeLessThan(-80);
  });

  it('gives as many samples as there is time, and none for nothing', () => {
    expect(resampled(100, 44_100)).toHaveLength(16_000);
    const empty = createResampler(8_000);
    expect([empty.push(new Float32Array(0)).length, empty.finish().length]).toEqual([0, 0]);
    const one = createResampler(48_000);
    expect(one.push(Float32Array.of(1)).length + one.finish().length).toBe(1);
  });
});
