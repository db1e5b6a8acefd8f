import { readFile } from 'node:fs/promises';

/** Counts of a word error rate; `rate` is errors by words of the reference (0.28 = 28 %), more than 1 when much is invented. */
export interface WordErrorRate {
  substitutions: number;
  deletions: number;
  insertions: number;
  /** Words of the reference. */
  words: number;
  rate: number;
}

/**
 * Word error rate: the least number of substituted, deleted and inserted words that turn the reference into the
 * hypothesis (Levenshtein distance over words, as NIST sclite counts), after {@link normalizedWords}.
 * An empty reference has rate 0 when the hypothesis is empty too, else infinity.
 */
export function wordErrorRate(reference: string, hypothesis: string): WordErrorRate {
  const said = normalizedWords(reference);
  const heard = normalizedWords(hypothesis);
  const { substitutions, deletions, insertions } = align(said, heard);
  const errors = substitutions + deletions + insertions;
  const rate = errors === 0 ? 0 : errors / said.length;
  return { substitutions, deletions, insertions, words: said.length, rate };
}

/** Lower case, no punctuation but the apostrophe within a word, no `<s>` marks, no hyphens. */
export function normalizedWords(text: string): string[] {
  return text
    .replace(/<[^>]*>/g, ' ')
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[^\p{L}\p{N}'\s]/gu, ' ')
    .split(/\s+/)
    .map((word) => word.replace(/^'+|'+$/g, ''))
    .filter(Boolean);
}

interface Cost {
  total: number;
  substitutions: number;
  deletions: number;
  insertions: number;
}

/** Two rows of the table are enough: each cell carries the counts of its best path. */
function align(said: string[], heard: string[]): Cost {
  let row: Cost[] = Array.from({ length: heard.length + 1 }, (_, insertions) => ({
    total: insertions,
    substitutions: 0,
    deletions: 0,
    insertions,
  }));
  for (const word of said) {
    const above = row;
    row = [step(above[0] as Cost, 'deletions')];
    for (const [index, other] of heard.entries()) {
      const diagonal = above[index] as Cost;
      const candidates = [
        word === other ? diagonal : step(diagonal, 'substitutions'),
        step(above[index + 1] as Cost, 'deletions'),
        step(row[index] as Cost, 'insertions'),
      ];
      row.push(candidates.reduce((best, cost) => (cost.total < best.total ? cost : best)));
    }
  }
  return row.at(-1) as Cost;
}

function step(cost: Cost, kind: 'substitutions' | 'deletions' | 'insertions'): Cost {
  return { ...cost, total: cost.total + 1, [kind]: cost[kind] + 1 };
}

if (import.meta.main) {
  const [reference, hypothesis] = process.argv.slice(2);
  if (!reference || !hypothesis) {
    console.error('Usage: node bench/word-error-rate.ts reference.txt hypothesis.txt');
    process.exit(2);
  }
  const result = wordErrorRate(await readFile(reference, 'utf8'), await readFile(hypothesis, 'utf8'));
  console.log(`${(result.rate * 100).toFixed(2)} % of ${result.words} words`);
  console.log(`substitutions ${result.substitutions}, deletions ${result.deletions}, insertions ${result.insertions}`);
}
