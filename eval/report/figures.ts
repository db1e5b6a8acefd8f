import { stripVTControlCharacters } from 'node:util';
import { differenceInterval, type Interval } from '../bootstrap.ts';
import type { Evaluation } from '../evaluate.ts';
import { errorsOf } from '../score.ts';

export const percent = (rate: number | null) => (rate === null ? '–' : `${(rate * 100).toFixed(1)} %`);

export const percentInterval = (interval: Interval | null) =>
  interval ? `${(interval.low * 100).toFixed(1)}–${(interval.high * 100).toFixed(1)} %` : '–';

export const factor = (value: number | null) => (value === null ? '–' : value.toFixed(value < 0.1 ? 3 : 2));

/** @example readableSeconds(83.25) // "1:23.25" */
export function readableSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(2).padStart(5, '0')}`;
}

/** Text from elsewhere, without what a terminal would obey. */
export const printable = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  stripVTControlCharacters(text).replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');

export const nameOf = ({ system, models }: Evaluation) =>
  models.length === 1 && models[0] === system ? system : `${system} (${models.join(', ')})`;

/** How much higher the error rate of `second` is on the recordings that both transcribed, and its 95 % interval. */
export function compare(first: Evaluation, second: Evaluation): { difference: number; interval: Interval } | undefined {
  if (first.manifest !== second.manifest) return undefined;
  const theirs = new Map(second.recordings.map(({ entry, score }) => [entry.line, score]));
  const both = first.recordings.flatMap(({ entry, score }) => {
    const other = theirs.get(entry.line);
    return other ? [[score, other] as const] : [];
  });
  const countsOf = (side: 0 | 1) => both.map((pair) => ({ errors: errorsOf(pair[side]), words: pair[side].words }));
  const [a, b] = [countsOf(0), countsOf(1)];
  const interval = differenceInterval(a, b);
  const words = a.reduce((sum, count) => sum + count.words, 0);
  if (!interval || words === 0) return undefined;
  const errors = (counts: typeof a) => counts.reduce((sum, count) => sum + count.errors, 0);
  return { difference: (errors(b) - errors(a)) / words, interval };
}
