import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { librivoxRecordings } from '../src/speech/media-fixtures.ts';
import { pause, wavOf } from './recordings.ts';
import { freePort, type ServerProcess, startServerProcess } from './server-process.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

let dataDir: string;
let server: ServerProcess;
let port: number;
let key: string;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'parlance-drain-'));
  port = await freePort();
});
afterAll(async () => {
  await server.kill();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<void> {
  server = startServerProcess({
    PARLANCE_DATA_DIR: dataDir,
    PARLANCE_PORT: String(port),
    PARLANCE_DEMO: '0',
    PARLANCE_DECODERS: '2',
    PARLANCE_LOG_LEVEL: 'debug',
    PARLANCE_LOG_FORMAT: 'json',
  });
  await server.ready;
  key = JSON.parse(await readFile(path.join(dataDir, 'first-run.json'), 'utf8')).batch_key;
}

const call = (target: string, options: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${port}${target}`, { ...options, headers: { 'x-zoom-s2t-key': key, ...options.headers } });

/** The segments that were recognised and stored, and the line that says that the server is stopping, in order. */
function story(log: string): string[] {
  return log
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .flatMap(({ msg, channel, index }) => {
      if (msg === 'segment recognised') return [`${channel}-${index}`];
      return msg === 'stopping' ? ['stopping'] : [];
    });
}

it('SIGTERM: running segments end, nothing new begins, streams are told, and the next start goes on from there', async () => {
  await start();
  const sentences = (await librivoxRecordings()).flatMap(({ pcm }) => [pcm, pause(1)]);
  const media = await wavOf(Buffer.concat([...sentences, ...sentences, ...sentences, ...sentences]));
  const json = { 'content-type': 'application/json' };
  const created = await call(SESSIONS, { method: 'POST', headers: json, body: '{"language":"en"}' });
  const { session_id } = (await created.json()) as { session_id: string };
  const stream = await call('/api/v3/events');
  const told = stream.text();
  await call(`${SESSIONS}/${session_id}`, {
    method: 'PUT',
    headers: { 'content-type': 'audio/wav' },
    body: new Uint8Array(media),
  });
  await expect.poll(() => story(server.stderr()).length, { timeout: 60_000, interval: 20 }).toBeGreaterThan(2);

  const asked = performance.now();
  process.kill(server.pid, 'SIGTERM');
  expect(await server.exited).toEqual({ code: 0, signal: null });
  expect(performance.now() - asked).toBeLessThan(30_000);
  const first = story(server.stderr());
  const after = first.slice(first.indexOf('stopping') + 1);
  // Two decoders were at work, and one or two segments may have been between decoder and database.
  expect(after.length, first.join(' ')).toBeGreaterThan(0);
  expect(after.length, first.join(' ')).toBeLessThanOrEqual(4);
  expect(await told).toContain('event: stream.shutdown');

  await start();
  const status = async () => ((await (await call(`${SESSIONS}/${session_id}`)).json()) as { status: string }).status;
  await expect.poll(status, { timeout: 100_000 }).toBe('completed');
  const all = [...first.filter((segment) => segment !== 'stopping'), ...story(server.stderr())];
  expect(new Set(all).size, 'no segment twice').toBe(all.length);
  process.kill(server.pid, 'SIGTERM');
  await server.exited;
}, 240_000);
