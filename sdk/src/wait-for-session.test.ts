import { describe, expect, it } from 'vitest';
import { createParlance, pollDelayMs, type WaitOptions } from './index.ts';

/**
 * A server whose answers are given one after the other, the last one again and again, and whose event streams do not come
 * through; and time that only sleeping passes.
 */
function world(answers: (() => Response)[], stream: () => Response = refusal(404, 'NOT_FOUND')) {
  const waits: number[] = [];
  let now = 0;
  let asked = 0;
  let streams = 0;
  const parlance = createParlance({
    url: 'http://parlance.test',
    key: 'k',
    fetch: async (input) => {
      const isStream = String(input).endsWith('/events');
      if (isStream) streams++;
      return isStream ? stream() : (answers[Math.min(asked++, answers.length - 1)] as () => Response)();
    },
  });
  const clock = {
    now: () => now,
    sleep: async (ms: number, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      waits.push(ms);
      now += ms;
    },
  };
  return {
    waits,
    streams: () => streams,
    wait: (options: WaitOptions = {}) => parlance.waitForSession('s', { clock, ...options }),
  };
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

describe('where no event stream comes through', () => {
  const done = [...Array(6).fill(answer('processing')), answer('completed')];
  const streamOf = (body: BodyInit | null, type = 'text/event-stream') =>
    new Response(body, { headers: { 'content-type': type } });
  const silent = () => streamOf(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array()) }));

  it.each([
    ['404: an older server', refusal(404, 'NOT_FOUND'), 1],
    ['405', refusal(405, 'METHOD_NOT_ALLOWED'), 1],
    ['406', refusal(406, 'NOT_ACCEPTABLE'), 1],
    ['429: too many streams', refusal(429, 'RATE_LIMIT_EXCEEDED'), 1],
    ['a page in its place', () => streamOf('<html>', 'text/html'), 1],
    ['a proxy that keeps everything back', silent, 1],
    ['a proxy that ends it at once', () => streamOf(''), 3],
  ])('%s: asks at the documented intervals', async (_name, stream, tried) => {
    const { waits, streams, wait } = world(done, stream);
    expect((await wait({ silenceMs: 50 })).status).toBe('completed');
    expect(waits).toEqual([250, 500, 1_000, 2_000, 3_000, 3_000]);
    expect(streams()).toBe(tried);
  });

  it('stops at its time limit though a stream is open', async () => {
    const { wait } = world([answer('processing')], silent);
    await expect(
      wait({ timeoutMs: 100, clock: { now: Date.now, sleep: () => Promise.resolve() } }),
    ).rejects.toMatchObject({
      errorCode: 'TIMEOUT',
    });
  });

  it('stops when its signal is aborted though a stream is open', async () => {
    const { wait } = world([answer('processing')], silent);
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(new Error('enough')), 20);
    await expect(wait({ signal: stopping.signal })).rejects.toThrow('enough');
  });
});
