import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededBytes } from './seeded-random.ts';
import { startBadDay, startTwoServers, type TwoServers } from './unreliable-uploads.ts';
import type { PageUpload } from './uppy-page.ts';

/** Uppy in a real browser, on a page of another origin, over a network that breaks, to servers of which one is killed. */
const SEED = Number(process.env.UPLOAD_SEED ?? 20_260_801);
const BYTES = 3_000_000;
const content = seededBytes(BYTES, SEED);
/** Debian's; scripts/setup.mjs sees to it before the tests. */
const CHROMIUM = '/usr/bin/chromium';

describe.skipIf(!existsSync(CHROMIUM))(`Uppy in Chromium (UPLOAD_SEED=${SEED})`, () => {
  let servers: TwoServers;
  let browser: Browser;
  let site: Server;
  let origin: string;
  beforeAll(async () => {
    servers = await startTwoServers();
    const bundle = await bundlePage();
    site = createServer((request, response) => {
      if (request.url === '/content') return response.end(content);
      if (request.url === '/page.js') return response.setHeader('content-type', 'text/javascript').end(bundle);
      response.setHeader('content-type', 'text/html').end('<!doctype html><script src="/page.js"></script>');
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(site.address() as { port: number }).port}`;
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
    await servers?.stop();
  });

  it.each<[string, PageUpload['options'], boolean]>([
    ['in pieces, and the page is loaded again in the middle', { chunkSize: 200_000 }, true],
    ['in one piece', {}, false],
    ['in three parts at once', { parallelUploads: 3, chunkSize: 300_000 }, false],
  ])('%s: cut, killed, and the same', async (name, options, reload) => {
    const day = await startBadDay(servers, SEED + name.length, BYTES);
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(origin);
      const given: PageUpload = { endpoint: day.endpoint, headers: day.headers, source: '/content', options };
      const start = () => page.evaluate((upload) => globalThis.upload(upload), given);
      if (reload) {
        const lost = start().catch(() => 'the page has gone');
        await page.waitForFunction((enough) => Number(document.title) > enough, BYTES / 3);
        await page.reload();
        expect(await lost).toBe('the page has gone');
      }
      await day.expectArrived(await start(), content);
      expect(day.story().cuts, 'nothing happened on the way').toBeGreaterThan(1);
      expect(day.story().kills).toBe(1);
    } finally {
      await context.close();
      await day.end();
    }
  });
});

async function bundlePage(): Promise<string> {
  const built = await rolldown({ input: path.join(import.meta.dirname, 'uppy-page.ts'), platform: 'browser' });
  const { output } = await built.generate({ format: 'iife' });
  await built.close();
  return output[0].code;
}
