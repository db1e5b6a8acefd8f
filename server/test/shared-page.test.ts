import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from './test-server.ts';

const CHROMIUM = '/usr/bin/chromium';
const SESSIONS = '/api/v3/speech-to-text/session';
const EVIL = '<script>window.hit = 1</script><img src=x onerror="window.hit = 1">';

describe.skipIf(!existsSync(CHROMIUM))('the page of a shared document', () => {
  let server: TestServer;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let recorded: { session_id: string; id: string };
  /** What the browser complains of: scripts that fail, what the policy refuses. */
  let complaints: string[];
  /** Addresses asked for. */
  let asked: string[];

  beforeAll(async () => {
    server = await startTestServer();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    const session_id = await server.transcribe(READING, { keep_source: true, punctuation: true });
    recorded = { session_id, id: (await server.ended(session_id)).document.id };
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    context = await browser.newContext({ acceptDownloads: true });
    page = await newPage();
  });
  async function newPage() {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    [complaints, asked] = [[], []];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (entry) => {
      if (entry.type() === 'error' && !/status of 4\d\d/.test(entry.text())) complaints.push(entry.text());
    });
    return page;
  }
  afterEach(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });

  const call = (method: string, path: string, json?: unknown, headers: Record<string, string> = {}) =>
    server.call(method, path, { key: server.keys.batch, json, headers });
  async function make(texts: string[], filename = 'Interview') {
    const { session_id } = (await call('POST', SESSIONS, { language: 'xx', session_mode: 'upload' })).body;
    const paragraphs = texts.map((text, index) => ({
      ...{ id: `p${index}`, start: index * 5_000, stop: index * 5_000 + 4_000, text, speaker: `S${(index % 2) + 1}` },
    }));
    const document = {
      ...{ document_type: 'document', version: 1, content: { paragraphs } },
      metadata: { language: 'xx', speakers: { S1: 'Ada <b>L</b>', S2: 'Grace' } },
    };
    const { body } = await call('POST', `${SESSIONS}/${session_id}/document`, { filename, document });
    return { session_id, id: body.result.id as string };
  }
  const pathOf = ({ session_id, id }: { session_id: string; id: string }) => `${SESSIONS}/${session_id}/document/${id}`;
  async function share(of: { session_id: string; id: string }, json: object = {}) {
    const { body } = await call('POST', `${pathOf(of)}/share`, json);
    return body.result as { id: number; link: string; token: string };
  }
  const textOf = async (of: { session_id: string; id: string }) => {
    const { body } = await call('GET', pathOf(of));
    return body.result.document.content.paragraphs.map(({ text }: { text: string }) => text) as string[];
  };
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const told = (text: RegExp) => page.getByRole('alert').filter({ hasText: text }).waitFor();
  const item = (index: number) => page.locator('#segments li').nth(index);
  async function open(link: string, name = 'Zoë') {
    await page.goto(link);
    await page.getByLabel('Your name').fill(name);
    await button('Open').click();
    await page.locator('#segments li').first().waitFor();
  }
  async function edit(index: number, text: string) {
    await item(index).getByRole('button', { name: /Edit/ }).click();
    await item(index).getByRole('textbox').fill(text);
    await page.keyboard.press('Control+Enter');
  }

  it('shows text as text, edits and saves only what changed, under the name of the guest; the token leaves the address', async () => {
    const of = await make([`First ${EVIL}`, 'Second.', 'Third.'], `Interview ${EVIL}`);
    const { link, token } = await share(of);
    await open(link);
    expect(page.url()).toBe(link.replace(/#.*/, ''));
    await page.getByRole('heading', { name: /Interview <script>/ }).waitFor();
    expect(await item(0).locator('.said').textContent()).toBe(`First ${EVIL}`);
    expect(await item(0).locator('.speaker').textContent()).toBe('Ada <b>L</b>');
    expect(await page.evaluate('window.hit')).toBeUndefined();
    expect(asked.filter((url) => url.includes(token))).toEqual([]);

    await edit(1, 'Second, changed.');
    await edit(2, 'Never mind.');
    await item(2).getByRole('button', { name: /Edit/ }).click();
    await item(2).getByRole('textbox').fill('Third.');
    await page.keyboard.press('Control+Enter');
    const sent = page.waitForRequest((request) => request.method() === 'PUT');
    await page.keyboard.press('Control+s');
    const request = await sent;
    expect(request.postDataJSON()).toEqual({ changes: [{ id: 'p1', text: 'Second, changed.' }] });
    expect(request.headers()['if-match']).toBe('"1"');
    await told(/Saved/);
    expect(await textOf(of)).toEqual([`First ${EVIL}`, 'Second, changed.', 'Third.']);
    const { body } = await call('GET', `${pathOf(of)}/revisions`);
    expect(JSON.stringify(body)).toContain('guest:Zoë');
    await page.reload();
    await item(1).getByText('Second, changed.').waitFor();
  });

  it('plays where one clicks, marks the word that is heard, downloads files', async () => {
    await expect
      .poll(async () => (await call('GET', `${SESSIONS}/${recorded.session_id}`)).body.media_url, { timeout: 20_000 })
      .not.toBeNull();
    const { link } = await share(recorded, { permission: 'view' });
    await page.goto(link);
    await page.getByText('For reading').waitFor();
    expect(await button(/Save|Finish|Edit/).count()).toBe(0);
    const word = item(0).locator('.said span').nth(2);
    await word.click();
    const start = Number(await word.getAttribute('data-start')) / 1_000;
    const time = () => page.evaluate('document.querySelector("audio").currentTime') as Promise<number>;
    await expect.poll(time, { timeout: 15_000 }).toBeGreaterThanOrEqual(start);
    await page.locator('.said span.now').first().waitFor();
    await page.evaluate('document.querySelector("audio").pause()');
    await item(0)
      .getByRole('button', { name: /Play from/ })
      .focus();
    await page.keyboard.press('Enter');
    await page.locator('#segments li.now').waitFor();

    await page.getByText('Download', { exact: true }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), button('Captions (SRT)').click()]);
    expect(download.suggestedFilename()).toMatch(/\.srt$/);
  });

  it('asks for the password, finishes, and is for reading from then on', async () => {
    const of = await make(['One.', 'Two.']);
    const { link } = await share(of, { password: 'open sesame' });
    await page.goto(link);
    await page.getByLabel('Password').fill('wrong sesame');
    await button('Open').click();
    await told(/The password is wrong/);
    await page.getByLabel('Password').fill('open sesame');
    await page.keyboard.press('Enter');
    await page.getByLabel('Your name').waitFor();
    await button('Open').click();
    await item(0).waitFor();
    await edit(0, 'Uno.');
    await button('Finish …').click();
    await button('Finish').and(page.locator('dialog button')).click();
    await told(/Finished/);
    await page.getByText('Finished', { exact: true }).waitFor();
    expect(await button(/Edit/).count()).toBe(0);
    expect(await textOf(of)).toEqual(['Uno.', 'Two.']);
  });

  it('merges with what others wrote, and shows both texts where they wrote the same', async () => {
    const of = await make(['One.', 'Two.', 'Three.']);
    const { link } = await share(of);
    await open(link);
    const change = (id: string, text: string) => call('PUT', pathOf(of), { changes: [{ id, text }] });
    await edit(0, 'One, mine.');
    await change('p1', 'Two, theirs.');
    await button(/Save 1/).click();
    await told(/together with what others changed/);
    await item(1).getByText('Two, theirs.').waitFor();

    await edit(0, 'One, mine again.');
    await edit(2, 'Three, mine.');
    await change('p0', 'One, theirs.');
    await change('p2', 'Three, theirs.');
    await button(/Save 2/).click();
    const asked = page.getByRole('dialog', { name: 'Somebody else changed the same' });
    await asked.getByText('One, theirs.').waitFor();
    await asked.getByRole('group').nth(1).getByLabel('Theirs').check();
    await asked.getByRole('button', { name: 'Go on' }).click();
    await told(/Saved/);
    expect(await textOf(of)).toEqual(['One, mine again.', 'Two, theirs.', 'Three, theirs.']);
  });

  it('opens at the documented addresses, and says plainly when a link does not work', async () => {
    const of = await make(['One.']);
    const { token, id } = await share(of, { permission: 'view' });
    for (const at of ['/transcripts/shared', '/captions/shared', '/shared']) {
      await page.goto(`${server.url}${at}/${of.session_id}/${of.id}/${token}`);
      await item(0).getByText('One.').waitFor();
      expect(page.url()).toBe(`${server.url}/shared/${of.session_id}/${of.id}`);
    }
    await call('DELETE', `${pathOf(of)}/share/${id}`);
    await page.reload();
    await told(/This link does not work/);
    expect(await page.locator('#content, #door').filter({ visible: true }).count()).toBe(0);
    await page.goto(`${server.url}/shared/x/y`);
    await told(/This link does not work/);
    const { headers } = await server.call('GET', `/shared/${of.session_id}/${of.id}/${token}`);
    expect([headers.get('cache-control'), headers.get('referrer-policy'), headers.get('x-frame-options')]).toEqual([
      ...['no-store', 'no-referrer', 'DENY'],
    ]);
  });

  it.runIf(process.env.SHARED_PAGE_PICTURES)('has its picture taken', async () => {
    const said = 'the quick brown fox jumps over the lazy dog and nobody in the room seems to mind at all '.repeat(3);
    const { link } = await share(recorded);
    const many = await share(await make([said, 'Yes.', said, said, EVIL, said], 'Interview with the board, 3 May'));
    const shots = process.env.SHARED_PAGE_PICTURES;
    for (const [name, colorScheme, width] of [
      ['light', 'light', 1_100],
      ['dark', 'dark', 1_100],
      ['phone', 'light', 380],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await page.goto('about:blank');
      await page.goto(many.link);
      if (name === 'light') {
        await page.screenshot({ path: `${shots}/door.png` });
        await button('Open').click();
      }
      await item(0).waitFor();
      await edit(1, 'Yes, of course.');
      await item(2).getByRole('button', { name: /Edit/ }).click();
      if (name === 'phone') await page.getByText('Download', { exact: true }).click();
      await page.screenshot({ path: `${shots}/${name}.png` });
      await page.evaluate('onbeforeunload = null');
      await page.reload().catch(() => {});
    }
    await page.setViewportSize({ width: 1_100, height: 800 });
    await page.goto(link);
    await button('Open').click();
    await item(0).locator('.said span').nth(3).click();
    await page.locator('.said span.now').first().waitFor();
    await page.screenshot({ path: `${shots}/media.png` });
  });
});
