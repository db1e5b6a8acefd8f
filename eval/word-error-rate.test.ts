import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { wordErrorRate } from './word-error-rate.ts';

describe('wordErrorRate', () => {
  it.each([
    ['the cat sat', 'the cat sat', { substitutions: 0, deletions: 0, insertions: 0, words: 3, rate: 0 }],
    ['the cat sat', 'the hat sat', { substitutions: 1, deletions: 0, insertions: 0, words: 3, rate: 1 / 3 }],
    ['the cat sat', 'the sat', { substitutions: 0, deletions: 1, insertions: 0, words: 3, rate: 1 / 3 }],
    ['the cat sat', 'the cat has sat', { substitutions: 0, deletions: 0, insertions: 1, words: 3, rate: 1 / 3 }],
    ['the cat sat', '', { substitutions: 0, deletions: 3, insertions: 0, words: 3, rate: 1 }],
    ['', '', { substitutions: 0, deletions: 0, insertions: 0, words: 0, rate: 0 }],
    ['', 'boo', { substitutions: 0, deletions: 0, insertions: 1, words: 0, rate: Number.POSITIVE_INFINITY }],
    ['a b', 'c d e f', { substitutions: 2, deletions: 0, insertions: 2, words: 2, rate: 2 }],
    ['a b c d e', 'b c x e f', { substitutions: 1, deletions: 1, insertions: 1, words: 5, rate: 3 / 5 }],
  ])('counts "%s" heard as "%s"', (reference, hypothesis, expected) => {
    expect(wordErrorRate(reference, hypothesis)).toEqual(expected);
  });

  it('does not count case, punctuation and utterance marks', () => {
    expect(wordErrorRate("<s> don't stop, Mister Smith! </s>", 'Don’t stop mister smith.').rate).toBe(0);
  });
});

it('prints the rate of two files', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'parlance-wer-'));
  try {
    const [reference, hypothesis] = [join(directory, 'reference.txt'), join(directory, 'hypothesis.txt')];
    await writeFile(reference, 'one two three four');
    await writeFile(hypothesis, 'One, two; tree four.');
    const script = fileURLToPath(new URL('./word-error-rate.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script, reference, hypothesis]);
    expect(stdout).toContain('25.00 % of 4 words');
  } finally {
    await rm(directory, { recursive: true });
  }
});
