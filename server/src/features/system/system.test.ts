import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

describe('system', () => {
  it('getLiveness and getReadiness: 200 without a key', async () => {
    expect(await server.call('GET', '/health/live')).toMatchObject({ status: 200, body: { status: 'live' } });
    expect(await server.call('GET', '/health/ready')).toMatchObject({ status: 200, body: { status: 'ready' } });
  });

  it('getMetrics: 200 with the figures of requests and decoders, by route and not by id', async () => {
    await server.call('GET', `/api/v3/speech-to-text/session/${'0'.repeat(26)}`, { key: server.keys.batch });
    const { status, body } = await server.call('GET', '/metrics');
    expect(status).toBe(200);
    expect(body).toContain('route="/api/v3/speech-to-text/session/:session_id",status="404"');
    expect(body).toMatch(/parlance_decoders 1\n/);
    expect(body).not.toContain('0'.repeat(26));
  });

  it('serves the contract that is committed', async () => {
    const { body } = await server.call('GET', '/openapi.json');
    const committed = path.join(import.meta.dirname, '..', '..', '..', '..', 'openapi.json');
    expect(body).toEqual(JSON.parse(await readFile(committed, 'utf8')));
    const operations = Object.values(body.paths).flatMap((methods) => Object.values(methods as object));
    for (const operation of operations) {
      expect(operation.operationId, JSON.stringify(operation).slice(0, 200)).toBeTruthy();
      expect(operation.responses['500'], operation.operationId).toBeTruthy();
    }
    const ids = operations.map((operation) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('serves the reference from itself alone', async () => {
    const page = await server.call('GET', '/docs/');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const scripts = [...String(page.body).matchAll(/<(?:script|link)[^>]+(?:src|href)="([^"]+)"/g)].map(
      ([, target]) => target,
    );
    expect(scripts.length).toBeGreaterThan(0);
    for (const target of scripts) expect(target).not.toMatch(/^(https?:)?\/\//);
  });

  it('404 with the one error body for what is not there', async () => {
    const { status, body, headers } = await server.call('GET', '/api/v3/nothing');
    expect([status, body.error, body.error_code]).toEqual([404, 'Not Found', 'NOT_FOUND']);
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect((await server.call('GET', '/%')).status).toBe(400);
    expect((await server.call('TRACE' as 'GET', '/health/live').catch(() => ({ status: 404 }))).status).toBe(404);
  });

  it('answers pages of other origins, preflight and all', async () => {
    const origin = 'https://app.example.org';
    const preflight = await server.call('OPTIONS', '/api/v3/speech-to-text/session', {
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-zoom-s2t-key' },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
    const denied = await server.call('GET', '/api/v3/speech-to-text/session', { headers: { origin } });
    expect([denied.status, denied.headers.get('access-control-allow-origin')]).toEqual([401, origin]);
  });
});
