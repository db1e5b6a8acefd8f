import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, READING, startTestServer, type TestServer } from '../../../test/test-server.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const MAX_BYTES = 1_000_000;
const run = promisify(execFile);

let server: TestServer;
let reading: Buffer;
beforeAll(async () => {
  server = await startTestServer({ PARLANCE_MAX_UPLOAD_BYTES: String(MAX_BYTES) });
  reading = await readFile(READING);
});
afterAll(() => server.stop());

async function newSession(): Promise<string> {
  const { body } = await server.call('POST', SESSIONS, { key: server.keys.batch, json: { language: 'xx' } });
  return body.session_id;
}

interface Sent {
  headers?: Record<string, string>;
  body?: BodyInit | Buffer | null;
  json?: unknown;
  key?: string;
}

const send = (method: 'POST' | 'PUT', id: string, sent: Sent) =>
  server.call(method, `${SESSIONS}/${id}`, { key: server.keys.batch, ...sent });

function formWith(field: string, content: Buffer, name: string, type = 'audio/wav'): FormData {
  const form = new FormData();
  form.append('language', 'ignored');
  form.append(field, new Blob([new Uint8Array(content)], { type }), name);
  return form;
}

function expectError(answer: Answer, status: number, code: string, message?: RegExp) {
  expect([answer.status, answer.body.error_code], JSON.stringify(answer.body)).toEqual([status, code]);
  expect(answer.body).toMatchObject({ error: expect.any(String), error_description: answer.body.message });
  expect(Object.keys(answer.body).sort().join()).toBe('detail,details,error,error_code,error_description,message');
  if (message) expect(answer.body.message).toMatch(message);
}

/** Nothing half-written lies about. */
async function expectNoRemains() {
  await expect.poll(() => readdir(path.join(server.dataDir, 'storage', 'tmp')), { timeout: 60_000 }).toEqual([]);
}

describe.each(['POST', 'PUT'] as const)('%s uploadToSession', (method) => {
  it('200: multipart with the field upload', async () => {
    const id = await newSession();
    const { status, body } = await send(method, id, { body: formWith('upload', reading, 'Sense & Sensibility.wav') });
    expect([status, body.status, body.result.status, body.session_id]).toEqual([200, 'uploaded', 'uploaded', id]);
    expect(await server.ended(id)).toMatchObject({
      status: 'completed',
      filename: 'Sense & Sensibility.wav',
      media_type: 'audio/wav',
    });
  });

  it.each([
    ['x-filename in percent encoding', { 'x-filename': 'M%C3%A4rz%20100%25.mp3' }, 'März 100%.mp3', 'audio/mpeg'],
    ['x-filename with a path', { 'x-filename': '..%2F..%2Fetc%2Fhosts.wav' }, 'hosts.wav', 'audio/wav'],
    [
      'x-filename in bare UTF-8',
      { 'x-filename': Buffer.from('März.flac').toString('latin1') },
      'März.flac',
      'audio/x-flac',
    ],
    ['a quoted name', { 'content-disposition': 'attachment; filename="a b; c.wav"' }, 'a b; c.wav', 'audio/wav'],
    ['a bare name', { 'content-disposition': 'attachment; filename=a.ogg' }, 'a.ogg', 'audio/ogg'],
    [
      'an encoded name',
      { 'content-disposition': "attachment; filename*=UTF-8''%E2%82%AC%20a.wav" },
      '€ a.wav',
      'audio/wav',
    ],
    [
      'both kinds',
      { 'content-disposition': `attachment; filename="x.wav"; filename*=UTF-8'en'%E2%82%AC.wav` },
      '€.wav',
      'audio/wav',
    ],
    ['no name', {}, null, null],
  ])('200: bare bytes with %s', async (_, headers, filename, media_type) => {
    const id = await newSession();
    const type = { 'content-type': 'application/octet-stream' };
    expect((await send(method, id, { headers: { ...type, ...headers } as never, body: 'not media' })).status).toBe(200);
    const { body } = await server.call('GET', `${SESSIONS}/${id}`, { key: server.keys.batch });
    expect(body).toMatchObject({ filename, media_type });
  });

  it('200: whatever the bare bytes are called', async () => {
    for (const type of ['audio/wav', 'video/mp4; codecs=x', 'text/plain', 'application/xml', 'weird/type']) {
      const answer = await send(method, await newSession(), { headers: { 'content-type': type }, body: 'not media' });
      expect([type, answer.status]).toEqual([type, 200]);
    }
  });

  it('401 for another key or none, 404 for a foreign or unknown session', async () => {
    const id = await newSession();
    const sent = { body: reading, headers: { 'content-type': 'audio/wav' } };
    expectError(await server.call(method, `${SESSIONS}/${id}`, sent), 401, 'UNAUTHORIZED');
    expectError(await send(method, id, { ...sent, key: server.keys.secondBatch }), 401, 'WRONG_SESSION_TOKEN');
    expectError(await send(method, id, { ...sent, key: server.keys.realtime }), 401, 'WRONG_SESSION_TOKEN');
    expectError(await send(method, id, { ...sent, key: server.keys.foreign }), 404, 'SESSION_NOT_FOUND');
    for (const wrong of ['0'.repeat(26), "' or 1=1", '..%2fx', '%00', 'f'.repeat(10_000)]) {
      expectError(await send(method, wrong, sent), 404, 'SESSION_NOT_FOUND');
    }
    expect((await server.call('GET', `${SESSIONS}/${id}`, { key: server.keys.batch })).body.status).toBe('new');
    await expectNoRemains();
  });

  it('409: the second file, also when both come at once', async () => {
    const id = await newSession();
    const sent = { body: reading, headers: { 'content-type': 'audio/wav' } };
    const both = await Promise.all([send(method, id, sent), send(method, id, sent)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expectError(await send(method, id, sent), 409, 'CONFLICT', /already has its media/);
    expect((await server.ended(id)).status).toBe('completed');
    expectError(await send(method, id, sent), 409, 'CONFLICT');
  });

  it('413: a file that is too large, however it comes; the session can still get another', async () => {
    const id = await newSession();
    const large = Buffer.alloc(20 * MAX_BYTES, 'x');
    const headers = { 'content-type': 'application/octet-stream' };
    expectError(await send(method, id, { headers, body: large }), 413, 'FILE_TOO_LARGE', /At most 1000000 bytes/);
    expectError(await send(method, id, { body: formWith('upload', large, 'large.wav') }), 413, 'FILE_TOO_LARGE');
    const stream = new Blob([new Uint8Array(large)]).stream();
    const unannounced = await fetch(`${server.url}${SESSIONS}/${id}`, {
      method,
      headers: { ...headers, 'x-zoom-s2t-key': server.keys.batch },
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect([unannounced.status, (await unannounced.json()).error_code]).toEqual([413, 'FILE_TOO_LARGE']);
    expectError(await send(method, id, { headers, body: large.subarray(0, MAX_BYTES + 1) }), 413, 'FILE_TOO_LARGE');
    await expectNoRemains();
    expect((await send(method, id, { headers, body: reading })).status).toBe(200);
  });

  it('422: an empty file, a form without a file', async () => {
    const id = await newSession();
    expectError(
      await send(method, id, { body: formWith('upload', Buffer.alloc(0), 'a.wav') }),
      422,
      'VALIDATION_ERROR',
      /empty/,
    );
    const bare = { headers: { 'content-type': 'audio/wav' }, body: '' };
    expectError(await send(method, id, bare), 422, 'VALIDATION_ERROR', /empty/);
    const form = new FormData();
    form.append('upload', 'a text, not a file');
    expectError(await send(method, id, { body: form }), 422, 'VALIDATION_ERROR', /upload/);
    await expectNoRemains();
  });

  it('415: JSON says what to send instead, however long or broken it is', async () => {
    const id = await newSession();
    const json = { video_url: 'https://example.org/a.mp4' };
    expectError(await send(method, id, { json }), 415, 'UNSUPPORTED_MEDIA_TYPE', /bytes of the file|multipart/);
    const headers = { 'content-type': 'application/json' };
    expectError(await send(method, id, { headers, body: '{"a":' }), 415, 'UNSUPPORTED_MEDIA_TYPE');
    const long = `"${'x'.repeat(MAX_BYTES - 2)}"`;
    expectError(await send(method, id, { headers, body: long }), 415, 'UNSUPPORTED_MEDIA_TYPE');
    expectError(await send(method, id, { headers, body: long.repeat(30) }), 413, 'FILE_TOO_LARGE');
  });

  it('4xx: a form that is not one, or ends too early', async () => {
    const id = await newSession();
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const broken = '--x\r\ncontent-disposition: form-data; name="upload"; filename="a.wav"\r\n\r\nRIFF';
    for (const body of ['', 'no form', broken]) {
      const answer = await send(method, id, { headers, body });
      expect([400, 422], JSON.stringify(answer.body)).toContain(answer.status);
      expect(answer.body.error_code).toMatch(/BAD_REQUEST|VALIDATION_ERROR/);
    }
    const unnamed = await send(method, id, { headers: { 'content-type': 'multipart/form-data' }, body: 'x' });
    expect([400, 415, 422]).toContain(unnamed.status);
    expect((await server.call('GET', `${SESSIONS}/${id}`, { key: server.keys.batch })).body.status).toBe('new');
    await expectNoRemains();
  });

  it('a connection cut in the middle leaves nothing, and the file can be sent again', async () => {
    const id = await newSession();
    const cut = request(`${server.url}${SESSIONS}/${id}`, {
      method,
      headers: { 'x-zoom-s2t-key': server.keys.batch, 'content-type': 'audio/wav', 'content-length': reading.length },
    });
    cut.on('error', () => {});
    cut.write(reading.subarray(0, 50_000));
    const folder = path.join(server.dataDir, 'storage', 'tmp');
    await expect.poll(async () => (await readdir(folder)).length, { timeout: 60_000 }).toBe(1);
    cut.destroy();
    await expectNoRemains();
    expect((await server.call('GET', `${SESSIONS}/${id}`, { key: server.keys.batch })).body.status).toBe('new');
    expect((await send(method, id, { headers: { 'content-type': 'audio/wav' }, body: reading })).status).toBe(200);
  });
});

describe('with curl, as people type it', () => {
  const curl = async (...args: string[]) => {
    const { stdout } = await run('curl', ['-sS', '-H', `x-zoom-s2t-key: ${server.keys.batch}`, ...args]);
    return JSON.parse(stdout);
  };

  it.each([
    ['-T', ['-T', READING]],
    ['--data-binary', ['--data-binary', `@${READING}`]],
    ['-F upload=@', ['-F', `upload=@${READING}`]],
    ['-F upload=@ with PUT', ['-X', 'PUT', '-F', `upload=@${READING}`]],
  ])('%s', async (_, args) => {
    const id = await newSession();
    expect(await curl(...args, `${server.url}${SESSIONS}/${id}`)).toMatchObject({ status: 'uploaded' });
    expect((await server.ended(id)).status).toBe('completed');
  });

  it('a file that is too large gets its answer, not a reset connection', async () => {
    const large = path.join(server.dataDir, 'large.bin');
    await writeFile(large, Buffer.alloc(30 * MAX_BYTES));
    const id = await newSession();
    for (const args of [
      ['-T', large],
      ['-H', 'Expect:', '-T', large],
      ['-F', `upload=@${large}`],
      ['-H', 'Expect:', '-F', `upload=@${large}`],
    ]) {
      expect(await curl(...args, `${server.url}${SESSIONS}/${id}`)).toMatchObject({ error_code: 'FILE_TOO_LARGE' });
    }
  });
});
