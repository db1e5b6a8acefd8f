import { join } from 'node:path';
import type { RecognizedWord } from '../recognizer.ts';
import type { DecodedSegment } from './pocketsphinx-library.ts';

/** Where Debian's `pocketsphinx-en-us` puts its models, one directory for each locale. */
const MODEL_ROOT = '/usr/share/pocketsphinx/model';
/** Frames of PocketSphinx's front end are 10 ms apart (`-frate 100`, its default). */
export const FRAME_MS = 10;

export function modelFiles(locale: string) {
  const directory = join(MODEL_ROOT, locale);
  return {
    acousticModel: join(directory, locale),
    languageModel: join(directory, `${locale}.lm.bin`),
    dictionary: join(directory, `cmudict-${locale}.dict`),
  };
}

/** `read(2)` is a second pronunciation of `read`; `<sil>`, `[NOISE]`, `++BREATH++` are not words. */
export function spokenWord(label: string): string | null {
  if (/^(<.*>|\[.*\]|\+\+.*\+\+|\(NULL\))$/.test(label)) return null;
  return label.replace(/\(\d+\)$/, '');
}

/** The words among what was decoded. @param duration_ms of the audio; no word ends later */
export function wordsOf(segments: readonly DecodedSegment[], duration_ms: number): RecognizedWord[] {
  const words: RecognizedWord[] = [];
  for (const segment of segments) {
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
