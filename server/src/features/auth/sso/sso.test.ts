import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FakeClaims, type FakeProvider, otherKey, startFakeProvider } from '../../../../test/fake-provider.ts';
import { type MailServer, startMailServer } from '../../../../test/mail-server.ts';
import { startTestServer, type TestServer } from '../../../../test/test-server.ts';

const LOGIN = '/api/v3/auth/login/oidc';
const APP = 'https://app.example/signed-in';

let provider: FakeProvider;
let mails: MailServer;
let server: TestServer;
let clock = 0;
beforeAll(async () => {
  [provider, mails] = await Promise.all([startFakeProvider(), startMailServer()]);
  server = await startTestServer(
    {
      PARLANCE_OIDC_ISSUER: provider.issuer,
      PARLANCE_OIDC_CLIENT_ID: provider.clientId,
      PARLANCE_OIDC_NAME: 'Example ID',
      PARLANCE_LOGIN_REDIRECTS: `${APP},https://wide.example,myapp://signed-in`,
      PARLANCE_SMTP_URL: mails.url,
    },
    { now: () => new Date(Date.now() + clock) },
  );
});
afterAll(async () => {
  await server?.stop();
  await Promise.all([provider?.stop(), mails?.stop()]);
});
afterEach(() => {
  provider.write = (claims) => provider.signed(claims);
  clock = 0;
});

const get = (url: string, headers: Record<string, string> = {}) =>
  fetch(url.startsWith('http') ? url : server.url + url, { redirect: 'manual', headers });
const locationOf = (response: Response) => response.headers.get('location') ?? '';
const cookieOf = (response: Response) => (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';

/** Sets out; the cookie and where the provider is. */
async function begin(redirect_uri?: string) {
  const query = redirect_uri === undefined ? '' : `?${new URLSearchParams({ redirect_uri })}`;
  const response = await get(`${LOGIN}${query}`);
  return { status: response.status, response, url: locationOf(response), cookie: cookieOf(response) };
}

/** All the way: what the callback answers. */
async function signIn(claims: FakeClaims, redirect_uri?: string) {
  provider.claims = claims;
  const { url, cookie } = await begin(redirect_uri);
  const response = await get(provider.authorize(url), { cookie });
  const body = response.status === 302 ? undefined : await response.json();
  return { status: response.status, response, code: body?.error_code, detail: body?.detail, to: locationOf(response) };
}

const audit = (action: string) =>
  server.running.ctx.db.selectFrom('audit_log').selectAll().where('action', '=', action).orderBy('id').execute();
const identitiesOf = (subject: string) =>
  server.running.ctx.db.selectFrom('user_identities').selectAll().where('subject', '=', subject).execute();
let people = 0;
const somebody = () => server.createPerson({ roles: ['CONTRIBUTOR'], email: `p${++people}@sso.example` });
const domain = (organization_id: number, sso_domains: string[], changes = {}) =>
  server.running.ctx.db
    .updateTable('organizations')
    .set({ sso_domains, ...changes })
    .where('id', '=', organization_id)
    .execute();

describe('loginOidc', () => {
  it('302 to the provider, with PKCE, state and nonce; the cookie is for the callback alone', async () => {
    const { status, response, url } = await begin();
    expect(status).toBe(302);
    const asked = Object.fromEntries(new URL(url).searchParams);
    expect(url).toMatch(`${provider.issuer}/authorize?`);
    expect(asked).toMatchObject({
      client_id: provider.clientId,
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${server.url}/api/v3/auth/callback/oidc`,
      scope: 'openid email profile',
    });
    for (const part of ['code_challenge', 'state', 'nonce']) expect(asked[part]).toMatch(/^[\w-]{43}$/);
    const cookie = response.headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(
      /^parlance-sso=[\w-]+; Max-Age=600; Path=\/api\/v3\/auth\/callback\/oidc; HttpOnly; SameSite=Lax$/,
    );
    expect(cookie).not.toContain(asked.state);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('400 for every redirect_uri that is not ours and not allowed', async () => {
    const own = new URL(server.url).host;
    for (const redirect_uri of [
      'https://evil.example/',
      'https://app.example.evil.example/signed-in',
      'https://app.example/signed-in-evil',
      'https://app.example/other',
      'https://app.example/signed-in/../other',
      'https://app.example/signed-in/%2e%2e/other',
      'https://app.example/signed-in/..%2fother',
      'https://app.example:444/signed-in',
      'http://app.example/signed-in',
      'https://app.example@evil.example/signed-in',
      'https://user:secret@app.example/signed-in',
      `http://${own}@evil.example/`,
      `http://evil.example\\@${own}/`,
      'https://app.example\\.evil.example/signed-in',
      'https://wide.example.evil.example/',
      'https:\n//evil.example/',
      '//evil.example/',
      '/\\evil.example',
      `blob:${server.url}/x`,
      'javascript:alert(1)',
      'data:text/html,x',
      'myapp://other',
      'myapp://signed-in/more',
      'otherapp://signed-in',
      `${APP}#token=1`,
      'account',
      '',
    ]) {
      const response = await get(`${LOGIN}?${new URLSearchParams({ redirect_uri })}`);
      const { error_code, details } = (await response.json()) as { error_code: string; details: { field: string } };
      expect([redirect_uri, response.status, error_code]).toEqual([redirect_uri, 400, 'INVALID_PARAMETER']);
      expect(details.field).toBe('redirect_uri');
      expect(response.headers.getSetCookie()).toEqual([]);
    }
    for (const fine of [
      '/account?x=1#y',
      `${server.url}/x?y=1`,
      APP,
      `${APP}/deep?x=1`,
      'https://wide.example/any',
      'myapp://signed-in',
    ]) {
      expect([fine, (await begin(fine)).status]).toEqual([fine, 302]);
    }
  });

  it('404 that says what to set; browsers see it on the page to sign in at', async () => {
    const answer = await server.call('GET', '/api/v3/auth/login/microsoft');
    expect([answer.status, answer.body.error_code]).toEqual([404, 'SSO_NOT_CONFIGURED']);
    expect(answer.body.detail).toContain('PARLANCE_MICROSOFT_CLIENT_ID and PARLANCE_MICROSOFT_CLIENT_SECRET');
    const page = await get('/api/v3/auth/login/microsoft', { accept: 'text/html' });
    expect([page.status, locationOf(page)]).toEqual([302, '/login?error=SSO_NOT_CONFIGURED']);
  });
});

describe('finishLoginOidc', () => {
  it('links an account by an address that is vouched for, tells its owner, and knows it by its subject afterwards', async () => {
    const person = await somebody();
    const claims = { sub: 'linked', email: person.email.toUpperCase(), email_verified: true };
    const first = await signIn(claims);
    expect([first.status, first.to]).toEqual([302, `${server.url}/account`]);
    const [gone = '', login = ''] = first.response.headers.getSetCookie();
    expect(gone).toMatch(/^parlance-sso=; Path=\/api\/v3\/auth\/callback\/oidc; Expires=Thu, 01 Jan 1970/);
    expect(login).toMatch(/^parlance=parlance_login_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const headers = { cookie: login.split(';')[0] as string };
    expect((await server.call('GET', '/api/v3/speech-to-text/session', { headers })).status).toBe(200);
    const mail = await mails.mailTo(person.email, /sign in with Example ID/);
    expect(mail.text).toContain('linked to your account');
    expect(await identitiesOf('linked')).toMatchObject([{ issuer: provider.issuer, user_id: person.id }]);
    const again = await signIn({ sub: 'linked', email: 'another@elsewhere.example', email_verified: false });
    expect(again.status).toBe(302);
    expect(await identitiesOf('linked')).toHaveLength(1);
    expect((await audit('identity.linked')).filter(({ target }) => target === `user:${person.id}`)).toHaveLength(1);
    const logins = (await audit('login.succeeded')).filter(({ actor }) => actor === `user:${person.id}`);
    expect(logins.at(-1)?.details).toEqual({ by: 'oidc', kind: 'cookie' });
  });

  it('brings the token to an allowed address, and no cookie', async () => {
    const person = await somebody();
    const claims = { sub: 'by token', email: person.email, email_verified: true };
    const { to, response } = await signIn(claims, `${APP}/deep?x=1&token=mine`);
    const url = new URL(to);
    expect(url.origin + url.pathname).toBe(`${APP}/deep`);
    expect([url.searchParams.get('x'), url.searchParams.getAll('token').length]).toEqual(['1', 1]);
    expect(response.headers.getSetCookie()).toHaveLength(1);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    const key = url.searchParams.get('token') as string;
    expect((await server.call('GET', '/api/v3/speech-to-text/session', { key })).status).toBe(200);
  });

  it('makes somebody of a domain that an organisation takes in; nobody else', async () => {
    await domain(server.organizationId, ['joined.example', 'xn--bcher-kva.example']);
    const claims = { email: 'new@joined.example', email_verified: true, given_name: 'Ada\r\nBcc: x', family_name: 'L' };
    expect((await signIn({ ...claims, sub: 'jit' })).status).toBe(302);
    const user = await server.running.ctx.db
      .selectFrom('users')
      .selectAll()
      .where('email', '=', claims.email)
      .executeTakeFirstOrThrow();
    expect(user).toMatchObject({ organization_id: server.organizationId, roles: ['CONTRIBUTOR'], password_hash: null });
    expect([user.first_name, user.last_name, user.activated_at === null]).toEqual(['Ada Bcc: x', 'L', false]);
    expect((await audit('user.created_by_sso')).at(-1)).toMatchObject({ target: `user:${user.id}` });

    expect((await signIn({ sub: 'idn', email: 'a@Bücher.example', email_verified: true })).status).toBe(302);

    for (const [email, verified] of [
      ['other@joined.example', false],
      ['other@sub.joined.example', true],
      ['other@elsewhere.example', true],
      ['other@joined.example@elsewhere.example', true],
      [undefined, true],
      [42, true],
    ] as const) {
      const answer = await signIn({ sub: `none ${email} ${verified}`, email, email_verified: verified });
      expect([email, answer.status, answer.code]).toEqual([email, 403, 'SSO_NO_ACCOUNT']);
    }
    expect((await audit('login.failed')).at(-1)?.details).toEqual({ by: 'oidc', reason: 'SSO_NO_ACCOUNT' });
  });

  it('of two organisations with one domain nobody joins, nor a suspended one', async () => {
    const { organization_id } = await server.createPerson({ roles: ['ORGADMIN'] });
    const other = await server.running.ctx.db
      .selectFrom('organizations')
      .select('id')
      .where('id', '<>', organization_id)
      .executeTakeFirstOrThrow();
    await domain(organization_id, ['both.example']);
    await domain(other.id, ['both.example', 'stopped.example'], { suspended_at: new Date() });
    const twice = await signIn({ sub: 'both', email: 'a@both.example', email_verified: true });
    expect([twice.status, twice.code]).toEqual([403, 'SSO_NO_ACCOUNT']);
    const stopped = await signIn({ sub: 'stopped', email: 'a@stopped.example', email_verified: true });
    expect([stopped.status, stopped.code]).toEqual([403, 'ORGANIZATION_SUSPENDED']);
    await domain(other.id, [], { suspended_at: null });
  });

  it('never links an address that is not vouched for, nor somebody who was only invited', async () => {
    const person = await somebody();
    for (const email_verified of [false, undefined, 'yes', 1]) {
      const answer = await signIn({ sub: 'thief', email: person.email, email_verified });
      expect([answer.status, answer.code]).toEqual([403, 'SSO_NO_ACCOUNT']);
    }
    await server.running.ctx.db.updateTable('users').set({ activated_at: null }).where('id', '=', person.id).execute();
    const invited = await signIn({ sub: 'thief', email: person.email, email_verified: true });
    expect([invited.status, invited.code]).toEqual([403, 'SSO_NO_ACCOUNT']);
    expect(await identitiesOf('thief')).toEqual([]);
  });

  it('keeps out who was deactivated, and who belongs to a suspended organisation', async () => {
    const person = await somebody();
    const claims = { sub: 'leaver', email: person.email, email_verified: true };
    expect((await signIn(claims)).status).toBe(302);
    const set = (is_active: boolean) =>
      server.running.ctx.db.updateTable('users').set({ is_active }).where('id', '=', person.id).execute();
    await set(false);
    for (const sub of ['leaver', 'a second account']) {
      const answer = await signIn({ ...claims, sub });
      expect([answer.status, answer.code]).toEqual([401, 'ACCOUNT_INACTIVE']);
    }
    await set(true);
    await domain(person.organization_id, [], { suspended_at: new Date() });
    for (const sub of ['leaver', 'a second account']) {
      const answer = await signIn({ ...claims, sub });
      expect(answer.status).toBe(403);
    }
    await domain(person.organization_id, [], { suspended_at: null });
  });

  it('asks for no second factor of ours, even where the organisation wants one for passwords', async () => {
    const person = await somebody();
    const require = (require_mfa: boolean) =>
      server.running.ctx.db
        .updateTable('organizations')
        .set({ require_mfa })
        .where('id', '=', person.organization_id)
        .execute();
    await require(true);
    const { to } = await signIn({ sub: 'has a key', email: person.email, email_verified: true }, APP);
    const [there, here] = [new URL(to).searchParams.get('token') as string, await server.login(person.email)];
    const open = async (key: string) => (await server.call('GET', '/api/v3/speech-to-text/session', { key })).status;
    expect([await open(there), await open(here)]).toEqual([200, 403]);
    await require(false);
  });

  it('an account of a provider is nobody else’s, whatever its address says later', async () => {
    const [mine, theirs] = [await somebody(), await somebody()];
    await signIn({ sub: 'changes address', email: mine.email, email_verified: true });
    await signIn({ sub: 'changes address', email: theirs.email, email_verified: true });
    expect(await identitiesOf('changes address')).toMatchObject([{ user_id: mine.id }]);
  });
});

describe('hostile browsers', () => {
  const failed = async (response: Response) => [
    response.status,
    ((await response.json()) as { error_code: string }).error_code,
    response.headers.getSetCookie().some((cookie) => cookie.startsWith('parlance=')),
  ];
  const FAILED = [400, 'SSO_FAILED', false];

  it('no cookie, another state, a changed cookie, another login’s code: none gets in', async () => {
    const person = await somebody();
    provider.claims = { sub: 'victim', email: person.email, email_verified: true };
    const [mine, other] = [await begin(), await begin()];
    const back = provider.authorize(mine.url);
    expect(await failed(await get(back))).toEqual(FAILED);
    expect(await failed(await get(back, { cookie: `${mine.cookie.slice(0, -2)}AA` }))).toEqual(FAILED);
    expect(await failed(await get(back, { cookie: 'parlance-sso=AAAA' }))).toEqual(FAILED);
    expect(await failed(await get(back, { cookie: other.cookie }))).toEqual(FAILED);
    const tampered = new URL(back);
    tampered.searchParams.set('state', 'x'.repeat(43));
    const third = await begin();
    expect(await failed(await get(tampered.href, { cookie: third.cookie }))).toEqual(FAILED);
    // The code of one login with the state of another: the verifier is not right.
    const fourth = await begin();
    const mixed = new URL(provider.authorize(fourth.url));
    mixed.searchParams.set('code', new URL(provider.authorize((await begin()).url)).searchParams.get('code') ?? '');
    expect(await failed(await get(mixed.href, { cookie: fourth.cookie }))).toEqual(FAILED);
    expect(await identitiesOf('victim')).toEqual([]);
    const bare = await begin();
    for (const query of ['', '?code=1', '?error=access_denied', `?state=${'x'.repeat(43)}`]) {
      expect(await failed(await get(`/api/v3/auth/callback/oidc${query}`, { cookie: bare.cookie }))).toEqual(FAILED);
    }
  });

  it('a callback is good once, and for ten minutes', async () => {
    const person = await somebody();
    provider.claims = { sub: 'once', email: person.email, email_verified: true };
    const { url, cookie } = await begin();
    const back = provider.authorize(url);
    expect((await get(back, { cookie })).status).toBe(302);
    expect(await failed(await get(back, { cookie }))).toEqual(FAILED);
    expect(await failed(await get(provider.authorize(url), { cookie }))).toEqual(FAILED);
    const late = await begin();
    clock = 11 * 60_000;
    expect(await failed(await get(provider.authorize(late.url), { cookie: late.cookie }))).toEqual(FAILED);
  });

  it('the cookie of one provider is none for another', async () => {
    const { url, cookie } = await begin();
    const { search } = new URL(provider.authorize(url));
    const response = await get(`/api/v3/auth/callback/microsoft${search}`, { cookie });
    expect(response.status).toBe(404);
  });
});

describe('providers that lie', () => {
  const honest = () => ({ sub: 'forged', email: `p${people}@sso.example`, email_verified: true });
  const unsigned = (claims: FakeClaims, alg: string, signature = '') =>
    [{ alg }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') +
    `.${signature}`;
  const stranger = otherKey();

  it.each<[string, FakeClaims | ((claims: FakeClaims) => string)]>([
    ['another nonce', { nonce: 'x'.repeat(43) }],
    ['no nonce', { nonce: undefined }],
    ['another audience', { aud: 'another client' }],
    ['several audiences, authorised for another', { aud: ['parlance', 'another'], azp: 'another' }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['no issuer', { iss: undefined }],
    ['no subject', { sub: undefined }],
    ['too old', { iat: 1_000_000, exp: 1_000_300 }],
    ['alg none', (claims) => unsigned(claims, 'none')],
    ['alg none, with a signature', (claims) => unsigned(claims, 'none', 'AAAA')],
    ['HS256 with what is known', (claims) => unsigned(claims, 'HS256', 'AAAA')],
    ['a key of a stranger', (claims) => provider.signed(claims, stranger)],
    [
      'changed after it was signed',
      (claims) => {
        const [head, , signature] = provider.signed(claims).split('.');
        return [head, Buffer.from(JSON.stringify({ ...claims, sub: 'victim' })).toString('base64url'), signature].join(
          '.',
        );
      },
    ],
    ['no token at all', () => 'not.a.token'],
  ])('%s: refused', async (_name, lie) => {
    await somebody();
    if (typeof lie === 'function') provider.write = lie;
    const answer = await signIn({ ...honest(), ...(typeof lie === 'function' ? {} : lie) });
    expect([answer.status, answer.code]).toEqual([400, 'SSO_FAILED']);
    expect(await identitiesOf('forged')).toEqual([]);
    expect(JSON.stringify(answer.detail)).not.toContain('sso.example');
  });
});

describe('a provider that is away', () => {
  it('502 until it is back; the server starts without it; one that names itself otherwise is told apart', async () => {
    const away = await startFakeProvider();
    away.outage = 500;
    const other = await server.startBeside({ PARLANCE_OIDC_ISSUER: away.issuer });
    const ask = () => get(`${other.url}${LOGIN}`);
    const first = await ask();
    expect([first.status, ((await first.json()) as { error_code: string }).error_code]).toEqual([502, 'FETCH_FAILED']);
    const asked = away.requests.length;
    expect((await ask()).status).toBe(502);
    expect(away.requests).toHaveLength(asked);
    away.outage = undefined;
    clock = 3_000;
    away.metadata.issuer = `${away.issuer}/realm`;
    const otherwise = await ask();
    expect(otherwise.status).toBe(400);
    expect(((await otherwise.json()) as { detail: string }).detail).toContain(`${away.issuer}/realm`);
    clock = 6_000;
    away.metadata.issuer = away.issuer;
    expect((await ask()).status).toBe(302);
    const known = away.requests.length;
    expect((await ask()).status).toBe(302);
    expect(away.requests).toHaveLength(known);
    clock += 2 * 3_600_000;
    away.outage = 503;
    expect((await ask()).status).toBe(302);
    await other.stop();
    await away.stop();
  });
});
