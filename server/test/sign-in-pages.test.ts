import { existsSync } from 'node:fs';
import { generate } from 'otplib';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from './mail-server.ts';
import { type OidcServer, startOidcServer } from './oidc-server.ts';
import { PASSWORD, startTestServer, type TestServer } from './test-server.ts';

/** Debian's; scripts/setup.mjs sees to it before the tests. */
const CHROMIUM = '/usr/bin/chromium';
const NEW_PASSWORD = 'Another-Horse-2-Staple';

describe.skipIf(!existsSync(CHROMIUM))('signing in with a browser', () => {
  let oidc: OidcServer;
  let mails: MailServer;
  let server: TestServer;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** What the browser complains of: scripts that fail, what the policy refuses. */
  let complaints: string[];

  beforeAll(async () => {
    [oidc, mails] = await Promise.all([startOidcServer(), startMailServer()]);
    server = await startTestServer({
      PARLANCE_OIDC_ISSUER: oidc.issuer,
      PARLANCE_OIDC_CLIENT_ID: oidc.clientId,
      PARLANCE_OIDC_CLIENT_SECRET: oidc.clientSecret,
      PARLANCE_OIDC_NAME: 'Example ID',
      PARLANCE_SMTP_URL: mails.url,
    });
    oidc.serve(`${server.url}/api/v3/auth/callback/oidc`);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await Promise.all([oidc?.stop(), mails?.stop()]);
  });
  beforeEach(async () => {
    context = await browser.newContext();
    // The provider's pages want fonts of the internet.
    await context.route(/^https?:\/\/(?!127\.0\.0\.1[:/])/, (route) => route.abort());
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (entry) => {
      const isOurs = entry.location().url.startsWith(server.url);
      if (entry.type() === 'error' && isOurs && !/status of 4\d\d/.test(entry.text())) complaints.push(entry.text());
    });
  });
  afterEach(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const field = (label: string) => page.locator('input:visible').and(page.getByLabel(label, { exact: true }));
  const told = (text: RegExp) => page.getByRole('alert').filter({ hasText: text }).waitFor();
  const signIn = async (email: string, password: string, path = '/login') => {
    await page.goto(server.url + path);
    await field('E-mail').fill(email);
    await field('Password').fill(password);
    await button('Sign in').click();
  };
  const arrive = (path: string) => page.waitForURL(server.url + path);
  const person = (email: string) => server.createPerson({ roles: ['CONTRIBUTOR'], email });
  const identities = (subject: string) =>
    server.running.ctx.db.selectFrom('user_identities').selectAll().where('subject', '=', subject).execute();

  /** Through the provider's own pages. */
  async function throughProvider(name: string, from = '/login') {
    await page.goto(server.url + from);
    await page.getByRole('link', { name: 'Sign in with Example ID' }).click();
    await page.waitForURL(`${oidc.issuer}/**`);
    await page.locator('input[name=login]').fill(name);
    await page.locator('input[name=password]').fill('anything');
    await page.locator('button[type=submit]').click();
    await page.getByRole('button', { name: /continue/i }).click();
  }

  it('by the provider: lands signed in, and the account with the same address is linked', async () => {
    const { id, email } = await person('ada@browser.example');
    oidc.people.set('ada', { email, email_verified: true });
    await throughProvider('ada');
    await arrive('/account');
    await page.getByText(email).waitFor();
    expect(await identities('ada')).toMatchObject([{ issuer: oidc.issuer, user_id: id }]);
    await mails.mailTo(email, /sign in with Example ID/);
    const [cookie] = (await context.cookies()).filter(({ name }) => name === 'parlance');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    await button('Sign out').first().click();
    await arrive('/login');
    await page.goto(`${server.url}/account`);
    await arrive('/login?next=/account');
  });

  it('by the provider: new people of a known domain, to the page they came for; others are told why not', async () => {
    await server.running.ctx.db
      .updateTable('organizations')
      .set({ sso_domains: ['joins.example'] })
      .where('id', '=', server.organizationId)
      .execute();
    oidc.people.set('grace', {
      email: 'grace@joins.example',
      email_verified: true,
      given_name: 'Grace',
      family_name: 'H',
    });
    await throughProvider('grace', '/login?next=/account%3Fx=1');
    await arrive('/account?x=1');
    await page.getByText('Grace H').waitFor();
    await page.getByText('You have none').waitFor();

    for (const [name, email, email_verified] of [
      ['stranger', 'stranger@elsewhere.example', true],
      ['thief', 'ada@browser.example', false],
    ] as const) {
      await context.clearCookies();
      oidc.people.set(name, { email, email_verified });
      await throughProvider(name);
      await arrive('/login?error=SSO_NO_ACCOUNT');
      await told(/There is no account for you here/);
      expect(await identities(name)).toEqual([]);
    }
  });

  it('with password and second factor, set up from the picture; a backup code; changes of the password', async () => {
    const { email } = await person('hedy@browser.example');
    await signIn(email, 'Wrong-Horse-1-Staple');
    await told(/E-mail or password is wrong/);
    await expect.poll(() => field('Password').evaluate((input) => input === document.activeElement)).toBe(true);
    await field('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await arrive('/account');

    await button('Set up an authenticator app').click();
    const picture = page.getByAltText(/QR code/);
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
    const secret = (await page.locator('#secret').textContent())?.replaceAll(' ', '') ?? '';
    await field('Code').fill('000000');
    await button('Switch on').click();
    await told(/The code is wrong/);
    await field('Code').fill(await generate({ secret }));
    await button('Switch on').click();
    await told(/second factor is on/);
    const codes = await page.locator('#code-list li').allTextContents();
    expect(codes).toHaveLength(10);
    await page.reload();
    await button('Make new backup codes').waitFor();
    expect(await page.locator('#codes').isVisible()).toBe(false);

    await context.clearCookies();
    await signIn(email, PASSWORD, '/login?next=//evil.example/');
    await field('Code').fill('ABCD-EFGH-JKMN');
    await button('Continue').click();
    await told(/The code is wrong/);
    await field('Code').fill((codes[0] as string).toLowerCase());
    await button('Continue').click();
    await arrive('/account');

    // The code that switched it on counts no second time; the next one does, and is within the step that is allowed.
    await context.clearCookies();
    await signIn(email, PASSWORD);
    await field('Code').fill(await generate({ secret, epoch: Math.floor(Date.now() / 1_000) + 30 }));
    await button('Continue').click();
    await arrive('/account');

    await field('Present password').fill(PASSWORD);
    await field('New password').fill('short');
    await button('Change password').click();
    await told(/needs 12 characters/);
    await field('New password').fill(NEW_PASSWORD);
    await button('Change password').click();
    await told(/Your password is changed/);
    await page.getByText('Switch the second factor off').click();
    await field('Password').fill(NEW_PASSWORD);
    await field('Code, or a backup code').fill(codes[1] as string);
    await button('Switch off').click();
    await told(/second factor is off/);
  });

  it('sends nobody to other servers, whatever next says', async () => {
    const { email } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    for (const [next, to] of [
      ['//evil.example/', '/account'],
      ['/..//evil.example/', '//evil.example/'],
      ['/.\\evil.example/', '/account'],
      ['https://evil.example/', '/account'],
      ['/\t/evil.example/', '/account'],
    ] as const) {
      await context.clearCookies();
      await signIn(email, PASSWORD, `/login?${new URLSearchParams({ next })}`);
      await arrive(to);
    }
  });

  it('an invitation: a password is chosen and the account is there', async () => {
    const email = 'lise@browser.example';
    const admin = await server.createPerson({ roles: ['ORGADMIN'] });
    const json = { email, first_name: 'Lise', last_name: 'M', roles: ['CONTRIBUTOR'] };
    expect((await server.call('POST', '/api/v3/organization/user', { key: admin.token, json })).status).toBe(201);
    await page.goto(/http\S+#token=[\w-]+/.exec((await mails.mailTo(email, /Your account/)).text ?? '')?.[0] as string);
    await field('New password').fill(NEW_PASSWORD);
    await field('The same again').fill(NEW_PASSWORD);
    await button('Save password').click();
    await told(/Your password is set/);
    await signIn(email, NEW_PASSWORD);
    await arrive('/account');
    await page.getByText('Lise M').waitFor();
  });

  it('devices: another one is signed out from here', async () => {
    const { email, token } = await person('joan@browser.example');
    await signIn(email, PASSWORD);
    await arrive('/account');
    await page.getByText('This device').waitFor();
    await button(/^Sign out .*127\.0\.0\.1/).click();
    await told(/Signed out there/);
    expect((await server.call('GET', '/api/v3/account/me', { key: token })).status).toBe(401);
    await button(/^Sign out .*127\.0\.0\.1/).waitFor({ state: 'detached' });
  });

  it('devices: who has not proven lately who they are is asked for the password first', async () => {
    const { id, email, token } = await person('ruth@browser.example');
    await signIn(email, PASSWORD);
    await arrive('/account');
    const { db } = server.running.ctx;
    await db
      .updateTable('logins')
      .set({ confirmed_at: new Date(0) })
      .where('user_id', '=', id)
      .execute();
    const end = button('Sign out everywhere else');
    await end.click();
    await button('Cancel').click();
    await told(/Nothing was changed/);
    await end.click();
    await page.locator('#prove-password').fill('Wrong-Horse-1');
    await button('Go on').click();
    await told(/password is wrong/);
    await page.locator('#prove-password').fill(PASSWORD);
    await button('Go on').click();
    await told(/Signed out everywhere else/);
    expect((await server.call('GET', '/api/v3/account/me', { key: token })).status).toBe(401);
  });

  it('a forgotten password, by the link in the mail; it works once and stays in no history', async () => {
    const { email } = await person('mary@browser.example');
    await page.goto(`${server.url}/login`);
    await page.getByRole('link', { name: 'Forgot password?' }).click();
    await field('E-mail').fill(email);
    await button('Send the link').click();
    await told(/a mail is on its way/);
    const link = /http\S+#token=[\w-]+/.exec((await mails.mailTo(email, /new password/i)).text ?? '')?.[0] as string;
    await page.goto(link);
    await field('New password').fill(NEW_PASSWORD);
    await field('The same again').fill(`${NEW_PASSWORD}x`);
    await button('Save password').click();
    await told(/not the same/);
    await field('The same again').fill(NEW_PASSWORD);
    await button('Save password').click();
    await told(/Your password is set/);
    expect(page.url()).toBe(`${server.url}/password/reset`);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await signIn(email, NEW_PASSWORD);
    await arrive('/account');
    await page.goto('about:blank');
    await page.goto(link);
    await field('New password').fill(NEW_PASSWORD);
    await field('The same again').fill(NEW_PASSWORD);
    await button('Save password').click();
    await told(/wrong, too old or was used/);
  });
});
