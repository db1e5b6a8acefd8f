import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../platform/errors.ts';
import { BYTES_PER_MS, type Engine, type Model, type RecognizedWord, type Recognizer } from '../recognizer.ts';
import { loadPocketSphinx, type PocketSphinxLibrary } from './pocketsphinx-library.ts';

/** Where Debian's `pocketsphinx-en-us` puts its models, one directory for each locale. */
const MODEL_ROOT = '/usr/share/pocketsphinx/model';
const LOCALES = [{ locale: 'en-us', language: 'en', name: 'English (United States)' }];
/** Frames of PocketSphinx's front end are 10 ms apart (`-frate 100`, its default). */
const FRAME_MS = 10;
/** Of 32 767, i.e. −66 dBFS. */
const SILENT_PEAK = 16;

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
      capabilities: { streaming: false, word_times: true, word_confidence: true, hotwords: false, alignment: false },
    }));
  },

  load: (modelKey) => loadPocketSphinxRecognizer(modelKey),
};

/**
 * At most this many states are followed in a frame, of 30 000 by default: on clean and altered LibriVox readings (426
 * words) decoding takes 0.61 of the processor time, with 28.2 % instead of 28.6 % of the words wrong.
 */
const SEARCH_OPTIONS = ['-maxhmmpf', '3000'];

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

function modelFiles(locale: string) {
  const directory = join(MODEL_ROOT, locale);
  return {
    acousticModel: join(directory, locale),
    languageModel: join(directory, `${locale}.lm.bin`),
    dictionary: join(directory, `cmudict-${locale}.dict`),
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

/** Digital silence: in plain zeros the decoder sometimes finds a word. */
function isSilent(pcm: Buffer): boolean {
  for (let offset = 0; offset + 1 < pcm.length; offset += 2) {
    if (Math.abs(pcm.readInt16LE(offset)) > SILENT_PEAK) return false;
  }
  return true;
}

/** `read(2)` is a second pronunciation of `read`; `<sil>`, `[NOISE]`, `++BREATH++` are not words. */
function spokenWord(label: string): string | null {
  if (/^(<.*>|\[.*\]|\+\+.*\+\+)$/.test(label)) return null;
  return label.replace(/\(\d+\)$/, '');
}
