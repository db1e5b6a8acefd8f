import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../test/mail-server.ts';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { insertOrganization } from '../organizations/index.ts';

const ORGANIZATIONS = '/api/v3/admin/organizations';
const SESSIONS = '/api/v3/speech-to-text/session';

let mails: MailServer;
let server: TestServer;
let operator: string;
beforeAll(async () => {
  mails = await startMailServer();
  server = await startTestServer({ PARLANCE_SMTP_URL: mails.url });
  operator = await server.login();
});
afterAll(async () => {
  await server.stop();
  await mails.stop();
});

const call = (method: string, path = '', json?: unknown, key: string | undefined = operator) =>
  server.call(method, `${ORGANIZATIONS}${path}`, { ...(key ? { key } : {}), ...(json === undefined ? {} : { json }) });
const newOrganization = async (name: string) => (await insertOrganization(server.running.ctx.db, name)).id;
const codesOf = (answers: Awaited<ReturnType<typeof call>>[]) =>
  answers.map(({ status, body }) => [status, body.error_code]);

/** What everybody else gets, whatever they ask. */
async function refused(method: string, path: string, json?: unknown) {
  const { token } = await server.createPerson({ roles: ['ORGADMIN', 'DEVELOPER', 'RESELLER'] });
  const nobody = server.call(method, `${ORGANIZATIONS}${path}`, json === undefined ? {} : { json });
  expect(
    codesOf([await nobody, await call(method, path, json, token), await call(method, path, json, server.keys.batch)]),
  ).toEqual([
    [401, 'UNAUTHORIZED'],
    [403, 'INSUFFICIENT_ROLE'],
    [403, 'WRONG_TOKEN_TYPE'],
  ]);
}

describe('listAdminOrganizations', () => {
  it('200: all of them with people, sessions and hours, searched, sorted and in pages', async () => {
    await server.ended(await server.transcribe(READING));
    const id = await newOrganization('Zebra 100%');
    await server.createPerson({ roles: ['CUSTOMER'], organization_id: id });
    const { status, body } = await call('GET', '?sort=name&direction=asc&limit=2');
    expect([status, body.count, body.total_results]).toEqual([200, 2, 3]);
    expect(body.result[1]).toMatchObject({ id: server.organizationId, name: 'Parlance', sessions: 1, people: 1 });
    expect(body.result[1].hours).toBeGreaterThan(0);
    const found = await call('GET', '?q=zebra%20100%25');
    expect(found.body.result).toMatchObject([{ id, people: 1, sessions: 0, hours: 0, is_suspended: false }]);
    expect((await call('GET', '?q=%25%25')).body.total_results).toBe(0);
    expect((await call('GET', '?status=suspended')).body.total_results).toBe(0);
    expect((await call('GET', '?offset=2&limit=1')).body.count).toBe(1);
  });

  it('401, 403, 422', async () => {
    await refused('GET', '');
    expect(codesOf([await call('GET', '?sort=people'), await call('GET', '?status=x')])).toEqual(
      Array(2).fill([422, 'VALIDATION_ERROR']),
    );
  });
});

describe('createAdminOrganization', () => {
  it('201: its first administrator is invited by mail', async () => {
    const json = { name: ' New Co ', email: 'First@new.example', first_name: 'Fi', rate_profile: 'silver', id: 1 };
    const { status, body } = await call('POST', '', json);
    expect([status, body.result.name, body.name]).toEqual([201, 'New Co', 'New Co']);
    expect(body).toMatchObject({ rate_profile: 'silver', people: 1, is_suspended: false });
    await mails.mailTo('first@new.example', /New Co/);
    const user = await server.running.ctx.db
      .selectFrom('users')
      .selectAll()
      .where('email', '=', 'first@new.example')
      .executeTakeFirstOrThrow();
    expect([user.organization_id, user.roles, user.activated_at]).toEqual([body.id, ['ORGADMIN'], null]);
  });

  it('409 for an address somebody has, and nothing is made; 422; 401, 403', async () => {
    const before = (await call('GET')).body.total_results;
    const taken = await call('POST', '', { name: 'Copy', email: 'FIRST@new.example' });
    const wrong = [
      { name: 'X' },
      { name: '  ', email: 'a@b.example' },
      { name: 'X', email: 'nobody' },
      { name: 'X\r\nBcc: y', email: 'a@b.example' },
      { name: 'X', email: 'a@b.example', rate_profile: 'platinum' },
    ];
    const answers = [];
    for (const json of wrong) answers.push(await call('POST', '', json));
    expect(codesOf([taken, ...answers])).toEqual([[409, 'CONFLICT'], ...wrong.map(() => [422, 'VALIDATION_ERROR'])]);
    expect((await call('GET')).body.total_results).toBe(before);
    await refused('POST', '', { name: 'X', email: 'a@b.example' });
  });
});

describe('getAdminOrganization', () => {
  it('200, 404, 422, 401, 403', async () => {
    const { body } = await call('GET', `/${server.organizationId}`);
    expect(body).toMatchObject({ id: server.organizationId, name: 'Parlance', result: { deleted_at: null } });
    expect(codesOf([await call('GET', '/999999'), await call('GET', '/x')])).toEqual([
      [404, 'NOT_FOUND'],
      [422, 'VALIDATION_ERROR'],
    ]);
    await refused('GET', `/${server.organizationId}`);
  });
});

describe('updateAdminOrganization', () => {
  it('200: suspended means closed within a second, on other servers too; unsuspended means open', async () => {
    const id = await newOrganization('Late payer');
    const key = await server.createKey({ type: 'batch', organization_id: id });
    const person = await server.createPerson({ roles: ['ORGADMIN'], organization_id: id });
    const beside = await server.startBeside();
    const made = await server.call('POST', SESSIONS, { key, json: { language: 'xx' } });
    const link = await server.call('POST', `${SESSIONS}/${made.body.session_id}/upload-url`, { key });
    const byLink = () =>
      server.call('PUT', link.body.upload_url, { headers: { 'content-type': 'audio/wav' }, body: 'x' });
    const statuses = async () => {
      const asked = [server.url, beside.url].flatMap((url) =>
        [key, person.token].map((key) => server.call('GET', url + SESSIONS, { key })),
      );
      return (await Promise.all(asked)).map(({ status }) => status);
    };
    expect(await statuses()).toEqual([200, 200, 200, 200]);
    const { body } = await call('PUT', `/${id}`, { is_suspended: true });
    expect([body.is_suspended, body.name]).toEqual([true, 'Late payer']);
    await expect.poll(statuses, { timeout: 1_500, interval: 50 }).toEqual([403, 403, 403, 403]);
    expect((await byLink()).status).toBe(404);
    expect((await call('GET', '?status=suspended')).body.result).toMatchObject([{ id }]);
    await expect(server.login(person.email)).rejects.toThrow('401');
    await call('PUT', `/${id}`, { is_suspended: false });
    await expect.poll(statuses, { timeout: 1_500, interval: 50 }).toEqual([200, 200, 200, 200]);
    expect((await byLink()).status).toBe(201);
  });

  it('200: name and limits; nothing else can be changed', async () => {
    const id = await newOrganization('Old name');
    const json = { name: 'New name', rate_profile: 'gold', app_token_id: 1, deleted_at: '2026-01-01T00:00:00Z' };
    expect((await call('PUT', `/${id}`, json)).body).toMatchObject({ name: 'New name', rate_profile: 'gold' });
    expect((await call('PUT', `/${id}`, { rate_profile: null })).body).toMatchObject({
      ...{ name: 'New name', rate_profile: null, deleted_at: null },
    });
    const noted = await server.call('GET', `/api/v3/admin/audit?organization_id=${id}`, { key: operator });
    expect(noted.body.result.map(({ action }: { action: string }) => action)).toEqual(
      Array(2).fill('organization.changed'),
    );
  });

  it('409 for suspending the own one, 404, 422, 401, 403', async () => {
    const own = `/${server.organizationId}`;
    expect(
      codesOf([
        await call('PUT', own, { is_suspended: true }),
        await call('PUT', '/999999', { name: 'X' }),
        await call('PUT', own, { name: '' }),
        await call('PUT', own, { is_suspended: 'yes' }),
      ]),
    ).toEqual([
      [409, 'CONFLICT'],
      [404, 'NOT_FOUND'],
      [422, 'VALIDATION_ERROR'],
      [422, 'VALIDATION_ERROR'],
    ]);
    await refused('PUT', own, { name: 'X' });
  });
});

describe('deleteAdminOrganization', () => {
  it('202: with its name as confirmation; erased a moment later, and the name stays', async () => {
    const id = await newOrganization('Short-lived');
    const key = await server.createKey({ type: 'batch', organization_id: id });
    const { status, body } = await call('DELETE', `/${id}`, { confirm: 'Short-lived' });
    expect([status, body.deleted_at]).toEqual([202, expect.any(String)]);
    await expect.poll(async () => (await server.call('GET', SESSIONS, { key })).status).toBe(401);
    const stub = async () => (await call('GET', `/${id}`)).body;
    await expect.poll(async () => (await stub()).erased_at, { timeout: 20_000 }).not.toBeNull();
    expect((await stub()).name).toBe('Short-lived');
    expect((await call('GET', '?status=deleted')).body.result).toMatchObject([{ id }]);
    expect((await call('GET', '?q=Short-lived')).body.total_results).toBe(0);
    expect((await call('DELETE', `/${id}`, { confirm: 'Short-lived' })).status).toBe(404);
    expect((await call('PUT', `/${id}`, { name: 'Back' })).status).toBe(404);
  });

  it('422 without the right name, 409 for the own one, 404, 401, 403', async () => {
    const id = await newOrganization('Careful');
    expect(
      codesOf([
        await call('DELETE', `/${id}`, { confirm: 'careful' }),
        await call('DELETE', `/${id}`, {}),
        await call('DELETE', `/${server.organizationId}`, { confirm: 'Parlance' }),
        await call('DELETE', '/999999', { confirm: 'x' }),
      ]),
    ).toEqual([
      [422, 'VALIDATION_ERROR'],
      [422, 'VALIDATION_ERROR'],
      [409, 'CONFLICT'],
      [404, 'NOT_FOUND'],
    ]);
    await refused('DELETE', `/${id}`, { confirm: 'Careful' });
  });
});
