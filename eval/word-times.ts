import type { Edit } from './align.ts';
import type { SaidWord } from './manifest.ts';
import type { Token } from './normalize/index.ts';

/** Heard less true time of words that were heard right, in seconds: above 0 is too late. */
export interface BoundaryErrors {
  starts: number[];
  ends: number[];
}

export interface TimeAccuracy {
  /** Words heard right whose true times are known. */
  words: number;
  start_error_mean_ms: number;
  end_error_mean_ms: number;
  /** The same with its sign: above 0 is too late on the whole. */
  start_offset_mean_ms: number;
  end_offset_mean_ms: number;
  /** Of all starts and ends, 0..1. */
  within_50_ms: number;
  within_100_ms: number;
  within_200_ms: number;
}

interface Side<Word> {
  tokens: readonly Token[];
  words: readonly Word[];
}

/**
 * How far the times of words that were heard right are from the true ones. `twenty one` heard as `21` counts as one
 * word from the start of the first to the end of the last.
 */
export function boundaryErrors(
  edits: readonly Edit[],
  said: Side<SaidWord>,
  heard: Side<{ start_seconds: number; end_seconds: number }>,
): BoundaryErrors {
  const errors: BoundaryErrors = { starts: [], ends: [] };
  const seen = new Set<number>();
  for (const edit of edits) {
    if (edit.kind !== 'equal') continue;
    const [mine, theirs] = [said.tokens[edit.said] as Token, heard.tokens[edit.heard] as Token];
    // Only tokens that stand for whole words on both sides have the times of these words.
    if (seen.has(mine.first) || !isWhole(said.tokens, edit.said) || !isWhole(heard.tokens, edit.heard)) continue;
    seen.add(mine.first);
    const start = said.words[mine.first]?.start_seconds ?? null;
    const end = said.words[mine.last]?.end_seconds ?? null;
    if (start === null || end === null) continue;
    errors.starts.push((heard.words[theirs.first]?.start_seconds as number) - start);
    errors.ends.push((heard.words[theirs.last]?.end_seconds as number) - end);
  }
  return errors;
}

/** Not one of several tokens of a word, such as `do` of `don't`. */
function isWhole(tokens: readonly Token[], index: number): boolean {
  const { first, last } = tokens[index] as Token;
  return tokens[index - 1]?.last !== first && tokens[index + 1]?.first !== last;
}

/** @returns null when there is nothing to compare */
export function summariseTimes(all: readonly BoundaryErrors[]): TimeAccuracy | null {
  const starts = all.flatMap((errors) => errors.starts);
  const ends = all.flatMap((errors) => errors.ends);
  if (starts.length === 0) return null;
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanMs = (values: number[]) => Math.round(mean(values) * 10_000) / 10;
  const both = [...starts, ...ends].map(Math.abs);
  // Times come in whole milliseconds or frames: a hair above the limit is still at the limit.
  const within = (seconds: number) => both.filter((error) => error <= seconds + 1e-6).length / both.length;
  return {
    words: starts.length,
    start_error_mean_ms: meanMs(starts.map(Math.abs)),
    end_error_mean_ms: meanMs(ends.map(Math.abs)),
    start_offset_mean_ms: meanMs(starts),
    end_offset_mean_ms: meanMs(ends),
    within_50_ms: within(0.05),
    within_100_ms: within(0.1),
    within_200_ms: within(0.2),
  };
}
