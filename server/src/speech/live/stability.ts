import type { RecognizedWord } from '../recognizer.ts';

/** Measured with PocketSphinx (docs/adr/0026): how likely a word stays when it appears, and when it has been there for long. */
const NEW = 0.38;
const OLD = 0.85;
/** How fast it goes from the one to the other. */
const TIME_CONSTANT_MS = 135;

/**
 * How likely the words of an utterance stay as they are: for each word OLD − (OLD − NEW)·e^(−age/{@link TIME_CONSTANT_MS}), its
 * age being the audio heard since it, and every word before it, was first seen so; the mean over the words. No words: 0.
 */
export function createStability() {
  let seen: { word: string; since: number }[] = [];
  return {
    /** @param heardMs how much of the utterance was heard for these words; never less than before */
    of(words: readonly RecognizedWord[], heardMs: number): number {
      const changed = words.findIndex(({ word }, index) => seen[index]?.word !== word);
      const kept = seen.slice(0, changed < 0 ? words.length : changed);
      seen = [...kept, ...words.slice(kept.length).map(({ word }) => ({ word, since: heardMs }))];
      if (seen.length === 0) return 0;
      const ofWord = (ageMs: number) => OLD - (OLD - NEW) * Math.exp(-ageMs / TIME_CONSTANT_MS);
      const sum = seen.reduce((total, { since }) => total + ofWord(heardMs - since), 0);
      return Number((sum / seen.length).toFixed(3));
    },
  };
}
