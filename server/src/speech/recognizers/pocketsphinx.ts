import { existsSync } from 'node:fs';
import { AppError } from '../../platform/errors.ts';
import { isSilent } from '../pcm.ts';
import { BYTES_PER_MS, type Engine, type Model, type RecognizedWord, type Recognizer } from '../recognizer.ts';
import { FRAME_MS, modelFiles, spokenWord } from './pocketsphinx-files.ts';
import { loadPocketSphinx, type PocketSphinxLibrary } from './pocketsphinx-library.ts';

const LOCALES = [{ locale: 'en-us', language: 'en', name: 'English (United States)' }];

/** CMU Sphinx' PocketSphinx 0.8 (5prealpha), called through libpocketsphinx.so.3. */
export const pocketsphinxEngine: Engine = {
  name: 'pocketsphinx',

  findModels(): Model[] {
    return LOCALES.filter(({ locale }) => existsSync(modelFiles(locale).languageModel)).map((entry) => ({
      ...entry,
      key: entry.locale,
      engine: 'pocketsphinx',
      batch: true,
      realtime: true,
      sample_rate: 16_000,
      languages: [entry.locale],
      capabilities: {
        ...{ streaming: false, word_times: 'measured', word_confidence: true },
        ...{ hotwords: false, punctuation: false, alignment: false },
      },
      directory: null,
      revision: '',
      preference: 0,
    }));
  },

  load: ({ key }) => loadPocketSphinxRecognizer(key),
};

/**
 * At most 3000 states are followed in a frame, of 30 000 by default, and the second pass over the words of the first is
 * left out: half and two thirds of the processor time, and not more words wrong (docs/adr/0013).
 */
const SEARCH_OPTIONS = ['-maxhmmpf', '3000', '-fwdflat', 'no'];

/** @param searchOptions in place of ours; the benchmarks decode with PocketSphinx's own defaults, `[]`, for comparison. */
export async function loadPocketSphinxRecognizer(
  modelKey: string,
  searchOptions: readonly string[] = SEARCH_OPTIONS,
): Promise<Recognizer> {
  const files = modelFiles(modelKey);
  const library = await loadPocketSphinx();
  const decoder = library.createDecoder([
    ...['-hmm', files.acousticModel, '-lm', files.languageModel, '-dict', files.dictionary],
    // Mean of the whole segment, not of the audio heard before: the result depends on the segment alone.
    ...['-cmn', 'batch'],
    // Otherwise frames of silence are cut out before the search and every later word time is too early.
    ...['-remove_silence', 'no'],
    ...searchOptions,
  ]);
  if (!decoder) {
    throw new AppError('recognition_failed', { detail: `PocketSphinx could not load the model "${modelKey}".` });
  }
  return {
    recognize: (pcm) => recognize(library, decoder, pcm),
    close: () => library.freeDecoder(decoder),
  };
}

function recognize(library: PocketSphinxLibrary, decoder: unknown, pcm: Buffer): RecognizedWord[] {
  const duration_ms = Math.floor(pcm.length / BYTES_PER_MS);
  // The front end needs one analysis window (25.6 ms); with less there is nothing to search.
  if (duration_ms < 4 * FRAME_MS || isSilent(pcm)) return [];
  const words: RecognizedWord[] = [];
  for (const segment of library.decodeUtterance(decoder, pcm)) {
    const word = spokenWord(segment.label);
    if (word === null) continue;
    const start_ms = Math.min(segment.start_frame * FRAME_MS, duration_ms);
    const end_ms = Math.min((segment.end_frame + 1) * FRAME_MS, duration_ms);
    // The log domain rounds: a certain word can come out a hair above 1.
    const confidence = Math.min(1, Math.max(0, Number(segment.posterior.toFixed(4))));
    words.push({ word, start_ms, end_ms, confidence });
  }
  return words;
}
