import { readFile } from 'node:fs/promises';
import { align } from './align.ts';
import { normalize } from './normalize/index.ts';

/** Counts of a word error rate; `rate` is errors by words of the reference (0.28 = 28 %), more than 1 when much is invented. */
export interface WordErrorRate {
  substitutions: number;
  deletions: number;
  insertions: number;
  /** Words of the reference, as normalised. */
  words: number;
  rate: number;
}

/**
 * Word error rate of two texts: the least number of substituted, deleted and inserted words that turn the reference into
 * the hypothesis (Levenshtein distance over words, as NIST sclite counts), both normalised for the language.
 * An empty reference has rate 0 when the hypothesis is empty too, else infinity.
 */
export function wordErrorRate(reference: string, hypothesis: string, language = 'en'): WordErrorRate {
  const wordsOf = (text: string) => normalize(text.split(/\s+/), language).map((token) => token.text);
  const said = wordsOf(reference);
  const counts = { substitutions: 0, deletions: 0, insertions: 0 };
  for (const { kind } of align(said, wordsOf(hypothesis))) if (kind !== 'equal') counts[`${kind}s`]++;
  const errors = counts.substitutions + counts.deletions + counts.insertions;
  return { ...counts, words: said.length, rate: errors === 0 ? 0 : errors / said.length };
}

if (import.meta.main) {
  const [reference, hypothesis, language] = process.argv.slice(2);
  if (!reference || !hypothesis) {
    console.error('Usage: node eval/word-error-rate.ts reference.txt hypothesis.txt [language]');
    process.exit(2);
  }
  const texts = [await readFile(reference, 'utf8'), await readFile(hypothesis, 'utf8')] as const;
  const result = wordErrorRate(...texts, language);
  console.log(`${(result.rate * 100).toFixed(2)} % of ${result.words} words`);
  console.log(`substitutions ${result.substitutions}, deletions ${result.deletions}, insertions ${result.insertions}`);
}
