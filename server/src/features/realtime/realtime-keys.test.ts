import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isListening, openLive, refusalOf, startLive } from '../../../test/live-client.ts';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';

let server: TestServer;
const lines: string[] = [];
beforeAll(async () => {
  const log = { write: (line: string) => void lines.push(line) };
  server = await startTestServer(
    { PARLANCE_LOG_LEVEL: 'debug', PARLANCE_CORS_ORIGINS: 'https://allowed.example' },
    { log },
  );
});
afterAll(() => server?.stop());

const V2 = '/v2/realtime?language=xx';
const works = async (path: string, headers: Record<string, string> = {}) => {
  const client = await openLive(server.url, path, { headers });
  await startLive(client);
  client.send({ action: 'stop' });
  expect((await client.closed).code).toBe(1000);
};
const refused = async (path: string, headers: Record<string, string> = {}) => {
  const { status, body } = await refusalOf(openLive(server.url, path, { headers }));
  return [status, body.error_code];
};

describe('ways to bring a key', () => {
  it.each([
    ['x-zoom-s2t-key', (key: string) => ({ 'x-zoom-s2t-key': key })],
    ['Authorization: Bearer', (key: string) => ({ authorization: `Bearer ${key}` })],
    ['x-api-key', (key: string) => ({ 'x-api-key': key })],
    ['api-key', (key: string) => ({ 'api-key': key })],
  ])('the header %s', async (_, headers) => {
    await works(V2, headers(server.keys.realtime));
    await works('/realtime', headers(server.keys.realtime));
  });

  it('?token=', async () => {
    await works(`${V2}&token=${server.keys.realtime}`);
    await works(`/realtime?token=${server.keys.realtime}`);
  });

  it('a login, by token and by cookie, of whoever may make sessions', async () => {
    const ann = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    await works(`${V2}&token=${ann.token}`);
    await works(V2, { authorization: `Bearer ${ann.token}` });
    const body = new URLSearchParams({ username: ann.email, password: 'Correct-Horse-1-Staple' });
    const signedIn = await server.call('POST', '/api/v3/auth/login?login_type=cookie', { body });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(cookie).not.toBe('');
    await works(V2, { cookie, origin: server.url });
    expect(await refused(V2, { cookie, origin: 'https://evil.example' })).toEqual([403, 'CROSS_SITE']);
    const bob = await server.createPerson({ roles: ['CUSTOMER'] });
    expect(await refused(`${V2}&token=${bob.token}`)).toEqual([403, 'INSUFFICIENT_ROLE']);
  });

  it('the first of several counts', async () => {
    await works(`${V2}&token=wrong`, { 'x-zoom-s2t-key': server.keys.realtime });
  });
});

describe('refusals before the upgrade', () => {
  it('401 without and with a wrong or ended key, in the one error body', async () => {
    const refusal = await refusalOf(openLive(server.url, V2));
    expect([refusal.status, refusal.body.error_code]).toEqual([401, 'UNAUTHORIZED']);
    expect(refusal.headers['content-type']).toContain('application/json');
    expect(refusal.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(await refused(`${V2}&token=wrong`)).toEqual([401, 'INVALID_TOKEN']);
    expect(await refused('/realtime?token=wrong')).toEqual([401, 'INVALID_TOKEN']);
    expect(await refused('/v2/client/wrong?url=https://example.org/')).toEqual([401, 'INVALID_TOKEN']);
    const expired = await server.createKey({ type: 'realtime', expires_at: new Date(Date.now() - 1000) });
    expect(await refused(`${V2}&token=${expired}`)).toEqual([401, 'TOKEN_EXPIRED']);
  });

  it('403 for keys of other kinds', async () => {
    expect(await refused(`${V2}&token=${server.keys.batch}`)).toEqual([403, 'WRONG_TOKEN_TYPE']);
    const reseller = await server.createKey({ type: 'reseller' });
    expect(await refused(`/realtime?token=${reseller}`)).toEqual([403, 'WRONG_TOKEN_TYPE']);
  });

  it('403 for pages of other origins, whatever they bring', async () => {
    const token = `${V2}&token=${server.keys.realtime}`;
    expect(await refused(token, { origin: 'https://evil.example' })).toEqual([403, 'CROSS_SITE']);
    await works(token, { origin: 'https://allowed.example' });
    await works(token, { origin: server.url });
  });

  it.each([
    ['language=zz', 400, 'INVALID_LANGUAGE', 'language'],
    ['sample_rate=7999', 422, 'VALIDATION_ERROR', 'sample_rate'],
    ['sample_rate=many', 422, 'VALIDATION_ERROR', 'sample_rate'],
    ['encoding=mp3', 422, 'VALIDATION_ERROR', 'encoding'],
    ['channels=9', 422, 'VALIDATION_ERROR', 'channels'],
    ['endpoint_ms=199', 422, 'VALIDATION_ERROR', 'endpoint_ms'],
    ['format=xml', 422, 'VALIDATION_ERROR', 'format'],
    ['partial=maybe', 422, 'VALIDATION_ERROR', 'partial'],
    ['session_id=7', 422, 'VALIDATION_ERROR', 'session_id'],
  ])('?%s: %i with the field', async (query, status, code, field) => {
    const opening = openLive(server.url, `/v2/realtime?token=${server.keys.realtime}&${query}`);
    const { status: got, body } = await refusalOf(opening);
    expect([got, body.error_code, body.details?.field]).toEqual([status, code, field]);
  });

  it('unknown types are read as fast', () => works(`${V2}&token=${server.keys.realtime}&type=turbo`));

  it('426 for a plain request, 400 for a handshake that is none', async () => {
    const plain = await server.call('GET', '/v2/realtime', { key: server.keys.realtime });
    expect([plain.status, plain.body.error_code]).toEqual([426, 'UPGRADE_REQUIRED']);
    const headers = { upgrade: 'websocket', connection: 'upgrade', 'sec-websocket-key': 'short' };
    const asked = request(server.url + V2, { headers: { ...headers, 'x-api-key': server.keys.realtime } });
    asked.end();
    expect((await once(asked, 'response'))[0].statusCode).toBe(400);
  });

  it('what offers an upgrade elsewhere is answered as if it did not', async () => {
    const refusal = await refusalOf(openLive(server.url, '/health/live'));
    expect([refusal.status, refusal.body]).toEqual([200, { status: 'live' }]);
  });
});

describe('a key in start', () => {
  const begin = async (key: string | undefined) => {
    const client = await openLive(server.url, '/realtime?language=xx');
    client.send({ action: 'start', ...(key === undefined ? {} : { key }) });
    return client;
  };

  it('is taken on /realtime, and only there', async () => {
    const client = await begin(server.keys.realtime);
    await client.until(isListening);
    client.socket.terminate();
    expect(await refused(V2)).toEqual([401, 'UNAUTHORIZED']);
  });

  it.each([
    ['none', () => undefined, 4401, 'UNAUTHORIZED'],
    ['a wrong one', () => 'wrong', 4401, 'INVALID_TOKEN'],
    ['one of another kind', () => server.keys.batch, 4403, 'WRONG_TOKEN_TYPE'],
  ])('%s: told, then closed', async (_, key, code, error_code) => {
    const client = await begin(key());
    expect((await client.closed).code).toBe(code);
    expect(client.messages).toEqual([{ error: expect.any(String), error_code }]);
  });
});

it('no key is ever logged', async () => {
  await refused('/v2/client/secret-in-the-path?url=https://example.org/&token=secret-in-the-query');
  await refused('/v2/realtime?token=secret-in-the-query&sample_rate=1');
  await refused('/nowhere?token=secret-in-the-query');
  await refused('/api/v3/limits?token=secret-in-the-query', { 'x-zoom-s2t-key': 'secret-in-a-header' });
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.filter((line) => /secret-in/.test(line))).toEqual([]);
  expect(lines.filter((line) => line.includes(server.keys.realtime))).toEqual([]);
});

describe.each([
  ['initializeRealtime', 'POST', '/api/v4/realtime/initialize'],
  ['getRealtimeStatus', 'GET', '/api/v4/realtime/status'],
])('%s', (_, method, path) => {
  it('200 with both documented shapes, to every valid key and login', async () => {
    const answer = await server.call(method, path, { key: server.keys.realtime });
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        ...{ status: 'ready', message: 'Realtime service is ready for connections', ready: true },
        ...{ endpoint: `${server.url.replace('http', 'ws')}/v2/realtime`, version: 'v4', models: ['fast', 'quality'] },
      },
    ]);
    const { token } = await server.createPerson({ roles: ['CUSTOMER'] });
    for (const key of [server.keys.batch, server.keys.foreign, token]) {
      expect((await server.call(method, path.replace('/api', ''), { key })).status).toBe(200);
    }
  });

  it('401 without a key', async () => {
    expect((await server.call(method, path)).status).toBe(401);
  });

  it('503 without a model for it, and so are connections', async () => {
    const beside = await server.startBeside({ PARLANCE_ENGINES: 'sherpa-onnx' });
    const answer = await server.call(method, beside.url + path, { key: server.keys.realtime });
    expect([answer.status, answer.body]).toMatchObject([503, { status: 'unavailable', ready: false }]);
    const { status } = await refusalOf(openLive(beside.url, `${V2}&token=${server.keys.realtime}`));
    expect(status).toBe(503);
  });
});
