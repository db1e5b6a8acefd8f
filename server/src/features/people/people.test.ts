import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, secretIn, startMailServer } from '../../../test/mail-server.ts';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';
import { insertOrganization } from '../organizations/index.ts';
import type { Role } from '../users/index.ts';

const USERS = '/api/v3/organization/user';
const ME = '/api/v3/account/me';

let mails: MailServer;
let server: TestServer;
/** An organisation of its own, so that its list is known. */
let organization_id: number;
let key: string;
beforeAll(async () => {
  mails = await startMailServer();
  server = await startTestServer({ PARLANCE_SMTP_URL: mails.url });
  [organization_id, key] = await newOrganization();
});
afterAll(async () => {
  await server.stop();
  await mails.stop();
});

async function newOrganization(name = 'Stenographers'): Promise<[number, string]> {
  const { id } = await insertOrganization(server.running.ctx.db, name);
  const admin = await server.createPerson({ roles: ['ORGADMIN', 'TESTER'], organization_id: id });
  return [id, admin.token];
}

let number = 0;
const address = () => `invited-${++number}@people.example`;
const invite = (json: object = {}, as = key) =>
  server.call('POST', USERS, { key: as, json: { email: address(), roles: ['CONTRIBUTOR'], ...json } });
const person = (...roles: Role[]) => server.createPerson({ roles, organization_id });
const put = (id: number, json: object, as = key) => server.call('PUT', `${USERS}/${id}`, { key: as, json });
const statusWith = async (token: string) => (await server.call('GET', ME, { key: token })).status;

describe('inviteUser', () => {
  it('201: a mail comes whose link opens the account', async () => {
    const group = await server.call('POST', '/api/v3/organization/group', { key, json: { name: 'Court' } });
    const email = address();
    const { status, body } = await invite({
      email: email.toUpperCase(),
      first_name: ' Ada ',
      last_name: 'Lovelace',
      roles: ['CONTRIBUTOR', 'TESTER', 'TESTER'],
      group_ids: [group.body.id, group.body.id],
    });
    expect([status, body.result]).toEqual([
      201,
      {
        id: expect.any(Number),
        email,
        first_name: 'Ada',
        last_name: 'Lovelace',
        roles: ['CONTRIBUTOR', 'TESTER'],
        is_active: true,
        is_activated: false,
        mfa_enabled: false,
        groups: [{ id: group.body.id, name: 'Court' }],
        organization_id,
        last_login: null,
        created_at: expect.any(String),
      },
    ]);
    const mail = await mails.mailTo(email, /Stenographers/);
    expect(mail.text).toContain('Hello Ada Lovelace,');
    const password = 'Analytical-Engine-1843';
    const json = { token: secretIn(mail), password };
    expect((await server.call('POST', '/api/v3/auth/activate', { json })).status).toBe(204);
    expect(await statusWith(await server.login(email, password))).toBe(200);
    const seen = await server.call('GET', `${USERS}/${body.id}`, { key });
    expect([seen.body.is_activated, seen.body.last_login]).toEqual([true, expect.any(String)]);
  });

  it('409 for an address with an account anywhere, in the same words', async () => {
    const here = await person('CUSTOMER');
    const elsewhere = await server.createPerson({ roles: ['CUSTOMER'] });
    const answers = [];
    for (const { email } of [here, elsewhere]) answers.push(await invite({ email }));
    expect(answers.map(({ status }) => status)).toEqual([409, 409]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    expect(JSON.stringify(answers)).not.toContain('Parlance');
    const email = address();
    const together = await Promise.all([1, 2, 3].map(() => invite({ email })));
    expect(together.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('403 for roles that only a SYSOP gives', async () => {
    const sysop = await person('ORGADMIN', 'SYSOP');
    for (const role of ['SYSOP', 'RESELLER', 'RESELLEE']) {
      const refused = await invite({ roles: ['CONTRIBUTOR', role] });
      expect([refused.status, refused.body.error_code]).toEqual([403, 'INSUFFICIENT_ROLE']);
      expect((await invite({ roles: [role] }, sysop.token)).status).toBe(201);
    }
    expect((await invite({ roles: ['ORGADMIN', 'CUSTOMER', 'DEVELOPER', 'TESTER'] })).status).toBe(201);
  });

  it('404 for a group of another organisation, and nobody is invited', async () => {
    const [, other] = await newOrganization();
    const group = await server.call('POST', '/api/v3/organization/group', { key: other, json: { name: 'Theirs' } });
    const email = address();
    const { status, body } = await invite({ email, group_ids: [group.body.id] });
    expect([status, body.error_code]).toEqual([404, 'GROUP_NOT_FOUND']);
    expect((await invite({ email })).status).toBe(201);
  });

  it('422 for what is no address, no role and no name', async () => {
    for (const [field, value] of [
      ['email', 'nobody'],
      ['email', 'a@b.example\r\nBcc: victim@people.example'],
      ['email', 'a@b.example, victim@people.example'],
      ['email', '"Ada" <ada@people.example>'],
      ['email', undefined],
      ['roles', []],
      ['roles', undefined],
      ['roles', ['ROOT']],
      ['roles', 'ORGADMIN'],
      ['first_name', 'two\r\nlines'],
      ['last_name', 'x'.repeat(101)],
      ['group_ids', ['1']],
    ]) {
      const { status, body } = await invite({ [field as string]: value });
      expect([status, body.details?.field.split(/\W/)[0]], JSON.stringify(value)).toEqual([422, field]);
    }
  });

  it('takes no more than what is for the administrator to say', async () => {
    const { body } = await invite({
      id: 1,
      organization_id: server.organizationId,
      is_activated: true,
      activated_at: '2020-01-01T00:00:00Z',
      password_hash: 'x',
      mfa_enabled: true,
      is_active: false,
    });
    expect(body).toMatchObject({ organization_id, is_activated: false, is_active: true, mfa_enabled: false });
    const row = await server.running.ctx.db
      .selectFrom('users')
      .select(['password_hash', 'activated_at'])
      .where('id', '=', body.id)
      .executeTakeFirst();
    expect(row).toEqual({ password_hash: null, activated_at: null });
  });

  it('names of people and organisations do nothing in mails', async () => {
    const [, admin] = await newOrganization('Evil <img src=x onerror=alert(1)> =?utf-8?q?=0D=0ABcc:_victim?=');
    const email = address();
    const first_name = '<a href="https://evil.example">Click</a>';
    expect((await invite({ email, first_name, last_name: '%0d%0aBcc: victim@people.example' }, admin)).status).toBe(
      201,
    );
    const mail = await mails.mailTo(email, /Evil/);
    expect(mail.recipients).toEqual([email]);
    expect(mail.html).not.toMatch(/<img|href="https:\/\/evil/);
    expect(mail.html).toContain('&lt;a href');
    const [headers = ''] = mail.raw.split('\r\n\r\n');
    expect(headers).not.toMatch(/^bcc:/im);
    expect(mail.to).toHaveLength(1);
    expect(mail.subject).toMatch(/^Your account with Evil .*Bcc:_victim\?=$/);
  });

  it('429 beyond five invitations an hour to one address', async () => {
    const email = address();
    const answers = [];
    for (let n = 0; n < 6; n++) {
      answers.push(await invite({ email }));
      const { id } = answers[n]?.body ?? {};
      if (id) await server.call('DELETE', `${USERS}/${id}`, { key });
    }
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 429]);
    expect(answers[5]?.body.retry_after).toBeGreaterThan(3_000);
  });

  it('401 without a token, 403 for keys and for everybody but administrators', async () => {
    expect((await server.call('POST', USERS, { json: {} })).status).toBe(401);
    expect((await invite({}, server.keys.batch)).body.error_code).toBe('WRONG_TOKEN_TYPE');
    for (const role of ['CONTRIBUTOR', 'DEVELOPER', 'CUSTOMER', 'RESELLER', 'TESTER', 'SYSOP'] as const) {
      const { token } = await person(role);
      expect((await invite({ roles: ['ORGADMIN'] }, token)).body.error_code, role).toBe('INSUFFICIENT_ROLE');
    }
  });
});

describe('listUsers', () => {
  it('200: searched, filtered, sorted, in pages, with groups', async () => {
    const [id, admin] = await newOrganization();
    const { body: group } = await server.call('POST', '/api/v3/organization/group', {
      key: admin,
      json: { name: 'G' },
    });
    const ada = await invite({ first_name: 'Ada', last_name: 'Lovelace', group_ids: [group.id] }, admin);
    const bob = await server.createPerson({
      roles: ['CUSTOMER'],
      organization_id: id,
      email: `bob_${id}@people.example`,
    });
    await put(bob.id, { first_name: 'Bob', is_active: false }, admin);
    const list = async (query: string) => {
      const { status, body } = await server.call('GET', `${USERS}?${query}`, { key: admin });
      expect(status, query).toBe(200);
      return [body.total_results, ...body.result.map((one: { first_name: string | null }) => one.first_name)];
    };
    expect(await list('')).toEqual([3, 'Bob', 'Ada', null]);
    expect(await list('direction=asc&limit=2')).toEqual([3, null, 'Ada']);
    expect(await list('offset=2')).toEqual([3, null]);
    expect(await list('sort=first_name&direction=asc')).toEqual([3, 'Ada', 'Bob', null]);
    expect(await list('sort=first_name')).toEqual([3, 'Bob', 'Ada', null]);
    for (const sort of ['last_name', 'email', 'last_login', 'is_active', 'created_at']) {
      expect((await list(`sort=${sort}`))[0]).toBe(3);
    }
    expect(await list('q=ADA%20love')).toEqual([1, 'Ada']);
    expect(await list('q=bob_')).toEqual([1, 'Bob']);
    expect(await list('q=%25')).toEqual([0]);
    expect(await list('status=invited')).toEqual([1, 'Ada']);
    expect(await list('status=inactive')).toEqual([1, 'Bob']);
    expect(await list('status=active')).toEqual([1, null]);
    expect(await list('role=ORGADMIN')).toEqual([1, null]);
    expect(await list('role=CUSTOMER&status=active')).toEqual([0]);
    const { body } = await server.call('GET', `${USERS}?q=ada`, { key: admin });
    expect(body.result[0]).toEqual(ada.body.result);
  });

  it('422, 401 and 403', async () => {
    for (const query of ['sort=password_hash', 'status=deleted', 'role=ROOT', 'limit=0', 'direction=up']) {
      expect((await server.call('GET', `${USERS}?${query}`, { key })).status, query).toBe(422);
    }
    expect((await server.call('GET', USERS)).status).toBe(401);
    expect((await server.call('GET', USERS, { key: (await person('DEVELOPER')).token })).status).toBe(403);
  });
});

describe('getUser', () => {
  it('200 for the own, 404 for a foreigner, for deleted ones and for none', async () => {
    const { body } = await invite();
    const target = `${USERS}/${body.id}`;
    expect((await server.call('GET', target, { key })).body.result).toEqual(body.result);
    const [, other] = await newOrganization();
    for (const [path, as] of [
      [target, other],
      [`${USERS}/2147483647`, key],
    ] as const) {
      for (const [method, json] of [['GET'], ['PUT', { first_name: 'x' }], ['DELETE']] as const) {
        const answer = await server.call(method, path, { key: as, ...(json ? { json } : {}) });
        expect([answer.status, answer.body.error_code]).toEqual([404, 'USER_NOT_FOUND']);
      }
      expect((await server.call('POST', `${path}/resend-activation`, { key: as })).status).toBe(404);
    }
    for (const method of ['GET', 'DELETE']) expect((await server.call(method, target)).status).toBe(401);
    expect((await server.call('PUT', target, { json: {} })).status).toBe(401);
    expect((await server.call('GET', `${USERS}/x`, { key })).status).toBe(422);
  });
});

describe('updateUser', () => {
  it('200: names, null takes them away; 422 for what is none', async () => {
    const { body } = await invite({ first_name: 'Ada' });
    const changed = await put(body.id, {
      last_name: ' Byron ',
      organization_id: 1,
      mfa_enabled: true,
      email: undefined,
    });
    expect(changed.body.result).toEqual({ ...body.result, last_name: 'Byron' });
    expect((await put(body.id, { first_name: null })).body.first_name).toBeNull();
    expect((await put(body.id, { first_name: 'a\nb' })).status).toBe(422);
    expect((await put(body.id, { roles: [] })).status).toBe(422);
  });

  it('deactivating somebody ends their logins at once; they come back only when reactivated', async () => {
    const { id, token, email } = await person('CONTRIBUTOR');
    expect(await statusWith(token)).toBe(200);
    expect((await put(id, { is_active: false })).body.is_active).toBe(false);
    await expect.poll(() => statusWith(token), { timeout: 1_000, interval: 20 }).toBe(401);
    await expect(server.login(email)).rejects.toThrow();
    expect((await put(id, { is_active: true })).body.is_active).toBe(true);
    expect(await statusWith(token)).toBe(401);
    expect(await statusWith(await server.login(email))).toBe(200);
  });

  it('API keys stop with whoever made them', async () => {
    const { id, token } = await person('DEVELOPER');
    const made = await server.call('POST', '/api/v3/tokens', { key: token, json: { name: 'Mine', type: 'batch' } });
    const use = async () =>
      (await server.call('GET', '/api/v3/speech-to-text/session', { key: made.body.key as string })).status;
    expect(await use()).toBe(200);
    await put(id, { is_active: false });
    await expect.poll(use, { timeout: 1_000, interval: 20 }).toBe(401);
  });

  it('a role that is taken is gone at once, one that is given works at once', async () => {
    const { id, token, email } = await person('ORGADMIN');
    const list = async (as: string) => (await server.call('GET', USERS, { key: as })).status;
    expect(await list(token)).toBe(200);
    expect((await put(id, { roles: ['CONTRIBUTOR'] })).body.roles).toEqual(['CONTRIBUTOR']);
    await expect.poll(() => list(token), { timeout: 1_000, interval: 20 }).toBe(401);
    const again = await server.login(email);
    expect(await list(again)).toBe(403);
    await put(id, { roles: ['CONTRIBUTOR', 'ORGADMIN'] });
    await expect.poll(() => list(again), { timeout: 1_000, interval: 20 }).toBe(200);
  });

  it('403: nobody raises themselves, nor gives what is not theirs to give', async () => {
    const [id, admin] = await newOrganization();
    const me = (await server.call('GET', ME, { key: admin })).body;
    for (const roles of [
      ['ORGADMIN', 'SYSOP'],
      ['ORGADMIN', 'DEVELOPER'],
      ['ORGADMIN', 'RESELLER'],
    ]) {
      const { status, body } = await put(me.id, { roles }, admin);
      expect([status, body.error_code]).toEqual([403, 'INSUFFICIENT_ROLE']);
    }
    const other = await server.createPerson({ roles: ['CONTRIBUTOR'], organization_id: id });
    for (const role of ['SYSOP', 'RESELLER', 'RESELLEE']) {
      expect((await put(other.id, { roles: ['CONTRIBUTOR', role] }, admin)).status).toBe(403);
      expect((await put(other.id, { roles: ['ORGADMIN', role] }, other.token)).status).toBe(403);
    }
    const seen = await server.call('GET', `${USERS}/${other.id}`, { key: admin });
    expect(seen.body.roles).toEqual(['CONTRIBUTOR']);
  });

  it('403: who runs the installation is out of reach of who runs the organisation', async () => {
    const [id, admin] = await newOrganization();
    const sysop = await server.createPerson({ roles: ['SYSOP', 'ORGADMIN'], organization_id: id });
    const attempts = [{ roles: ['ORGADMIN'] }, { is_active: false }, { email: 'mine@evil.example' }];
    for (const json of attempts) expect((await put(sysop.id, json, admin)).status).toBe(403);
    expect((await server.call('DELETE', `${USERS}/${sysop.id}`, { key: admin })).status).toBe(403);
    expect((await put(sysop.id, { first_name: 'Sy' }, admin)).status).toBe(200);
    const invited = await invite({ roles: ['RESELLER'] }, sysop.token);
    expect((await put(invited.body.id, { email: 'mine@evil.example' }, admin)).status).toBe(403);
  });

  it('409: the last administrator who can sign in stays, also of two who go at once', async () => {
    const [id, admin] = await newOrganization();
    const me = (await server.call('GET', ME, { key: admin })).body;
    const { body: invited } = await invite({ roles: ['ORGADMIN'] }, admin);
    const demoted = await put(me.id, { roles: ['TESTER'] }, admin);
    expect([demoted.status, demoted.body.error_code]).toEqual([409, 'CONFLICT']);
    await server.call('DELETE', `${USERS}/${invited.id}`, { key: admin });

    const second = await server.createPerson({ roles: ['ORGADMIN'], organization_id: id });
    const answers = await Promise.all([
      put(second.id, { roles: ['CUSTOMER'] }, admin),
      put(me.id, { is_active: false }, second.token),
      server.call('DELETE', `${USERS}/${second.id}`, { key: admin }),
      server.call('DELETE', `${USERS}/${me.id}`, { key: second.token }),
    ]);
    expect(answers.every(({ status }) => [200, 204, 401, 403, 404, 409].includes(status))).toBe(true);
    const left = await server.running.ctx.db
      .selectFrom('users')
      .select(['id', 'roles'])
      .where('organization_id', '=', id)
      .where('is_active', '=', true)
      .where('activated_at', 'is not', null)
      .execute();
    expect(left.filter(({ roles }) => roles.includes('ORGADMIN'))).toHaveLength(1);
  });

  it('409: the own account is ended and readdressed elsewhere', async () => {
    const [, admin] = await newOrganization();
    await invite({ roles: ['ORGADMIN'] }, admin);
    const { id } = (await server.call('GET', ME, { key: admin })).body;
    for (const json of [{ is_active: false }, { email: address() }])
      expect((await put(id, json, admin)).status).toBe(409);
    const { status, body } = await server.call('DELETE', `${USERS}/${id}`, { key: admin });
    expect([status, body.detail]).toEqual([409, expect.stringContaining('DELETE /api/v3/account')]);
  });

  it('one address goes to one of two invitations that are corrected at once', async () => {
    const invitations = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const [, admin] = await newOrganization();
        return { admin, id: (await invite({}, admin)).body.id };
      }),
    );
    const email = address();
    const answers = await Promise.all(invitations.map(({ admin, id }) => put(id, { email }, admin)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  });

  it('another address: of an invitation only, which goes to the new one and no longer to the old', async () => {
    const { body } = await invite();
    const first = secretIn(await mails.mailTo(body.email, /Stenographers/));
    const email = address();
    expect((await put(body.id, { email })).body.email).toBe(email);
    const second = secretIn(await mails.mailTo(email, /Stenographers/));
    const activate = (token: string) =>
      server.call('POST', '/api/v3/auth/activate', { json: { token, password: 'Analytical-Engine-1843' } });
    expect((await activate(first)).status).toBe(400);
    expect((await put(body.id, { email: (await person('TESTER')).email })).status).toBe(409);
    expect((await activate(second)).status).toBe(204);
    const late = await put(body.id, { email: address() });
    expect([late.status, late.body.details.field]).toEqual([409, 'email']);
  });
});

describe('deleteUser', () => {
  it('204: gone at once, and the address is free for another invitation', async () => {
    const { id, token, email } = await person('CONTRIBUTOR');
    expect((await server.call('DELETE', `${USERS}/${id}`, { key })).status).toBe(204);
    await expect.poll(() => statusWith(token), { timeout: 1_000, interval: 20 }).toBe(401);
    expect((await server.call('GET', `${USERS}/${id}`, { key })).status).toBe(404);
    expect((await server.call('DELETE', `${USERS}/${id}`, { key })).status).toBe(404);
    const again = await invite({ email });
    expect(again.status).toBe(201);
    expect(again.body.id).not.toBe(id);
  });
});

describe('resendActivation', () => {
  it('204: a new link, the old one is good no more; 409 once it was used; 429 too often', async () => {
    const { body } = await invite();
    const first = secretIn(await mails.mailTo(body.email, /Stenographers/));
    const resend = () => server.call('POST', `${USERS}/${body.id}/resend-activation`, { key });
    const seen = mails.mails.length;
    expect((await resend()).status).toBe(204);
    await expect
      .poll(() => mails.mails.slice(seen).some(({ recipients }) => recipients.includes(body.email)))
      .toBe(true);
    const second = secretIn(await mails.mailTo(body.email, /Stenographers/));
    expect(second).not.toBe(first);
    const activate = (token: string) =>
      server.call('POST', '/api/v3/auth/activate', { json: { token, password: 'Analytical-Engine-1843' } });
    expect((await activate(first)).status).toBe(400);
    expect((await activate(second)).status).toBe(204);
    const late = await resend();
    expect([late.status, late.body.error_code]).toEqual([409, 'CONFLICT']);

    const other = (await invite()).body;
    const answers = [];
    for (let n = 0; n < 5; n++) {
      answers.push((await server.call('POST', `${USERS}/${other.id}/resend-activation`, { key })).status);
    }
    expect(answers).toEqual([204, 204, 204, 204, 429]);
    expect((await server.call('POST', `${USERS}/${other.id}/resend-activation`)).status).toBe(401);
  });
});

describe('the audit log', () => {
  it('has what was done to people, by whom and from where', async () => {
    const rows = await server.running.ctx.db
      .selectFrom('audit_log')
      .select(['action', 'actor', 'address'])
      .where('organization_id', '=', organization_id)
      .where('action', 'like', 'user.%')
      .where('actor', '<>', 'system')
      .execute();
    const actions = [...new Set(rows.map(({ action }) => action))];
    for (const action of ['invited', 'invited_again', 'changed', 'deactivated', 'reactivated', 'deleted']) {
      expect(actions).toContain(`user.${action}`);
    }
    expect(rows.every(({ address }) => address === '127.0.0.1')).toBe(true);
  });
});
