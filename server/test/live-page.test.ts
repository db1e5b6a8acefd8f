import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSrt } from '../src/captions/formats/srt.ts';
import { pause, wavOf } from './recordings.ts';
import { LIBRIVOX, startTestServer, type TestServer } from './test-server.ts';

const CHROMIUM = '/usr/bin/chromium';
const WAV_HEADER_BYTES = 44;
/** Pictures for looking at, where somebody wants them. */
const PICTURES = process.env.LIVE_PAGE_PICTURES;

describe.skipIf(!existsSync(CHROMIUM))('the page of live captions', () => {
  let server: TestServer;
  let directory: string;
  let reading: string;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** What the browser complains of: scripts that fail, what the policy refuses. */
  let complaints: string[];

  beforeAll(async () => {
    server = await startTestServer({ PARLANCE_ENGINES: 'pocketsphinx' });
    directory = await mkdtemp(path.join(tmpdir(), 'parlance-live-'));
    reading = path.join(directory, 'reading.wav');
    const sentence = async (number: string) =>
      (await readFile(path.join(LIBRIVOX, `sense_and_sensibility_01_austen_64kb-${number}.wav`))).subarray(
        WAV_HEADER_BYTES,
      );
    // The device needs a moment before it is heard.
    const pcm = Buffer.concat([pause(1), await sentence('0880'), pause(1.5), await sentence('0930'), pause(1)]);
    await writeFile(reading, wavOf(pcm));
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${reading}%noloop`,
        '--autoplay-policy=no-user-gesture-required',
      ],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  });
  beforeEach(async () => {
    context = await browser.newContext({
      acceptDownloads: true,
      permissions: ['microphone', 'clipboard-read', 'clipboard-write'],
    });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (entry) => {
      if (entry.type() === 'error' && !/status of 4\d\d|WebSocket connection/.test(entry.text()))
        complaints.push(entry.text());
    });
  });
  afterEach(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const state = (text: RegExp) => page.locator('#state').filter({ hasText: text }).waitFor();
  const look = async (name: string) => {
    if (PICTURES) await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
  };
  const finals = async () => (await page.locator('#finals li span').allTextContents()).join(' ');
  async function open() {
    await page.goto(`${server.url}/live`);
    await page.getByLabel('Or a realtime API key').fill(server.keys.realtime);
    await look('door');
    await button('Use this key').click();
    await button('Start').waitFor();
  }

  it('hears the microphone: words appear while they are spoken, become final, are copied and saved', async () => {
    await open();
    await page
      .getByLabel('Language')
      .selectOption({ label: 'English' })
      .catch(() => page.getByLabel('Language').selectOption('en-us'));
    await look('setup');
    await button('Start').click();
    await state(/Listening/);
    await page
      .locator('#stage')
      .filter({ hasText: /\w+ \w+/ })
      .waitFor();
    await look('live');
    await page.locator('#finals li').nth(1).waitFor({ timeout: 60_000 });
    await look('text');
    expect(await page.locator('#elapsed').textContent()).toMatch(/^0:\d\d$/);
    await button('Stop').click();
    await state(/Stopped/);
    const text = await finals();
    expect(text).toMatch(/exposed young man|not|until/);
    await look('stopped');
    await button('Copy').click();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      (await page.locator('#finals li span').allTextContents()).join('\n'),
    );
    await page.getByText('Save', { exact: true }).click();
    await look('menu');
    const [download] = await Promise.all([page.waitForEvent('download'), button('Captions (SRT)').click()]);
    expect(download.suggestedFilename()).toMatch(/^Live \d{4}-\d\d-\d\d \d{4}\.srt$/);
    const srt = await readFile((await download.path()) as string, 'utf8');
    const { segments } = readSrt(srt);
    expect(segments.map(({ text }) => text.replace(/\s+/g, ' ')).join(' ')).toBe(text);
    expect(page.url()).toBe(`${server.url}/live`);
  }, 120_000);
});
