import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { FILES, metadataHeader, TUS, tusRequests } from '../../../test/tus-requests.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const MAX_BYTES = 1_000_000;

let server: TestServer;
let tus: ReturnType<typeof tusRequests>;
let reading: Buffer;
beforeAll(async () => {
  server = await startTestServer({ PARLANCE_MAX_UPLOAD_BYTES: String(MAX_BYTES) });
  tus = tusRequests(server);
  reading = await readFile(READING);
});
afterAll(() => server.stop());

const xx = { language: 'xx' };

/** An error in the one body all errors have, with all its keys. */
function expectError(answer: Answer, status: number, code: string, message?: RegExp) {
  expect([answer.status, answer.body.error_code], JSON.stringify(answer.body)).toEqual([status, code]);
  expect(Object.keys(answer.body).sort()).toEqual([
    'detail',
    'details',
    'error',
    'error_code',
    'error_description',
    'message',
  ]);
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(answer.body.error).toMatch(/^[A-Z]/);
  expect(answer.body.error_description).toBe(answer.body.message);
  if (message) expect(answer.body.message).toMatch(message);
}

async function newSession(json: Record<string, unknown> = xx, key = server.keys.batch): Promise<string> {
  return (await server.call('POST', SESSIONS, { key, json })).body.session_id;
}

/** Waits until a session is complete and its uploaded media is no longer on the disk. */
async function mediaRemoved(sessionId: string, location: string): Promise<void> {
  expect((await server.ended(sessionId)).status).toBe('completed');
  const key = `uploads/${location.split('/').at(-1)}`;
  await expect.poll(() => server.running.ctx.storage.size(key), { timeout: 60_000 }).toBeUndefined();
}

describe('createUpload', () => {
  it('201: an address that works, an expiry, no session yet', async () => {
    const begun = await tus.begin(reading.length, { ...xx, filename: 'reading.wav' });
    expect([begun.status, begun.body]).toEqual([201, '']);
    const location = begun.headers.get('location') as string;
    expect(location).toMatch(new RegExp(`^${server.url}${FILES}/[0-9a-f]{32}$`));
    expect(begun.headers.get('tus-resumable')).toBe('1.0.0');
    const expires = Date.parse(begun.headers.get('upload-expires') as string);
    expect(expires - Date.now()).toBeGreaterThan(86_000_000);
    const offset = await tus.ask('HEAD', location);
    expect([offset.status, offset.headers.get('upload-offset'), offset.headers.get('upload-length')]).toEqual([
      200,
      '0',
      String(reading.length),
    ]);
    expect(await tus.fileOf(location)).toMatchObject({
      session_id: null,
      metadata: { language: 'xx', filename: 'reading.wav', folder_id: null },
      size: reading.length,
      completed_at: null,
      expires_at: expect.stringMatching(/Z$/),
    });
  });

  it('201: with the first bytes, or all of them, in the same request', async () => {
    const headers = { 'content-type': 'application/offset+octet-stream' };
    const part = await tus.begin(reading.length, xx, { headers, body: reading.subarray(0, 1000) });
    expect([part.status, part.headers.get('upload-offset')]).toEqual([201, '1000']);
    const rest = await tus.append(part.headers.get('location') as string, 1000, reading.subarray(1000));
    expect([rest.status, rest.headers.get('upload-offset')]).toEqual([204, String(reading.length)]);

    const whole = await tus.begin(reading.length, xx, { headers, body: reading });
    expect([whole.status, whole.headers.get('upload-offset')]).toEqual([201, String(reading.length)]);
    expect(whole.headers.get('upload-expires'), 'a complete upload does not expire').toBeNull();
    for (const begun of [part, whole]) {
      const { session_id } = await tus.fileOf(begun.headers.get('location') as string);
      expect((await server.ended(session_id)).status).toBe('completed');
    }
  });

  it('201: the length can come later', async () => {
    const begun = await tus.begin(null, xx, { headers: { 'upload-defer-length': '1' } });
    const location = begun.headers.get('location') as string;
    expect((await tus.ask('HEAD', location)).headers.get('upload-defer-length')).toBe('1');
    expect((await tus.append(location, 0, reading.subarray(0, 500))).status).toBe(204);
    const headers = { 'upload-length': String(reading.length) };
    expect((await tus.append(location, 500, reading.subarray(500), { headers })).status).toBe(204);
    const { session_id } = await tus.fileOf(location);
    expect((await server.ended(session_id)).status).toBe('completed');
    const tooLong = await tus.begin(null, xx, { headers: { 'upload-defer-length': '1' } });
    const huge = { 'upload-length': String(MAX_BYTES + 1) };
    const answer = await tus.append(tooLong.headers.get('location') as string, 0, 'x', { headers: huge });
    expectError(answer, 413, 'FILE_TOO_LARGE');
  });

  it('201: takes every documented key, and the session has them', async () => {
    const folder = await server.createFolder();
    const document = {
      document_type: 'caption',
      webhook_url: 'https://example.org/hook?a=1',
      webhook_method: 'PUT',
      webhook_headers: ['Authorization: Basic eDp5'],
      max_line_length: 42,
    };
    const metadata = {
      language: 'XX',
      document_type: 'caption',
      filename: 'Bericht „März“.wav',
      filetype: 'audio/x-wav',
      punctuation: 'true',
      keep_source: 'True',
      multichannel: 'false',
      diarization: 'true',
      document: JSON.stringify(document),
      media_source: 'upload',
      folder_id: String(folder),
      custom_model_id: '3',
      meta_data: '{"ticket":"A-1"}',
      session_mode: 'decode',
      unknown_key: 'is left to the client',
      flag: null,
    };
    const location = await tus.beginAt(reading.length, metadata);
    expect((await tus.append(location, 0, reading)).status).toBe(204);
    const file = await tus.fileOf(location);
    const { webhook_headers: _secret, ...told } = document;
    const kept = { ...metadata, document: JSON.stringify(told) };
    expect(file).toMatchObject({ metadata: kept, completed_at: expect.any(String), expires_at: null });
    const head = await tus.ask('HEAD', location);
    const header = head.headers.get('upload-metadata')?.split(',').sort();
    expect(header).toEqual(metadataHeader(kept).split(',').sort());
    const session = await server.ended(file.session_id);
    expect(session).toMatchObject({
      status: 'completed',
      language: 'XX',
      filename: 'Bericht „März“.wav',
      media_type: 'audio/x-wav',
      punctuation: true,
      keep_source: true,
      multichannel: false,
      diarization: true,
      folder_id: folder,
      custom_model_id: 3,
      meta_data: { ticket: 'A-1' },
      session_mode: 'decode',
    });
    const row = await server.running.ctx.db
      .selectFrom('sessions')
      .select(['webhook_url', 'webhook_method', 'webhook_headers', 'document'])
      .where('session_id', '=', file.session_id)
      .executeTakeFirstOrThrow();
    const webhook_headers = [expect.stringMatching(/^Authorization: sealed:/)];
    expect(row).toEqual({
      webhook_url: document.webhook_url,
      webhook_method: 'PUT',
      webhook_headers,
      document: { ...document, webhook_headers },
    });
    expect(JSON.stringify(row)).not.toContain('eDp5');
  });

  it('201: webhook settings at the top stand before those of the document; names are freed of folders', async () => {
    const location = await tus.beginAt(reading.length, {
      ...xx,
      filename: '../../etc/pass\u0007wd.wav',
      document: '{"webhook_url":"https://example.org/document"}',
      webhook_url: 'https://example.org/top',
      webhook_headers: '["X-One: 1"]',
      folder_id: 'null',
    });
    await tus.append(location, 0, reading);
    const file = await tus.fileOf(location);
    expect(file.metadata).toMatchObject({ webhook_url: 'https://example.org/top', folder_id: null });
    expect(file.metadata).not.toHaveProperty('webhook_headers');
    const row = await server.running.ctx.db
      .selectFrom('sessions')
      .select(['webhook_url', 'webhook_headers', 'folder_id', 'filename'])
      .where('session_id', '=', file.session_id)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({
      webhook_url: 'https://example.org/top',
      webhook_headers: [expect.stringMatching(/^X-One: sealed:/)],
      folder_id: null,
      filename: 'passwd.wav',
    });
  });

  it('400: an unknown language, align', async () => {
    expectError(await tus.begin(10, { language: 'tlh' }), 400, 'INVALID_LANGUAGE', /xx/);
    expectError(await tus.begin(10, { ...xx, session_mode: 'align' }), 400, 'INVALID_PARAMETER', /align/);
  });

  it.each([
    ['not base64', 'language !!!!'],
    ['half a group of base64', 'language eA'],
    ['a key twice', `language ${btoa('xx')},language ${btoa('xx')}`],
    ['a key that is no key', `${encodeURIComponent('ключ')} x y`],
    ['a key every object has', 'constructor'],
  ])('422: metadata with %s', async (_, header) => {
    expectError(
      await tus.begin(10, undefined, { headers: { 'upload-metadata': header } }),
      422,
      'VALIDATION_ERROR',
      /etadata/,
    );
  });

  it('422: text that PostgreSQL cannot store', async () => {
    expectError(await tus.begin(10, { ...xx, filename: 'a\u0000b' }), 422, 'VALIDATION_ERROR', /filename .*NUL/);
    const document = '{"filename": "a", "note": "\\u0000"}';
    expectError(await tus.begin(10, { ...xx, document }), 422, 'VALIDATION_ERROR', /document .*NUL/);
  });

  it.each(['-1', '1.5', 'ten', '1e3', '0x10', '99999999999999999999', ''])('400: the length "%s"', async (length) => {
    const answer = await tus.begin(null, xx, { headers: { 'upload-length': length } });
    expectError(answer, 400, 'BAD_REQUEST', /length/i);
  });

  it('400: no length, or two', async () => {
    expectError(await tus.begin(null, xx), 400, 'BAD_REQUEST', /Upload-Length/);
    expectError(await tus.begin(5, xx, { headers: { 'upload-defer-length': '1' } }), 400, 'BAD_REQUEST', /length/i);
  });

  it('413: a length beyond what OPTIONS tells; exactly that much is fine', async () => {
    expectError(await tus.begin(MAX_BYTES + 1, xx), 413, 'FILE_TOO_LARGE');
    expect((await tus.begin(MAX_BYTES, xx)).status).toBe(201);
  });

  it.each([
    [undefined, 'language'],
    [{ filename: 'a.wav' }, 'language'],
    [{ language: '' }, 'language'],
    [{ language: null }, 'language'],
    [{ ...xx, punctuation: 'yes' }, 'punctuation'],
    [{ ...xx, multichannel: '2' }, 'multichannel'],
    [{ ...xx, folder_id: 'inbox' }, 'folder_id'],
    [{ ...xx, folder_id: '0' }, 'folder_id'],
    [{ ...xx, custom_model_id: '99999999999' }, 'custom_model_id'],
    [{ ...xx, document: '{' }, 'document'],
    [{ ...xx, document: '[]' }, 'document'],
    [{ ...xx, document: '{"webhook_method":"DELETE"}' }, 'webhook_method'],
    [{ ...xx, document: '{"webhook_url":"http://example.org"}' }, 'webhook_url'],
    [{ ...xx, document_type: 'song' }, 'document_type'],
    [{ ...xx, webhook_url: 'ftp://example.org' }, 'webhook_url'],
    [{ ...xx, webhook_headers: 'X: 1' }, 'webhook_headers'],
    [{ ...xx, webhook_headers: '["no colon"]' }, 'webhook_headers.0'],
    [{ ...xx, meta_data: '{"a":1}' }, 'meta_data.a'],
    [{ ...xx, session_mode: 'sing' }, 'session_mode'],
  ])('422: %j names the key', async (metadata, field) => {
    const answer = await tus.begin(10, metadata);
    expectError(answer, 422, 'VALIDATION_ERROR');
    expect(answer.body.details.field).toBe(field);
  });

  it('422: a file without bytes', async () => {
    const answer = await tus.begin(0, xx);
    expectError(answer, 422, 'VALIDATION_ERROR', /empty/);
    expect(answer.body.details.field).toBe('Upload-Length');
  });

  it('401 without a key or with a wrong one, 403 for a realtime key', async () => {
    expectError(await server.call('POST', FILES, { headers: { ...TUS, 'upload-length': '5' } }), 401, 'UNAUTHORIZED');
    expectError(await tus.begin(5, xx, { key: 'parlance_batch_wrong' }), 401, 'INVALID_TOKEN');
    expectError(await tus.begin(5, xx, { key: server.keys.realtime }), 403, 'WRONG_TOKEN_TYPE');
    const bearer = await server.call('POST', `${FILES}/`, {
      headers: {
        ...TUS,
        authorization: `Bearer ${server.keys.batch}`,
        'upload-length': '5',
        'upload-metadata': metadataHeader(xx),
      },
    });
    expect(bearer.status).toBe(201);
  });

  it('412: no version of the protocol, or another one', async () => {
    for (const version of [undefined, '0.2.2', '2.0.0']) {
      const headers: Record<string, string> = version ? { 'tus-resumable': version } : {};
      for (const method of ['POST', 'HEAD', 'PATCH', 'DELETE']) {
        const target = method === 'POST' ? FILES : `${FILES}/${'0'.repeat(32)}`;
        const answer = await server.call(method, target, { key: server.keys.batch, headers });
        expect([method, answer.status, answer.headers.get('tus-version')]).toEqual([method, 412, '1.0.0']);
        if (method !== 'HEAD') expectError(answer, 412, 'TUS_VERSION_UNSUPPORTED');
      }
    }
  });

  describe('for an existing session', () => {
    it('201: the session gets the media, and keeps what it was made with', async () => {
      const session_id = await newSession({ language: 'xx', punctuation: true });
      const location = await tus.beginAt(reading.length, { session_id, filename: 'later.wav', language: 'tlh' });
      await tus.append(location, 0, reading);
      expect((await tus.fileOf(location)).session_id).toBe(session_id);
      const session = await server.ended(session_id);
      expect(session).toMatchObject({ status: 'completed', punctuation: true, language: 'xx', filename: 'later.wav' });
    });

    it('404 for an unknown or foreign one, 401 for one of another key', async () => {
      for (const session_id of ['0'.repeat(26), 'x', "' or 1=1 --", '../x']) {
        expectError(await tus.begin(5, { session_id }), 404, 'SESSION_NOT_FOUND');
      }
      const session_id = await newSession();
      expectError(await tus.begin(5, { session_id }, { key: server.keys.foreign }), 404, 'SESSION_NOT_FOUND');
      expectError(await tus.begin(5, { session_id }, { key: server.keys.secondBatch }), 401, 'WRONG_SESSION_TOKEN');
    });

    it('409: it has its media already, or gets it from a quicker upload', async () => {
      const session_id = await newSession();
      const [quick, slow] = [await tus.beginAt(reading.length, { session_id }), await tus.beginAt(4, { session_id })];
      expect((await tus.append(quick, 0, reading)).status).toBe(204);
      expectError(await tus.append(slow, 0, 'late'), 409, 'CONFLICT', /already has its media/);
      expectError(await tus.begin(5, { session_id }), 409, 'CONFLICT', /already has its media/);
      expect((await server.ended(session_id)).status).toBe('completed');
      expectError(await tus.begin(5, { session_id }), 409, 'CONFLICT');
    });
  });
});

describe('appendUpload', () => {
  it('204: in pieces, each answered with the new offset; the last makes the session', async () => {
    const location = await tus.beginAt(reading.length, { ...xx, filename: 'pieces.wav' });
    const step = 20_000;
    for (let offset = 0; offset < reading.length; offset += step) {
      const end = Math.min(reading.length, offset + step);
      expect((await tus.fileOf(location)).session_id).toBeNull();
      const answer = await tus.append(location, offset, reading.subarray(offset, end));
      expect([answer.status, answer.headers.get('upload-offset')]).toEqual([204, String(end)]);
      expect(answer.headers.has('upload-expires')).toBe(end < reading.length);
    }
    const { session_id } = await tus.fileOf(location);
    expect(await server.ended(session_id)).toMatchObject({
      status: 'completed',
      duration: 2.99,
      media_type: 'audio/wav',
    });
  });

  it('422: a deferred length that turns out to be 0', async () => {
    const begun = await tus.begin(null, xx, { headers: { 'upload-defer-length': '1' } });
    const location = begun.headers.get('location') as string;
    const answer = await tus.append(location, 0, '', { headers: { 'upload-length': '0' } });
    expectError(answer, 422, 'VALIDATION_ERROR', /empty/);
    expect((await tus.fileOf(location)).session_id).toBeNull();
    const head = await tus.ask('HEAD', location);
    expect([head.status, head.headers.get('upload-defer-length')]).toEqual([200, '1']);
  });

  it('409: an offset that is not the next one, and nothing is written', async () => {
    const location = await tus.beginAt(10, xx);
    await tus.append(location, 0, '01234');
    for (const offset of [0, 4, 6, 10, 5_000_000])
      expectError(await tus.append(location, offset, '5'), 409, 'CONFLICT');
    expect((await tus.ask('HEAD', location)).headers.get('upload-offset')).toBe('5');
  });

  it('400: an offset that is no number, or none', async () => {
    const location = await tus.beginAt(10, xx);
    for (const offset of ['-1', 'x', '1.5']) expectError(await tus.append(location, offset, '0'), 400, 'BAD_REQUEST');
    const without = await server.call('PATCH', location, {
      key: server.keys.batch,
      headers: { ...TUS, 'content-type': 'application/offset+octet-stream' },
      body: 'x',
    });
    expectError(without, 400, 'BAD_REQUEST', /Upload-Offset/);
  });

  it('413: more bytes than were announced; what was announced can still come', async () => {
    const location = await tus.beginAt(10, xx);
    expectError(await tus.append(location, 0, 'x'.repeat(11)), 413, 'FILE_TOO_LARGE');
    const offset = Number((await tus.ask('HEAD', location)).headers.get('upload-offset'));
    expect(offset).toBeLessThanOrEqual(10);
    expect((await tus.append(location, offset, 'x'.repeat(10 - offset))).status).toBe(204);
  });

  it('415: another content type, or none', async () => {
    const location = await tus.beginAt(10, xx);
    for (const type of [
      'application/octet-stream',
      'text/plain',
      'application/json',
      'multipart/form-data; boundary=x',
    ]) {
      expectError(
        await tus.append(location, 0, 'x', { headers: { 'content-type': type } }),
        415,
        'UNSUPPORTED_MEDIA_TYPE',
        /offset\+octet-stream/,
      );
    }
    const bare = await server.call('PATCH', location, {
      key: server.keys.batch,
      headers: { ...TUS, 'upload-offset': '0' },
      body: Buffer.from('x'),
    });
    expectError(bare, 415, 'UNSUPPORTED_MEDIA_TYPE', /offset\+octet-stream/);
    const blank = await tus.append(location, 0, 'x', { headers: { 'content-type': '' } });
    expectError(blank, 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('409: a complete upload takes no more', async () => {
    const location = await tus.beginAt(reading.length, xx);
    await tus.append(location, 0, reading);
    expectError(await tus.append(location, 0, reading), 409, 'CONFLICT');
    const { session_id } = await tus.fileOf(location);
    await mediaRemoved(session_id, location);
    expectError(await tus.append(location, reading.length, ''), 409, 'CONFLICT');
    expectError(await tus.append(location, 0, reading), 409, 'CONFLICT');
  });
});

describe('getUploadOffset', () => {
  it('200: a complete upload says so, also when its media is no longer kept', async () => {
    const location = await tus.beginAt(reading.length, xx);
    await tus.append(location, 0, reading);
    const { session_id } = await tus.fileOf(location);
    await mediaRemoved(session_id, location);
    // A client that missed the last answer asks again; told that the file is gone it would send everything once more.
    const head = await tus.ask('HEAD', location);
    expect([head.status, head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual([
      200,
      String(reading.length),
      String(reading.length),
    ]);
    expect(head.headers.get('cache-control')).toBe('no-store');
    await server.call('DELETE', `${SESSIONS}/${session_id}`, { key: server.keys.batch });
    expect((await tus.ask('HEAD', location)).status).toBe(404);
  });

  it('410: an upload whose time is over', async () => {
    const location = await tus.beginAt(10, xx);
    const id = location.split('/').at(-1) as string;
    const long_ago = new Date(Date.now() - 86_400_000 * 2);
    await server.running.ctx.db
      .updateTable('uploads')
      .set({ created_at: long_ago, expires_at: new Date(long_ago.getTime() + 1000) })
      .where('id', '=', id)
      .execute();
    expect((await tus.ask('HEAD', location)).status).toBe(410);
    expectError(await tus.append(location, 0, 'x'), 410, 'UPLOAD_GONE');
  });
});

describe('deleteUpload', () => {
  it('204: an unfinished one is gone, with its bytes', async () => {
    const location = await tus.beginAt(10, xx);
    await tus.append(location, 0, '01234');
    const id = location.split('/').at(-1) as string;
    const { storage } = server.running.ctx;
    expect(await storage.size(`uploads/${id}`)).toBe(5);
    expect((await tus.ask('DELETE', location)).status).toBe(204);
    expect(await storage.size(`uploads/${id}`)).toBeUndefined();
    expect((await tus.ask('HEAD', location)).status).toBe(404);
    expectError(await tus.ask('GET', location), 404, 'FILE_NOT_FOUND');
    expectError(await tus.ask('DELETE', location), 404, 'FILE_NOT_FOUND');
  });

  it('409: a complete one belongs to its session', async () => {
    const location = await tus.beginAt(4, xx);
    await tus.append(location, 0, 'text');
    expectError(await tus.ask('DELETE', location), 409, 'CONFLICT');
    expect((await server.ended((await tus.fileOf(location)).session_id)).status).toBe('failed');
  });
});

describe('whose file it is', () => {
  it('401 for another key and without one, 403 for another kind, 404 for another organisation', async () => {
    const location = await tus.beginAt(10, xx);
    const cases = [
      [null, 401, 'UNAUTHORIZED'],
      [server.keys.secondBatch, 401, 'WRONG_SESSION_TOKEN'],
      [server.keys.realtime, 403, 'WRONG_TOKEN_TYPE'],
      [server.keys.foreign, 404, 'FILE_NOT_FOUND'],
    ] as const;
    for (const [key, status, code] of cases) {
      expect((await tus.ask('HEAD', location, key)).status).toBe(status);
      for (const method of ['GET', 'DELETE'] as const) expectError(await tus.ask(method, location, key), status, code);
      const append = await server.call('PATCH', location, {
        ...(key ? { key } : {}),
        headers: { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' },
        body: '0123456789',
      });
      expectError(append, status, code);
    }
    expect((await tus.ask('HEAD', location)).headers.get('upload-offset')).toBe('0');
  });

  it.each([
    '0'.repeat(32),
    'x',
    "x' or '1'='1",
    '1;drop table uploads',
    '..%2f..%2fetc%2fpasswd',
    '..%5c..%5csecret.key',
    '%00',
    '%F0%9F%92%A9',
    'A'.repeat(32),
    'f'.repeat(10_000),
  ])('404: %.40s is not a file', async (id) => {
    const target = `${FILES}/${id}`;
    expect((await tus.ask('HEAD', target)).status).toBe(404);
    expectError(await tus.ask('GET', target), 404, 'FILE_NOT_FOUND');
    expectError(await tus.ask('DELETE', target), 404, 'FILE_NOT_FOUND');
    expectError(await tus.append(target, 0, 'x'), 404, 'FILE_NOT_FOUND');
  });
});

describe('overrideUploadMethod', () => {
  const override = (method: string, location: string, headers: Record<string, string> = {}, body?: string) =>
    server.call('POST', location, {
      key: server.keys.batch,
      headers: { ...TUS, 'x-http-method-override': method, ...headers },
      ...(body === undefined ? {} : { body }),
    });

  it('does what the method it names does', async () => {
    const location = await tus.beginAt(10, xx);
    const patch = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' };
    const appended = await override('PATCH', location, patch, '01234');
    expect([appended.status, appended.headers.get('upload-offset')]).toEqual([204, '5']);
    const head = await override('HEAD', location);
    expect([head.status, head.headers.get('upload-offset'), head.body]).toEqual([200, '5', '']);
    expectError(await override('PATCH', location, patch, '5'), 409, 'CONFLICT');
    expect((await override('DELETE', location)).status).toBe(204);
    expectError(await override('DELETE', location), 404, 'FILE_NOT_FOUND');
  });

  it('422: no method, or one that cannot be meant', async () => {
    const location = await tus.beginAt(10, xx);
    for (const method of ['GET', 'PUT', 'x']) expectError(await override(method, location), 422, 'VALIDATION_ERROR');
    const without = await server.call('POST', location, { key: server.keys.batch, headers: TUS });
    expectError(without, 422, 'VALIDATION_ERROR', /x-http-method-override/);
  });

  it('401 without a key and for another one, 404 for another organisation', async () => {
    const location = await tus.beginAt(10, xx);
    const headers = { ...TUS, 'x-http-method-override': 'DELETE' };
    expectError(await server.call('POST', location, { headers }), 401, 'UNAUTHORIZED');
    const second = await server.call('POST', location, { headers, key: server.keys.secondBatch });
    expectError(second, 401, 'WRONG_SESSION_TOKEN');
    expectError(await server.call('POST', location, { headers, key: server.keys.foreign }), 404, 'FILE_NOT_FOUND');
    expect((await tus.ask('HEAD', location)).status).toBe(200);
  });
});

describe('getUploadOptions', () => {
  it('204: versions, extensions and the largest size, without a key', async () => {
    for (const target of [FILES, `${FILES}/`, `${FILES}/${'0'.repeat(32)}`, '/v3/files/']) {
      const { status, headers } = await server.call('OPTIONS', target);
      expect([status, headers.get('tus-version'), headers.get('tus-max-size')]).toEqual([
        204,
        '1.0.0',
        String(MAX_BYTES),
      ]);
      expect(headers.get('tus-extension')?.split(',')).toEqual(
        expect.arrayContaining(['creation', 'creation-with-upload', 'termination', 'expiration']),
      );
    }
  });

  it('a page of another origin may upload, with credentials, and read what it needs', async () => {
    const origin = 'https://app.example.org';
    const preflight = await server.call('OPTIONS', FILES, {
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,tus-resumable,upload-length,upload-metadata,x-zoom-s2t-key',
      },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
    expect(preflight.headers.get('access-control-allow-credentials')).toBe('true');
    expect(preflight.headers.get('access-control-allow-methods')).toMatch(/PATCH.*|.*HEAD/);
    const allowed = preflight.headers.get('access-control-allow-headers')?.toLowerCase().split(/, ?/);
    for (const name of [
      'authorization',
      'tus-resumable',
      'upload-length',
      'upload-metadata',
      'upload-offset',
      'x-zoom-s2t-key',
      'content-type',
    ]) {
      expect(allowed).toContain(name);
    }
    const begun = await tus.begin(10, xx, { headers: { origin } });
    expect([begun.status, begun.headers.get('access-control-allow-origin')]).toEqual([201, origin]);
    const exposed = begun.headers.get('access-control-expose-headers')?.toLowerCase().split(/, ?/);
    for (const name of [
      'location',
      'upload-offset',
      'upload-length',
      'tus-version',
      'tus-resumable',
      'tus-max-size',
      'tus-extension',
      'upload-metadata',
      'upload-expires',
    ]) {
      expect(exposed).toContain(name);
    }
    const file = await server.call('GET', begun.headers.get('location') as string, {
      key: server.keys.batch,
      headers: { origin },
    });
    expect([file.status, file.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
  });

  it('errors can be read by a page too, whoever answers them', async () => {
    const origin = 'https://app.example.org';
    const location = await tus.beginAt(10, xx);
    const answers = [
      await tus.begin(10, { language: 'tlh' }, { headers: { origin } }),
      await tus.begin(10, xx, { key: 'wrong', headers: { origin } }),
      await tus.append(location, 5, 'x', { headers: { origin } }),
      await tus.append(location, 0, 'x', { headers: { origin, 'content-type': 'text/plain' } }),
      await tus.append(location, 0, 'x', { key: server.keys.realtime, headers: { origin } }),
      await tus.append(location, 0, 'x', { headers: { origin, 'tus-resumable': '9.9.9' } }),
      await server.call('HEAD', location, { headers: { ...TUS, origin } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 401, 409, 415, 403, 412, 401]);
    for (const { headers, status } of answers) {
      expect([status, headers.get('access-control-allow-origin')]).toEqual([status, origin]);
      expect(headers.get('access-control-allow-credentials')).toBe('true');
    }
  });
});

describe('with tus-js-client', () => {
  function upload(bytes: Buffer, options: Partial<ConstructorParameters<typeof Upload>[1]> = {}): Promise<Upload> {
    return new Promise((resolve, reject) => {
      const made = new Upload(bytes, {
        endpoint: `${server.url}${FILES}/`,
        headers: { 'x-zoom-s2t-key': server.keys.batch },
        metadata: { ...xx, filename: 'client.wav', filetype: 'audio/wav', document_type: 'document' },
        retryDelays: [0, 50, 100],
        onSuccess: () => resolve(made),
        onError: reject,
        ...options,
      });
      made.start();
    });
  }

  it.each([
    ['in chunks', { chunkSize: 30_000 }],
    ['in one piece', {}],
    ['with the data in the first request', { uploadDataDuringCreation: true }],
    ['with the data in the first request, and in chunks', { uploadDataDuringCreation: true, chunkSize: 40_000 }],
    ['with a length that comes last', { uploadLengthDeferred: true, chunkSize: 50_000 }],
  ])('uploads %s', async (_, options) => {
    const done = await upload(reading, options);
    const { session_id, metadata } = await tus.fileOf(done.url as string);
    expect(metadata).toEqual({
      language: 'xx',
      filename: 'client.wav',
      filetype: 'audio/wav',
      document_type: 'document',
      folder_id: null,
    });
    expect(await server.ended(session_id)).toMatchObject({ status: 'completed', duration: 2.99 });
  });

  it('gets the reason when it is refused', async () => {
    await expect(upload(reading, { metadata: { language: 'tlh' } })).rejects.toThrow(/400.*INVALID_LANGUAGE/);
    await expect(upload(randomBytes(MAX_BYTES + 1))).rejects.toThrow(/413.*FILE_TOO_LARGE/);
    await expect(upload(reading, { headers: { 'x-zoom-s2t-key': 'wrong' } })).rejects.toThrow(/401.*INVALID_TOKEN/);
  });

  it('ends an upload it no longer wants', async () => {
    const aborted = await new Promise<Upload>((resolve, reject) => {
      const made: Upload = new Upload(randomBytes(200_000), {
        endpoint: `${server.url}${FILES}/`,
        headers: { 'x-zoom-s2t-key': server.keys.batch },
        metadata: xx,
        chunkSize: 50_000,
        onChunkComplete: () => resolve(made.abort(true).then(() => made)),
        onError: reject,
      });
      made.start();
    });
    expect((await tus.ask('HEAD', aborted.url as string)).status).toBe(404);
  });
});
