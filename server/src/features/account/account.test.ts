import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, secretIn, startMailServer } from '../../../test/mail-server.ts';
import { PASSWORD, startTestServer, type TestServer } from '../../../test/test-server.ts';

const ME = '/api/v3/account/me';
const NEW_PASSWORD = 'Battery-Staple-2-Horse';

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

const call = (method: string, path: string, key: string | undefined, json?: unknown) =>
  server.call(method, path, { ...(key ? { key } : {}), ...(json === undefined ? {} : { json }) });
const codeOf = async (key: string) => (await call('GET', ME, key)).body.error_code;
const signIn = (username: string, password: string) =>
  server.call('POST', '/api/v3/auth/login', { json: { username, password } });

describe('getMe', () => {
  it('200: who one is and what one may do, in both shapes', async () => {
    const { id, email, token } = await server.createPerson({ roles: ['CUSTOMER'] });
    const { status, body } = await call('GET', ME, token);
    expect(status).toBe(200);
    expect(body.result).toMatchObject({
      ...{ id, email, roles: ['CUSTOMER'], mfa_enabled: false, has_password: true, pending_email: null },
      ...{ organization_id: server.organizationId, organization: { id: server.organizationId, name: 'Parlance' } },
    });
    expect(body.permissions).toEqual(expect.arrayContaining(['account', 'sessions.read']));
    expect(body.permissions).not.toContain('sessions.write');
    expect(JSON.stringify(body)).not.toMatch(/password_hash|argon2|mfa_secret/);
  });

  it('401 without a token, 403 for a key', async () => {
    expect((await call('GET', ME, undefined)).status).toBe(401);
    expect((await call('GET', ME, server.keys.batch)).body.error_code).toBe('WRONG_TOKEN_TYPE');
  });
});

describe('changeMe', () => {
  it('200: names and newsletter at once; roles and the like are not to be had this way', async () => {
    const { token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const { status, body } = await call('POST', ME, token, {
      ...{ first_name: 'Zoë', last_name: "O'Hara-Ünal", newsletter: true },
      ...{ roles: ['SYSOP'], organization_id: 1, is_active: false, mfa_enabled_at: null, id: 1 },
    });
    expect([status, body.first_name, body.last_name, body.newsletter]).toEqual([200, 'Zoë', "O'Hara-Ünal", true]);
    expect((await call('GET', ME, token)).body).toMatchObject({ roles: ['CONTRIBUTOR'], is_active: true });
  });

  it('another e-mail address: with the password, and once its owner followed the link', async () => {
    const { email, token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const names = { first_name: 'A', last_name: 'B' };
    const next = `new-${email}`;
    const without = await call('POST', ME, token, { ...names, email: next });
    expect([without.status, without.body.details.field]).toEqual([422, 'password']);
    const wrong = await call('POST', ME, token, { ...names, email: next, password: 'Wrong-Horse-1' });
    expect(wrong.body.error_code).toBe('INVALID_CREDENTIALS');
    const asked = await call('POST', ME, token, { ...names, email: next.toUpperCase(), password: PASSWORD });
    expect(asked.body).toMatchObject({ email, pending_email: next });
    expect((await mails.mailTo(email, /Another e-mail address/)).text).toContain('probably you');
    const secret = secretIn(await mails.mailTo(next, /Confirm/));
    const confirm = () => server.call('POST', '/api/v3/auth/email/confirm', { json: { token: secret } });
    expect((await confirm()).status).toBe(204);
    expect((await confirm()).body.error_code).toBe('LINK_INVALID');
    expect((await call('GET', ME, token)).body).toMatchObject({ email: next, pending_email: null });
    expect((await signIn(next, PASSWORD)).status).toBe(200);
    expect((await signIn(email, PASSWORD)).status).toBe(401);
  });

  it('tells nobody that an address is taken, and does not give it away', async () => {
    const [one, other] = [
      await server.createPerson({ roles: ['CONTRIBUTOR'] }),
      await server.createPerson({ roles: ['CONTRIBUTOR'] }),
    ];
    const json = { first_name: 'A', last_name: 'B', email: other.email, password: PASSWORD };
    const asked = await call('POST', ME, one.token, json);
    expect([asked.status, asked.body.pending_email]).toEqual([200, other.email]);
    const secret = secretIn(await mails.mailTo(other.email, /Confirm/));
    const answer = await server.call('POST', '/api/v3/auth/email/confirm', { json: { token: secret } });
    expect(answer.body.error_code).toBe('LINK_INVALID');
    expect((await call('GET', ME, other.token)).body.email).toBe(other.email);
  });

  it('422 for no name, a control character and no address', async () => {
    const { token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    for (const [json, field] of [
      [{ last_name: 'B' }, 'first_name'],
      [{ first_name: 'A\r\nBcc: all@example.org', last_name: 'B' }, 'first_name'],
      [{ first_name: 'A', last_name: 'B', email: 'nobody' }, 'email'],
      [{ first_name: 'A', last_name: 'B', email: 'a@b.example\r\nBcc: c@d.example', password: PASSWORD }, 'email'],
    ] as const) {
      const { status, body } = await call('POST', ME, token, json);
      expect([status, body.details.field]).toEqual([422, field]);
    }
  });
});

describe('changePassword', () => {
  it('204: here one stays signed in, elsewhere not, and a mail tells', async () => {
    const { email, token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const elsewhere = await server.login(email);
    const body = { old_password: PASSWORD, new_password: NEW_PASSWORD };
    expect((await call('POST', '/api/v3/account/password', token, body)).status).toBe(204);
    await expect.poll(() => codeOf(elsewhere)).toBe('INVALID_TOKEN');
    expect(await codeOf(token)).toBeUndefined();
    expect((await signIn(email, NEW_PASSWORD)).status).toBe(200);
    expect((await signIn(email, PASSWORD)).status).toBe(401);
    expect((await mails.mailTo(email, /password was changed/)).text).toContain('end the other sessions');
  });

  it.each([
    ['short', 'Short-1'],
    ['without an upper-case letter', 'all-lower-case-1'],
    ['without a lower-case letter', 'ALL-UPPER-CASE-1'],
    ['without a digit', 'No-Digit-At-All'],
    ['guessed first', 'Password1234'],
    ['guessed first, dressed up', 'P@ssw0rd1234'],
    ['repeated', 'Ab1Ab1Ab1Ab1'],
    ['of the own name', 'Person-Zoltana-12'],
    ['very long', `A1${'a'.repeat(200)}`],
    ['the old one', PASSWORD],
  ])('422 for one that is %s', async (_what, new_password) => {
    const { token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    await call('POST', ME, token, { first_name: 'Zoltana', last_name: 'B' });
    const answer = await call('POST', '/api/v3/account/password', token, { old_password: PASSWORD, new_password });
    expect([answer.status, answer.body.details.field]).toEqual([422, 'new_password']);
  });

  it('401 for a wrong old one, 429 after ten', async () => {
    const { token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const statuses = [];
    for (let attempt = 0; attempt < 11; attempt++) {
      const body = { old_password: `Wrong-Horse-${attempt}`, new_password: NEW_PASSWORD };
      statuses.push((await call('POST', '/api/v3/account/password', token, body)).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
  });
});

describe('deactivateAccount', () => {
  it('204: nothing of theirs works any more; the last administrator cannot go', async () => {
    const { email, token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    expect((await call('PATCH', '/api/v3/account', token, { password: 'Wrong-Horse-1' })).status).toBe(401);
    expect((await call('PATCH', '/api/v3/account', token, {})).status).toBe(422);
    expect((await call('PATCH', '/api/v3/account', token, { password: PASSWORD })).status).toBe(204);
    await expect.poll(() => codeOf(token)).toBe('INVALID_TOKEN');
    expect((await signIn(email, PASSWORD)).status).toBe(401);

    const boss = await server.login();
    const password = server.running.firstRun?.admin_password;
    const refused = await call('PATCH', '/api/v3/account', boss, { password });
    expect([refused.status, refused.body.error_code]).toEqual([409, 'CONFLICT']);
    expect(await codeOf(boss)).toBeUndefined();
  });
});

describe('listLogins, endLogin and endOtherLogins', () => {
  it('200: where one is signed in; 204: there no more; 404 for the login of somebody else', async () => {
    const { email, token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const [second, third] = [await server.login(email), await server.login(email)];
    const { body } = await call('GET', '/api/v3/account/sessions', token);
    expect([body.count, body.total_results]).toEqual([3, 3]);
    expect(body.result.filter(({ is_current }: { is_current: boolean }) => is_current)).toHaveLength(1);
    expect(body.result[0]).toMatchObject({ kind: 'token', address: '127.0.0.1' });
    expect(JSON.stringify(body)).not.toContain('token_hash');

    const own = (await call('GET', '/api/v3/account/sessions', second)).body.result;
    const { id } = own.find(({ is_current }: { is_current: boolean }) => is_current);
    const stranger = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const foreign = await call('DELETE', `/api/v3/account/sessions/${id}`, stranger.token);
    expect([foreign.status, foreign.body.error_code]).toEqual([404, 'LOGIN_NOT_FOUND']);
    expect((await call('DELETE', '/api/v3/account/sessions/x', token)).status).toBe(422);
    expect((await call('DELETE', `/api/v3/account/sessions/${id}`, undefined)).status).toBe(401);
    expect((await call('DELETE', `/api/v3/account/sessions/${id}`, token)).status).toBe(204);
    await expect.poll(() => codeOf(second)).toBe('INVALID_TOKEN');
    expect(await codeOf(third)).toBeUndefined();
    expect((await call('DELETE', '/api/v3/account/sessions', token)).status).toBe(204);
    await expect.poll(() => codeOf(third)).toBe('INVALID_TOKEN');
    expect(await codeOf(token)).toBeUndefined();
  });
});
