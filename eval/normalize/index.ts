import { normalizeEnglish } from './english.ts';
import { type Token, tokensOf } from './tokens.ts';

export type { Token };

/** Letters with their marks and digits; apostrophes within. */
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:'[\p{L}\p{M}\p{N}]+)*/gu;

/** Written without blanks between words: their characters are compared, as is usual for them. */
const UNSPACED = new Set(['zh', 'yue', 'ja', 'th', 'lo', 'my', 'km', 'bo']);

/**
 * What is compared when a transcript is judged: how a word is written must not count, what was said must.
 * English: {@link normalizeEnglish}. Other languages: Unicode NFKC, lower case, no punctuation, no remarks in
 * brackets; languages that are written without blanks character by character.
 *
 * @param words of a text, in order; may hold punctuation and several words each
 * @param language BCP 47, e.g. `en-US`
 */
export function normalize(words: readonly string[], language: string): Token[] {
  const primary = language.toLowerCase().split(/[-_]/)[0] as string;
  if (primary === 'en') return normalizeEnglish(words);
  const tokens = tokensOf(words, WORD);
  if (!UNSPACED.has(primary)) return tokens;
  const characters = new Intl.Segmenter(primary, { granularity: 'grapheme' });
  return tokens.flatMap((token) =>
    [...characters.segment(token.text)].map(({ segment }) => ({ ...token, text: segment })),
  );
}
