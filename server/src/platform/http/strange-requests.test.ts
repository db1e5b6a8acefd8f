import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';
import { createLogger } from '../log.ts';
import { createMetrics } from '../metrics.ts';
import { createHttpServer } from './server.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Bytes over a bare connection; what came back when the server closed it. */
async function raw(text: string): Promise<string> {
  const socket = connect({ port: Number(new URL(server.url).port), host: '127.0.0.1' });
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => {});
  socket.write(text);
  await closed;
  return answer;
}

const parts = (answer: string) => {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body: JSON.parse(body) };
};

describe('bytes that are no HTTP request', () => {
  it.each([
    [
      'a control character in a header',
      'GET /health/live HTTP/1.1\r\nhost: a\r\naccept: \0\r\n\r\n',
      400,
      'BAD_REQUEST',
    ],
    ['no HTTP at all', 'hello\r\n\r\n', 400, 'BAD_REQUEST'],
    ['headers without end', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(100_000)}`, 431, 'HEADERS_TOO_LARGE'],
  ])('%s: the one error body', async (_, text, status, code) => {
    const answer = parts(await raw(text));
    expect([answer.status, answer.body.error_code]).toEqual([status, code]);
    expect(answer.head).toContain('content-type: application/json');
    expect(Object.keys(answer.body).sort().join()).toBe('detail,details,error,error_code,error_description,message');
  });
});

describe('requests that expect or announce something odd', () => {
  it('another expectation than 100-continue is ignored', async () => {
    const answer = await raw('GET /health/live HTTP/1.1\r\nhost: a\r\nexpect: cake\r\nconnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 200 OK/);
  });

  it.each([
    ['JSON that is announced and does not come', 'application/json', ''],
    ['broken JSON', 'application/json', '{"a":'],
    ['a type nobody knows', 'weird', 'x'],
  ])('DELETE ignores a body it has no use for: %s', async (_, type, body) => {
    const created = await server.call('POST', SESSIONS, { key: server.keys.batch, json: { language: 'xx' } });
    const target = `${SESSIONS}/${created.body.session_id}`;
    const headers = { 'content-type': type };
    expect((await server.call('DELETE', target, { key: server.keys.batch, headers, body })).status).toBe(204);
    expect((await server.call('GET', target, { key: server.keys.batch })).status).toBe(404);
  });

  it('OPTIONS with an origin that asks for no method is answered', async () => {
    const headers = { origin: 'https://app.example.org' };
    const answer = await server.call('OPTIONS', SESSIONS, { headers });
    expect(answer.headers.get('access-control-allow-origin')).toBe(headers.origin);
    expect(answer.status === 204 || answer.body.error_code === 'UNAUTHORIZED').toBe(true);
  });
});

describe('a client that goes away', () => {
  it.each([
    ['in the middle of its body', '{"a"', 10],
    ['while it is being served', '{"a":1}', 7],
  ])('%s is no fault of the server, and not logged as one', async (_, sent, announced) => {
    const lines: string[] = [];
    const log = createLogger({ level: 'info', pretty: false }, { write: (line) => void lines.push(line) });
    const app = createHttpServer({ log, metrics: createMetrics(), corsOrigins: [], trustedProxies: [] });
    let leave = () => {};
    const ended = new Promise((resolve) => {
      app.addHook('onError', async (_request, _reply, error) => resolve(error));
    });
    app.addHook('preParsing', async () => leave());
    app.post('/wait', ({ signal }) => {
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    const socket = connect({ port: (app.server.address() as AddressInfo).port, host: '127.0.0.1' });
    leave = () => void setImmediate(() => socket.destroy());
    const head = `POST /wait HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${announced}`;
    socket.write(`${head}\r\n\r\n${sent}`);
    expect(await ended).toBeInstanceOf(Error);
    await app.close();
    expect(lines.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
  });
});
