import { describe, expect, it } from 'vitest';
import { diarizationTime, wrongWords } from './speaker-errors.ts';

const said = (speaker: number, start: number, end: number) => ({ speaker, start, end });
const heard = (speaker: string | undefined, start: number, end: number) => ({ speaker, start, end });

describe('diarizationTime', () => {
  const truth = [said(0, 1, 5), said(1, 6, 10)];

  it('scores nothing near where speech begins or ends', () => {
    const time = diarizationTime(truth, [heard('b', 1.2, 4.8), heard('a', 5.8, 10.2)], 12);
    expect(time.speech).toBeCloseTo(7, 1);
    expect(time.missed + time.falseAlarm + time.confused).toBeCloseTo(0, 1);
  });

  it('tells missed, false and confused speech apart', () => {
    const time = diarizationTime(
      truth,
      [heard('a', 1, 3), heard('b', 5, 8), heard('a', 8, 10), heard('b', 11, 12)],
      12,
    );
    expect(time.missed).toBeCloseTo(1.75, 1);
    expect(time.falseAlarm).toBeCloseTo(0.5 + 1, 1);
    expect(time.confused).toBeCloseTo(1.75, 1);
  });

  it('gives each name to one speaker only', () => {
    const time = diarizationTime(truth, [heard('a', 1, 10)], 12);
    expect(time.confused).toBeCloseTo(3.5, 1);
  });
});

describe('wrongWords', () => {
  it('takes the names that make most words right', () => {
    expect(wrongWords([0, 0, 1, 1], ['S2', 'S2', 'S1', 'S1'])).toBe(0);
    expect(wrongWords([0, 0, 0, 1, 1], ['x', 'x', 'y', 'y', 'y'])).toBe(1);
    // The one name is better kept for three words than given to two.
    expect(wrongWords([0, 0, 0, 1, 1], ['x', 'x', 'x', 'x', 'x'])).toBe(2);
    expect(wrongWords([0, 1, 2, 3], ['a', 'b', 'c', 'd'])).toBe(0);
  });

  it('counts a word of nobody, and a voice split in two, as wrong', () => {
    expect(wrongWords([0, 0, 1], ['a', undefined, 'b'])).toBe(1);
    expect(wrongWords([0, 0, 0, 0], ['a', 'a', 'a', 'b'])).toBe(1);
    expect(wrongWords([], [])).toBe(0);
  });
});
