import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';
import { PAGE_PATHS } from './index.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    PARLANCE_OIDC_ISSUER: 'https://id.example',
    PARLANCE_OIDC_CLIENT_ID: 'parlance',
    PARLANCE_OIDC_NAME: '<script>alert("x")</script>',
  });
});
afterAll(() => server?.stop());

describe('pages', () => {
  it.each(PAGE_PATHS)(
    '%s: the right type, nothing but our own files, no frames, asked for again by its tag',
    async (path) => {
      const { status, headers, body } = await server.call('GET', path);
      const type = /\.(\w+)$/.exec(path)?.[1] ?? 'html';
      expect(status).toBe(200);
      expect(headers.get('content-type')).toMatch(
        { html: /^text\/html/, js: /^text\/javascript/, css: /^text\/css/, svg: /^image\/svg/ }[type] as RegExp,
      );
      const policy = headers.get('content-security-policy');
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect([headers.get('referrer-policy'), headers.get('x-content-type-options')]).toEqual([
        'no-referrer',
        'nosniff',
      ]);
      if (type === 'html') {
        expect(body).not.toMatch(/\{\{|<script(?![^>]*\ssrc=)| on\w+=| style=/);
        for (const [, target = ''] of body.matchAll(/(?:src|href)="([^"]*)"/g)) {
          if (target.startsWith('/api/')) continue;
          expect([target, (await server.call('GET', target)).status]).toEqual([target, 200]);
        }
        for (const [, id] of body.matchAll(/<input id="([\w-]+)"/g)) expect(body).toContain(`<label for="${id}">`);
      }
      const again = await server.call('GET', path, { headers: { 'if-none-match': headers.get('etag') as string } });
      expect([again.status, again.body]).toEqual([304, '']);
    },
  );

  it('show the button of a provider that is set up, by the name the operator chose, as text', async () => {
    const { body } = await server.call('GET', '/login');
    expect(body).toContain('href="/api/v3/auth/login/oidc"');
    expect(body).toContain('Sign in with &lt;script&gt;');
    expect(body).not.toContain('/api/v3/auth/login/microsoft');
  });

  it('are no operations of the API', async () => {
    const { body } = await server.call('GET', '/openapi.json');
    expect(Object.keys(body.paths).filter((path) => PAGE_PATHS.includes(path))).toEqual([]);
  });
});
