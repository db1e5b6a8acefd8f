import createBidi, { type Bidi } from 'bidi-js';

// The package is CommonJS whose export is the function; its types describe the ES module beside it.
const bidi = (createBidi as unknown as () => Bidi)();

export type Direction = 'ltr' | 'rtl';

/** Scripts written from right to left that are in use, by blocks: Hebrew to Arabic Extended-A, presentation forms, the SMP's. */
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const FIRST_LETTER = /\p{L}/u;

const RTL_LANGUAGES = new Set([
  'ar',
  'arc',
  'ckb',
  'dv',
  'fa',
  'he',
  'iw',
  'ks',
  'ku-arab',
  'ps',
  'sd',
  'ug',
  'ur',
  'yi',
]);

/** The direction a language is written in. @param language BCP 47 */
export function directionOfLanguage(language: string): Direction {
  const tag = language.toLowerCase();
  return RTL_LANGUAGES.has(tag) || RTL_LANGUAGES.has(tag.split('-')[0] as string) ? 'rtl' : 'ltr';
}

/** The direction of a paragraph: that of its first letter (rule P2 of UAX #9), or of the language when it has none. */
export function directionOfText(text: string, otherwise: Direction): Direction {
  const letter = FIRST_LETTER.exec(text)?.[0];
  if (letter === undefined) return otherwise;
  return RTL.test(letter) ? 'rtl' : 'ltr';
}

/**
 * Embedding levels of UAX #9, one for each UTF-16 unit; odd ones run from right to left. Undefined when all of the text
 * runs from left to right, which needs no looking at.
 */
export function embeddingLevels(text: string, direction: Direction): Uint8Array | undefined {
  if (direction === 'ltr' && !RTL.test(text) && !/[\u202a-\u202e\u2066-\u2069]/.test(text)) return undefined;
  return bidi.getEmbeddingLevels(text, direction).levels;
}

/** The text as it is drawn from right to left: brackets and the like turned round. */
export function mirrored(text: string): string {
  return text.replace(/\P{L}/gu, (character) => bidi.getMirroredCharacter(character) ?? character);
}

/** Stretches of text that run in one direction, in logical order. */
export function directionRuns(text: string, direction: Direction): { text: string; isRtl: boolean }[] {
  const levels = embeddingLevels(text, direction);
  if (!levels) return [{ text, isRtl: false }];
  const runs: { text: string; isRtl: boolean }[] = [];
  for (let start = 0, end = 1; start < text.length; start = end++) {
    const isRtl = (levels[start] as number) % 2 === 1;
    while (end < text.length && ((levels[end] as number) % 2 === 1) === isRtl) end++;
    runs.push({ text: text.slice(start, end), isRtl });
  }
  return runs;
}
