import { expect, it } from 'vitest';
import { inTokenCase, tokenCase, withoutShouting } from './token-case.ts';

const SYMBOLS = '<blk> 0\n<sos/eos> 1\n<UNK> 2\n';

it.each([
  ['upper', '▁THE 3\nS 4\n▁ÉT 5'],
  ['lower', '▁the 3\ns 4\n▁été 5'],
  ['both', '▁The 3\ns 4'],
  ['both', '你 3\n好 4'],
] as const)('tells capitals from small letters: %s', (expected, tokens) => {
  expect(tokenCase(SYMBOLS + tokens)).toBe(expected);
});

it('spells hotwords with the letters a model knows', () => {
  expect(inTokenCase('Parlance', 'upper')).toBe('PARLANCE');
  expect(inTokenCase('Parlance', 'lower')).toBe('parlance');
  expect(inTokenCase('Parlance', 'both')).toBe('Parlance');
});

it('writes words small that could only come in capitals', () => {
  const word = { word: 'HELLO', start_ms: 0, end_ms: 10, confidence: 1 };
  expect(withoutShouting([word], 'upper')).toEqual([{ ...word, word: 'hello' }]);
  expect(withoutShouting([word], 'both')).toEqual([word]);
});
