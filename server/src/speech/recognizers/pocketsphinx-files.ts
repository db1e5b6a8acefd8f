import { join } from 'node:path';

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
