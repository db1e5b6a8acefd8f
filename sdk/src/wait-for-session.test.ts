import { expect, it } from 'vitest';
import { createParlance, pollDelayMs, type WaitOptions } from './index.ts';

/** A server whose answers are given one after the other, the last one again and again; and time that only sleeping passes. */
function world(answers: (() => Response)[]) {
  const waits: number[] = [];
  let now = 0;
  let asked = 0;
  const parlance = createParlance({
    url: 'http://parlance.test',
    key: 'k',
    fetch: async () => (answers[Math.min(asked++, answers.length - 1)] as () => Response)(),
  });
  const clock = {
    now: () => now,
    sleep: async (ms: number, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      waits.push(ms);
      now += ms;
    },
  };
  return { waits, wait: (options: WaitOptions = {}) => parlance.waitForSession('s', { clock, ...options }) };
}

const answer =
  (status: string, fields = {}) =>
  () =>
    Response.json({ result: { session_id: 's', status, error: null, ...fields } });
const refusal = (status: number, error_code: string) => () =>
  Response.json({ error_code, message: error_code }, { status });
const cut = () => {
  throw new TypeError('fetch failed');
};

it('asks quickly at first, then every 3, 5 and 10 seconds', async () => {
  const { waits, wait } = world([...Array(100).fill(answer('processing')), answer('completed')]);
  expect((await wait()).status).toBe('completed');
  expect(waits.slice(0, 6)).toEqual([250, 500, 1_000, 2_000, 3_000, 3_000]);
  let now = 0;
  const intervals = waits.slice(4).map((ms, index) => {
    now = waits.slice(0, index + 4).reduce((sum, earlier) => sum + earlier, 0);
    return [now, ms] as const;
  });
  for (const [elapsed, ms] of intervals) expect(ms).toBe(elapsed < 60_000 ? 3_000 : elapsed < 300_000 ? 5_000 : 10_000);
  expect(new Set(waits.slice(4))).toEqual(new Set([3_000, 5_000, 10_000]));
  expect(pollDelayMs(50, 60_000)).toBe(5_000);
});

it('reports every state, the last one included', async () => {
  const { wait } = world([answer('queued'), answer('processing', { progress: 40 }), answer('completed')]);
  const states: string[] = [];
  await wait({ onProgress: ({ status }) => states.push(status) });
  expect(states).toEqual(['queued', 'processing', 'completed']);
});

it('outlasts a restart of the server', async () => {
  const { wait } = world([answer('processing'), cut, cut, refusal(503, 'SERVICE_UNAVAILABLE'), answer('completed')]);
  expect((await wait()).status).toBe('completed');
});

it('gives up on a server that stays away', async () => {
  const { waits, wait } = world([answer('processing'), cut]);
  await expect(wait({ outageMs: 20_000 })).rejects.toMatchObject({ errorCode: 'NETWORK_ERROR' });
  expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(25_000);
});

it('throws at once what waiting cannot mend', async () => {
  const { waits, wait } = world([refusal(404, 'SESSION_NOT_FOUND')]);
  await expect(wait()).rejects.toMatchObject({ errorCode: 'SESSION_NOT_FOUND' });
  expect(waits).toEqual([]);
});

it('throws SESSION_FAILED with the reason of the session', async () => {
  const { wait } = world([answer('failed', { error: 'Audio file is too short' })]);
  await expect(wait()).rejects.toMatchObject({
    errorCode: 'SESSION_FAILED',
    message: 'Transcription failed: Audio file is too short',
    detail: 'Audio file is too short',
  });
});

it('stops at its time limit, to the millisecond', async () => {
  const { waits, wait } = world([answer('processing')]);
  await expect(wait({ timeoutMs: 10_000 })).rejects.toMatchObject({ errorCode: 'TIMEOUT' });
  expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(10_000);
});

it('stops when its signal is aborted', async () => {
  const { wait } = world([answer('processing')]);
  await expect(wait({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
});
