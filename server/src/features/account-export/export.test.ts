import PizZip from 'pizzip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';
import { noteEvent } from '../audit/index.ts';

const EXPORT = '/api/v3/account/export';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

type Person = Awaited<ReturnType<TestServer['createPerson']>>;

async function exported({ token }: Person) {
  const response = await fetch(server.url + EXPORT, { headers: { authorization: `Bearer ${token}` } });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip']);
  expect(response.headers.get('content-disposition')).toContain('account.zip');
  const zip = new PizZip(Buffer.from(await response.arrayBuffer()));
  const read = (name: string) => zip.file(name)?.asText() ?? '';
  return { names: Object.keys(zip.files).sort(), read, json: (name: string) => JSON.parse(read(name)) };
}

describe('exportAccount', () => {
  it('200: a ZIP with everything of the person, and nothing of others', async () => {
    const { ctx } = server.running;
    const other = await server.createPerson({ roles: ['ORGADMIN'] });
    const person = await server.createPerson({ roles: ['DEVELOPER'] });
    const { id: user_id, organization_id } = person;
    await ctx.db
      .updateTable('users')
      .set({ first_name: 'Zoë', mfa_secret: Buffer.from('x') })
      .where('id', '=', user_id)
      .execute();
    const group = { organization_id, name: 'Editors', description: null };
    const { id: group_id } = await ctx.db.insertInto('groups').values(group).returning('id').executeTakeFirstOrThrow();
    await ctx.db.insertInto('group_members').values({ group_id, user_id, organization_id }).execute();
    for (const id of [user_id, other.id]) {
      const value = JSON.stringify(`of ${id}`);
      await ctx.db
        .insertInto('user_preferences')
        .values({ user_id: id, organization_id, key: 'theme', value })
        .execute();
    }
    const key = await server.call('POST', '/api/v3/tokens', { key: person.token, json: { name: 'CI', type: 'batch' } });
    const device = { address: '192.0.2.44', user_agent: 'of the administrator' };
    const by = { organization_id, actor: `user:${other.id}`, target: `user:${user_id}`, device };
    await noteEvent(ctx, { ...by, action: 'user.changed' });
    // More than are read at once.
    const many = Array.from({ length: 1_200 }, () => ({
      ...{ organization_id, actor: `user:${user_id}`, action: 'test.much', details: '{}' },
    }));
    await ctx.db.insertInto('audit_log').values(many).execute();

    const { names, read, json } = await exported(person);
    expect(names).toEqual([
      'README.txt',
      'account.json',
      'audit.json',
      'comments.json',
      'edits.json',
      'groups.json',
      'identities.json',
      'keys.json',
      'logins.json',
      'preferences.json',
    ]);
    expect(read('README.txt')).toContain('belong to your organisation');
    expect(json('account.json')).toMatchObject({
      id: user_id,
      email: person.email,
      first_name: 'Zoë',
      has_password: true,
    });
    expect(json('groups.json')).toMatchObject([{ name: 'Editors' }]);
    expect(json('preferences.json')).toMatchObject([{ key: 'theme', value: `of ${user_id}` }]);
    expect(json('keys.json')).toMatchObject([{ name: 'CI', type: 'batch' }]);
    expect(json('logins.json')).toHaveLength(1);
    expect(json('edits.json')).toEqual([]);
    const audit: { action: string; address: string | null }[] = json('audit.json');
    expect(audit.filter(({ action }) => action === 'test.much')).toHaveLength(1_200);
    expect(audit.find(({ action }) => action === 'user.changed')).toMatchObject({ address: null, user_agent: null });
    expect(audit.find(({ action }) => action === 'login.succeeded')?.address).toBe('127.0.0.1');
    expect(audit.at(-1)?.action).toBe('account.exported');
    const all = names.map(read).join('\n');
    const row = await ctx.db.selectFrom('users').selectAll().where('id', '=', user_id).executeTakeFirstOrThrow();
    for (const secret of [row.password_hash, key.body.key, person.token, other.email, '192.0.2.44', 'mfa_secret']) {
      expect(all).not.toContain(secret);
    }
  });

  it('200: documents they made or edited are named, not shown', async () => {
    const person = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const call = (method: string, path: string, json: object) => server.call(method, path, { key: person.token, json });
    const sessions = '/api/v3/speech-to-text/session';
    const { body } = await call('POST', sessions, { language: 'xx', session_mode: 'upload' });
    const document = [{ start: 0, stop: 1_000, text: 'Words of the organisation.' }];
    const made = await call('POST', `${sessions}/${body.session_id}/document`, { filename: 'a', document });
    expect(made.status).toBeLessThan(300);
    const comments = `${sessions}/${body.session_id}/document/${made.body.result.id}/comments`;
    expect((await call('POST', comments, { text: 'My own' })).status).toBe(201);
    await server.call('POST', comments, { key: await server.login(), json: { text: 'Of another' } });
    const { read, json } = await exported(person);
    expect(json('comments.json')).toMatchObject([{ document_id: made.body.result.id, text: 'My own' }]);
    expect(json('edits.json')).toMatchObject([{ document_id: made.body.result.id, changes: 1 }]);
    expect(read('edits.json')).not.toContain('Words');
  });

  it('429 after five in an hour; others may still', async () => {
    const person = await server.createPerson({ roles: ['CUSTOMER'] });
    for (let index = 0; index < 5; index++) await exported(person);
    const { status, body, headers } = await server.call('GET', EXPORT, { key: person.token });
    expect([status, body.error_code]).toEqual([429, 'RATE_LIMIT_EXCEEDED']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(60);
    await exported(await server.createPerson({ roles: ['CUSTOMER'] }));
  });

  it('401 without a token, 403 for keys', async () => {
    expect((await server.call('GET', EXPORT)).body.error_code).toBe('UNAUTHORIZED');
    expect((await server.call('GET', EXPORT, { key: server.keys.batch })).body.error_code).toBe('WRONG_TOKEN_TYPE');
  });
});
