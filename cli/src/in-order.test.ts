import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inOrder } from './in-order.ts';

it('works on two at once and delivers in order', async () => {
  let running = 0;
  let most = 0;
  const delivered: string[] = [];
  await inOrder(
    [30, 1, 20, 1, 1],
    2,
    async (ms) => {
      most = Math.max(most, ++running);
      await sleep(ms);
      running--;
      return `${ms} ms`;
    },
    async (result, index) => {
      await sleep(2);
      delivered.push(`${index}: ${result}`);
    },
    new AbortController().signal,
  );
  expect(most).toBe(2);
  expect(delivered).toEqual(['0: 30 ms', '1: 1 ms', '2: 20 ms', '3: 1 ms', '4: 1 ms']);
});

it('begins nothing more after an abort', async () => {
  const stopping = new AbortController();
  const begun: number[] = [];
  const work = async (thing: number) => {
    begun.push(thing);
    if (thing === 2) stopping.abort();
  };
  await inOrder([1, 2, 3, 4], 1, work, () => {}, stopping.signal);
  expect(begun).toEqual([1, 2]);
});
