import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';
import { insertOrganization } from './index.ts';

const ORGANIZATION = '/api/v3/account/organization';
const SESSIONS = '/api/v3/speech-to-text/session';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** A new organisation with an administrator. */
async function organization(domain = 'people.example') {
  const { id } = await insertOrganization(server.running.ctx.db, 'New');
  const email = `admin-${id}@${domain}`;
  return { ...(await server.createPerson({ roles: ['ORGADMIN'], organization_id: id, email })), organization_id: id };
}
const update = (key: string, json: object) => server.call('POST', ORGANIZATION, { key, json });

describe('getOwnOrganization', () => {
  it('200 for everybody in it, with how many people there are', async () => {
    const { token, organization_id } = await organization();
    const viewer = await server.createPerson({ roles: ['CUSTOMER'], organization_id });
    const states = { active: {}, inactive: { is_active: false }, invited: { activated_at: null } };
    for (const state of Object.values(states)) {
      const { id } = await server.createPerson({ roles: ['TESTER'], organization_id });
      if (Object.keys(state).length === 0) continue;
      await server.running.ctx.db.updateTable('users').set(state).where('id', '=', id).execute();
    }
    for (const key of [token, viewer.token]) {
      const { status, body } = await server.call('GET', ORGANIZATION, { key });
      expect([status, body.result]).toEqual([
        200,
        {
          id: organization_id,
          name: 'New',
          diarization: false,
          brand_color: null,
          logo_url: null,
          require_mfa: false,
          sso_domains: [],
          user_count: 5,
          active_user_count: 3,
          invited_user_count: 1,
          created_at: expect.any(String),
          last_modified: expect.any(String),
        },
      ]);
      expect(body.name).toBe('New');
    }
  });

  it('401 without a token, 403 for keys', async () => {
    expect((await server.call('GET', ORGANIZATION)).status).toBe(401);
    const { status, body } = await server.call('GET', ORGANIZATION, { key: server.keys.batch });
    expect([status, body.error_code]).toEqual([403, 'WRONG_TOKEN_TYPE']);
  });
});

describe('updateOwnOrganization', () => {
  it('200: changes what is named and nothing else, of this organisation alone', async () => {
    const [{ token }, other] = [await organization(), await organization()];
    const named = await update(token, { name: ' Court <b> ', brand_color: '#AbCdEf' });
    expect([named.status, named.body.name, named.body.brand_color]).toEqual([200, 'Court <b>', '#abcdef']);
    const bare = await update(token, { brand_color: null });
    expect([bare.body.name, bare.body.brand_color]).toEqual(['Court <b>', null]);
    expect((await server.call('GET', ORGANIZATION, { key: other.token })).body.name).toBe('New');
  });

  it('what is for others to change cannot be changed with it', async () => {
    const { token, organization_id } = await organization();
    const row = () =>
      server.running.ctx.db
        .selectFrom('organizations')
        .selectAll()
        .where('id', '=', organization_id)
        .executeTakeFirstOrThrow();
    const { last_modified: _, ...before } = await row();
    const { status } = await update(token, {
      id: 1,
      suspended_at: '2020-01-01T00:00:00Z',
      deleted_at: '2020-01-01T00:00:00Z',
      app_token_id: 1,
      rate_profile: 'enterprise',
      logo_key: 'sessions/x',
      organization_id: server.organizationId,
      created_at: '2020-01-01T00:00:00Z',
    });
    expect(status).toBe(200);
    const { last_modified: __, ...after } = await row();
    expect(after).toEqual(before);
  });

  it('422: what is wrong, by field', async () => {
    const { token } = await organization();
    for (const [field, value] of [
      ['name', ''],
      ['name', 'two\nlines'],
      ['name', 'x'.repeat(201)],
      ['brand_color', 'red'],
      ['brand_color', '#12345g'],
      ['diarization', 'true'],
      ['require_mfa', null],
      ['sso_domains', 'people.example'],
      ['sso_domains', ['nonsense']],
      ['sso_domains', ['gmail.com']],
      ['sso_domains', ['mail.outlook.com']],
      ['sso_domains', ['co.uk']],
      ['sso_domains', ['github.io']],
      ['sso_domains', ['com']],
      ['sso_domains', ['127.0.0.1']],
      ['sso_domains', ['a b.example']],
      ['sso_domains', ['people.example/path']],
      ['sso_domains', ['not-of-ours.example']],
    ]) {
      const { status, body } = await update(token, { [field as string]: value });
      expect([status, body.error_code, body.details?.field.split(/\W/)[0]], JSON.stringify(value)).toEqual([
        422,
        'VALIDATION_ERROR',
        field,
      ]);
    }
  });

  it('409: a second factor is made a duty only by whoever has one', async () => {
    const { token, id } = await organization();
    const refused = await update(token, { require_mfa: true });
    expect([refused.status, refused.body.error_code]).toEqual([409, 'CONFLICT']);
    expect(refused.body.detail).toContain('/api/v3/mfa/2fa/qr_code');
    await server.running.ctx.db.updateTable('users').set({ mfa_enabled_at: new Date() }).where('id', '=', id).execute();
    const done = await update(token, { require_mfa: true });
    expect([done.status, done.body.require_mfa]).toEqual([200, true]);
    expect((await update(token, { require_mfa: true, name: 'Again' })).status).toBe(200);
    // Within a second, whoever has none gets to their own account only.
    const { token: other } = await server.createPerson({
      roles: ['ORGADMIN'],
      organization_id: done.body.id,
    });
    expect((await server.call('GET', ORGANIZATION, { key: other })).body.error_code).toBe('MFA_SETUP_REQUIRED');
  });

  it('a domain is of one organisation, also of those that ask at the same time', async () => {
    const domain = 'xn--bcher-kva.example';
    const all = await Promise.all([1, 2, 3].map(() => organization(domain)));
    const answers = await Promise.all(all.map(({ token }) => update(token, { sso_domains: ['@Bücher.example.'] })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect(answers[winner]?.body.sso_domains).toEqual([domain]);
    const loser = all[(winner + 1) % 3]?.token as string;
    expect((await update(loser, { sso_domains: [] })).status).toBe(200);
    await update(all[winner]?.token as string, { sso_domains: [] });
    expect((await update(loser, { sso_domains: [domain, domain.toUpperCase()] })).body.sso_domains).toEqual([domain]);
  });

  it('whoever runs the installation may name any domain', async () => {
    const { organization_id } = await organization();
    const { token } = await server.createPerson({ roles: ['ORGADMIN', 'SYSOP'], organization_id });
    const { status, body } = await update(token, { sso_domains: ['elsewhere.example'] });
    expect([status, body.sso_domains]).toEqual([200, ['elsewhere.example']]);
  });

  it('401 without a token, 403 without the role', async () => {
    expect((await server.call('POST', ORGANIZATION, { json: {} })).status).toBe(401);
    const { token } = await server.createPerson({ roles: ['CONTRIBUTOR', 'DEVELOPER'] });
    expect((await update(token, { name: 'x' })).body.error_code).toBe('INSUFFICIENT_ROLE');
  });

  it('the audit log has it', async () => {
    const { token, id, organization_id } = await organization();
    await update(token, { name: 'Noted' });
    const [row] = await server.running.ctx.db
      .selectFrom('audit_log')
      .selectAll()
      .where('organization_id', '=', organization_id)
      .where('action', '=', 'organization.changed')
      .execute();
    expect([row?.actor, row?.details]).toEqual([`user:${id}`, { name: 'Noted' }]);
  });
});

describe('speakers by default', () => {
  it('a session that does not say is told by its organisation', async () => {
    const { token, organization_id } = await organization();
    const key = await server.createKey({ type: 'batch', organization_id });
    const made = async (json: object) => {
      const { body } = await server.call('POST', SESSIONS, { key, json: { language: 'xx', ...json } });
      return (await server.call('GET', `${SESSIONS}/${body.session_id}`, { key })).body.diarization;
    };
    expect(await made({})).toBeNull();
    await update(token, { diarization: true });
    expect([await made({}), await made({ diarization: null }), await made({ diarization: false })]).toEqual([
      true,
      true,
      false,
    ]);
    await update(token, { diarization: false });
    expect(await made({})).toBeNull();
  });
});
