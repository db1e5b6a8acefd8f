import { expect, it } from 'vitest';
import { withoutRepetitions } from './repetitions.ts';

const words = (text: string) =>
  text.split(' ').map((word, index) => ({ word, start_ms: index * 100, end_ms: index * 100 + 90, confidence: null }));
const kept = (text: string) =>
  withoutRepetitions(words(text))
    .map(({ word }) => word)
    .join(' ');

it('keeps a looping phrase once', () => {
  expect(kept(`so ${'thank you. '.repeat(12)}end`)).toBe('so thank you. end');
  expect(kept(Array(40).fill('the').join(' '))).toBe('the');
  expect(kept(`a b c ${'I don’t know, '.repeat(5)}x`)).toBe('a b c I don’t know, x');
});

it('leaves alone what people say', () => {
  for (const text of [
    'no no no no no no',
    'one two one two one two one two',
    'very very very good',
    'a',
    'seven '.repeat(8).trim(),
  ]) {
    expect(kept(text)).toBe(text);
  }
});

it('takes Thank, thank. and THANK for the same word', () => {
  expect(kept('Thank thank. THANK thank thank thank thank thank thank thank thank thank')).toBe('Thank');
});
