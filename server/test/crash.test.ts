import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { librivoxRecordings } from '../src/speech/media-fixtures.ts';
import { freePort, type Process, type ServerProcess, startServerProcess, stillRunning } from './server-process.ts';
import { FILES, metadataHeader, TUS } from './tus-requests.ts';

/**
 * The whole product in a process of its own, ended without warning at moments that a seed chooses. What was acknowledged
 * is never lost, and nothing is done twice.
 */
const SEED = Number(process.env.CRASH_SEED ?? 20_260_801);
const SESSIONS = '/api/v3/speech-to-text/session';
const KEYS = ['url', 'admin_email', 'admin_password', 'batch_key', 'realtime_key'];

let state = SEED;
/** A number between 0 and 1; the same ones in every run with the same seed. */
function random(): number {
  state = (state * 48_271) % 2_147_483_647;
  return state / 2_147_483_647;
}

let dataDir: string;
let port: number;
let reading: Buffer;
let firstRun: Record<string, string>;
let server: ServerProcess;
/** Every server started here, for what they logged. */
const servers: ServerProcess[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'parlance-crash-'));
  port = await freePort();
  const recordings = (await librivoxRecordings()).slice(1);
  const quiet = Buffer.from(Array.from({ length: 48_000 }, (_, index) => (index % 2 === 0 ? (index * 7) % 3 : 0)));
  const pcm = Buffer.concat(recordings.flatMap((recording) => [recording.pcm, quiet]));
  const header = (await readFile(recordings[0]?.path as string)).subarray(0, 44);
  header.writeUInt32LE(pcm.length + 36, 4);
  header.writeUInt32LE(pcm.length, 40);
  reading = Buffer.concat([header, pcm]);
});
afterAll(async () => {
  for (const one of servers) {
    one.signal('SIGTERM');
    await one.exited;
  }
  await rm(dataDir, { recursive: true, force: true });
});

function start(changes: Record<string, string> = {}): ServerProcess {
  const started = startServerProcess({
    PARLANCE_DATA_DIR: path.join(dataDir, 'data'),
    PARLANCE_PORT: String(port),
    PARLANCE_DEMO: '0',
    PARLANCE_DECODERS: '2',
    PARLANCE_LOG_LEVEL: 'debug',
    PARLANCE_LOG_FORMAT: 'json',
    ...changes,
  });
  servers.push(started);
  return started;
}

async function startAgain(): Promise<void> {
  server = start();
  await server.ready;
}

async function call(method: string, target: string, options: { headers?: Record<string, string>; body?: Buffer } = {}) {
  const response = await fetch(new URL(target, `http://127.0.0.1:${port}`), {
    method,
    headers: { 'x-zoom-s2t-key': firstRun.batch_key as string, ...options.headers },
    ...(options.body ? { body: new Uint8Array(options.body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : text };
}

async function upload(): Promise<string> {
  const json = { 'content-type': 'application/json' };
  const created = await call('POST', SESSIONS, { headers: json, body: Buffer.from('{"language":"en"}') });
  const id: string = created.body.session_id;
  const sent = await call('PUT', `${SESSIONS}/${id}`, { headers: { 'content-type': 'audio/wav' }, body: reading });
  expect(sent.status).toBe(200);
  return id;
}

/** Asks until `wanted` holds. The server may be away in between. */
async function until<T>(ask: () => Promise<T> | T, wanted: (answer: T) => boolean, timeoutMs = 60_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`not in time: ${JSON.stringify(answer).slice(0, 2000)}`);
    await delay(25);
  }
}

const getSession = async (id: string) => (await call('GET', `${SESSIONS}/${id}`)).body;

async function resultOf(id: string) {
  const session = await until(
    () => getSession(id),
    ({ status }) => ['completed', 'failed'].includes(status),
  );
  expect(session).toMatchObject({ status: 'completed', error: null, progress: 100 });
  return (await call('GET', `${SESSIONS}/${id}/result`)).body.result.results;
}

/** The segments of a session that were recognised and stored, by any of the servers, in order. */
function recognised(id: string): string[] {
  return servers.flatMap((one) =>
    one
      .stderr()
      .split('\n')
      .filter((line) => line.includes('"segment recognised"') && line.includes(id))
      .map((line) => JSON.parse(line))
      .map(({ channel, index }) => `${channel}-${index}`),
  );
}

/** No part of the work was done twice, and none is missing. */
function expectEachSegmentOnce(id: string): void {
  const segments = recognised(id);
  expect(new Set(segments).size, segments.join(' ')).toBe(segments.length);
}

const decodersOf = (one: ServerProcess) =>
  one.descendants().filter(({ command }) => command.includes('decoder-process'));

/** Speech processes end by themselves when their server is gone. The database's may stay until the next start. */
async function expectGone(processes: Process[], timeoutMs = 5_000): Promise<void> {
  await until(
    () => stillRunning(processes),
    (left) => left.length === 0,
    timeoutMs,
  );
}
const withoutDatabase = (processes: Process[]) =>
  processes.filter(({ program }) => !/^(postgres|unshare)/.test(program));

let reference: unknown;
let segmentCount: number;

describe('the first start', () => {
  it('makes keys, shows them once, and the line it prints works', async () => {
    server = start();
    expect(await server.ready).toBe(`http://127.0.0.1:${port}`);
    const file = path.join(dataDir, 'data', 'first-run.json');
    firstRun = JSON.parse(await readFile(file, 'utf8'));
    expect(Object.keys(firstRun)).toEqual(KEYS);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    for (const value of Object.values(firstRun)) expect(server.stdout()).toContain(value);
    const line = /^ *(curl .*)$/m.exec(server.stdout())?.[1] as string;
    const { stdout } = await promisify(execFile)('sh', ['-c', line]);
    expect(JSON.parse(stdout).result.length).toBeGreaterThan(0);
  });

  it('transcribes: the words every later run must give', async () => {
    const id = await upload();
    reference = await resultOf(id);
    segmentCount = recognised(id).length;
    expect(segmentCount).toBeGreaterThanOrEqual(4);
    const metrics = (await call('GET', '/metrics')).body as string;
    expect(metrics).toMatch(new RegExp(`^parlance_segments_recognised_total ${segmentCount}$`, 'm'));
  });

  it('a second server on the same data is refused, and says which one is there', async () => {
    const second = start({ PARLANCE_PORT: '0' });
    expect(await second.exited).toEqual({ code: 1, signal: null });
    expect(second.stderr()).toContain('Parlance cannot start.');
    expect(second.stderr()).toContain(`Another Parlance server (process ${server.pid}) already uses`);
    expect(second.stderr()).not.toContain('    at ');
    expect((await call('GET', '/health/ready')).status).toBe(200);
  });

  it('wrong settings: all of them at once, and exit code 1', async () => {
    const wrong = start({
      PARLANCE_PORT: '99999',
      PARLANCE_DECODERS: 'many',
      PARLANCE_PUBLIC_URL: 'ftp://example.org',
      PARLANCE_ENGINES: 'oracle',
      PARLANCE_ADMIN_PASSWORD: 'secret',
      DATABASE_URL: 'mysql://example.org',
    });
    expect(await wrong.exited).toEqual({ code: 1, signal: null });
    const said = wrong.stderr();
    for (const name of ['PORT', 'DECODERS', 'PUBLIC_URL', 'ENGINES', 'ADMIN_PASSWORD']) {
      expect(said).toMatch(new RegExp(`^PARLANCE_${name} \\S`, 'm'));
    }
    expect(said).toMatch(/^DATABASE_URL \S/m);
    expect(said).not.toContain('    at ');
    expect(said).not.toContain('secret');
  });
});

describe('asked to end', () => {
  it.each([
    ['SIGTERM', 'when running segments have ended, within 30 s', 30_000],
    ['SIGINT', 'within 5 s', 5_000],
  ] as const)(
    '%s with work under way: %s, nothing stays behind',
    { timeout: 240_000 },
    async (signal, _when, mostMs) => {
      const id = await upload();
      await until(
        () => decodersOf(server).length > 0 && getSession(id),
        (session) => session !== false && session.status === 'processing',
      );
      const processes = server.descendants();
      expect(processes.some(({ program }) => program.startsWith('postgres'))).toBe(true);
      const askedAt = Date.now();
      // Ctrl-C in a terminal reaches the whole process group.
      process.kill(signal === 'SIGINT' ? -server.pid : server.pid, signal);
      expect(await server.exited).toEqual({ code: 0, signal: null });
      expect(Date.now() - askedAt).toBeLessThan(mostMs);
      await expectGone(processes, 500);

      await startAgain();
      expect(server.stdout()).toContain('Parlance is ready');
      for (const name of ['admin_password', 'batch_key', 'realtime_key']) {
        expect(server.stdout() + server.stderr(), 'later starts show no keys').not.toContain(firstRun[name]);
      }
      expect(await resultOf(id)).toEqual(reference);
      expectEachSegmentOnce(id);
    },
  );

  it('a port that is taken: a sentence that says so, exit code 1, nothing stays behind', async () => {
    process.kill(server.pid, 'SIGTERM');
    await server.exited;
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    try {
      const refused = start();
      let processes: Process[] = [];
      await until(
        () => {
          const now = refused.descendants();
          if (now.length > 0) processes = now;
          return now;
        },
        (now) => now.length === 0 && processes.length > 0,
      );
      expect(await refused.exited).toEqual({ code: 1, signal: null });
      expect(refused.stderr()).toContain(`Port ${port} is in use by another program.`);
      expect(refused.stderr()).not.toContain('    at ');
      await expectGone(processes, 500);
    } finally {
      // Whatever was found: the tests behind this one need the port.
      await new Promise((resolve) => other.close(resolve));
      await startAgain();
    }
  });
});

describe(`kill -9 (CRASH_SEED=${SEED})`, () => {
  it('of the server while uploading, preparing, recognising and assembling one session', {
    timeout: 240_000,
  }, async () => {
    const begun = await call('POST', FILES, {
      headers: {
        ...TUS,
        'upload-length': String(reading.length),
        'upload-metadata': metadataHeader({ language: 'en' }),
      },
    });
    const target = new URL(begun.headers.get('location') as string).pathname;
    const append = async (offset: number, end: number) =>
      call('PATCH', target, {
        headers: { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
        body: reading.subarray(offset, end),
      });
    const offsetNow = async () => Number((await call('HEAD', target, { headers: TUS })).headers.get('upload-offset'));

    // While uploading: what was acknowledged is there, and what came after it may be.
    const acknowledged = Math.floor(random() * 0.5 * reading.length);
    expect((await append(0, acknowledged)).status).toBe(204);
    const cut = append(acknowledged, reading.length - 1000).catch(() => {});
    await delay(random() * 10);
    await server.kill();
    await cut;
    await startAgain();
    const offset = await offsetNow();
    expect(offset).toBeGreaterThanOrEqual(acknowledged);
    expect((await append(offset, reading.length)).status).toBe(204);
    const id: string = (await call('GET', target)).body.result.session_id;

    // While preparing: from its beginning on.
    await until(
      () => getSession(id),
      ({ status }) => status === 'processing',
    );
    await delay(random() * 200);
    await crash();
    const before = (await getSession(id)).progress;

    // While recognising: some segments are done, others are not.
    const done = recognised(id).length + 1;
    const wanted = done + Math.floor(random() * (segmentCount - 1 - done));
    await until(
      () => recognised(id).length,
      (count) => count >= wanted,
    );
    await delay(random() * 100);
    await crash();
    expect((await getSession(id)).progress).toBeGreaterThanOrEqual(before);

    // While assembling: just after the last segment.
    await until(
      () => recognised(id).length,
      (count) => count >= segmentCount,
    );
    await delay(random() * 20);
    await crash();

    expect(await resultOf(id)).toEqual(reference);
    expectEachSegmentOnce(id);
    const { total_results } = (await call('GET', `${SESSIONS}?limit=100`)).body;
    expect(total_results, 'one session for one upload').toBe(4);

    async function crash() {
      const processes = server.descendants();
      await server.kill();
      await expectGone(withoutDatabase(processes));
      await startAgain();
      // The new server ended what the old one's database had left.
      await expectGone(processes);
    }
  });

  it('of a decoder: its segment is tried again', async () => {
    const id = await upload();
    const victim = await until(
      () => (recognised(id).length > 0 ? decodersOf(server)[0] : undefined),
      (found) => found !== undefined,
    );
    process.kill((victim as Process).pid, 'SIGKILL');
    expect(await resultOf(id)).toEqual(reference);
    expectEachSegmentOnce(id);
    expect((await call('GET', '/metrics')).body).toMatch(/^parlance_decoder_restarts [01]$/m);
  });

  it('of the database: it comes back by itself, and the session goes on', { timeout: 240_000 }, async () => {
    const id = await upload();
    await until(
      () => recognised(id).length,
      (count) => count >= 1,
    );
    const database = server.descendants().filter(({ program }) => program.startsWith('postgres'));
    const postmaster = database.find(({ parent }) => !database.some(({ pid }) => pid === parent)) as Process;
    process.kill(postmaster.pid, 'SIGKILL');
    const killedAt = Date.now();
    await until(
      () => call('GET', '/health/ready').then(({ status }) => status),
      (status) => status === 200 && stillRunning([postmaster]).length === 0,
    );
    expect(await resultOf(id)).toEqual(reference);
    expect(Date.now() - killedAt, 'no wait for a heartbeat that is missed').toBeLessThan(25_000);
    expectEachSegmentOnce(id);
  });

  it('after all of it no upload, segment or half-written file is left', async () => {
    const storage = path.join(dataDir, 'data', 'storage');
    const files = async () =>
      (await readdir(storage, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map(({ name }) => name);
    await until(files, (names) => names.length === 0, 10_000);
  });
});
