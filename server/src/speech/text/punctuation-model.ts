/** Marks a model may have added; what people say between letters (`it's`, `vis-à-vis`) is no mark. */
const plain = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');

/**
 * Puts what a punctuation model wrote onto the words it was given.
 *
 * @param written the model's text: the same words in the same order, with marks and capitals
 * @returns undefined when they are not the same words, so that nothing is lost to a model that makes things up
 */
export function withMarksOf<Word extends { word: string }>(
  words: readonly Word[],
  written: string,
): Word[] | undefined {
  const result: Word[] = [];
  // Chinese models write no spaces between words and full-width marks behind them: letters are counted, not spaces.
  let rest = written.trim();
  for (const word of words) {
    const taken = takeWord(rest, plain(word.word));
    if (taken === undefined) return undefined;
    result.push({ ...word, word: rest.slice(0, taken).trim() });
    rest = rest.slice(taken).trimStart();
  }
  return rest === '' ? result : undefined;
}

/** How many characters of the text are this word with the marks around it. */
function takeWord(text: string, wanted: string): number | undefined {
  let at = 0;
  let seen = '';
  while (at < text.length && seen.length < wanted.length) {
    const character = String.fromCodePoint(text.codePointAt(at) as number);
    seen += plain(character);
    at += character.length;
    if (!wanted.startsWith(seen)) return undefined;
  }
  if (seen !== wanted) return undefined;
  // Marks that follow without a space belong to it.
  while (at < text.length) {
    const character = String.fromCodePoint(text.codePointAt(at) as number);
    if (/\s/.test(character) || plain(character) !== '' || /[\p{Ps}\p{Pi}¿¡]/u.test(character)) break;
    at += character.length;
  }
  return at;
}
