import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileAnswer, type LoopbackWeb, startLoopbackWeb } from '../../../../test/loopback-web.ts';
import { freePort, type ServerProcess, startServerProcess } from '../../../../test/server-process.ts';
import { startTestServer, type TestServer } from '../../../../test/test-server.ts';
import { fetchJob } from '../pipeline/pipeline.jobs.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

/** Bytes that are no media: what was fetched of them stays where it is, to be compared. */
function noise(length: number, seed: number): Buffer {
  let state = seed;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return 128 + (state % 128);
    }),
  );
}
const CONTENT = noise(600_000, 1);
const CHANGED = noise(600_000, 2);
const CUT = 250_000;

/** Each test has a web server of its own: they wait for pauses most of the time, and do so together. */
const webs: LoopbackWeb[] = [];
async function newWeb(): Promise<LoopbackWeb> {
  const web = await startLoopbackWeb();
  webs.push(web);
  return web;
}
afterAll(() => Promise.all(webs.map((web) => web.stop())));

/** Asks for what is missing: of what was on its way when the connection was cut, some never arrives. */
const REST = expect.stringMatching(/^bytes=[1-9]\d+-$/);

const sourceOf = (dataDir: string, id: string) => path.join(dataDir, 'storage', 'sessions', id, 'source-1');
const rangesOf = (web: LoopbackWeb) => web.requests.map(({ headers }) => headers.range);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ PARLANCE_OUTBOUND_ALLOW: '127.0.0.1', PARLANCE_FETCH_CONCURRENCY: '10' });
});
afterAll(() => server.stop());

const begin = async (web: LoopbackWeb): Promise<string> => {
  const json = { language: 'xx', media_source: `${web.url}/a.wav` };
  return (await server.call('POST', SESSIONS, { key: server.keys.batch, json })).body.session_id;
};
/** All of it arrived, as the next stage can tell. */
async function expectFetched(id: string, content: Buffer) {
  const session = await server.ended(id);
  expect(session.error).toMatch(/^Audio format could not be decoded/);
  expect((await readFile(sourceOf(server.dataDir, id))).equals(content)).toBe(true);
}

describe.concurrent('a download that is cut off', () => {
  it('goes on where it was cut, as often as it takes', async () => {
    const web = await newWeb();
    web.answer(fileAnswer(CONTENT, { cutAfter: (answer) => (answer < 2 ? CUT : undefined) }));
    await expectFetched(await begin(web), CONTENT);
    const starts = rangesOf(web).map((range) => Number(/^bytes=(\d+)-$/.exec(range ?? 'bytes=0-')?.[1]));
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(new Set(starts).size).toBe(3);
    expect(web.requests[1]?.headers['if-range']).toBe('"v1"');
  });

  it('knows the file by its date where there is no strong ETag', async () => {
    const web = await newWeb();
    const modified = 'Wed, 21 Oct 2015 07:28:00 GMT';
    const headers = { etag: 'W/"weak"', 'last-modified': modified };
    const cutAfter = (answer: number) => (answer === 0 ? CUT : undefined);
    const file = fileAnswer(CONTENT, { etag: null, headers, cutAfter });
    const seen: unknown[] = [];
    web.answer((request, response) => {
      seen.push(request.headers['if-range']);
      delete request.headers['if-range'];
      file(request, response);
    });
    await expectFetched(await begin(web), CONTENT);
    expect(seen).toEqual([undefined, modified]);
    expect(rangesOf(web)).toEqual([undefined, REST]);
  });

  it.each<[string, () => Record<string, string>]>([
    ['the server cannot tell whether it is the same file', () => ({})],
    ['only by a weak ETag', () => ({ etag: 'W/"v1"' })],
    ['only by a date that is too young', () => ({ 'last-modified': new Date().toUTCString() })],
  ])('begins anew when %s', async (_, headers) => {
    const web = await newWeb();
    web.answer((request, response) => {
      const cut = web.requests.length === 1;
      fileAnswer(CONTENT, { etag: null, headers: headers(), cutAfter: () => (cut ? CUT : undefined) })(
        request,
        response,
      );
    });
    await expectFetched(await begin(web), CONTENT);
    expect(rangesOf(web)).toEqual([undefined, undefined]);
  });

  it('begins anew when the server takes no ranges', async () => {
    const web = await newWeb();
    web.answer(fileAnswer(CONTENT, { ranges: false, cutAfter: (answer) => (answer === 0 ? CUT : undefined) }));
    await expectFetched(await begin(web), CONTENT);
    expect(rangesOf(web)).toEqual([undefined, REST]);
  });

  it('begins anew when the file has changed, also if the server does not heed If-Range', async () => {
    const web = await newWeb();
    const before = fileAnswer(CONTENT, { cutAfter: () => CUT });
    const after = fileAnswer(CHANGED, { etag: '"v2"' });
    for (const heeds of [true, false]) {
      web.requests.length = 0;
      web.answer((request, response) => {
        if (web.requests.length === 1) return before(request, response);
        if (!heeds) delete request.headers['if-range'];
        after(request, response);
      });
      await expectFetched(await begin(web), CHANGED);
      expect(rangesOf(web).slice(0, 2)).toEqual([undefined, REST]);
    }
  });

  it('begins anew when the file has become shorter than what is there', async () => {
    const web = await newWeb();
    const short = CHANGED.subarray(0, CUT - 1);
    web.answer((request, response) => {
      const file =
        web.requests.length === 1 ? fileAnswer(CONTENT, { cutAfter: () => CUT }) : fileAnswer(short, { etag: '"v2"' });
      delete request.headers['if-range'];
      file(request, response);
    });
    await expectFetched(await begin(web), short);
    expect(rangesOf(web)).toEqual([undefined, REST, undefined]);
  });
});

describe('two attempts at once', () => {
  it('one waits for the other, and the file is whole', async () => {
    const web = await newWeb();
    const both = Promise.withResolvers<void>();
    const second = fileAnswer(CONTENT, { pauseMs: 20 });
    web.answer(async (request, response) => {
      if (web.requests.length > 1) return second(request, response);
      // Would open the file when the other has written some of it.
      await Promise.race([both.promise, delay(4_000)]);
      fileAnswer(CONTENT)(request, response);
    });
    const id = await begin(web);
    await expect.poll(() => web.requests.length, { timeout: 60_000 }).toBe(1);
    const { ctx } = server.running;
    const rows = ctx.db.selectFrom('sessions').select('id').where('session_id', '=', id);
    await ctx.jobs.send(fetchJob, { session: (await rows.executeTakeFirstOrThrow()).id });
    const file = sourceOf(server.dataDir, id);
    const written = () =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      );
    await expect.poll(written, { timeout: 60_000, interval: 10 }).toBeGreaterThan(0);
    both.resolve();
    await expectFetched(id, CONTENT);
    expect(web.requests).toHaveLength(1);
  });
});

describe('a server that is stopped while it fetches', () => {
  it('hands the download back, and goes on with it after its start', async () => {
    const web = await newWeb();
    web.answer(fileAnswer(CONTENT, { pauseMs: 60 }));
    const id = await begin(web);
    const received = async () =>
      (await server.call('GET', `${SESSIONS}/${id}`, { key: server.keys.batch })).body.download?.received_bytes;
    await expect.poll(received, { timeout: 60_000 }).toBeGreaterThan(0);
    await server.restart();
    web.answer(fileAnswer(CONTENT));
    await expectFetched(id, CONTENT);
    expect(rangesOf(web)).toEqual([undefined, REST]);
  });
});

describe('kill -9 of the server while it fetches', () => {
  let directory: string;
  let running: ServerProcess | undefined;
  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'parlance-fetch-'));
  });
  afterAll(async () => {
    if (running) {
      process.kill(running.pid, 'SIGTERM');
      await running.exited;
    }
    await rm(directory, { recursive: true, force: true });
  });

  it('the bytes that were told of are kept, and the rest is fetched by the next one', {
    timeout: 240_000,
  }, async () => {
    const web = await newWeb();
    const dataDir = path.join(directory, 'data');
    const port = await freePort();
    const start = () =>
      startServerProcess({
        PARLANCE_DATA_DIR: dataDir,
        PARLANCE_PORT: String(port),
        PARLANCE_DEMO: '0',
        PARLANCE_ENGINES: 'scripted',
        PARLANCE_OUTBOUND_ALLOW: '127.0.0.1',
        PARLANCE_LOG_LEVEL: 'error',
      });
    running = start();
    const url = await running.ready;
    const { batch_key } = JSON.parse(await readFile(path.join(dataDir, 'first-run.json'), 'utf8'));
    const headers = { 'x-zoom-s2t-key': batch_key, 'content-type': 'application/json' };
    web.answer(fileAnswer(CONTENT, { pauseMs: 100 }));
    const body = JSON.stringify({ language: 'xx', media_source: `${web.url}/a.wav` });
    const { session_id: id } = await (await fetch(url + SESSIONS, { method: 'POST', headers, body })).json();
    const view = async () => (await fetch(`${url}${SESSIONS}/${id}`, { headers })).json();
    await expect.poll(async () => (await view()).download?.received_bytes, { timeout: 60_000 }).toBeGreaterThan(0);
    const told = (await view()).download.received_bytes;
    await running.kill();

    web.answer(fileAnswer(CONTENT));
    running = start();
    await running.ready;
    await expect.poll(async () => (await view()).status, { timeout: 60_000 }).toBe('failed');
    expect((await view()).error).toMatch(/^Audio format could not be decoded/);
    expect((await readFile(sourceOf(dataDir, id))).equals(CONTENT)).toBe(true);
    const resumed = Number(/^bytes=(\d+)-$/.exec(rangesOf(web)[1] ?? '')?.[1]);
    expect(rangesOf(web).length).toBe(2);
    expect(resumed).toBeGreaterThanOrEqual(told);
  });
});
