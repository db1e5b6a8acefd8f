import { expect, it } from 'vitest';
import { lettersToPhones } from './english-letters.ts';

it.each([
  ['station', 'S T AE SH AH N'],
  ['scriptix', 'S K R IH P T IH K S'],
  ['blake', 'B L EY K'],
  ['bbc', 'B IY B IY S IY'],
  ['42', 'F AO R T UW'],
])('%s → %s', (word, phones) => {
  expect(lettersToPhones(word)).toBe(phones);
});

it.each(['parlance', "anna's", 'xylophone', 'rhythm', 'b2b', 'o', 'queue'])('%s is made of phones', (word) => {
  expect(lettersToPhones(word)).toMatch(/^([A-Z]{1,2})( [A-Z]{1,2})*$/);
});

it('finds nothing to say in marks', () => {
  expect(lettersToPhones('—')).toBeUndefined();
  expect(lettersToPhones('')).toBeUndefined();
});
