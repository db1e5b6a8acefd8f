import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { librivoxRecordings } from '../src/speech/media-fixtures.ts';
import {
  isFinal,
  isListening,
  isStopped,
  type LiveClient,
  type LiveMessage,
  openLive,
  startLive,
} from './live-client.ts';
import { pause } from './recordings.ts';
import { seededRandom } from './seeded-random.ts';
import { startTestServer, type TestServer } from './test-server.ts';

/** The same rounds in every run. */
const SEED = 8;
const BYTES_PER_MS = 32;
const AT_ONCE = 6;

type Tuple = [word: string, start_ms: number, end_ms: number];
type Random = () => number;

const tuples = (finals: LiveMessage[]): Tuple[] =>
  finals.flatMap(({ words }) => words.map(([word, start, end]: Tuple): Tuple => [word, start, end]));
const bare = (client: LiveClient) => (client.socket as unknown as { _socket: Socket })._socket;
const between = (random: Random, least: number, most: number) => least + Math.floor(random() * (most - least + 1));

/** Sends audio in pieces as odd as networks cut it, as long as there is a connection. */
async function send(client: LiveClient, pcm: Buffer, random: Random): Promise<void> {
  const isOpen = () => client.socket.readyState === WebSocket.OPEN;
  for (let at = 0; at < pcm.length && isOpen(); ) {
    const bytes = between(random, 1, 24_000);
    client.audio(pcm.subarray(at, at + bytes));
    at += bytes;
    while (isOpen() && client.socket.bufferedAmount > 100_000) await delay(1);
    if (random() < 0.1) await delay(between(random, 0, 30));
  }
}

describe.each([
  { engine: 'scripted', language: 'xx', rounds: 500, positions: 25, type: 'fast' },
  { engine: 'pocketsphinx', language: 'en', rounds: 10, positions: 2, type: 'fast' },
  { engine: 'pocketsphinx', language: 'en', rounds: 5, positions: 1, type: 'quality' },
])('$rounds random stops, half-closes and cuts ($engine, $type)', ({ engine, language, rounds, positions, type }) => {
  let server: TestServer;
  let pcm: Buffer;
  const undisturbed = new Map<number, Promise<Tuple[]>>();

  beforeAll(async () => {
    server = await startTestServer({ PARLANCE_ENGINES: engine });
    const shortest = (await librivoxRecordings()).sort((a, b) => a.pcm.length - b.pcm.length);
    pcm = Buffer.concat(shortest.slice(0, 2).flatMap((sentence) => [pause(0.4), sentence.pcm, pause(0.9)]));
  });
  afterAll(() => server?.stop());

  const connect = (query = '', options: ClientOptions = {}) =>
    openLive(server.url, `/v2/realtime?language=${language}&type=${type}${query}`, {
      headers: { 'x-zoom-s2t-key': server.keys.realtime },
      ...options,
    });

  /** The words of so much of the audio when nothing happens to it. */
  function reference(bytes: number): Promise<Tuple[]> {
    const known = undisturbed.get(bytes);
    if (known) return known;
    const run = (async () => {
      const client = await connect();
      await startLive(client);
      client.audio(pcm.subarray(0, bytes));
      client.send({ action: 'stop' });
      await client.until(isStopped);
      return tuples(client.messages.filter(isFinal));
    })();
    undisturbed.set(bytes, run);
    return run;
  }

  async function stopOrHalfClose(random: Random, bytes: number, how: 'stop' | 'half-close') {
    // Whoever has ended its half of the connection cannot answer a ping any more.
    const client = await connect('', { autoPong: how === 'stop' });
    await startLive(client);
    await send(client, pcm.subarray(0, bytes), random);
    if (how === 'stop') client.send({ action: 'stop' });
    else bare(client).end();
    await client.closed;
    if (how === 'stop') expect(client.texts.at(-1)).toBe('{"state":"stopped"}');
    return { words: tuples(client.messages.filter(isFinal)), heard: bytes };
  }

  /** Loses its connection again and again, also after `stop`, and comes back. */
  async function cutAndReturn(random: Random, bytes: number): Promise<{ words: Tuple[]; heard: number }> {
    const finals: LiveMessage[] = [];
    /** How much of the audio there was when the server was told to stop. */
    let heard = 0;
    let client = await connect();
    const { session_id } = await startLive(client);
    let sent = 0;
    let isStopping = false;
    for (let cuts = between(random, 1, 4); ; cuts--) {
      if (cuts > 0 && !isStopping) {
        heard = Math.min(bytes, sent + between(random, 0, bytes));
        isStopping = random() < 0.15;
      } else if (!isStopping) heard = bytes;
      await send(client, pcm.subarray(sent, heard), random);
      if (isStopping || cuts <= 0) client.send({ action: 'stop' });
      if (cuts <= 0) break;
      if (random() < 0.7) await delay(between(random, 0, 60));
      if (random() < 0.5) bare(client).resetAndDestroy();
      else client.socket.terminate();
      // A client that was told that everything is there may miss its own reset: it is closing already.
      await Promise.race([client.closed, client.until(isStopped).catch(() => client.closed)]);
      if (client.messages.some(isStopped)) break;
      finals.push(...client.messages.filter(isFinal));
      const had = finals.at(-1)?.offset_ms ?? 0;
      client = await connect(`&session_id=${session_id}&final_offset_ms=${had}`);
      const back = await client.until((message) => isListening(message) || isStopped(message));
      // It was stopped, and the server got to know of it.
      if (isStopped(back)) break;
      expect(back).toEqual({ state: 'listening', session_id, offset_ms: expect.any(Number) });
      sent = back.offset_ms * BYTES_PER_MS;
    }
    await client.until(isStopped);
    expect(client.texts.at(-1)).toBe('{"state":"stopped"}');
    finals.push(...client.messages.filter(isFinal));
    return { words: tuples(finals), heard };
  }

  it('have the words of an undisturbed run, none lost and none twice', { timeout: 600_000 }, async () => {
    let next = 0;
    const worker = async () => {
      for (let round = next++; round < rounds; round = next++) {
        const random = seededRandom(SEED * 10_000 + round);
        const bytes = Math.floor((pcm.length * between(random, 1, positions)) / positions / 2) * 2;
        const kind = (['stop', 'half-close', 'cut'] as const)[round % 3] as 'stop' | 'half-close' | 'cut';
        const { words, heard } = await (kind === 'cut'
          ? cutAndReturn(random, bytes)
          : stopOrHalfClose(random, bytes, kind));
        expect(words, `round ${round}: ${kind} at ${heard}`).toEqual(await reference(heard));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    expect((await reference(pcm.length)).length).toBeGreaterThan(10);
  });
});
