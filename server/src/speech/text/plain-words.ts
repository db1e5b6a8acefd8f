/** Marks around a word; signs that are spoken (`%`, `€`, `&`) stay. */
const EDGES = /^[\p{P}--[\%\&\@\#]]+|[\p{P}--[\%\&\@\#]]+$/gv;

/**
 * Words as they are spoken: without capitals and the marks around them, for those who asked for no punctuation of a model
 * that writes it. Words of nothing but marks go.
 */
export function plainWords<Word extends { word: string }>(words: readonly Word[]): Word[] {
  return words.flatMap((word) => {
    const plain = word.word.replace(EDGES, '').toLowerCase();
    return plain === '' ? [] : [{ ...word, word: plain }];
  });
}
