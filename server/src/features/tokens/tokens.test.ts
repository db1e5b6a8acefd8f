import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';
import { insertOrganization } from '../organizations/index.ts';

const TOKENS = '/api/v3/tokens';

let server: TestServer;
let developer: string;
let foreigner: string;
let boss: string;
beforeAll(async () => {
  server = await startTestServer();
  developer = await server.login();
  const other = await insertOrganization(server.running.ctx.db, 'Other');
  foreigner = (await server.createPerson({ organization_id: other.id, roles: ['DEVELOPER'] })).token;
  boss = (await server.createPerson({ organization_id: other.id, roles: ['ORGADMIN'] })).token;
});
afterAll(() => server.stop());

const call = (method: string, path: string, token: string | undefined, json?: unknown) =>
  server.call(method, path, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
    ...(json === undefined ? {} : { json }),
  });

describe('createToken', () => {
  it('201: shows the key once, in both shapes, and the key works', async () => {
    const { status, body } = await call('POST', TOKENS, developer, { name: 'CI', type: 'batch', expires_in_years: 2 });
    expect(status).toBe(201);
    expect(body.key).toMatch(/^parlance_batch_[\w-]{43}$/);
    expect(body.result.key).toBe(body.key);
    expect(new Date(body.expires_at).getUTCFullYear()).toBe(new Date().getUTCFullYear() + 2);
    expect((await server.call('GET', '/api/v3/speech-to-text/session', { key: body.key })).status).toBe(200);
    const row = await server.running.ctx.db
      .selectFrom('tokens')
      .selectAll()
      .where('id', '=', body.id)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain(body.key);
    expect(row.key_hash).toHaveLength(32);
  });

  it('400 and 422: a past expiry, a wrong kind, no name', async () => {
    const past = await call('POST', TOKENS, developer, {
      name: 'x',
      type: 'batch',
      expires_at: '2020-01-01T00:00:00Z',
    });
    expect([past.status, past.body.error_code]).toEqual([400, 'INVALID_PARAMETER']);
    expect((await call('POST', TOKENS, developer, { name: 'x', type: 'live' })).status).toBe(422);
    expect((await call('POST', TOKENS, developer, { type: 'batch' })).status).toBe(422);
    expect((await call('POST', TOKENS, developer, { name: 'x', type: 'batch', expires_in_years: 3 })).status).toBe(422);
  });

  it('401 without a token and with a wrong one, 403 without the role and with a key', async () => {
    const json = { name: 'x', type: 'batch' };
    expect((await call('POST', TOKENS, undefined, json)).body.error_code).toBe('UNAUTHORIZED');
    expect((await call('POST', TOKENS, `${developer.slice(0, -2)}zz`, json)).body.error_code).toBe('INVALID_TOKEN');
    expect((await call('POST', TOKENS, boss, json)).body.error_code).toBe('INSUFFICIENT_ROLE');
    const key = await server.call('POST', TOKENS, { key: server.keys.batch, json });
    expect([key.status, key.body.error_code]).toEqual([403, 'WRONG_TOKEN_TYPE']);
  });
});

describe('a key of somebody who is deactivated', () => {
  it('401 within a second, and works again when they are back', async () => {
    const { id, token } = await server.createPerson({ roles: ['DEVELOPER'] });
    const { body } = await call('POST', TOKENS, token, { name: 'Theirs', type: 'batch' });
    expect(body.user_id).toBe(id);
    const use = async () =>
      (await server.call('GET', '/api/v3/speech-to-text/session', { key: body.key })).body.error_code;
    expect(await use()).toBeUndefined();
    const { db } = server.running.ctx;
    await db.updateTable('users').set({ is_active: false }).where('id', '=', id).execute();
    await expect.poll(use, { timeout: 2_000 }).toBe('ACCOUNT_INACTIVE');
    await db.updateTable('users').set({ is_active: true }).where('id', '=', id).execute();
    await expect.poll(use, { timeout: 2_000 }).toBeUndefined();
  });
});

describe('listTokens', () => {
  it('200: the organisation’s own, without the keys, with their last use', async () => {
    await server.call('GET', '/api/v3/speech-to-text/session', { key: server.keys.batch });
    const { body } = await call('GET', `${TOKENS}?limit=100`, developer);
    expect(body.total_results).toBe(body.result.length);
    const first = body.result.find((token: { name: string }) => token.name === 'First batch key');
    expect(first).toMatchObject({ type: 'batch', expires_at: null });
    expect(server.keys.batch.endsWith(first.key_preview.slice(-4))).toBe(true);
    expect(JSON.stringify(body)).not.toContain(server.keys.batch);
    await expect
      .poll(async () => {
        const again = await call('GET', `${TOKENS}?limit=100`, developer);
        return again.body.result.find((token: { id: number }) => token.id === first.id).last_used_at;
      })
      .not.toBeNull();
  });

  it('401 without credentials, 422 for a wrong page', async () => {
    expect((await call('GET', TOKENS, undefined)).status).toBe(401);
    expect((await call('GET', `${TOKENS}?limit=0`, developer)).status).toBe(422);
  });
});

describe('deleteToken', () => {
  it('204: the key stops working at once', async () => {
    const { body } = await call('POST', TOKENS, developer, { name: 'short', type: 'batch' });
    expect((await server.call('GET', '/api/v3/speech-to-text/session', { key: body.key })).status).toBe(200);
    expect((await call('DELETE', `${TOKENS}/${body.id}`, foreigner)).status).toBe(404);
    expect((await call('DELETE', `${TOKENS}/${body.id}`, undefined)).status).toBe(401);
    expect((await call('DELETE', `${TOKENS}/${body.id}`, developer)).status).toBe(204);
    await expect
      .poll(async () => (await server.call('GET', '/api/v3/speech-to-text/session', { key: body.key })).body.error_code)
      .toBe('INVALID_TOKEN');
    expect((await call('DELETE', `${TOKENS}/${body.id}`, developer)).body.error_code).toBe('TOKEN_NOT_FOUND');
    expect((await call('DELETE', `${TOKENS}/x`, developer)).status).toBe(422);
  });
});
