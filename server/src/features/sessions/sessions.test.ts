import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const create = (json: unknown, key = server.keys.batch) => server.call('POST', SESSIONS, { key, json });

describe('createSession', () => {
  it('200: answers in both documented shapes with the older status word', async () => {
    const { status, body } = await create({ language: 'xx', meta_data: { key: 'value' } });
    expect(status).toBe(200);
    expect(body.result.session_id).toMatch(/^[0-9a-f]{26}$/);
    expect(body).toMatchObject({ count: 1, total_results: 1, session_id: body.result.session_id, status: 'new' });
    expect(body.result).toMatchObject({
      duration: 0,
      error: null,
      filename: null,
      media_type: null,
      media_url: null,
      status: 'new',
    });
  });

  it('200: keeps every documented field', async () => {
    const given = {
      language: 'XX',
      punctuation: true,
      multichannel: true,
      keep_source: true,
      diarization: true,
      webhook_url: 'https://example.org/hook',
      webhook_method: 'PUT',
      webhook_headers: ['X-One: 1'],
      document: { document_type: 'caption', max_line_length: 42 },
      meta_data: { duration: '100' },
      folder_id: await server.createFolder(),
      custom_model_id: 9,
    };
    const { body } = await create(given);
    const { body: session } = await server.call('GET', `${SESSIONS}/${body.session_id}`, { key: server.keys.batch });
    expect(session).toMatchObject({
      language: 'XX',
      punctuation: true,
      multichannel: true,
      keep_source: true,
      diarization: true,
      meta_data: { duration: '100' },
      folder_id: given.folder_id,
      custom_model_id: 9,
      session_mode: 'decode',
      model: 'scripted',
    });
    const row = await server.running.ctx.db
      .selectFrom('sessions')
      .select(['webhook_url', 'webhook_method', 'webhook_headers', 'document'])
      .where('session_id', '=', body.session_id)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({
      webhook_url: given.webhook_url,
      webhook_method: 'PUT',
      webhook_headers: [expect.stringMatching(/^X-One: sealed:/)],
      document: given.document,
    });
  });

  it('200: null means the default, unknown fields are ignored, slashes and /v3 are accepted', async () => {
    const json = { language: 'xx', punctuation: null, webhook_url: null, folder_id: null, new_field: { x: 1 } };
    for (const path of [SESSIONS, `${SESSIONS}/`, '/v3/speech-to-text/session', '/v3/speech-to-text/session/']) {
      expect((await server.call('POST', path, { key: server.keys.batch, json })).status, path).toBe(200);
    }
  });

  it('400: an unknown language names what there is', async () => {
    const { status, body } = await create({ language: 'tlh' });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: 'Bad Request',
      error_code: 'INVALID_LANGUAGE',
      details: { installed: ['xx'] },
    });
    expect(body.message).toContain('xx');
  });

  it('400: align and malformed JSON are refused in words', async () => {
    expect((await create({ language: 'xx', session_mode: 'align' })).status).toBe(400);
    const malformed = await server.call('POST', SESSIONS, {
      key: server.keys.batch,
      headers: { 'content-type': 'application/json' },
      body: '{"language": ',
    });
    expect(malformed).toMatchObject({ status: 400, body: { error_code: 'BAD_REQUEST' } });
  });

  it('401 without a key, with a wrong one; header and Bearer are equal', async () => {
    expect(await server.call('POST', SESSIONS, { json: { language: 'xx' } })).toMatchObject({
      status: 401,
      body: { error: 'Unauthorized', error_code: 'UNAUTHORIZED' },
    });
    expect((await create({ language: 'xx' }, 'parlance_batch_wrong')).body.error_code).toBe('INVALID_TOKEN');
    const bearer = await server.call('POST', SESSIONS, {
      headers: { authorization: `Bearer ${server.keys.batch}` },
      json: { language: 'xx' },
    });
    expect(bearer.status).toBe(200);
  });

  it('401 TOKEN_EXPIRED once a key has run out, INVALID_TOKEN once it is revoked', async () => {
    const expired = await server.createKey({ type: 'batch', expires_at: new Date(Date.now() - 1000) });
    expect((await create({ language: 'xx' }, expired)).body.error_code).toBe('TOKEN_EXPIRED');
  });

  it('403: a key of another kind cannot create', async () => {
    const { status, body } = await create({ language: 'xx' }, server.keys.realtime);
    expect([status, body.error_code]).toEqual([403, 'WRONG_TOKEN_TYPE']);
  });

  it('415: another content type', async () => {
    const answer = await server.call('POST', SESSIONS, {
      key: server.keys.batch,
      headers: { 'content-type': 'text/xml' },
      body: '<a/>',
    });
    expect(answer).toMatchObject({ status: 415, body: { error_code: 'UNSUPPORTED_MEDIA_TYPE' } });
  });

  it.each([
    [{}, 'language'],
    [{ language: 5 }, 'language'],
    [{ language: 'xx', punctuation: 'true' }, 'punctuation'],
    [{ language: 'xx', webhook_url: 'http://example.org' }, 'webhook_url'],
    [{ language: 'xx', webhook_method: 'DELETE' }, 'webhook_method'],
    [{ language: 'xx', webhook_headers: ['no colon'] }, 'webhook_headers.0'],
    [{ language: 'xx', webhook_headers: ['X: 1\r\nY: 2'] }, 'webhook_headers.0'],
    [{ language: 'xx', meta_data: { a: 1 } }, 'meta_data.a'],
    [{ language: 'xx', folder_id: 99_999_999_999 }, 'folder_id'],
    [{ language: 'xx', session_mode: 'sing' }, 'session_mode'],
  ])('422: %j names the field', async (json, field) => {
    const { status, body } = await create(json);
    expect([status, body.error_code, body.details.field]).toEqual([422, 'VALIDATION_ERROR', field]);
  });
});

describe('getSession', () => {
  it('200: bare and enveloped at once, with the newer status words', async () => {
    const id = await server.transcribe(READING);
    const before = await server.call('GET', `${SESSIONS}/${id}`, { key: server.keys.batch });
    expect(['queued', 'processing', 'completed']).toContain(before.body.status);
    const session = await server.ended(id);
    expect(session).toMatchObject({
      count: 1,
      total_results: 1,
      session_id: id,
      status: 'completed',
      filename: 'sense_and_sensibility_01_austen_64kb-0880.wav',
      duration: 2.99,
      media_type: 'audio/wav',
      media_url: null,
      error: null,
      stage: null,
      progress: 100,
      queue_position: null,
      custom_model_id: null,
      document: { name: 'sense_and_sensibility_01_austen_64kb-0880.wav Transcript', type: 'transcript' },
    });
    expect(session.result).toMatchObject({ session_id: id, status: 'completed' });
    expect(Date.parse(session.finished_at)).toBeGreaterThanOrEqual(Date.parse(session.started_at));
    expect(session.created_at).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('401 for another key of the organisation, of whatever kind; 404 for another organisation', async () => {
    const { body } = await create({ language: 'xx' });
    for (const path of [`${SESSIONS}/${body.session_id}`, `${SESSIONS}/${body.session_id}/result`]) {
      expect((await server.call('GET', path)).status).toBe(401);
      for (const key of [server.keys.secondBatch, server.keys.realtime]) {
        expect(await server.call('GET', path, { key })).toMatchObject({
          status: 401,
          body: { error_code: 'WRONG_SESSION_TOKEN' },
        });
      }
      expect(await server.call('GET', path, { key: server.keys.foreign })).toMatchObject({
        status: 404,
        body: { error: 'Not Found', message: 'Session not found', error_code: 'SESSION_NOT_FOUND' },
      });
    }
  });

  it.each([
    'abc123def456',
    "x' or '1'='1",
    '..%2f..%2fetc%2fpasswd',
    '%00',
    '%F0%9F%92%A9',
    'f'.repeat(10_000),
    '0'.repeat(26),
  ])('404: %.40s is not a session', async (id) => {
    const { status, body } = await server.call('GET', `${SESSIONS}/${id}`, { key: server.keys.batch });
    expect([status, body.error_code]).toEqual([404, 'SESSION_NOT_FOUND']);
  });
});

describe('listSessions', () => {
  let lister: string;
  let folders: number[];
  beforeAll(async () => {
    lister = await server.createKey({ type: 'batch' });
    folders = [await server.createFolder(), await server.createFolder()];
    for (let index = 0; index < 4; index++) await create({ language: 'xx', folder_id: folders[index % 2] }, lister);
    const last = await create({ language: 'xx' }, lister);
    await server.call('PUT', `${SESSIONS}/${last.body.session_id}`, {
      key: lister,
      headers: { 'content-type': 'audio/mpeg', 'x-filename': 'Meeting%20100%25_final.mp3' },
      body: 'not audio',
    });
    await server.ended(last.body.session_id, lister);
  });
  const list = (query: string, key = lister) => server.call('GET', `${SESSIONS}?${query}`, { key });

  it('200: newest first, only what this key made', async () => {
    const { status, body } = await list('');
    expect(status).toBe(200);
    expect([body.count, body.total_results, body.result.length]).toEqual([5, 5, 5]);
    const ids = body.result.map((session: { id: number }) => session.id);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    expect((await list('', server.keys.foreign)).body.total_results).toBe(0);
  });

  it('200: pages, and cuts a limit that is too large', async () => {
    const { body } = await list('offset=3&limit=1');
    expect([body.count, body.total_results]).toEqual([1, 5]);
    expect((await list('limit=5000')).status).toBe(200);
  });

  it('200: filters by status in all its words, by text, by folder', async () => {
    for (const word of ['failed', 'error', 'FAILED']) expect((await list(`status=${word}`)).body.total_results).toBe(1);
    expect((await list('status=new')).body.total_results).toBe(4);
    expect((await list('status=done')).body.total_results).toBe(0);
    expect((await list('q=meeting')).body.total_results).toBe(1);
    expect((await list('q=100%25_')).body.total_results).toBe(1);
    expect((await list('q=%25')).body.total_results).toBe(1);
    expect((await list('q=1__')).body.total_results).toBe(0);
    expect((await list(`folder_id=${folders[1]}`)).body.total_results).toBe(2);
  });

  it('200: sorts both ways', async () => {
    const up = (await list('sort=created_at&direction=asc')).body.result;
    const down = (await list('sort=created_at&direction=desc')).body.result;
    expect(up.map((s: { id: number }) => s.id)).toEqual(down.map((s: { id: number }) => s.id).reverse());
    expect((await list('sort=name&direction=asc')).body.result[0].filename).toBe('Meeting 100%_final.mp3');
  });

  it('400 and 422: wrong filters say what is right', async () => {
    expect(await list('status=sleeping')).toMatchObject({ status: 400, body: { error_code: 'INVALID_PARAMETER' } });
    expect((await list('sort=password')).body.message).toContain('created_at');
    expect((await list('offset=-1')).status).toBe(422);
    expect((await list('limit=ten')).status).toBe(422);
    expect((await list('direction=sideways')).status).toBe(422);
    expect((await list('q=%00')).status).toBe(400);
  });

  it('401 without a key, 403 for a realtime key', async () => {
    expect((await server.call('GET', SESSIONS)).status).toBe(401);
    expect((await list('', server.keys.realtime)).status).toBe(403);
  });
});

describe('deleteSession', () => {
  it('204: erases text, name and media, for good', async () => {
    const id = await server.transcribe(READING, { keep_source: true, meta_data: { secret: 'x' } });
    const session = await server.ended(id);
    const media: string = session.media_url;
    expect((await server.call('GET', media)).status).toBe(200);
    for (const [key, status] of [
      [undefined, 401],
      [server.keys.secondBatch, 401],
      [server.keys.foreign, 404],
    ] as const) {
      expect((await server.call('DELETE', `${SESSIONS}/${id}`, key ? { key } : {})).status).toBe(status);
    }
    expect((await server.call('DELETE', `${SESSIONS}/${id}`, { key: server.keys.batch })).status).toBe(204);
    for (const path of [`${SESSIONS}/${id}`, `${SESSIONS}/${id}/result`]) {
      expect((await server.call('GET', path, { key: server.keys.batch })).status).toBe(404);
    }
    expect((await server.call('DELETE', `${SESSIONS}/${id}`, { key: server.keys.batch })).status).toBe(404);
    expect((await server.call('GET', media)).status).toBe(404);
    const row = await server.running.ctx.db
      .selectFrom('sessions')
      .selectAll()
      .where('session_id', '=', id)
      .executeTakeFirstOrThrow();
    expect([row.filename, row.meta_data, row.error]).toEqual([null, null, null]);
    const results = await server.running.ctx.db
      .selectFrom('session_results')
      .select('session')
      .where('session', '=', row.id)
      .execute();
    expect(results).toEqual([]);
  });
});

describe('getMedia', () => {
  it('serves the kept copy by a signed link, whole and in ranges, and nothing by another', async () => {
    const id = await server.transcribe(READING, { keep_source: true });
    const { media_url } = await server.ended(id);
    const whole = await fetch(media_url);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(whole.headers.get('content-type')).toMatch(/^(audio|video)\/mp4$/);
    expect(bytes.subarray(4, 8).toString()).toBe('ftyp');
    const part = await fetch(media_url, { headers: { range: 'bytes=4-7' } });
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
      206,
      'ftyp',
      `bytes 4-7/${bytes.length}`,
    ]);
    const beyond = await server.call('GET', media_url, { headers: { range: `bytes=${bytes.length}-` } });
    expect([beyond.status, beyond.body.error_code]).toEqual([416, 'RANGE_NOT_SATISFIABLE']);
    const bent = new URL(media_url);
    bent.searchParams.set('expires', String(Number(bent.searchParams.get('expires')) + 1));
    expect((await fetch(bent)).status).toBe(404);
    const other = await create({ language: 'xx' });
    expect((await fetch(media_url.replace(id, other.body.session_id))).status).toBe(404);
  });
});
