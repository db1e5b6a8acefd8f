import { align, characterDistance, type Edit } from './align.ts';
import { type Interval, rateInterval } from './bootstrap.ts';
import type { SaidWord } from './manifest.ts';
import { normalize, type Token } from './normalize/index.ts';
import { type BoundaryErrors, boundaryErrors, summariseTimes, type TimeAccuracy } from './word-times.ts';

/** A word as an engine gave it, with its seconds from the start of the recording. */
export interface HeardWord {
  word: string;
  start_seconds: number;
  end_seconds: number;
  /** 0..1, null where the engine has none. */
  confidence: number | null;
}

/** Errors by words (or characters) of what was said; rates may pass 1 when much is invented. */
export interface ErrorRate {
  substitutions: number;
  deletions: number;
  insertions: number;
  /** Words said. */
  words: number;
  /** 0.28 is 28 %; 0 for nothing heard where nothing was said, else null without words. */
  word_error_rate: number | null;
  character_errors: number;
  characters: number;
  character_error_rate: number | null;
}

export interface RecordingScore extends ErrorRate {
  said: Token[];
  heard: Token[];
  edits: Edit[];
  times: BoundaryErrors;
}

export interface Totals extends ErrorRate {
  recordings: number;
  /** 95 %, by bootstrap over the recordings; null for fewer than two. */
  word_error_rate_interval: Interval | null;
  /** null when the manifest has no times. */
  times: TimeAccuracy | null;
}

/** Compares what was heard with what was said, both normalised for the language. */
export function scoreRecording(
  said: readonly SaidWord[],
  heard: readonly HeardWord[],
  language: string,
): RecordingScore {
  const wordsOf = (words: readonly { word: string }[]) =>
    normalize(
      words.map(({ word }) => word),
      language,
    );
  const [saidTokens, heardTokens] = [wordsOf(said), wordsOf(heard)];
  const [saidTexts, heardTexts] = [saidTokens.map(({ text }) => text), heardTokens.map(({ text }) => text)];
  const edits = align(saidTexts, heardTexts);
  const count = (kind: Edit['kind']) => edits.filter((edit) => edit.kind === kind).length;
  const text = saidTexts.join(' ');
  return {
    ...withRates({
      substitutions: count('substitution'),
      deletions: count('deletion'),
      insertions: count('insertion'),
      words: saidTokens.length,
      character_errors: characterDistance(text, heardTexts.join(' ')),
      characters: [...text].length,
    }),
    said: saidTokens,
    heard: heardTokens,
    edits,
    times: boundaryErrors(edits, { tokens: saidTokens, words: said }, { tokens: heardTokens, words: heard }),
  };
}

/** Errors of all recordings by words of all recordings: long ones weigh more. */
export function totalScore(scores: readonly RecordingScore[]): Totals {
  const sum = (value: (score: RecordingScore) => number) => scores.reduce((total, score) => total + value(score), 0);
  const counts = scores.map((score) => ({ errors: errorsOf(score), words: score.words }));
  return {
    ...withRates({
      substitutions: sum((score) => score.substitutions),
      deletions: sum((score) => score.deletions),
      insertions: sum((score) => score.insertions),
      words: sum((score) => score.words),
      character_errors: sum((score) => score.character_errors),
      characters: sum((score) => score.characters),
    }),
    recordings: scores.length,
    word_error_rate_interval: rateInterval(counts) ?? null,
    times: summariseTimes(scores.map((score) => score.times)),
  };
}

export const errorsOf = (rate: Pick<ErrorRate, 'substitutions' | 'deletions' | 'insertions'>) =>
  rate.substitutions + rate.deletions + rate.insertions;

function withRates(counts: Omit<ErrorRate, 'word_error_rate' | 'character_error_rate'>): ErrorRate {
  const rate = (errors: number, of: number) => (errors === 0 ? 0 : of === 0 ? null : errors / of);
  return {
    ...counts,
    word_error_rate: rate(errorsOf(counts), counts.words),
    character_error_rate: rate(counts.character_errors, counts.characters),
  };
}
