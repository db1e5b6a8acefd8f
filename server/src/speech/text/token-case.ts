import type { RecognizedWord } from '../recognizer.ts';

/** How a model spells: LibriSpeech's models know capitals only, many others none. */
export type TokenCase = 'upper' | 'lower' | 'both';

/** @param tokens a model's tokens.txt: one "symbol number" a line; symbols in angle brackets spell nothing */
export function tokenCase(tokens: string): TokenCase {
  const spelled = tokens
    .split('\n')
    .map((line) => line.trim().replace(/\s\d+$/, ''))
    .filter((symbol) => !/^<.*>$/.test(symbol))
    .join('');
  const [hasUpper, hasLower] = [/\p{Lu}/u.test(spelled), /\p{Ll}/u.test(spelled)];
  if (hasUpper === hasLower) return 'both';
  return hasUpper ? 'upper' : 'lower';
}

/** Text as the tokens of the model can spell it. */
export function inTokenCase(text: string, tokens: TokenCase): string {
  if (tokens === 'both') return text;
  return tokens === 'upper' ? text.toUpperCase() : text.toLowerCase();
}

/** Words of a model that knows capitals only are written small: where capitals belong is decided by the punctuation. */
export function withoutShouting(words: RecognizedWord[], tokens: TokenCase): RecognizedWord[] {
  return tokens === 'upper' ? words.map((word) => ({ ...word, word: word.word.toLowerCase() })) : words;
}
