import { describe, expect, it } from 'vitest';
import type { SaidWord } from './manifest.ts';
import { type HeardWord, scoreRecording, totalScore } from './score.ts';

const said = (...words: [string, number | null, number | null][]): SaidWord[] =>
  words.map(([word, start_seconds, end_seconds]) => ({ word, start_seconds, end_seconds }));
const heard = (...words: [string, number, number][]): HeardWord[] =>
  words.map(([word, start_seconds, end_seconds]) => ({ word, start_seconds, end_seconds, confidence: 0.5 }));

describe('scoreRecording', () => {
  it('counts words and characters', () => {
    const score = scoreRecording(
      said(['The', null, null], ['cat', null, null], ['sat', null, null], ['down.', null, null]),
      heard(['the', 0, 1], ['hat', 1, 2], ['sat', 2, 3]),
      'en',
    );
    expect(score).toMatchObject({ substitutions: 1, deletions: 1, insertions: 0, words: 4, word_error_rate: 0.5 });
    expect(score).toMatchObject({ character_errors: 6, characters: 16, character_error_rate: 6 / 16 });
    expect(score.times).toEqual({ starts: [], ends: [] });
  });

  it('has no rate for words where none were said', () => {
    expect(scoreRecording([], heard(['boo', 0, 1]), 'en')).toMatchObject({ insertions: 1, word_error_rate: null });
    expect(scoreRecording([], [], 'en')).toMatchObject({ word_error_rate: 0, character_error_rate: 0 });
  });

  it('compares the times of words heard right', () => {
    const { times } = scoreRecording(
      said(['two', 1, 1.5], ['cats', 1.5, 2], ["don't", 2, 2.5], ['run', 2.5, 3], ['far', null, null]),
      heard(['two', 1.04, 1.5], ['hats', 1.5, 2], ["don't", 1.9, 2.7], ['run', 2.3, 3.3], ['far', 3, 4]),
      'en',
    );
    // "don't" becomes two words that have no times of their own, "far" has none.
    expect(times.starts.map((value) => Number(value.toFixed(3)))).toEqual([0.04, -0.2]);
    expect(times.ends.map((value) => Number(value.toFixed(3)))).toEqual([0, 0.3]);
  });

  it('takes numbers from their first word to their last', () => {
    const { times } = scoreRecording(
      said(['twenty', 1, 1.5], ['one', 1.5, 2], ['cars', 2, 3]),
      heard(['21', 1.1, 2.2], ['cars', 2, 3]),
      'en',
    );
    expect(times.starts.map((value) => Number(value.toFixed(3)))).toEqual([0.1, 0]);
    expect(times.ends.map((value) => Number(value.toFixed(3)))).toEqual([0.2, 0]);
  });
});

describe('totalScore', () => {
  it('weighs recordings by their words', () => {
    const bad = scoreRecording(said(['one', 0, 1]), heard(['won', 0, 1]), 'en');
    const good = scoreRecording(
      said(['a', 0, 1], ['b', 1, 2], ['c', 2, 3]),
      heard(['a', 0.06, 1], ['b', 1, 1.85], ['c', 2, 3.4]),
      'en',
    );
    const total = totalScore([bad, good]);
    expect(total).toMatchObject({ recordings: 2, words: 4, substitutions: 1, word_error_rate: 0.25 });
    expect(total.word_error_rate_interval).toEqual({ low: 0, high: 1 });
    expect(total.times).toEqual({
      words: 3,
      start_error_mean_ms: 20,
      end_error_mean_ms: 183.3,
      start_offset_mean_ms: 20,
      end_offset_mean_ms: 83.3,
      within_50_ms: 3 / 6,
      within_100_ms: 4 / 6,
      within_200_ms: 5 / 6,
    });
  });
});
