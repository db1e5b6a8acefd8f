import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RealtimeTranscriber } from '../../sdk/src/index.ts';
import type { RealtimeOptions } from '../../sdk/src/realtime-types.ts';
import { librivoxRecordings } from '../src/speech/media-fixtures.ts';
import { startTestServer, type TestServer } from './test-server.ts';
import { pause } from './wav.ts';

const BYTES_PER_MS = 32;
const UNLIMITED = {
  ...{ requests_per_minute: 1_000_000, creations_per_minute: null, webhooks_per_minute: null },
  ...{ tokens_per_minute: null, realtime_per_minute: null },
};

let server: TestServer;
let sentences: Buffer[];
let speech: Buffer;
beforeAll(async () => {
  server = await startTestServer();
  sentences = (await librivoxRecordings()).map(({ pcm }) => pcm);
  speech = Buffer.concat(sentences.flatMap((pcm) => [pcm, pause(1)]));
});
afterAll(() => server?.stop());

const transcriber = (options: RealtimeOptions = {}) =>
  new RealtimeTranscriber({ url: server.url, key: server.keys.realtime, language: 'xx', ...options });

async function* pieces(pcm: Buffer, bytes = 6_400): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < pcm.length; at += bytes) yield pcm.subarray(at, at + bytes);
}

function streamOf<T>(source: AsyncGenerator<T>): ReadableStream<T> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}

describe('a live stream', () => {
  it('has partials, finals with times, and everything at its end', async () => {
    const live = transcriber();
    const states: string[] = [live.state];
    const events: string[] = [];
    live.on('state', (state) => states.push(state));
    live.on('listening', ({ sessionId }) => events.push(`listening ${sessionId.length}`));
    live.on('final', () => events.push('final'));
    live.on('stopped', () => events.push('stopped'));
    const iterated = (async () => {
      const texts: string[] = [];
      for await (const { text } of live) texts.push(text);
      return texts;
    })();
    await live.start();
    expect(live.state).toBe('listening');
    await live.sendFrom(pieces(speech));
    const transcript = await live.stop();
    expect(states).toEqual(['disconnected', 'connecting', 'loading', 'listening', 'stopping', 'stopped']);
    expect(transcript.finals.length).toBeGreaterThanOrEqual(sentences.length);
    expect(transcript.finals).toEqual(live.finals);
    expect(await iterated).toEqual(transcript.finals.map(({ text }) => text));
    expect(transcript.text).toBe((await iterated).join(' '));
    expect(events).toEqual(['listening 26', ...transcript.finals.map(() => 'final'), 'stopped']);
    let before = 0;
    for (const { startMs, endMs, words, text } of transcript.finals) {
      expect(text).toBe(words.map(([word]) => word).join(' '));
      expect(startMs).toBeGreaterThanOrEqual(before);
      expect(words[0]?.[1]).toBe(startMs);
      before = endMs;
    }
    expect(before).toBeLessThanOrEqual(speech.length / BYTES_PER_MS);
  });

  it('is the same as a ReadableStream, in pieces of any length, odd ones too', async () => {
    const live = transcriber();
    void live.start();
    await live.sendFrom(streamOf(pieces(speech, 1_001)));
    const { finals } = await live.stop();
    const other = transcriber();
    await other.start();
    await other.send(new Int16Array(speech.buffer.slice(speech.byteOffset, speech.byteOffset + speech.length)));
    expect((await other.stop()).finals).toEqual(finals);
  });

  it('finalize: what was said until then, at once', async () => {
    const live = transcriber();
    await live.start();
    const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = sentences;
    void live.send(first);
    const finals = await live.finalize();
    expect(finals.length).toBeGreaterThan(0);
    expect(finals.at(-1)?.endMs).toBeLessThanOrEqual(first.length / BYTES_PER_MS);
    void live.send(second);
    const [more, none] = await Promise.all([live.finalize(), live.finalize()]);
    expect(more.length).toBeGreaterThan(0);
    expect(more[0]?.startMs).toBeGreaterThanOrEqual(first.length / BYTES_PER_MS);
    expect(none).toEqual(more);
    expect((await live.stop()).finals).toEqual([...finals, ...more]);
  });

  it('other rates and channels: times are those of the stream', async () => {
    const [sentence = Buffer.alloc(0)] = sentences;
    const stereo = Buffer.alloc(sentence.length * 2);
    for (let at = 0; at < sentence.length; at += 2) {
      sentence.copy(stereo, at * 2, at, at + 2);
      sentence.copy(stereo, at * 2 + 2, at, at + 2);
    }
    const finalsOf = async (pcm: Buffer, options: RealtimeOptions) => {
      const live = transcriber(options);
      await live.start();
      await live.sendFrom(pieces(pcm, 777));
      return (await live.stop()).finals;
    };
    const mono = await finalsOf(sentence, {});
    expect(await finalsOf(stereo, { channels: 2 })).toEqual(mono);
  });

  it('holds back who waits, and drops nothing of who does not', async () => {
    const hour = Buffer.concat(Array.from({ length: 12 }, () => speech));
    let most = 0;
    class Watched extends WebSocket {
      override send(data: Parameters<WebSocket['send']>[0]): void {
        super.send(data);
        most = Math.max(most, this.bufferedAmount);
      }
    }
    const live = transcriber({ WebSocket: Watched, highWaterBytes: 100_000, lowWaterBytes: 20_000 });
    await live.start();
    await live.sendFrom(pieces(hour, 50_000));
    expect(most).toBeLessThan(100_000 + 32_000 + 1_000);
    const { finals } = await live.stop();
    expect(finals.at(-1)?.endMs).toBeGreaterThan((hour.length - speech.length) / BYTES_PER_MS);
  });

  it('takes nothing after its end, and an end without a beginning is one', async () => {
    const live = transcriber();
    expect(await live.stop()).toEqual({ text: '', finals: [] });
    expect(await live.send(Buffer.alloc(10))).toBe(false);
    await expect(live.start()).resolves.toBeUndefined();
  });

  it('close: whoever waits is told', async () => {
    const live = transcriber();
    await live.start();
    const waiting = [live.finalize(), live.stop(), live[Symbol.asyncIterator]().next()];
    live.close();
    for (const promise of waiting) await expect(promise).rejects.toMatchObject({ errorCode: 'REALTIME_CLOSED' });
    expect(live.state).toBe('disconnected');
  });

  it('a listener that throws disturbs nobody', async () => {
    const live = transcriber();
    const thrown: unknown[] = [];
    const note = (error: unknown) => thrown.push(error);
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', note);
    try {
      live.on('listening', () => {
        throw new Error('of a listener');
      });
      await live.start();
      await live.stop();
      await expect.poll(() => thrown).toMatchObject([{ message: 'of a listener' }]);
    } finally {
      process.removeListener('uncaughtException', note);
      for (const other of others) process.on('uncaughtException', other);
    }
  });
});

describe('a live stream that is refused', () => {
  const failure = async (options: RealtimeOptions) => {
    const live = transcriber(options);
    const told: unknown[] = [];
    live.on('error', (error) => told.push(error));
    const error = await live.start().catch((reason) => reason);
    expect(told).toEqual([error]);
    expect(live.state).toBe('error');
    await expect(live.stop()).rejects.toBe(error);
    return error;
  };

  it('says why: no server, a wrong key, another kind of key, a wrong option', async () => {
    expect(await failure({ url: 'http://127.0.0.1:1' })).toMatchObject({ errorCode: 'NETWORK_ERROR' });
    expect(await failure({ key: 'wrong' })).toMatchObject({ status: 401, errorCode: 'INVALID_TOKEN' });
    expect(await failure({ key: server.keys.batch })).toMatchObject({ status: 403 });
    expect(await failure({ endpointMs: 3 })).toMatchObject({
      status: 422,
      message: expect.stringContaining('endpoint_ms'),
    });
    expect(await failure({ language: 'qq' })).toMatchObject({ message: expect.stringContaining('qq') });
  });

  it('too many at once, which is told when there is no time to wait for as long as the server says', async () => {
    const profile = { ...UNLIMITED, concurrent_realtime: 1 };
    await server.restart(undefined, { PARLANCE_RATE_PROFILES: JSON.stringify({ 'self-hosted': profile }) });
    const first = transcriber();
    await first.start();
    expect(await failure({ outageMs: 5_000 })).toMatchObject({
      errorCode: 'REALTIME_LIMIT_EXCEEDED',
      status: 429,
      retryAfterSeconds: 10,
    });
    await first.stop();
    await server.restart();
  });

  it('before anything is sent where it can be seen at once', () => {
    for (const options of [{ url: 'ftp://x' }, { key: '' }, { sampleRate: 1.5 }, { channels: 0 }, { url: undefined }]) {
      expect(() => transcriber(options as RealtimeOptions), JSON.stringify(options)).toThrow(
        expect.objectContaining({ errorCode: 'INVALID_OPTION' }),
      );
    }
    const live = transcriber();
    expect(() => live.send('text' as never)).toThrow(expect.objectContaining({ errorCode: 'INVALID_OPTION' }));
  });

  it('in the middle, when its key is revoked', async () => {
    const key = await server.createKey({ type: 'realtime' });
    const live = transcriber({ key });
    await live.start();
    const { id } = await server.running.ctx.db
      .selectFrom('tokens')
      .select('id')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    const administrator = await server.login();
    await server.call('DELETE', `/api/v3/tokens/${id}`, { key: administrator });
    await expect.poll(() => live.state).toBe('error');
    await expect(live.stop()).rejects.toMatchObject({ errorCode: 'INVALID_TOKEN' });
  });
});

describe('a live stream on which nothing is sent', () => {
  it('lives by its keep-alive, and without it ends with a warning and a reason', async () => {
    await server.restart(undefined, { PARLANCE_REALTIME_IDLE_SECONDS: '2' });
    const [kept, idle] = [transcriber({ keepAliveMs: 500 }), transcriber({ keepAliveMs: 0 })];
    const warnings: unknown[] = [];
    idle.on('warning', (warning) => warnings.push(warning));
    await Promise.all([kept.start(), idle.start()]);
    await expect.poll(() => idle.state).toBe('error');
    await expect(idle.stop()).rejects.toMatchObject({ errorCode: 'REALTIME_IDLE' });
    expect(warnings).toMatchObject([{ code: 'idle' }]);
    await delay(1_000);
    expect(kept.state).toBe('listening');
    await kept.stop();
    await server.restart();
  });
});
