import { expect, it } from 'vitest';
import { readableBytes, readableDuration } from './quantities.ts';
import { printable, table } from './table.ts';

it('writes durations as people say them', () => {
  expect([0, 7.13, 12, 59.97, 754.2, 7260].map(readableDuration)).toEqual([
    '0 s',
    '7.1 s',
    '12 s',
    '1 min 0 s',
    '12 min 34 s',
    '2 h 1 min',
  ]);
});

it('writes sizes in decimal units', () => {
  expect([12, 227_244, 999_960, 10_737_418_240].map(readableBytes)).toEqual(['12 B', '227.2 kB', '1.0 MB', '10.7 GB']);
});

it('lines columns up', () => {
  expect(
    table(
      ['id', 'size'],
      [
        ['a', '7'],
        ['bcd', '10'],
      ],
      ['size'],
    ),
  ).toBe('id   size\na       7\nbcd    10\n');
});

it('takes out what a terminal would obey', () => {
  expect(printable('a\u001b[31mb\u0007c\nd')).toBe('ab c d');
});
