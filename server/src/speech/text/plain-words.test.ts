import { expect, it } from 'vitest';
import { plainWords } from './plain-words.ts';

const plain = (text: string) =>
  plainWords(text.split(' ').map((word) => ({ word })))
    .map(({ word }) => word)
    .join(' ');

it('takes capitals and marks away, and keeps what is spoken', () => {
  expect(plain('“Well,” said Mr. O’Brien — it’s 5% of €20.')).toBe('well said mr o’brien it’s 5% of €20');
  expect(plain('¿Qué? Vis-à-vis (really)!')).toBe('qué vis-à-vis really');
});
