import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';

/** What is refused before anything is stored, by a server whose operator allows nothing beyond the public internet. */
const SESSIONS = '/api/v3/speech-to-text/session';
const WEBHOOKS = '/api/v3/organization/webhooks';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const call = (target: string, json: unknown) => server.call('POST', target, { key: server.keys.batch, json });

describe('the webhook of a session', () => {
  it.each([
    [{ webhook_url: 'http://example.org/hook' }, 'webhook_url'],
    [{ webhook_url: 'https://localhost/hook' }, 'webhook_url'],
    [{ webhook_url: 'https://a.localdomain/hook' }, 'webhook_url'],
    [{ webhook_url: 'https://10.0.0.1/hook' }, 'webhook_url'],
    [{ webhook_url: 'https://1.1.1.1/hook' }, 'webhook_url'],
    [{ webhook_url: 'https://[::ffff:10.0.0.1]/hook' }, 'webhook_url'],
    [{ webhook_url: 'https://0x7f000001/hook' }, 'webhook_url'],
    [{ webhook_url: 'https://user:pass@example.org/hook' }, 'webhook_url'],
    [{ webhook_url: 'https://example.org/a b' }, 'webhook_url'],
    [{ webhook_url: 'ftp://example.org/hook' }, 'webhook_url'],
    [{ webhook_url: 'hook' }, 'webhook_url'],
    [{ webhook_url: `https://example.org/${'a'.repeat(2_000)}` }, 'webhook_url'],
    [{ document: { webhook_url: 'https://10.0.0.1/' } }, 'document.webhook_url'],
    [{ webhook_headers: ['X: 1\r\nHost: evil'] }, 'webhook_headers.0'],
    [{ webhook_headers: ['X: 1', 'X: 1\nY: 2'] }, 'webhook_headers.1'],
    [{ webhook_headers: ['X: a\u0000b'] }, 'webhook_headers.0'],
    [{ webhook_headers: ['X: a\u007fb'] }, 'webhook_headers.0'],
    [{ webhook_headers: ['X: Ā'] }, 'webhook_headers.0'],
    [{ webhook_headers: ['X Y: 1'] }, 'webhook_headers.0'],
    [{ webhook_headers: [': 1'] }, 'webhook_headers.0'],
    [{ webhook_headers: ['Host: evil'] }, 'webhook_headers.0'],
    [{ webhook_headers: ['content-length: 1'] }, 'webhook_headers.0'],
    [{ webhook_headers: ['Transfer-Encoding: chunked'] }, 'webhook_headers.0'],
    [{ webhook_headers: ['Connection: close'] }, 'webhook_headers.0'],
    [{ webhook_headers: ['Proxy-Authorization: x'] }, 'webhook_headers.0'],
    [{ webhook_headers: Array.from({ length: 3 }, () => `X: ${'a'.repeat(3_000)}`) }, 'webhook_headers'],
    [{ document: { webhook_headers: ['Host: evil'] } }, 'document.webhook_headers.0'],
  ])('422: %j', async (body, field) => {
    const answer = await call(SESSIONS, { language: 'xx', ...body });
    expect([answer.status, answer.body.error_code]).toEqual([422, 'VALIDATION_ERROR']);
    expect(answer.body.details.field).toBe(field);
    const sessions = await server.call('GET', SESSIONS, { key: server.keys.batch });
    expect(sessions.body.total_results).toBe(0);
  });
});

describe('an endpoint of the organisation', () => {
  it.each([
    [{}, 'url'],
    [{ url: 'https://localhost/' }, 'url'],
    [{ url: 'https://192.168.1.1/' }, 'url'],
    [{ url: 'https://example.org:22/' }, 'url'],
    [{ url: 'https://example.org/', method: 'DELETE' }, 'method'],
    [{ url: 'https://example.org/', events: ['song.sung'] }, 'events.0'],
    [{ url: 'https://example.org/', events: [] }, 'events'],
    [{ url: 'https://example.org/', headers: ['Host: x'] }, 'headers.0'],
    [{ url: 'https://example.org/', headers: ['X: 1\r\nY: 2'] }, 'headers.0'],
    [{ url: 'https://example.org/', description: 'a\u0000' }, 'description'],
  ])('422: %j', async (json, field) => {
    const { status, body } = await call(WEBHOOKS, json);
    expect([status, body.error_code, body.details.field]).toEqual([422, 'VALIDATION_ERROR', field]);
  });
});
