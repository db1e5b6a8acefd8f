import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../test/mail-server.ts';
import { PASSWORD, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { insertOrganization } from '../organizations/index.ts';

const ACCOUNT = '/api/v3/account';

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

const erase = (key: string | undefined, json: object = { password: PASSWORD }) =>
  server.call('DELETE', ACCOUNT, { ...(key ? { key } : {}), json });
const newOrganization = async () => (await insertOrganization(server.running.ctx.db, 'Small')).id;

describe('deleteAccount', () => {
  it('204: gone at once, told by mail, and the address is free', async () => {
    const { email, token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    expect((await erase(token)).status).toBe(204);
    await mails.mailTo(email, /deleted/);
    expect((await erase(token)).status).toBe(401);
    await expect(server.login(email)).rejects.toThrow('401');
    await server.createPerson({ roles: ['CONTRIBUTOR'], email });
  });

  it('422 without a password, 401 with a wrong one or without a token, 403 for a key, 415 for a form', async () => {
    const { token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const codes = [];
    for (const answer of [
      await erase(token, {}),
      await erase(token, { password: 17 }),
      await erase(token, { password: 'Wrong-Horse-1-Staple' }),
      await erase(undefined),
      await erase(server.keys.batch),
      await server.call('DELETE', ACCOUNT, { key: token, body: new FormData() }),
    ]) {
      codes.push([answer.status, answer.body.error_code]);
    }
    expect(codes).toEqual([
      [422, 'VALIDATION_ERROR'],
      [422, 'VALIDATION_ERROR'],
      [401, 'INVALID_CREDENTIALS'],
      [401, 'UNAUTHORIZED'],
      [403, 'WRONG_TOKEN_TYPE'],
      [415, 'UNSUPPORTED_MEDIA_TYPE'],
    ]);
  });

  it('who has no password needs a recent proof: a login of the last quarter of an hour', async () => {
    const { ctx } = server.running;
    const { id, token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    await ctx.db.updateTable('users').set({ password_hash: null }).where('id', '=', id).execute();
    const login = ctx.db.updateTable('logins').where('user_id', '=', id);
    await login.set({ confirmed_at: new Date(Date.now() - 16 * 60_000) }).execute();
    const late = await erase(token, {});
    expect([late.status, late.body.error_code]).toEqual([403, 'REAUTHENTICATION_REQUIRED']);
    await login.set({ confirmed_at: new Date(Date.now() - 14 * 60_000) }).execute();
    expect((await erase(token, {})).status).toBe(204);
  });

  it('409 for the last administrator while there are others; of two that go at once one stays', async () => {
    const organization_id = await newOrganization();
    const admins = [];
    for (let index = 0; index < 2; index++) {
      admins.push(await server.createPerson({ roles: ['ORGADMIN'], organization_id }));
    }
    await server.createPerson({ roles: ['CONTRIBUTOR'], organization_id });
    const answers = await Promise.all(admins.map(({ token }) => erase(token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body.detail).toContain('last administrator');
  });

  it('the only person deletes the organisation too, if they say so', async () => {
    const organization_id = await newOrganization();
    const { token } = await server.createPerson({ roles: ['ORGADMIN'], organization_id });
    const key = await server.createKey({ type: 'batch', organization_id });
    const refused = await erase(token);
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('delete_organization')]);
    expect((await erase(token, { password: PASSWORD, delete_organization: true })).status).toBe(204);
    await expect
      .poll(async () => (await server.call('GET', '/api/v3/speech-to-text/session', { key })).status)
      .toBe(401);
    const erased = () =>
      server.running.ctx.db
        .selectFrom('organizations')
        .select('erased_at')
        .where('id', '=', organization_id)
        .executeTakeFirstOrThrow();
    await expect.poll(async () => (await erased()).erased_at, { timeout: 20_000 }).not.toBeNull();
  });

  it('409 for delete_organization with others in it, and for the last who runs the installation', async () => {
    const { token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const others = await erase(token, { password: PASSWORD, delete_organization: true });
    expect([others.status, others.body.detail]).toEqual([409, expect.stringContaining('other people')]);
    const { admin_password: password } = server.running.firstRun as { admin_password: string };
    const last = await erase(await server.login(), { password });
    expect([last.status, last.body.detail]).toEqual([409, expect.stringContaining('SYSOP')]);
  });
});
