import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fileAnswer, type LoopbackWeb, startLoopbackWeb } from '../../../../test/loopback-web.ts';
import { freePort } from '../../../../test/server-process.ts';
import { READING, startTestServer, type TestServer } from '../../../../test/test-server.ts';
import { tusRequests } from '../../../../test/tus-requests.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
/** Allowed, and so the open internet here; 127.0.0.1 is private. */
const OPEN = '127.0.0.2';
const MAX_BYTES = 4_000_000;

let server: TestServer;
let web: LoopbackWeb;
let secret: LoopbackWeb;
let closedPort: number;
let reading: Buffer;
beforeAll(async () => {
  web = await startLoopbackWeb({ host: OPEN });
  secret = await startLoopbackWeb();
  closedPort = await freePort();
  const open = [web.port, secret.port, closedPort].map((port) => `${OPEN}:${port}`);
  server = await startTestServer({
    PARLANCE_OUTBOUND_ALLOW: open.join(','),
    PARLANCE_MAX_UPLOAD_BYTES: String(MAX_BYTES),
    PARLANCE_FETCH_ATTEMPTS: '2',
    PARLANCE_FETCH_IDLE_SECONDS: '1',
  });
  reading = await readFile(READING);
});
afterAll(async () => {
  await server.stop();
  await Promise.all([web.stop(), secret.stop()]);
});
beforeEach(() => {
  web.requests.length = 0;
  secret.requests.length = 0;
  web.answer(fileAnswer(reading));
});

const create = (body: Record<string, unknown>, key = server.keys.batch) =>
  server.call('POST', SESSIONS, { key, json: { language: 'xx', ...body } });

async function fetched(target: string, body: Record<string, unknown> = {}) {
  const created = await create({ media_source: web.url + target, ...body });
  expect(created.status, JSON.stringify(created.body)).toBe(200);
  return server.ended(created.body.session_id);
}

function listFetches(sessionId: string) {
  const { db } = server.running.ctx;
  return db
    .selectFrom('media_fetches')
    .innerJoin('sessions', 'sessions.id', 'media_fetches.session')
    .selectAll('media_fetches')
    .where('session_id', '=', sessionId)
    .execute();
}

/** Nothing of what was fetched lies about. */
async function expectNothingKept(sessionId: string) {
  const folder = path.join(server.dataDir, 'storage', 'sessions', sessionId);
  await expect.poll(() => (existsSync(folder) ? readdir(folder) : []), { timeout: 60_000 }).toEqual([]);
  const { ctx } = server.running;
  await expect
    .poll(() => ctx.db.selectFrom('sessions').select(['media_key']).where('session_id', '=', sessionId).execute())
    .toEqual([{ media_key: null }]);
}

describe('createSession with media_source', () => {
  it('fetches the media and transcribes it like an upload', async () => {
    const url = `${web.url}/audio/Sense%20%26%20Sensibility.wav?signature=secret#part`;
    const created = await create({ media_source: url, keep_source: true });
    expect(created).toMatchObject({ status: 200, body: { status: 'uploaded', error: null, count: 1 } });
    expect(created.body.filename).toBe(`http---${OPEN}-${web.port}-audio-Sense%20%26%20Sensibility.wav`);
    const session = await server.ended(created.body.session_id);
    expect(session).toMatchObject({
      status: 'completed',
      duration: 2.99,
      media_type: 'audio/wav',
      filename: created.body.filename,
      stage: null,
      download: null,
      waiting_for: null,
    });
    expect(web.requests).toMatchObject([
      { method: 'GET', url: '/audio/Sense%20%26%20Sensibility.wav?signature=secret' },
    ]);
    expect(web.requests[0]?.headers).toMatchObject({ 'accept-encoding': 'identity' });
    const { body } = await server.call('GET', `${SESSIONS}/${session.session_id}/result`, { key: server.keys.batch });
    expect(body.result.results[0].text).toContain('alpha bravo');
    expect((await server.call('GET', session.media_url)).status).toBe(200);
    expect(await listFetches(session.session_id)).toEqual([]);
  });

  it('shows how far it is, in the stage fetch, and tells it once a second at most', async () => {
    const large = Buffer.concat([reading, Buffer.alloc(1_500_000)]);
    web.answer(fileAnswer(large, { pauseMs: 30 }));
    const before = server.events().length;
    const { body } = await create({ media_source: `${web.url}/long.wav` });
    const view = async () =>
      (await server.call('GET', `${SESSIONS}/${body.session_id}`, { key: server.keys.batch })).body;
    await expect.poll(async () => (await view()).download?.received_bytes, { timeout: 60_000 }).toBeGreaterThan(0);
    const now = await view();
    expect(now).toMatchObject({
      status: 'queued',
      stage: 'fetch',
      progress: 0,
      download: { total_bytes: large.length },
    });
    expect(now.result.download).toEqual(now.download);
    const listed = await server.call('GET', `${SESSIONS}?limit=1`, { key: server.keys.batch });
    expect(listed.body.result[0].download).toMatchObject({ total_bytes: large.length });
    expect(await server.ended(body.session_id)).toMatchObject({ status: 'completed', download: null });
    const told = server
      .events()
      .slice(before)
      .filter((event) => event.id === body.session_id && event.stage === 'fetch');
    const downloads = told.flatMap((event) => ('download' in event && event.download ? [event.download] : []));
    expect(downloads.length).toBeGreaterThanOrEqual(3);
    // At the beginning, at the end, and each second between.
    expect(downloads.length).toBeLessThanOrEqual(8);
    const bytes = downloads.map(({ received_bytes }) => received_bytes);
    expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
    expect(downloads.at(-1)).toEqual({ received_bytes: large.length, total_bytes: large.length });
  });

  it('a server that does not say how long the file is: fetched all the same', async () => {
    web.answer(fileAnswer(reading, { length: false, type: 'application/octet-stream' }));
    expect(await fetched('/a.wav')).toMatchObject({ status: 'completed', media_type: 'audio/wav' });
  });

  it('redirects are followed, five at most', async () => {
    const file = fileAnswer(reading);
    web.answer((request, response) => {
      const hops = Number(/^\/(\d)$/.exec(request.url ?? '')?.[1]);
      if (hops === 0) file(request, response);
      else response.writeHead(302, { location: `/${hops - 1}` }).end();
    });
    expect(await fetched('/5')).toMatchObject({ status: 'completed' });
    expect(await fetched('/6')).toMatchObject({
      status: 'failed',
      error: 'Media could not be fetched. There are more than 5 redirects.',
    });
  });

  it.each([
    ['file:///etc/passwd', 'is not https'],
    ['http://example.org/a.mp3', 'is not https'],
    ['https://127.0.0.1/a.mp3', 'is not public'],
    ['https://[::ffff:10.0.0.1]/a.mp3', 'is not public'],
    ['https://0x7f000001/a.mp3', 'is not public'],
    ['http://169.254.169.254/latest/meta-data/', 'is not public'],
    ['https://example.org:2222/a.mp3', 'has a port that is not allowed'],
    ['https://me:mine@example.org/a.mp3', 'has credentials'],
    ['concat:/etc/passwd|/etc/hosts', 'is not https'],
    ['an address', 'is no address'],
  ])('422 at once: %s', async (media_source, issue) => {
    const { status, body } = await create({ media_source });
    expect([status, body.error_code, body.details]).toEqual([
      422,
      'ADDRESS_NOT_ALLOWED',
      { field: 'media_source', issue: issue },
    ]);
    expect(body.message).toMatch(/media_source: /);
  });

  it('422: too long, and with a mode that has no media to fetch', async () => {
    const long = await create({ media_source: `https://example.org/${'a'.repeat(4_000)}` });
    expect([long.status, long.body.details.field]).toEqual([422, 'media_source']);
    const mode = await create({ media_source: `${web.url}/a.wav`, session_mode: 'upload' });
    expect([mode.status, mode.body.details?.field]).toEqual([400, 'media_source']);
  });

  it('401 without a key; another organisation sees nothing of it: 404', async () => {
    expect((await server.call('POST', SESSIONS, { json: { language: 'xx', media_source: web.url } })).status).toBe(401);
    const { body } = await create({ media_source: `${web.url}/a.wav` });
    const foreign = await server.call('GET', `${SESSIONS}/${body.session_id}`, { key: server.keys.foreign });
    expect(foreign.status).toBe(404);
    await server.ended(body.session_id);
  });

  it('a session that fetches takes no upload', async () => {
    web.answer(fileAnswer(Buffer.concat([reading, Buffer.alloc(300_000)]), { pauseMs: 50 }));
    const { body } = await create({ media_source: `${web.url}/a.wav` });
    const upload = await server.call('PUT', `${SESSIONS}/${body.session_id}`, {
      key: server.keys.batch,
      body: reading,
    });
    expect([upload.status, upload.body.error_code]).toEqual([409, 'CONFLICT']);
    expect(await server.ended(body.session_id)).toMatchObject({ status: 'completed' });
  });

  it('the address, which may hold keys, is sealed in the database and in no event', async () => {
    web.answer(() => {});
    const { body } = await create({ media_source: `${web.url}/a.wav?token=very-secret` });
    const { ctx } = server.running;
    const [row] = await ctx.db.selectFrom('media_fetches').selectAll().execute();
    expect(row?.url.toString('latin1')).not.toContain('very-secret');
    const { rows } = await ctx.db.executeQuery<{ text: string }>({
      sql: `select coalesce(string_agg(t::text, ' '), '') as text from (
        select row_to_json(s)::text as t from sessions s union all select row_to_json(e)::text from events e
        union all select data::text from pgboss.job) all_text`,
      parameters: [],
      query: { kind: 'RawNode' } as never,
      queryId: { queryId: 'x' } as never,
    });
    expect(rows[0]?.text).not.toContain('very-secret');
    await server.call('DELETE', `${SESSIONS}/${body.session_id}`, { key: server.keys.batch });
  });
});

describe('createUpload with media_source and Upload-Length 0', () => {
  it('is complete at once, and its session fetches', async () => {
    const tus = tusRequests(server);
    const media_source = `${web.url}/a.wav?token=very-secret`;
    const begun = await tus.begin(0, { language: 'xx', document_type: 'caption', media_source });
    expect([begun.status, begun.body]).toEqual([201, '']);
    const target = new URL(begun.headers.get('location') as string).pathname;
    const file = await server.call('GET', target, { key: server.keys.batch });
    expect(file.body.result).toMatchObject({ size: 0, metadata: { media_source: `${web.url}/a.wav` } });
    const session = await server.ended(file.body.result.session_id);
    expect(session).toMatchObject({ status: 'completed', filename: `http---${OPEN}-${web.port}-a.wav` });
    expect(await readdir(path.join(server.dataDir, 'storage', 'uploads'))).toEqual([]);
    const asked = await tus.ask('HEAD', target);
    expect([asked.status, asked.headers.get('upload-offset')]).toEqual([200, '0']);
  });

  it('a filename in the metadata stands; a session can be named', async () => {
    const tus = tusRequests(server);
    const { body } = await create({});
    const metadata = { session_id: body.session_id, filename: 'mine.wav', media_source: `${web.url}/a.wav` };
    expect((await tus.begin(0, metadata)).status).toBe(201);
    expect(await server.ended(body.session_id)).toMatchObject({ status: 'completed', filename: 'mine.wav' });
    expect((await tus.begin(0, metadata)).status).toBe(409);
  });

  it.each([
    ['with bytes to come', 5, 'https://example.org/a.wav', 'VALIDATION_ERROR', 'Upload-Length'],
    ['without a known length', null, 'https://example.org/a.wav', 'VALIDATION_ERROR', 'Upload-Length'],
    ['a private address', 0, 'https://127.0.0.1/a.wav', 'ADDRESS_NOT_ALLOWED', 'media_source'],
    ['no address at all', 0, 'upload', 'VALIDATION_ERROR', 'Upload-Length'],
  ])('422: %s', async (_, length, media_source, code, field) => {
    const headers: Record<string, string> = length === null ? { 'upload-defer-length': '1' } : {};
    const answer = await tusRequests(server).begin(length, { language: 'xx', media_source }, { headers });
    const body = typeof answer.body === 'string' ? JSON.parse(answer.body) : answer.body;
    expect([answer.status, body.error_code, body.details.field]).toEqual([422, code, field]);
  });
});

describe('media that cannot be had', () => {
  const failed = (error: string | RegExp) => ({
    status: 'failed',
    stage: null,
    duration: 0,
    download: null,
    error: expect.stringMatching(error),
  });

  it.each([400, 401, 403, 404, 410, 451])('%d: failed at once', async (status) => {
    web.answer((_request, response) => response.writeHead(status).end('no'));
    const session = await fetched('/a.wav');
    expect(session).toMatchObject(failed(`^Media could not be fetched. The server answered ${status}.$`));
    expect(web.requests.length).toBe(1);
    await expectNothingKept(session.session_id);
  });

  it.each([500, 429])('%d: tried again, then failed', async (status) => {
    web.answer((_request, response) => response.writeHead(status).end('no'));
    const error = `^Media could not be fetched. The server answered ${status}. It was tried 2 times.$`;
    expect(await fetched('/a.wav')).toMatchObject(failed(error));
    expect(web.requests.length).toBe(2);
  });

  it('503 with Retry-After, then the file: waits as it is told', async () => {
    const asked: number[] = [];
    const file = fileAnswer(reading);
    web.answer((request, response) => {
      asked.push(Date.now());
      if (asked.length === 1) response.writeHead(503, { 'retry-after': '2' }).end();
      else file(request, response);
    });
    expect(await fetched('/a.wav')).toMatchObject({ status: 'completed' });
    expect((asked[1] as number) - (asked[0] as number)).toBeGreaterThanOrEqual(1_900);
  });

  it.each([
    ['a web page', 'text/html; charset=utf-8', '<p>Sign in</p>', /a web page or data/],
    ['a web page called audio', 'audio/mpeg', '\ufeff \n<!DOCTYPE html><title>Sign in</title>', /a web page or data/],
    ['JSON', 'application/json', '{"error":"expired"}', /a web page or data/],
    ['JSON called media', 'application/octet-stream', ' {"error":"expired"}', /a web page or data/],
    [
      'an error of a storage service',
      'binary/octet-stream',
      '<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code></Error>',
      /a web page or data/,
    ],
    ['a playlist', 'application/vnd.apple.mpegurl', '#EXTM3U\n/etc/passwd\n', /a playlist/],
    ['a playlist called video', 'video/mp4', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n', /a playlist/],
    ['a DASH manifest', 'video/mp4', '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"/>', /a playlist/],
    ['a concat script', 'audio/wav', `ffconcat version 1.0\nfile '${READING}'\n`, /a playlist/],
    ['nothing', 'audio/wav', '', /The file is empty/],
  ])('%s: failed, nothing of it is kept', async (_, type, content, error) => {
    web.answer(fileAnswer(Buffer.from(content), { type }));
    if (content === '') web.answer((_request, response) => response.writeHead(200, { 'content-type': type }).end());
    const session = await fetched('/a.wav');
    expect(session).toMatchObject(failed(error));
    expect(session.error).toMatch(/^Media could not be fetched\. /);
    await expectNothingKept(session.session_id);
  });

  it('a playlist that hides behind an ID3 tag, naming a local file: not read, in the stage after this', async () => {
    const tag = Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 0]);
    const playlist = `#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:2.9,\n${READING}\n#EXT-X-ENDLIST\n`;
    web.answer(fileAnswer(Buffer.concat([tag, Buffer.from(playlist)]), { type: 'audio/mpeg' }));
    expect(await fetched('/a.mp3', { keep_source: true })).toMatchObject(failed(/^Audio format could not be decoded/));
  });

  it('compressed, although it was asked not to be: failed, nothing is unpacked', async () => {
    web.answer(fileAnswer(reading, { headers: { 'content-encoding': 'gzip' } }));
    expect(await fetched('/a.wav')).toMatchObject(failed(/sends it compressed/));
  });

  it('too large by its header, and too large without saying so: failed', async () => {
    web.answer(fileAnswer(Buffer.alloc(MAX_BYTES + 1)));
    expect(await fetched('/a.wav')).toMatchObject(failed(/larger than the 4000000 bytes/));
    web.answer(fileAnswer(Buffer.alloc(MAX_BYTES + 1), { length: false }));
    const session = await fetched('/a.wav');
    expect(session).toMatchObject(failed(/larger than the 4000000 bytes/));
    await expectNothingKept(session.session_id);
  });

  it('a redirect or a name that leads to a private address: failed, nothing is asked there', async () => {
    web.answer((_request, response) => response.writeHead(302, { location: `${secret.url}/a.wav` }).end());
    expect(await fetched('/a.wav')).toMatchObject(
      failed(/^Media could not be fetched. 127.0.0.1 is not on the public/),
    );
    const created = await create({ media_source: `http://localhost:${secret.port}/a.wav` });
    expect(created.status, 'an allowed range may be behind any name').toBe(200);
    expect(await server.ended(created.body.session_id)).toMatchObject(
      failed(/localhost is not on the public internet/),
    );
    expect(secret.requests).toEqual([]);
  });

  it('a server that stops sending: asked anew, then failed', async () => {
    web.answer((_request, response) => void response.writeHead(200, { 'content-length': 1000 }).write('RIFF'));
    expect(await fetched('/a.wav')).toMatchObject(
      failed(/The server stopped sending|stopped sending. It was tried 2 times/),
    );
    expect(web.requests.length).toBe(2);
  });

  it('no server there: failed', async () => {
    const { body } = await create({ media_source: `http://${OPEN}:${closedPort}/a.wav` });
    expect(await server.ended(body.session_id)).toMatchObject(
      failed(/The host refuses connections. It was tried 2 times/),
    );
  });
});

describe('ending a session while its media is fetched', () => {
  async function fetching() {
    let closed: Promise<number> | undefined;
    const slow = fileAnswer(Buffer.concat([reading, Buffer.alloc(3_000_000)]), { pauseMs: 50 });
    web.answer((request, response) => {
      closed = new Promise((resolve) => response.once('close', () => resolve(Date.now())));
      slow(request, response);
    });
    const { body } = await create({ media_source: `${web.url}/a.wav` });
    const file = path.join(server.dataDir, 'storage', 'sessions', body.session_id, 'source-1');
    await expect.poll(() => existsSync(file), { timeout: 60_000 }).toBe(true);
    return { id: body.session_id as string, file, closed: () => closed as Promise<number> };
  }

  it('DELETE stops the download within a second and removes the bytes', async () => {
    const { id, closed } = await fetching();
    const askedAt = Date.now();
    expect((await server.call('DELETE', `${SESSIONS}/${id}`, { key: server.keys.batch })).status).toBe(204);
    expect((await closed()) - askedAt).toBeLessThan(1_000);
    const folder = path.join(server.dataDir, 'storage', 'sessions', id);
    await expect.poll(() => existsSync(folder), { timeout: 60_000 }).toBe(false);
    expect(await listFetches(id)).toEqual([]);
  });

  it('cancelSession does the same, and retrySession fetches anew', async () => {
    const { id, file, closed } = await fetching();
    const askedAt = Date.now();
    const cancelled = await server.call('POST', `${SESSIONS}/${id}/cancel`, { key: server.keys.batch });
    expect(cancelled).toMatchObject({
      status: 200,
      body: { status: 'failed', error_code: 'CANCELLED', download: null },
    });
    expect((await closed()) - askedAt).toBeLessThan(1_000);
    await expect.poll(() => existsSync(file), { timeout: 60_000 }).toBe(false);

    web.answer(fileAnswer(reading));
    const again = await server.call('POST', `${SESSIONS}/${id}/retry`, { key: server.keys.batch });
    expect(again).toMatchObject({ status: 200, body: { status: 'queued', stage: 'fetch' } });
    expect(await server.ended(id)).toMatchObject({ status: 'completed', duration: 2.99 });
  });
});
