import { describe, expect, it } from 'vitest';
import { differenceInterval, rateInterval } from './bootstrap.ts';

const counts = (errors: number[], words = 10) => errors.map((value) => ({ errors: value, words }));

describe('rateInterval', () => {
  it('holds the rate and narrows with more recordings', () => {
    const few = rateInterval(counts([0, 1, 2, 3, 4]));
    const many = rateInterval(counts(Array.from({ length: 500 }, (_, index) => index % 5)));
    for (const interval of [few, many]) {
      expect(interval?.low).toBeLessThan(0.2);
      expect(interval?.high).toBeGreaterThan(0.2);
    }
    const width = (interval: typeof few) => (interval?.high ?? 0) - (interval?.low ?? 0);
    // The width goes with the root of their number.
    expect(width(few) / width(many)).toBeGreaterThan(7);
    expect(width(few) / width(many)).toBeLessThan(14);
  });

  it('agrees with the normal approximation where that holds', () => {
    const errors = Array.from({ length: 1000 }, (_, index) => index % 2);
    const interval = rateInterval(counts(errors, 1));
    expect(interval?.low).toBeCloseTo(0.5 - 1.96 * Math.sqrt(0.25 / 1000), 2);
    expect(interval?.high).toBeCloseTo(0.5 + 1.96 * Math.sqrt(0.25 / 1000), 2);
  });

  it('is the same every time, and says nothing about one recording', () => {
    expect(rateInterval(counts([1, 2, 3]))).toEqual(rateInterval(counts([1, 2, 3])));
    expect(rateInterval(counts([1]))).toBeUndefined();
    expect(rateInterval([])).toBeUndefined();
  });
});

describe('differenceInterval', () => {
  it('finds a small difference that recordings of different difficulty would hide', () => {
    const hard = Array.from({ length: 40 }, (_, index) => (index % 8) + 1);
    const better = hard.map((errors) => errors - 1);
    expect(differenceInterval(counts(hard), counts(better))).toEqual({ low: -0.1, high: -0.1 });
    const [a, b] = [rateInterval(counts(hard)), rateInterval(counts(better))];
    expect(b?.high).toBeGreaterThan(a?.low as number);
  });

  it('holds 0 when there is none', () => {
    const interval = differenceInterval(counts([1, 2, 3, 4, 5, 6]), counts([2, 1, 4, 3, 6, 5]));
    expect(interval?.low).toBeLessThanOrEqual(0);
    expect(interval?.high).toBeGreaterThanOrEqual(0);
    expect(() => differenceInterval(counts([1]), counts([1, 2]))).toThrow(RangeError);
  });
});
