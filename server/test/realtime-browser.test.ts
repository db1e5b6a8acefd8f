import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from './test-server.ts';

/** The SDK's live streams in a real browser, on a page of another origin. */
const CHROMIUM = '/usr/bin/chromium';

describe.skipIf(!existsSync(CHROMIUM))('RealtimeTranscriber in Chromium', () => {
  let server: TestServer;
  let browser: Browser;
  let site: Server;
  let page: Page;
  beforeAll(async () => {
    const pcm = (await readFile(READING)).subarray(44);
    const bundle = await bundlePage();
    site = createServer((request, response) => {
      if (request.url === '/speech') return response.end(Buffer.concat([pcm, Buffer.alloc(32_000)]));
      if (request.url === '/page.js') return response.setHeader('content-type', 'text/javascript').end(bundle);
      response.setHeader('content-type', 'text/html').end('<!doctype html><script src="/page.js"></script>');
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(site.address() as { port: number }).port}`;
    server = await startTestServer({ PARLANCE_ENGINES: 'pocketsphinx', PARLANCE_CORS_ORIGINS: origin });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    page = await browser.newPage();
    await page.goto(origin);
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
    await server?.stop();
  });

  it('connects, shows partials and finals, and stops with everything', async () => {
    const options = { url: server.url, key: server.keys.realtime, language: 'en' };
    const run = await page.evaluate((given) => globalThis.live.transcribe(given, '/speech'), options);
    expect(run.states).toEqual(['disconnected', 'connecting', 'loading', 'listening', 'stopping', 'stopped']);
    expect(run.partials).toBeGreaterThan(0);
    expect(run.text).toMatch(/^he was not/);
    expect(run.text).toBe(run.finals.join(' '));
  });

  it('tells why it is refused, which the browser keeps to itself', async () => {
    const refusal = (changes: object) =>
      page.evaluate((given) => globalThis.live.refusal(given), { url: server.url, ...changes });
    expect(await refusal({ key: 'wrong' })).toEqual({ status: 401, errorCode: 'INVALID_TOKEN' });
    expect(await refusal({ key: server.keys.batch })).toMatchObject({ status: 403 });
    expect(await refusal({ key: server.keys.realtime, language: 'qq' })).toMatchObject({ status: expect.any(Number) });
    expect(await refusal({ url: 'http://127.0.0.1:1', key: 'k' })).toEqual({ status: 0, errorCode: 'NETWORK_ERROR' });
  });
});

async function bundlePage(): Promise<string> {
  const built = await rolldown({ input: path.join(import.meta.dirname, 'realtime-page.ts'), platform: 'browser' });
  const { output } = await built.generate({ format: 'iife' });
  await built.close();
  return output[0].code;
}
