import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, READING, startTestServer, type TestServer } from '../../../test/test-server.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const MAX_BYTES = 1_000_000;
/** What the documented clients send along. */
const AZURE = { 'x-ms-blob-type': 'BlockBlob', 'x-ms-version': '2021-08-06', 'content-type': 'audio/wav' };

let server: TestServer;
let reading: Buffer;
beforeAll(async () => {
  server = await startTestServer({ PARLANCE_MAX_UPLOAD_BYTES: String(MAX_BYTES) });
  reading = await readFile(READING);
});
afterAll(() => server.stop());

async function newSession(key = server.keys.batch): Promise<string> {
  return (await server.call('POST', SESSIONS, { key, json: { language: 'xx' } })).body.session_id;
}

const ask = (id: string, key: string | null = server.keys.batch) =>
  server.call('POST', `${SESSIONS}/${id}/upload-url`, key === null ? {} : { key });

async function newLink(): Promise<{ id: string; url: string }> {
  const id = await newSession();
  return { id, url: (await ask(id)).body.upload_url };
}

const put = (url: string, body: Buffer | string = reading, headers: Record<string, string> = AZURE) =>
  server.call('PUT', url, { headers, body });

function expectError(answer: Answer, status: number, code: string) {
  const body = typeof answer.body === 'string' ? answer.body : answer.body.error_code;
  expect([answer.status, body], JSON.stringify(answer.body)).toEqual([status, code]);
}

describe('createUploadUrl', () => {
  it('200: a link for a day, in both envelopes', async () => {
    const id = await newSession();
    const { status, body } = await ask(id);
    expect(status).toBe(200);
    const { upload_url, expires_at, session_id, max_file_size } = body.result;
    expect(body).toMatchObject({ count: 1, total_results: 1, upload_url, expires_at, session_id, max_file_size });
    expect([session_id, max_file_size]).toEqual([id, MAX_BYTES]);
    expect(upload_url.startsWith(`${server.url}${SESSIONS}/${id}/upload?`)).toBe(true);
    const hours = (Date.parse(expires_at) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.99);
    expect(hours).toBeLessThan(24.1);
  });

  it('401 without a key, 403 with a realtime one, 404 for another organisation and an unknown id, 409 with media', async () => {
    const id = await newSession();
    expectError(await ask(id, null), 401, 'UNAUTHORIZED');
    expectError(await ask(id, server.keys.realtime), 403, 'WRONG_TOKEN_TYPE');
    expectError(await ask(id, server.keys.secondBatch), 401, 'WRONG_SESSION_TOKEN');
    expectError(await ask(id, server.keys.foreign), 404, 'SESSION_NOT_FOUND');
    expectError(await ask('f'.repeat(26)), 404, 'SESSION_NOT_FOUND');
    expectError(await ask(await server.transcribe(READING)), 409, 'CONFLICT');
  });
});

describe('putToUploadUrl', () => {
  it('201 without a body, and the work begins; the documented headers are ignored, the type is kept', async () => {
    const { id, url } = await newLink();
    const answer = await put(url, reading, { ...AZURE, 'x-filename': 'M%C3%A4rz.wav' });
    expect([answer.status, answer.body]).toEqual([201, '']);
    const session = await server.ended(id);
    expect(session).toMatchObject({
      status: 'completed',
      duration: 2.99,
      media_type: 'audio/wav',
      filename: 'März.wav',
    });
  });

  it('409 when it was used', async () => {
    const { id, url } = await newLink();
    expect((await put(url)).status).toBe(201);
    expectError(await put(url), 409, 'CONFLICT');
    await server.ended(id);
    expectError(await put(url), 409, 'CONFLICT');
  });

  it('of several at once one wins, and nothing of the others stays', async () => {
    const { id, url } = await newLink();
    const answers = await Promise.all(Array.from({ length: 5 }, () => put(url)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    expect(await server.ended(id)).toMatchObject({ status: 'completed' });
    const storage = path.join(server.dataDir, 'storage');
    await expect
      .poll(
        async () => [...(await readdir(path.join(storage, 'tmp'))), ...(await readdir(path.join(storage, 'uploads')))],
        { timeout: 60_000 },
      )
      .toEqual([]);
  });

  it('a PUT that is cut off does not use it up', async () => {
    const { id, url } = await newLink();
    await new Promise<void>((resolve) => {
      const cut = request(url, { method: 'PUT', headers: { ...AZURE, 'content-length': reading.length } });
      cut.once('error', () => resolve());
      cut.write(reading.subarray(0, 20_000), () => cut.destroy(new Error('cut')));
    });
    await expect.poll(() => readdir(path.join(server.dataDir, 'storage', 'tmp')), { timeout: 60_000 }).toEqual([]);
    expect((await put(url)).status).toBe(201);
    expect(await server.ended(id)).toMatchObject({ status: 'completed', duration: 2.99 });
  });

  it('403 for a link that was changed, 410 for one that is too old, 422 without its query', async () => {
    const { id, url } = await newLink();
    const change = (act: (link: URL) => void) => {
      const link = new URL(url);
      act(link);
      return link.href;
    };
    const expires = Number(new URL(url).searchParams.get('expires'));
    const bent = [
      change(({ searchParams }) => searchParams.set('expires', String(expires + 300))),
      change(({ searchParams }) => searchParams.set('signature', 'A'.repeat(43))),
    ];
    for (const link of bent) expectError(await put(link), 403, 'FORBIDDEN');
    const path = new URL(url).pathname;
    const old = `${path}?${server.running.ctx.links.sign(path, -600)}`;
    expectError(await put(old), 410, 'UPLOAD_GONE');
    expectError(await put(path), 422, 'VALIDATION_ERROR');
    const media = `${server.url}${SESSIONS}/${id}/media`;
    const forMedia = `${path}?${server.running.ctx.links.sign(new URL(media).pathname, 600)}`;
    expectError(await put(forMedia), 403, 'FORBIDDEN');
    expect((await put(url)).status).toBe(201);
  });

  it('404 for a deleted session, and when the key that made it is revoked', async () => {
    const deleted = await newLink();
    await server.call('DELETE', `${SESSIONS}/${deleted.id}`, { key: server.keys.batch });
    expectError(await put(deleted.url), 404, 'SESSION_NOT_FOUND');
    const key = await server.createKey({ type: 'batch' });
    const { upload_url } = (await ask(await newSession(key), key)).body;
    const { db } = server.running.ctx;
    const { id } = await db.selectFrom('tokens').select('id').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();
    await db.updateTable('tokens').set({ revoked_at: new Date() }).where('id', '=', id).execute();
    expectError(await put(upload_url), 404, 'SESSION_NOT_FOUND');
  });

  it('413 by its announced length and by its true one, 422 for nothing, 415 for forms and JSON: it still works then', async () => {
    const { id, url } = await newLink();
    expectError(await put(url, Buffer.alloc(MAX_BYTES + 1)), 413, 'FILE_TOO_LARGE');
    const status = await new Promise((resolve, reject) => {
      const chunked = request(url, { method: 'PUT', headers: AZURE }, (response) =>
        resolve(response.resume().statusCode),
      );
      chunked.once('error', reject);
      chunked.end(Buffer.alloc(MAX_BYTES + 1));
    });
    expect(status).toBe(413);
    expectError(await put(url, ''), 422, 'VALIDATION_ERROR');
    expectError(await put(url, '{}', { 'content-type': 'application/json' }), 415, 'UNSUPPORTED_MEDIA_TYPE');
    expectError(
      await put(url, 'x', { 'content-type': 'multipart/form-data; boundary=x' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    );
    expect((await put(url)).status).toBe(201);
    expect(await server.ended(id)).toMatchObject({ status: 'completed' });
  });

  it('browsers may PUT from any page: the preflight allows it, and the answer may be read', async () => {
    const { url } = await newLink();
    const origin = 'https://app.example.org';
    const preflight = await server.call('OPTIONS', url, {
      headers: {
        origin,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'content-type,x-ms-blob-type',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('x-ms-blob-type');
    const answer = await put(url, reading, { ...AZURE, origin });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([201, origin]);
  });
});
