import { existsSync } from 'node:fs';
import { isSilent } from '../pcm.ts';
import { BYTES_PER_MS, type RecognizedWord } from '../recognizer.ts';
import { lettersToPhones } from '../text/english-letters.ts';
import { FRAME_MS, modelFiles, spokenWord } from './pocketsphinx-files.ts';
import { loadPocketSphinx } from './pocketsphinx-library.ts';

/** Places known words on audio. */
export interface Aligner {
  /**
   * @param words as recognised, in order; capitals and marks do not matter
   * @param pcm 16 kHz, mono, signed 16-bit little-endian
   * @returns as many words with their times and without confidences; undefined when they do not fit the audio
   */
  align(words: readonly string[], pcm: Buffer): RecognizedWord[] | undefined;
  close(): void;
}

/** Nothing else is allowed by the grammar, so the search can be wide: wrong words must still reach the end. */
const SEARCH_OPTIONS = ['-beam', '1e-100', '-pbeam', '1e-100', '-wbeam', '1e-80', '-fwdflat', 'no', '-bestpath', 'no'];

/** Words whose entry is remembered; looking one up costs the library some bytes each time. */
const MOST_KNOWN = 100_000;

/** Whether there is an acoustic model for the language; the built-in engine has American English. */
export const canAlign = (language: string) => language === 'en' && existsSync(modelFiles('en-us').dictionary);

/**
 * The built-in engine with a grammar that has one sentence: the words, with optional pauses between them.
 *
 * @throws AppError `recognition_failed` when its libraries are not installed
 */
export async function loadAligner(): Promise<Aligner | undefined> {
  const files = modelFiles('en-us');
  const library = await loadPocketSphinx();
  const decoder = library.createDecoder([
    ...['-hmm', files.acousticModel, '-dict', files.dictionary],
    ...['-cmn', 'batch', '-remove_silence', 'no', ...SEARCH_OPTIONS],
  ]);
  if (!decoder) return undefined;
  const known = new Map<string, string | undefined>();
  /** The entry of the dictionary for a word, made from its letters if there is none; undefined for what is not spoken. */
  const entryFor = (word: string): string | undefined => {
    const spoken = word
      .toLowerCase()
      .replaceAll('’', "'")
      .replaceAll(/[^a-z0-9']/g, '');
    if (!known.has(spoken)) {
      if (known.size > MOST_KNOWN) known.clear();
      known.set(spoken, findOrAdd(spoken));
    }
    return known.get(spoken);
  };
  const findOrAdd = (spoken: string): string | undefined => {
    if (library.hasWord(decoder, spoken)) return spoken;
    const phones = lettersToPhones(spoken);
    const name = `${spoken.replaceAll("'", '')}-spelt`;
    if (!phones) return undefined;
    return library.hasWord(decoder, name) || library.addWord(decoder, name, phones) ? name : undefined;
  };

  return {
    align(words, pcm) {
      const duration_ms = Math.floor(pcm.length / BYTES_PER_MS);
      const entries = words.map(entryFor);
      const spoken = entries.filter((entry) => entry !== undefined);
      if (spoken.length === 0 || isSilent(pcm) || !library.expectSentence(decoder, spoken)) return undefined;
      const found = library.decodeUtterance(decoder, pcm).filter(({ label }) => spokenWord(label) !== null);
      if (found.length !== spoken.length) return undefined;
      let next = 0;
      let before = 0;
      return words.map((word, index) => {
        // What cannot be spoken, such as a lone dash, gets no time of its own.
        const place = entries[index] === undefined ? undefined : found[next++];
        const start_ms = place ? Math.min(place.start_frame * FRAME_MS, duration_ms) : before;
        const end_ms = place ? Math.min((place.end_frame + 1) * FRAME_MS, duration_ms) : before;
        before = end_ms;
        return { word, start_ms, end_ms, confidence: null };
      });
    },
    close: () => library.freeDecoder(decoder),
  };
}
