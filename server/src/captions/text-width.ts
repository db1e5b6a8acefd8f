/** Letters, digits and marks of European scripts, where every code unit is one column: nearly all text. */
const PLAIN = /^[\u0020-\u02ff\u0370-\u0482\u048a-\u058f]*$/;
/** Scripts that are written without spaces between words and with full-width characters. */
const FULL_WIDTH =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How many columns a text takes: combining marks take none, full-width characters and emoji two (after Unicode UAX #11). */
export function textWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += FULL_WIDTH.test(segment) ? 2 : 1;
  return width;
}

/** Whether two words that follow one another have a space between them. */
export function hasSpaceBetween(before: string, after: string): boolean {
  if (PLAIN.test(before) && PLAIN.test(after)) return true;
  return !(UNSPACED.test(before.at(-1) ?? '') && UNSPACED.test(after[0] ?? ''));
}

/** Words as running text. */
export function joinWords(words: readonly { word: string }[]): string {
  let text = '';
  let last = '';
  for (const { word } of words) {
    text += last !== '' && hasSpaceBetween(last, word) ? ` ${word}` : word;
    last = word || last;
  }
  return text;
}
