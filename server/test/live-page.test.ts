import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSrt } from '../src/captions/formats/srt.ts';
import { type CuttingProxy, startCuttingProxy } from './cutting-proxy.ts';
import { pause, wavOf } from './recordings.ts';
import { LIBRIVOX, PASSWORD, startTestServer, type TestServer } from './test-server.ts';

const CHROMIUM = '/usr/bin/chromium';
const WAV_HEADER_BYTES = 44;
/** Pictures for looking at, where somebody wants them. */
const PICTURES = process.env.LIVE_PAGE_PICTURES;
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

describe.skipIf(!existsSync(CHROMIUM))('the page of live captions', () => {
  let server: TestServer;
  let proxy: CuttingProxy;
  /** Bytes a connection carries to the server before it is cut. */
  let up = Number.POSITIVE_INFINITY;
  let directory: string;
  let reading: string;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** What the browser complains of: scripts that fail, what the policy refuses. */
  let complaints: string[];
  /** Addresses of the connections that were opened. */
  let sockets: string[];

  beforeAll(async () => {
    proxy = await startCuttingProxy({
      port: () => Number(new URL(server.url).port),
      budget: () => ({ up, down: Number.POSITIVE_INFINITY }),
    });
    server = await startTestServer({
      PARLANCE_ENGINES: 'pocketsphinx,scripted',
      PARLANCE_PUBLIC_URL: proxy.url,
      PARLANCE_RATE_PROFILES: JSON.stringify({
        'self-hosted': { requests_per_minute: 1_000_000, realtime_per_minute: null, concurrent_realtime: 2 },
      }),
    });
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
      ],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await proxy?.close();
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  });
  beforeEach(() => newPage());
  async function newPage(options: BrowserContextOptions = {}) {
    await context?.close();
    context = await browser.newContext({ acceptDownloads: true, ...options });
    await context.grantPermissions(['microphone', 'clipboard-read', 'clipboard-write']);
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    [complaints, sockets] = [[], []];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (entry) => {
      // A server that is stopping answers 503 for a moment.
      const isExpected = /status of (4\d\d|503)|WebSocket connection|ERR_CONNECTION/.test(entry.text());
      if (entry.type() === 'error' && !isExpected) complaints.push(entry.text());
    });
  }
  afterEach(async () => {
    up = Number.POSITIVE_INFINITY;
    await context.close();
    expect(complaints).toEqual([]);
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const state = (text: RegExp) => page.locator('#state').filter({ hasText: text }).waitFor({ timeout: 60_000 });
  const told = (text: RegExp) => page.getByRole('alert').filter({ hasText: text }).waitFor();
  const look = async (name: string) => {
    if (PICTURES) await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
  };
  const finals = () => page.locator('#finals li span').allTextContents();
  async function open(key = server.keys.realtime) {
    await page.goto(`${proxy.url}/live`);
    await page.getByLabel('Or a realtime API key').fill(key);
    await look('door');
    await button('Use this key').click();
  }
  async function chooseFile(file: string) {
    await page.getByText('A file', { exact: true }).click();
    await page.locator('#file').setInputFiles(file);
  }

  it('hears the microphone: words appear while they are spoken, become final, are copied and saved', async () => {
    await open();
    await page.getByLabel('Language').selectOption('en-us');
    await look('setup');
    // By the keyboard alone.
    await button('Start').focus();
    await page.keyboard.press('Enter');
    await page.locator('#stage .partial').filter({ hasText: /\w/ }).waitFor({ timeout: 60_000 });
    await look('live');
    await button('Full screen').click();
    await page.locator('#finals li').nth(1).waitFor({ state: 'attached', timeout: 60_000 });
    await look('full');
    await button('Leave full screen').click();
    await look('text');
    expect(await page.locator('#elapsed').textContent()).toMatch(/^0:\d\d$/);
    await button('Stop').focus();
    await page.keyboard.press('Enter');
    await state(/Stopped/);
    const said = await finals();
    expect(said.join(' ')).toMatch(/young man.*he might even have been made/);
    await look('stopped');

    await button('Copy').click();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(said.join('\n'));
    await page.getByText('Save', { exact: true }).click();
    await look('menu');
    const [download] = await Promise.all([page.waitForEvent('download'), button('Captions (SRT)').click()]);
    expect(download.suggestedFilename()).toMatch(/^Live \d{4}-\d\d-\d\d \d{4}\.srt$/);
    const { segments } = readSrt(await readFile((await download.path()) as string, 'utf8'));
    expect(segments.map(({ text }) => text.replace(/\s+/g, ' ')).join(' ')).toBe(said.join(' '));
    expect(segments.every(({ start_ms }, index) => start_ms >= (segments[index - 1]?.end_ms ?? 0))).toBe(true);
    expect(page.url()).toBe(`${proxy.url}/live`);

    await button('New').click();
    await button('Start').waitFor();
    expect(await finals()).toEqual([]);
  }, 120_000);

  it('plays a file for somebody signed in, is cut again and again, loses and repeats nothing, keeps it on the server', async () => {
    const { email } = await server.createPerson({ roles: ['ORGADMIN'] });
    await page.goto(`${proxy.url}/live`);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(PASSWORD);
    await button('Sign in').click();
    await page.waitForURL(`${proxy.url}/live`);
    await chooseFile(reading);
    await page.getByLabel('Language').selectOption('en-us');
    await page.getByLabel('Keep sound and text on the server').check();
    await page.getByLabel('Name of the recording').fill('Sense & sensibility');
    await look('setup-file');
    up = 110_000;
    await button('Start').click();
    await page.locator('#finals li').nth(0).waitFor({ timeout: 60_000 });
    await look('file');
    await state(/Stopped/);
    expect(proxy.cuts()).toBeGreaterThan(1);
    expect(sockets.length).toBeGreaterThan(2);
    expect(sockets.every((url) => !url.includes('token='))).toBe(true);
    const said = (await finals()).join(' ');
    expect(said.match(/young man/g)).toHaveLength(1);
    expect(said.match(/he might even have been made/g)).toHaveLength(1);
    const kept = await page.locator('#kept').textContent();
    const [session_id = '', ...others] = kept?.match(/[0-9a-f]{26}/g) ?? [];
    expect(others).toEqual([]);
    await look('kept');
    const session = await server.ended(session_id, await server.login(email));
    expect(session).toMatchObject({ status: 'completed', filename: 'Sense & sensibility' });
    expect(session.duration).toBeGreaterThan(9);
  }, 120_000);

  it('goes on after the server was started again, with the words since the last final heard anew', async () => {
    await newPage({ ...PHONE, colorScheme: 'dark' });
    await open();
    await look('phone-setup');
    await chooseFile(reading);
    await page.getByLabel('Language').selectOption('en-us');
    await button('Start').tap();
    await page.locator('#finals li').nth(0).waitFor({ state: 'attached', timeout: 60_000 });
    await look('phone-live');
    await server.restart(async () => {
      await state(/coming back/);
      await look('phone-reconnecting');
    });
    await state(/Listening|last words/);
    await button('Full screen').tap();
    await look('phone-full');
    await page.locator('#finals li').nth(1).waitFor({ state: 'attached', timeout: 60_000 });
    await look('phone-full-2');
    await button('Leave full screen').tap();
    await state(/Stopped/);
    await page.evaluate('scrollTo(0, 0)');
    await look('phone-stopped');
    const said = (await finals()).join(' ');
    expect(said.match(/young man/g)).toHaveLength(1);
    expect(said.match(/he might even have been made/g)).toHaveLength(1);
  }, 120_000);

  it('says what is wrong: keys, the microphone, files that are none, a key revoked meanwhile', async () => {
    await open('wrong');
    await told(/wrong, or was revoked/);
    await page.getByLabel('Or a realtime API key').fill(server.keys.batch);
    await button('Use this key').click();
    await button('Start').click();
    await told(/does not open live connections/);
    await state(/Stopped/);
    await button('New').click();

    const notMedia = path.join(directory, 'notes.mp3');
    await writeFile(notMedia, 'no media at all');
    await page.getByText('A file', { exact: true }).click();
    await button('Start').click();
    await told(/Choose a file/);
    await page.locator('#file').setInputFiles(notMedia);
    await button('Start').click();
    await told(/cannot play that file/);

    for (const [name, text] of [
      ['NotAllowedError', /does not let this page hear the microphone/],
      ['NotFoundError', /no microphone/],
    ] as const) {
      await page.evaluate((name) => {
        navigator.mediaDevices.getUserMedia = async () => {
          throw new DOMException('as the browser says', name);
        };
      }, name);
      await page.getByText('Microphone', { exact: true }).click();
      await button('Start').click();
      await told(text);
    }

    await newPage();
    const key = await server.createKey({ type: 'realtime' });
    await open(key);
    await button('Start').click();
    await state(/Listening/);
    const others = await Promise.all(['', ''].map(() => context.newPage()));
    const states: string[] = [];
    for (const other of others) {
      await other.addInitScript((kept) => sessionStorage.setItem('live key', kept), key);
      await other.goto(`${proxy.url}/live`);
      await other.getByRole('button', { name: 'Start' }).click();
      await expect
        .poll(async () => /Listening|Stopped/.exec((await other.locator('#state').textContent()) ?? '')?.[0], {
          timeout: 20_000,
        })
        .toBeDefined();
      states.push((await other.locator('#state').textContent()) as string);
    }
    expect(states).toEqual(['Listening', 'Stopped']);
    expect(await others[1]?.getByRole('alert').textContent()).toMatch(/no place for one more.*2 are allowed/);

    const { id } = await server.running.ctx.db
      .selectFrom('tokens')
      .select('id')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    await server.call('DELETE', `/api/v3/tokens/${id}`, { key: await server.login() });
    await state(/Stopped/);
    await told(/ended while it was in use|does not work/);
  }, 120_000);
});
