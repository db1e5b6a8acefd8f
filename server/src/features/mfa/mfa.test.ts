import { generate } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../test/mail-server.ts';
import { PASSWORD, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { insertOrganization } from '../organizations/index.ts';

const MFA = '/api/v3/mfa/2fa';
const STEP_MS = 30_000;

let mails: MailServer;
let server: TestServer;
let clockMs = 0;
beforeAll(async () => {
  mails = await startMailServer();
  server = await startTestServer(
    { PARLANCE_SMTP_URL: mails.url },
    // In the middle of a step, so that no test runs across its end.
    { now: () => new Date(Math.floor(Date.now() / STEP_MS) * STEP_MS + STEP_MS / 2 + clockMs) },
  );
});
afterAll(async () => {
  await server.stop();
  await mails.stop();
});

const call = (method: string, path: string, key?: string, json?: unknown) =>
  server.call(method, path, { ...(key ? { key } : {}), ...(json === undefined ? {} : { json }) });
const codeFor = (secret: string, steps = 0) =>
  generate({
    secret,
    epoch: Math.floor((Math.floor(Date.now() / STEP_MS) * STEP_MS + STEP_MS / 2 + clockMs + steps * STEP_MS) / 1_000),
  });
/** Time enough for the next code, and for the limits of wrong ones. */
const wait = () => {
  clockMs += 4 * STEP_MS;
};
const login = (email: string, json: object) =>
  call('POST', '/api/v3/auth/login/mfa?login_type=token', undefined, { username: email, password: PASSWORD, ...json });

async function personWithFactor() {
  const person = await server.createPerson({ roles: ['CONTRIBUTOR'] });
  const { body } = await call('GET', `${MFA}/qr_code`, person.token);
  const { secret } = body.result;
  const enabled = await call('POST', `${MFA}/enable`, person.token, { totp_code: await codeFor(secret) });
  expect(enabled.status).toBe(200);
  wait();
  return { ...person, secret, backupCodes: enabled.body.result.backup_codes as string[] };
}

describe('getMfaQrCode and enableMfa', () => {
  it('200: a secret as text and picture, which counts once a code of it was seen', async () => {
    const { email, token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const elsewhere = await server.login(email);
    const { body } = await call('GET', `${MFA}/qr_code`, token);
    const { secret, otpauth_url, qr_code } = body.result;
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(otpauth_url).toContain(`secret=${secret}`);
    const picture = Buffer.from(qr_code.replace('data:image/png;base64,', ''), 'base64');
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    const stored = await server.running.ctx.db
      .selectFrom('users')
      .select('mfa_secret')
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    expect(stored.mfa_secret?.toString('latin1')).not.toContain(secret);

    expect(
      (await call('POST', '/api/v3/auth/login', undefined, { username: email, password: PASSWORD })).body.login,
    ).toBe(true);
    const wrong = await call('POST', `${MFA}/enable`, token, { totp_code: '000000' });
    expect([wrong.status, wrong.body.error_code]).toEqual([400, 'INVALID_CODE']);
    const enabled = await call('POST', `${MFA}/enable`, token, { totp_code: await codeFor(secret) });
    expect(enabled.body.result.enabled).toBe(true);
    expect(new Set(enabled.body.result.backup_codes).size).toBe(10);
    for (const code of enabled.body.result.backup_codes) expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    const rows = await server.running.ctx.db.selectFrom('backup_codes').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(enabled.body.result.backup_codes[0]);
    await mails.mailTo(email, /second factor was switched on/);
    // Who was signed in without it has to sign in again.
    await expect.poll(async () => (await call('GET', '/api/v3/account/me', elsewhere)).status).toBe(401);
    expect((await call('GET', `${MFA}/qr_code`, token)).status).toBe(409);
    expect((await call('POST', `${MFA}/enable`, token, { totp_code: '123456' })).status).toBe(409);
    expect((await call('GET', '/api/v3/account/me', token)).body.mfa_enabled).toBe(true);
  });

  it('401 without a token, 403 for keys, 409 without a secret, 422 without a code', async () => {
    const { token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    expect((await call('GET', `${MFA}/qr_code`)).status).toBe(401);
    expect((await call('GET', `${MFA}/qr_code`, server.keys.batch)).status).toBe(403);
    expect((await call('POST', `${MFA}/enable`, token, { totp_code: '123456' })).status).toBe(409);
    expect((await call('POST', `${MFA}/enable`, token, {})).status).toBe(422);
    expect((await call('GET', `${MFA}/backup_codes`, token)).status).toBe(409);
    expect((await call('POST', `${MFA}/disable`, token, { password: PASSWORD, totp_code: '123456' })).status).toBe(409);
  });
});

describe('loginMfa', () => {
  it('200 with a code, which is good for one step before and after, and once', async () => {
    const { email, secret } = await personWithFactor();
    const half = await call('POST', '/api/v3/auth/login', undefined, { username: email, password: PASSWORD });
    expect(half.body).toMatchObject({ login: false, mfa_required: true, access_token: null });
    for (const steps of [-2, 2]) {
      const answer = await login(email, { totp_code: await codeFor(secret, steps) });
      expect([answer.status, answer.body.error_code]).toEqual([400, 'INVALID_CODE']);
    }
    const code = await codeFor(secret, -1);
    const first = await login(email, { totp_code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect([first.status, first.body.login]).toEqual([200, true]);
    expect((await login(email, { totp_code: code })).body.error_code, 'replayed').toBe('INVALID_CODE');
    expect((await login(email, { totp_code: await codeFor(secret, 1) })).status).toBe(200);
    const older = await login(email, { totp_code: await codeFor(secret) });
    expect(older.body.error_code, 'older than one that was used').toBe('INVALID_CODE');
  });

  it('of two who send one code at once, one gets in', async () => {
    const { email, secret, backupCodes } = await personWithFactor();
    const totp_code = await codeFor(secret);
    const both = await Promise.all([login(email, { totp_code }), login(email, { totp_code })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
    const backup_code = backupCodes[0];
    const again = await Promise.all([login(email, { backup_code }), login(email, { backup_code })]);
    expect(again.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it('200 with a backup code, once; new ones make the old ones void', async () => {
    const { email, token, backupCodes } = await personWithFactor();
    const [first, second] = backupCodes as [string, string];
    expect((await login(email, { backup_code: first.toLowerCase().replaceAll('-', '') })).status).toBe(200);
    expect((await login(email, { backup_code: first })).status).toBe(400);
    const fresh = (await call('GET', `${MFA}/backup_codes`, token)).body.result.backup_codes;
    expect(fresh).toHaveLength(10);
    expect((await login(email, { backup_code: second })).status).toBe(400);
    expect((await login(email, { backup_code: fresh[0] })).status).toBe(200);
  });

  it('401 with a wrong password, whatever the code; 422 without a code; 429 after five wrong ones', async () => {
    const { email, secret } = await personWithFactor();
    const wrong = await call('POST', '/api/v3/auth/login/mfa', undefined, {
      ...{ username: email, password: 'Wrong-Horse-1', totp_code: await codeFor(secret) },
    });
    expect([wrong.status, wrong.body.error_code]).toEqual([401, 'INVALID_CREDENTIALS']);
    expect((await login(email, {})).status).toBe(422);
    const statuses = [];
    for (let attempt = 0; attempt < 6; attempt++) statuses.push((await login(email, { totp_code: '000000' })).status);
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429]);
    expect((await login(email, { totp_code: await codeFor(secret) })).status, 'a right one too').toBe(429);
  });
});

describe('verifyTotp, verifyBackupCode and disableMfa', () => {
  it('200 for a right code, which is used up; switching off takes password and code', async () => {
    const { email, token, secret, backupCodes } = await personWithFactor();
    const code = await codeFor(secret);
    expect((await call('POST', `${MFA}/verify_totp`, token, { totp_code: code })).body.result.valid).toBe(true);
    expect((await call('POST', `${MFA}/verify_totp`, token, { totp_code: code })).status).toBe(400);
    const backup_code = backupCodes[3] as string;
    expect((await call('POST', `${MFA}/verify_backup_code`, token, { backup_code })).body.result.valid).toBe(true);
    expect((await call('POST', `${MFA}/verify_backup_code`, token, { backup_code })).status).toBe(400);

    wait();
    const disable = (json: object) => call('POST', `${MFA}/disable`, token, json);
    expect((await disable({ password: 'Wrong-Horse-1', totp_code: await codeFor(secret) })).status).toBe(401);
    expect((await disable({ password: PASSWORD })).status).toBe(400);
    expect((await disable({ totp_code: await codeFor(secret) })).status).toBe(422);
    expect((await disable({ password: PASSWORD, totp_code: await codeFor(secret) })).body.result.enabled).toBe(false);
    await mails.mailTo(email, /second factor was switched off/);
    expect(
      (await call('POST', '/api/v3/auth/login', undefined, { username: email, password: PASSWORD })).body.login,
    ).toBe(true);
  });
});

describe('confirmAccount', () => {
  const RECENT_MS = 15 * 60_000;

  it('what could lock somebody out takes a proof of the last quarter of an hour', async () => {
    const { token, email } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const other = await server.login(email);
    const { secret } = (await call('GET', `${MFA}/qr_code`, token)).body.result;
    clockMs += RECENT_MS + 1_000;
    const enable = async () => call('POST', `${MFA}/enable`, token, { totp_code: await codeFor(secret) });
    const refused = await enable();
    expect([refused.status, refused.body.error_code]).toEqual([403, 'REAUTHENTICATION_REQUIRED']);
    expect((await call('DELETE', '/api/v3/account/sessions', token)).status).toBe(403);
    const { body } = await call('GET', '/api/v3/account/sessions', other);
    const own = body.result.find(({ is_current }: { is_current: boolean }) => is_current);
    expect((await call('DELETE', `/api/v3/account/sessions/${own.id}`, token)).status).toBe(403);

    const confirm = (json: object) => call('POST', '/api/v3/account/confirm', token, json);
    expect((await confirm({ password: 'Wrong-Horse-1' })).status).toBe(401);
    expect((await confirm({})).status).toBe(422);
    expect((await call('POST', '/api/v3/account/confirm', undefined, { password: PASSWORD })).status).toBe(401);
    expect((await confirm({ password: PASSWORD })).status).toBe(204);
    expect((await enable()).status).toBe(200);

    clockMs += RECENT_MS + 1_000;
    expect((await call('GET', `${MFA}/backup_codes`, token)).status).toBe(403);
    await call('POST', `${MFA}/verify_totp`, token, { totp_code: await codeFor(secret) });
    expect((await call('GET', `${MFA}/backup_codes`, token)).status).toBe(200);
  });
});

describe('resetUserMfa and endUserLogins', () => {
  it('204: an administrator helps who lost the telephone, or a device; nobody else can', async () => {
    const boss = await server.createPerson({ roles: ['ORGADMIN'] });
    const { id, email, token } = await personWithFactor();
    const path = `/api/v3/organization/user/${id}`;
    const foreign = await insertOrganization(server.running.ctx.db, 'Others');
    const stranger = await server.createPerson({ roles: ['ORGADMIN'], organization_id: foreign.id });
    for (const target of [`${path}/2fa`, `${path}/sessions`]) {
      expect((await call('DELETE', target)).status).toBe(401);
      expect((await call('DELETE', target, token)).body.error_code).toBe('INSUFFICIENT_ROLE');
      expect((await call('DELETE', target, stranger.token)).status).toBe(404);
    }
    expect((await call('DELETE', `/api/v3/organization/user/${boss.id}/2fa`, boss.token)).status).toBe(409);
    expect((await call('DELETE', `${path}/sessions`, boss.token)).status).toBe(204);
    await expect.poll(async () => (await call('GET', '/api/v3/account/me', token)).status).toBe(401);
    expect((await call('DELETE', `${path}/2fa`, boss.token)).status).toBe(204);
    expect((await call('DELETE', `${path}/2fa`, boss.token)).status).toBe(409);
    await mails.mailTo(email, /An administrator switched the second factor off/);
    expect(
      (await call('POST', '/api/v3/auth/login', undefined, { username: email, password: PASSWORD })).body.login,
    ).toBe(true);
    const { actor } = await server.running.ctx.db
      .selectFrom('audit_log')
      .select('actor')
      .where('action', '=', 'mfa.reset')
      .executeTakeFirstOrThrow();
    expect(actor).toBe(`user:${boss.id}`);
  });
});

describe('an organisation that wants a second factor', () => {
  it('lets whoever has none set one up, and nothing else', async () => {
    const { ctx } = server.running;
    const { id } = await insertOrganization(ctx.db, 'Careful');
    await ctx.db.updateTable('organizations').set({ require_mfa: true }).where('id', '=', id).execute();
    const { email, token } = await server.createPerson({ roles: ['CONTRIBUTOR'], organization_id: id });
    const list = () => call('GET', '/api/v3/speech-to-text/session', token);
    expect([(await list()).status, (await list()).body.error_code]).toEqual([403, 'MFA_SETUP_REQUIRED']);
    const again = await call('POST', '/api/v3/auth/login', undefined, { username: email, password: PASSWORD });
    expect(again.body.mfa_setup_required).toBe(true);
    expect((await call('GET', '/api/v3/account/me', token)).body.mfa_required).toBe(true);
    const { secret } = (await call('GET', `${MFA}/qr_code`, token)).body.result;
    await call('POST', `${MFA}/enable`, token, { totp_code: await codeFor(secret) });
    await expect.poll(async () => (await list()).status).toBe(200);
  });
});
