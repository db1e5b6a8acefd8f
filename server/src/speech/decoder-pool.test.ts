import { getPriority } from 'node:os';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { childPids } from '../../test/child-pids.ts';
import { createDecoderPool, type DecoderPool } from './decoder-pool.ts';
import type { Model } from './recognizer.ts';
import { type ScriptedBehaviour, scriptedEngine, scriptedPcm } from './recognizers/scripted.ts';

const log = pino({ level: 'silent' });
const never = new AbortController().signal;
let pool: DecoderPool;
afterEach(() => pool.close());

function start(decoders: number, segmentTimeoutMs = 30_000, interactiveDecoders = 0): void {
  pool = createDecoderPool({ decoders, interactiveDecoders, threads: 1, log, segmentTimeoutMs });
}

const model = scriptedEngine.findModels([])[0] as Model;

interface DecodeOptions {
  duration_ms?: number;
  signal?: AbortSignal;
  group?: number;
  isInteractive?: boolean;
}

function decode(behaviour: ScriptedBehaviour, options: DecodeOptions = {}) {
  const { duration_ms = 1000, signal = never, group = 1, isInteractive = false } = options;
  const pcm = scriptedPcm(behaviour, duration_ms);
  return pool.run({ model, task: { type: 'recognize', input: { pcm, hints: {} } }, signal, group, isInteractive });
}

describe('decoder pool', () => {
  it('starts processes only when needed and keeps them warm', async () => {
    start(2);
    expect(childPids('decoder-process')).toHaveLength(0);
    expect((await decode('speak', { duration_ms: 2000 })).map(({ word }) => word)).toEqual([
      'alpha',
      'bravo',
      'charlie',
      'delta',
    ]);
    const [pid] = childPids('decoder-process');
    await decode('speak');
    expect(childPids('decoder-process')).toEqual([pid]);
  });

  it('serves in order, as many at a time as there are decoders', async () => {
    start(2);
    const order: number[] = [];
    const all = [0, 1, 2, 3, 4].map((index) => decode('slow').then(() => order.push(index)));
    expect(pool.stats()).toMatchObject({ decoders: 2, busy: 2, waiting: 3, restarts: 0 });
    await Promise.all(all);
    expect(new Set(order.slice(0, 2))).toEqual(new Set([0, 1]));
    expect(order.at(-1)).toBe(4);
    expect(pool.stats()).toMatchObject({ busy: 0, waiting: 0 });
  });

  it.each<ScriptedBehaviour>(['exit', 'abort'])(
    'gives up a segment that crashes its decoder (%s); others go on',
    async (how) => {
      start(1);
      const lost = expect(decode(how)).rejects.toMatchObject({
        kind: 'recognition_failed',
        detail: expect.stringContaining('3 tries'),
      });
      const kept = decode('speak');
      await lost;
      expect(await kept).toHaveLength(2);
      expect(pool.stats().restarts).toBe(3);
    },
  );

  it('replaces a decoder that hangs', async () => {
    start(1, 400);
    const lost = expect(decode('hang', { duration_ms: 20 })).rejects.toMatchObject({
      detail: expect.stringContaining('took longer'),
    });
    const kept = decode('speak');
    await lost;
    expect(await kept).toHaveLength(2);
  });

  it('does not try again what the engine refuses', async () => {
    start(1);
    await expect(decode('throw')).rejects.toMatchObject({ kind: 'recognition_failed', detail: 'The script says so.' });
    const unknown = pool.run({
      model: { ...model, engine: 'none', key: 'none' },
      task: { type: 'recognize', input: { pcm: Buffer.alloc(64), hints: {} } },
      ...{ signal: never, group: 1, isInteractive: false },
    });
    await expect(unknown).rejects.toMatchObject({ kind: 'internal_error' });
    expect(pool.stats().restarts).toBe(0);
  });

  it('tries a segment again when its decoder is killed', async () => {
    start(1);
    await decode('speak');
    const words = decode('slow');
    process.kill(childPids('decoder-process')[0] as number, 'SIGKILL');
    expect(await words).toHaveLength(2);
    expect(pool.stats().restarts).toBe(1);
  });

  it('survives the death of an idle decoder', async () => {
    start(1);
    await decode('speak');
    const [pid] = childPids('decoder-process');
    process.kill(pid as number, 'SIGKILL');
    await expect.poll(() => childPids('decoder-process')).toEqual([]);
    expect(await decode('speak')).toHaveLength(2);
  });

  it('cancels what waits and what runs', async () => {
    start(1);
    const running = new AbortController();
    const waiting = new AbortController();
    const first = decode('hang', { signal: running.signal });
    const second = decode('speak', { signal: waiting.signal });
    const third = decode('speak');
    waiting.abort(new Error('not wanted'));
    await expect(second).rejects.toThrow('not wanted');
    running.abort(new Error('stop'));
    await expect(first).rejects.toThrow('stop');
    expect(await third).toHaveLength(2);
    expect(pool.stats().restarts).toBe(0);
    await expect(decode('speak', { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late');
  });

  it('keeps a decoder for interactive segments, to which the others give way', async () => {
    start(1, 30_000, 1);
    const cancelled = new AbortController();
    const long = decode('hang', { signal: cancelled.signal });
    const [other] = childPids('decoder-process');
    const waiting = decode('speak');
    expect(await decode('speak', { isInteractive: true })).toHaveLength(2);
    expect(pool.stats()).toMatchObject({ decoders: 1, busy: 1, waiting: 1 });
    expect(pool.stats().interactive_busy_seconds).toBeGreaterThan(0);
    const own = childPids('decoder-process').find((pid) => pid !== other);
    await expect.poll(() => [getPriority(other), getPriority(own)]).toEqual([15, 5]);
    cancelled.abort(new Error('not wanted'));
    await expect(long).rejects.toThrow('not wanted');
    expect(await waiting).toHaveLength(2);
  });

  it('ends its processes on close, whatever they do', async () => {
    start(2);
    const all = [decode('hang'), decode('slow'), decode('speak')];
    const settled = Promise.allSettled(all);
    await pool.close();
    for (const result of await settled) {
      expect(result).toMatchObject({ status: 'rejected', reason: { kind: 'service_unavailable' } });
    }
    expect(childPids('decoder-process')).toEqual([]);
    await expect(decode('speak')).rejects.toMatchObject({ kind: 'service_unavailable' });
  });

  it('leaves a stop signal for the process group to the server', async () => {
    start(1);
    await decode('speak');
    const words = decode('slow');
    for (const pid of childPids('decoder-process')) {
      process.kill(pid, 'SIGINT');
      process.kill(pid, 'SIGTERM');
    }
    expect(await words).toHaveLength(2);
    expect(pool.stats().restarts).toBe(0);
  });
});
