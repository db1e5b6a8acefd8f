import { existsSync } from 'node:fs';
import { AppError } from '../../platform/errors.ts';
import { isSilent } from '../pcm.ts';
import { BYTES_PER_MS, type Engine, type Model, type RecognizedWord, type Recognizer } from '../recognizer.ts';
import { FRAME_MS, modelFiles, wordsOf } from './pocketsphinx-files.ts';
import { loadPocketSphinx, type PocketSphinxLibrary } from './pocketsphinx-library.ts';
import { createPocketSphinxStreams } from './pocketsphinx-stream.ts';

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
        ...{ streaming: true, word_times: 'measured', word_confidence: true },
        ...{ hotwords: false, punctuation: false, alignment: false },
      },
      directory: null,
      revision: '',
      preference: 0,
    }));
  },

  load: ({ key, isLive }) => loadPocketSphinxRecognizer(key, SEARCH_OPTIONS, isLive),
};

/**
 * At most 3000 states are followed in a frame, of 30 000 by default, and the second pass over the words of the first is
 * left out: half and two thirds of the processor time, and not more words wrong (docs/adr/0013).
 */
const SEARCH_OPTIONS = ['-maxhmmpf', '3000', '-fwdflat', 'no'];

/**
 * @param searchOptions in place of ours; the benchmarks decode with PocketSphinx's own defaults, `[]`, for comparison.
 * @param isLive a decoder for streams is loaded first, and one for whole segments when it is needed
 */
export async function loadPocketSphinxRecognizer(
  modelKey: string,
  searchOptions: readonly string[] = SEARCH_OPTIONS,
  isLive = false,
): Promise<Recognizer> {
  const files = modelFiles(modelKey);
  const library = await loadPocketSphinx();
  const decoderArgs = (args: readonly string[]) => [
    ...['-hmm', files.acousticModel, '-lm', files.languageModel, '-dict', files.dictionary],
    // Otherwise frames of silence are cut out before the search and every later word time is too early.
    ...['-remove_silence', 'no'],
    ...searchOptions,
    ...args,
  ];
  // Mean of the whole segment, not of the audio heard before: the result depends on the segment alone.
  const createWholeDecoder = () => {
    const decoder = library.createDecoder(decoderArgs(['-cmn', 'batch']));
    if (decoder) return decoder;
    throw new AppError('recognition_failed', { detail: `PocketSphinx could not load the model "${modelKey}".` });
  };
  let decoder = isLive ? undefined : createWholeDecoder();
  const streams = createPocketSphinxStreams(library, modelKey, decoderArgs);
  if (isLive) streams.warmUp();
  return {
    recognize(pcm) {
      decoder ??= createWholeDecoder();
      return recognize(library, decoder, pcm);
    },
    async recognizeBetween(pcm, _hints, pause) {
      return isTooLittle(pcm) ? [] : streams.recognize(pcm, pause);
    },
    openStream: streams.open,
    close() {
      if (decoder) library.freeDecoder(decoder);
      streams.close();
    },
  };
}

// The front end needs one analysis window (25.6 ms); with less there is nothing to search.
const isTooLittle = (pcm: Buffer) => pcm.length < 4 * FRAME_MS * BYTES_PER_MS || isSilent(pcm);

function recognize(library: PocketSphinxLibrary, decoder: unknown, pcm: Buffer): RecognizedWord[] {
  if (isTooLittle(pcm)) return [];
  return wordsOf(library.decodeUtterance(decoder, pcm), Math.floor(pcm.length / BYTES_PER_MS));
}
