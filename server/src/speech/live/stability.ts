import type { RecognizedWord } from '../recognizer.ts';

/**
 * After so long a word that has not changed stays with a probability of 1 − 1/e; the rest of the curve follows
 * (docs/adr/0026 has what was measured).
 */
const HALF_LIFE_MS = 400;

/**
 * How likely the words of an utterance stay as they are: for each word 1 − e^(−age/{@link HALF_LIFE_MS}), its age being the
 * audio heard since it, and every word before it, was first seen so; the mean over the words. No words: 0.
 */
export function createStability() {
  let seen: { word: string; since: number }[] = [];
  return {
    /** @param heardMs how much of the utterance was heard for these words; never less than before */
    of(words: readonly RecognizedWord[], heardMs: number): number {
      const same = words.findIndex(({ word }, index) => seen[index]?.word !== word);
      const kept = seen.slice(0, same < 0 ? words.length : same);
      seen = [...kept, ...words.slice(kept.length).map(({ word }) => ({ word, since: heardMs }))];
      if (seen.length === 0) return 0;
      const sum = seen.reduce((total, { since }) => total + 1 - Math.exp((since - heardMs) / HALF_LIFE_MS), 0);
      return Number((sum / seen.length).toFixed(3));
    },
  };
}
