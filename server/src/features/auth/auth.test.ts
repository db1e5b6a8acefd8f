import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, secretIn, startMailServer } from '../../../test/mail-server.ts';
import { PASSWORD, startTestServer, type TestServer } from '../../../test/test-server.ts';

const LOGIN = '/api/v3/auth/login';
const LIST = '/api/v3/speech-to-text/session';

let mails: MailServer;
let server: TestServer;
beforeAll(async () => {
  mails = await startMailServer();
  server = await startTestServer({ PARLANCE_SMTP_URL: mails.url });
});
afterAll(async () => {
  await server.stop();
  await mails.stop();
});

type Fields = Record<string, string>;
const signIn = (fields: Fields, { query = 'login_type=token', headers = {} as Fields } = {}) =>
  server.call('POST', `${LOGIN}?${query}`, { body: new URLSearchParams(fields), headers });

describe('login', () => {
  it('200: a form or JSON gives a token, in both shapes, that opens what the roles allow', async () => {
    const { email } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const form = await signIn({ username: email.toUpperCase(), password: PASSWORD });
    const json = await server.call('POST', LOGIN, { json: { username: email, password: PASSWORD } });
    for (const { status, body, headers } of [form, json]) {
      expect(status).toBe(200);
      expect(body.result).toMatchObject({ login: true, mfa_required: false, access_token: body.access_token });
      expect(body.access_token).toMatch(/^parlance_login_[\w-]{43}$/);
      expect([headers.get('cache-control'), headers.get('set-cookie')]).toEqual(['no-store', null]);
      expect((await server.call('GET', LIST, { key: body.access_token })).status).toBe(200);
      const bearer = { headers: { authorization: `Bearer ${body.access_token}` } };
      expect((await server.call('GET', LIST, bearer)).status).toBe(200);
      const refused = await server.call('GET', '/api/v3/tokens', bearer);
      expect([refused.status, refused.body.error_code]).toEqual([403, 'INSUFFICIENT_ROLE']);
    }
    const rows = await server.running.ctx.db.selectFrom('logins').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(form.body.access_token.slice(20));
  });

  it('200: remembered for thirty days, otherwise for half a day', async () => {
    const { email } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const hours = async (fields: Fields) => {
      const { body } = await signIn({ username: email, password: PASSWORD, ...fields });
      return Math.round((Date.parse(body.expires_at) - Date.now()) / 3_600_000);
    };
    expect([await hours({}), await hours({ remember_me: 'true' })]).toEqual([12, 720]);
  });

  it('401 alike for a wrong password, an unknown address and who has no password; 422 without one', async () => {
    const { email } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const invited = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    await server.running.ctx.db
      .updateTable('users')
      .set({ password_hash: null, activated_at: null })
      .where('id', '=', invited.id)
      .execute();
    const answers = [];
    for (const username of [email, 'nobody@people.example', invited.email, "x' or 1=1 --"]) {
      answers.push(await signIn({ username, password: 'Wrong-Horse-1' }));
    }
    for (const { status, body } of answers) {
      expect([status, body]).toEqual([401, answers[0]?.body]);
      expect(body.error_code).toBe('INVALID_CREDENTIALS');
    }
    for (const path of [LOGIN, `${LOGIN}/mfa`]) {
      const nothing = await server.call('POST', path);
      expect([nothing.status, nothing.body.details.field]).toEqual([422, 'username']);
    }
    const missing = await signIn({ username: email });
    expect([missing.status, missing.body.details.field]).toEqual([422, 'password']);
    expect((await server.call('POST', LOGIN, { body: 'x', headers: { 'content-type': 'text/plain' } })).status).toBe(
      415,
    );
  });

  it('by cookie: scripts cannot read it, other sites cannot use it', async () => {
    const { email } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const { body, headers } = await signIn({ username: email, password: PASSWORD }, { query: 'login_type=cookie' });
    expect([body.login, body.access_token]).toEqual([true, null]);
    let cookie = headers.get('set-cookie') as string;
    expect(cookie).toMatch(/^parlance=parlance_login_[\w-]+; Path=\/; HttpOnly; SameSite=Strict$/);
    const send = (method: string, extra: Fields) =>
      server.call(method, LIST, {
        headers: { cookie: cookie.split(';')[0] as string, ...extra },
        ...(method === 'POST' ? { json: { language: 'xx' } } : {}),
      });
    expect((await send('GET', {})).status).toBe(200);
    const again = await signIn(
      { username: email, password: PASSWORD },
      { query: 'login_type=cookie', headers: { cookie: headers.get('set-cookie')?.split(';')[0] as string } },
    );
    // One browser, one login: the earlier one is over.
    await expect.poll(async () => (await send('GET', {})).body.error_code).toBe('INVALID_TOKEN');
    cookie = again.headers.get('set-cookie') as string;
    expect((await send('GET', {})).status).toBe(200);
    expect((await send('POST', { origin: server.url })).status).toBe(200);
    expect((await send('POST', { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    for (const extra of [
      {},
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ] as Fields[]) {
      const answer = await send('POST', extra);
      expect([answer.status, answer.body.error_code]).toEqual([403, 'CROSS_SITE']);
    }
    expect((await send('GET', { origin: 'https://evil.example' })).body.error_code).toBe('CROSS_SITE');
  });
});

describe('logout', () => {
  it('204: the token is good no more, others of the same person are', async () => {
    const { token, email } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const other = await server.login(email);
    expect((await server.call('POST', '/api/v3/auth/logout', { key: token })).status).toBe(204);
    await expect
      .poll(async () => (await server.call('GET', LIST, { key: token })).body.error_code)
      .toBe('INVALID_TOKEN');
    expect((await server.call('GET', LIST, { key: other })).status).toBe(200);
    expect((await server.call('POST', '/api/v3/auth/logout')).status).toBe(401);
    const byKey = await server.call('POST', '/api/v3/auth/logout', { key: server.keys.batch });
    expect([byKey.status, byKey.body.error_code]).toEqual([403, 'WRONG_TOKEN_TYPE']);
  });
});

describe('forgotPassword and resetPassword', () => {
  const forgot = (email: string) => server.call('POST', '/api/v3/auth/password/forgot', { json: { email } });
  const reset = (token: string, password: string) =>
    server.call('POST', '/api/v3/auth/password/reset', { json: { token, password } });

  it('202 for everybody; the link in the mail is good once and signs out everywhere', async () => {
    const { email, token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const [known, unknown] = [await forgot(email), await forgot('nobody@people.example')];
    expect([known.status, known.body, unknown.status, unknown.body]).toEqual([202, '', 202, '']);
    const mail = await mails.mailTo(email, /new password/);
    expect(mail.text).toContain(`${server.url}/password/reset#token=`);
    expect(mail.html).toContain('href="');
    const secret = secretIn(mail);

    const weak = await reset(secret, 'Password1234');
    expect([weak.status, weak.body.error_code, weak.body.details.field]).toEqual([422, 'VALIDATION_ERROR', 'password']);
    expect((await reset(secret, 'Another-Horse-2')).status).toBe(204);
    const again = await reset(secret, 'Another-Horse-3');
    expect([again.status, again.body.error_code]).toEqual([400, 'LINK_INVALID']);
    await expect.poll(async () => (await server.call('GET', LIST, { key: token })).status).toBe(401);
    expect((await signIn({ username: email, password: PASSWORD })).status).toBe(401);
    expect((await signIn({ username: email, password: 'Another-Horse-2' })).status).toBe(200);
    expect((await mails.mailTo(email, /password was changed/)).text).toContain('127.0.0.1');
    expect(mails.mails.some(({ recipients }) => recipients.includes('nobody@people.example'))).toBe(false);
    // A link for one thing is none for another.
    await forgot(email);
    const other = secretIn(await mails.mailTo(email, /Choose a new/));
    expect(
      (await server.call('POST', '/api/v3/auth/activate', { json: { token: other, password: 'Another-Horse-4' } }))
        .status,
    ).toBe(400);
  });

  it('sends no more than five an hour to one address, and says the same', async () => {
    const { email } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const before = mails.mails.length;
    const answers = await Promise.all(Array.from({ length: 9 }, () => forgot(email)));
    expect(answers.every(({ status }) => status === 202)).toBe(true);
    await mails.mailTo(email, /new password/);
    expect(mails.mails.length - before).toBeLessThanOrEqual(5);
  });
});

describe('register', () => {
  const body = {
    email: 'new@register.example',
    first_name: 'Ada',
    last_name: 'King',
    organization: 'Engines <b>Ltd</b>',
  };

  it('403 where it is off, which it is by default', async () => {
    const { status, body: answer } = await server.call('POST', '/api/v3/auth/register', { json: body });
    expect([status, answer.error_code]).toEqual([403, 'FORBIDDEN']);
  });

  it('202 for every address; the link makes an organisation with its administrator, once', async () => {
    const open = await startTestServer({ PARLANCE_SMTP_URL: mails.url, PARLANCE_REGISTRATION: '1' });
    try {
      const register = (json: object) => open.call('POST', '/api/v3/auth/register', { json });
      expect((await register({ ...body, first_name: '' })).status).toBe(422);
      const taken = await register({ ...body, email: 'admin@parlance.local' });
      const fresh = await register(body);
      expect([taken.status, taken.body, fresh.status, fresh.body]).toEqual([202, '', 202, '']);
      await mails.mailTo('admin@parlance.local', /account already/);
      const token = secretIn(await mails.mailTo(body.email, /Finish/));
      const activate = (password: string) => open.call('POST', '/api/v3/auth/activate', { json: { token, password } });
      expect((await activate('ada-king')).status).toBe(422);
      expect((await activate(PASSWORD)).status).toBe(204);
      expect((await activate(PASSWORD)).body.error_code).toBe('LINK_INVALID');
      const me = await open.call('GET', '/api/v3/account/me', { key: await open.login(body.email) });
      expect(me.body).toMatchObject({ roles: ['ORGADMIN', 'DEVELOPER'], organization: { name: body.organization } });
      expect(me.body.organization_id).not.toBe(open.organizationId);
      expect((await open.call('GET', LIST, { key: await open.login(body.email) })).body.total_results).toBe(0);
    } finally {
      await open.stop();
    }
  });
});
