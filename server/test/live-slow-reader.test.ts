import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { librivoxRecordings } from '../src/speech/media-fixtures.ts';
import { isFinal, isListening, isStopped, type LiveMessage, openLive, startLive } from './live-client.ts';
import { pause } from './recordings.ts';
import { startTestServer, type TestServer } from './test-server.ts';

/** What the system takes in for a client that does not read is some megabytes; an hour of captions is more. */
const HOUR_BYTES = 3_600 * 32_000;
const BYTES_PER_MS = 32;

let server: TestServer;
let speech: Buffer;
beforeAll(async () => {
  server = await startTestServer();
  speech = Buffer.concat((await librivoxRecordings()).flatMap(({ pcm }) => [pcm, pause(1)]));
});
afterAll(() => server?.stop());

const connect = (query = '') =>
  openLive(server.url, `/v2/realtime?language=xx${query}`, { headers: { 'x-zoom-s2t-key': server.keys.realtime } });

/** The speech over and over, from one place of the stream to another. */
function* audioBetween(from: number, to: number): Generator<Buffer> {
  for (let at = from; at < to; ) {
    const begin = at % speech.length;
    const piece = speech.subarray(begin, Math.min(begin + 64_000, begin + to - at));
    at += piece.length;
    yield piece;
  }
}

it('who reads nothing: the server keeps little for them, closes with a reason, and has everything when they come back', async () => {
  const client = await connect();
  const { session_id } = await startLive(client);
  const bare = (client.socket as unknown as { _socket: Socket })._socket;
  const before = process.memoryUsage().rss;
  bare.pause();
  let sent = 0;
  for (const piece of audioBetween(0, HOUR_BYTES)) {
    client.audio(piece);
    sent += piece.length;
    // Nothing is read from who does not read, once it is given up.
    for (let waited = 0; client.socket.bufferedAmount > 500_000 && waited < 15_000; waited += 5) await delay(5);
    if (client.socket.bufferedAmount > 500_000) break;
  }
  // Ten seconds are waited for somebody who leaves something unread.
  await delay(11_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 ** 2);
  bare.resume();
  expect((await client.closed).code).toBe(4408);
  expect(client.messages.at(-1)).toMatchObject({ error_code: 'REALTIME_SLOW_READER' });

  const finals = client.messages.filter(isFinal);
  const back = await connect(`&session_id=${session_id}&final_offset_ms=${finals.at(-1)?.offset_ms ?? 0}`);
  const { offset_ms } = await back.until(isListening);
  expect(offset_ms * BYTES_PER_MS).toBeGreaterThan(sent / 2);
  back.send({ action: 'stop' });
  await back.until(isStopped);
  const kept = [...finals, ...back.messages.filter(isFinal)];

  const whole = await connect();
  await startLive(whole);
  for (const piece of audioBetween(0, offset_ms * BYTES_PER_MS)) {
    whole.audio(piece);
    while (whole.socket.readyState === WebSocket.OPEN && whole.socket.bufferedAmount > 500_000) await delay(5);
  }
  whole.send({ action: 'stop' });
  await whole.until(isStopped);
  const words = (messages: LiveMessage[]) => messages.flatMap(({ words: said }) => said);
  expect(words(kept)).toEqual(words(whole.messages.filter(isFinal)));
});
