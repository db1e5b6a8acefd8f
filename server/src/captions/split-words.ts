/** Scripts that `joinWords` puts no spaces into: their words are found by dictionary. Of Thai and the like phrases stay whole. */
export const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

// The dictionaries are of scripts, not of languages: any locale finds the same words.
const dictionary = new Intl.Segmenter('en', { granularity: 'word' });

/**
 * The words of a text: what spaces part, and of scripts without spaces what a dictionary finds (Unicode UAX #29, by ICU).
 * Punctuation stays with the word before it, what opens with the one behind. Put together they are the text but for its spaces.
 */
export function splitWords(text: string): string[] {
  return text
    .split(/\s+/)
    .filter((token) => token !== '')
    .flatMap((token) => (UNSPACED.test(token) ? dictionaryWords(token) : [token]));
}

/** Brackets and quotation marks that open: they belong to the word behind them. */
const OPENING = /^[\p{Ps}\p{Pi}]+$/u;

function dictionaryWords(token: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of dictionary.segment(token)) {
    const last = words.at(-1);
    const begins = isWordLike || OPENING.test(segment);
    if (last === undefined || (begins && !OPENING.test(last))) words.push(segment);
    else words[words.length - 1] += segment;
  }
  return words;
}
