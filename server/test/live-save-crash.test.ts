import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openLive } from './live-client.ts';
import { pause } from './recordings.ts';
import { freePort, startServerProcess } from './server-process.ts';
import { READING } from './test-server.ts';

const WAV_HEADER_BYTES = 44;
const PIECE_BYTES = 6_400;

it('kill -9 while a live session is kept: a session comes of it at the next start, with all but its last second', {
  timeout: 180_000,
}, async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'parlance-live-crash-'));
  const environment = {
    PARLANCE_DATA_DIR: path.join(directory, 'data'),
    PARLANCE_PORT: String(await freePort()),
    PARLANCE_DEMO: '0',
    PARLANCE_ENGINES: 'scripted',
    PARLANCE_DECODERS: '1',
  };
  let server = startServerProcess(environment);
  try {
    const url = await server.ready;
    const firstRun = await readFile(path.join(environment.PARLANCE_DATA_DIR, 'first-run.json'), 'utf8');
    const key: string = JSON.parse(firstRun).realtime_key;
    const client = await openLive(url, `/v2/realtime?language=xx&save=true&token=${key}`);
    client.send({ action: 'start' });
    const { session_id } = await client.until(({ state }) => state === 'listening');
    const reading = (await readFile(READING)).subarray(WAV_HEADER_BYTES);
    const pcm = Buffer.concat([reading, pause(1), reading, pause(1), reading]);
    const sentAt: number[] = [];
    // As fast as it is spoken: the time of each piece is known.
    for (let offset = 0; offset < pcm.length; offset += PIECE_BYTES) {
      client.audio(pcm.subarray(offset, offset + PIECE_BYTES));
      sentAt.push(performance.now());
      await delay(PIECE_BYTES / 32);
    }
    expect(client.words().length).toBeGreaterThan(6);
    const killedAt = performance.now();
    const finals = client.words();
    await server.kill();
    await client.closed;
    const safe = sentAt.filter((at) => at < killedAt - 1_000).length * PIECE_BYTES;

    server = startServerProcess(environment);
    await server.ready;
    const get = async (what = '') => {
      const headers = { 'x-zoom-s2t-key': key };
      const response = await fetch(`${url}/api/v3/speech-to-text/session/${session_id}${what}`, { headers });
      return response.json();
    };
    await expect.poll(async () => (await get()).status, { timeout: 30_000 }).toBe('completed');
    const session = await get();
    expect(session.duration).toBeGreaterThanOrEqual(safe / 32_000);
    expect(session.media_url).toMatch(/^http/);
    const { result } = await get('/result');
    const words = result.results.flatMap((utterance: { result: [string][] }) =>
      utterance.result.map(([word]) => word.toLowerCase().replace(/\W/g, '')),
    );
    expect(words.slice(0, finals.length)).toEqual(finals);
  } finally {
    server.signal('SIGTERM');
    await server.exited;
    await rm(directory, { recursive: true, force: true });
  }
});
