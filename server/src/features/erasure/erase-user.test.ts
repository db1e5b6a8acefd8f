import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';
import { inTransaction } from '../../context.ts';
import { noteEvent } from '../audit/index.ts';
import { holdMail } from '../mails/index.ts';
import { eraseUser, finishErasures } from './index.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const erased = (id: number) =>
  expect
    .poll(
      async () => {
        const { ctx } = server.running;
        const row = await ctx.db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
        return row?.erased_at ? row : undefined;
      },
      { timeout: 20_000, interval: 50 },
    )
    .toBeDefined();

describe('eraseUser', () => {
  it('ends logins at once, frees the address, and erases all that tells who it was', async () => {
    const { ctx } = server.running;
    const email = 'erna@erased.example';
    const { id, organization_id, token } = await server.createPerson({ roles: ['CONTRIBUTOR'], email });
    await ctx.db.updateTable('users').set({ first_name: 'Erna', last_name: 'Gone' }).where('id', '=', id).execute();
    await ctx.db
      .insertInto('user_preferences')
      .values({ user_id: id, organization_id, key: 'theme', value: '"Erna likes it dark"' })
      .execute();
    await holdMail(ctx, { recipient: email, kind: 'reset', data: {} });
    await noteEvent(ctx, {
      ...{ organization_id, actor: 'user:1', action: 'user.invited', target: `user:${id}` },
      ...{ device: { address: '192.0.2.1', user_agent: 'admin' }, details: { email, roles: ['CONTRIBUTOR'] } },
    });
    expect((await server.call('GET', '/api/v3/speech-to-text/session', { key: token })).status).toBe(200);

    const actor = 'user:1';
    expect(await inTransaction(ctx, (ctx) => eraseUser(ctx, { id, organization_id }, { actor }))).toBe(true);
    expect(await eraseUser(ctx, { id, organization_id })).toBe(false);
    await expect
      .poll(async () => (await server.call('GET', '/api/v3/speech-to-text/session', { key: token })).status)
      .toBe(401);
    const again = await server.createPerson({ roles: ['CONTRIBUTOR'], email });
    expect(again.id).not.toBe(id);

    await erased(id);
    const row = await ctx.db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ email: `deleted-${id}@deleted.invalid`, first_name: null, roles: [] });
    expect([row.last_name, row.password_hash, row.last_login, row.is_active]).toEqual([null, null, null, false]);
    for (const table of ['logins', 'user_preferences'] as const) {
      expect(await ctx.db.selectFrom(table).selectAll().where('user_id', '=', id).execute()).toEqual([]);
    }
    expect(await ctx.db.selectFrom('mails').selectAll().where('recipient', '=', email).execute()).toEqual([]);
    const noted = await ctx.db
      .selectFrom('audit_log')
      .select(['actor', 'action', 'target', 'address', 'user_agent', 'details'])
      .where((where) => where.or([where('actor', '=', `user:${id}`), where('target', '=', `user:${id}`)]))
      .orderBy('id')
      .execute();
    expect(noted).toMatchObject([
      { action: 'login.succeeded', address: null, user_agent: null, details: { by: 'password' } },
      { action: 'user.invited', address: '192.0.2.1', user_agent: 'admin', details: { roles: ['CONTRIBUTOR'] } },
      { action: 'user.deleted', actor: 'user:1' },
    ]);
    expect(JSON.stringify(noted)).not.toContain(email);
  });

  it('leaves a number as long as the audit log names it', async () => {
    const { ctx } = server.running;
    const { id, organization_id } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    await eraseUser(ctx, { id, organization_id });
    await erased(id);
    const exists = async () => {
      await finishErasures(ctx, new AbortController().signal);
      return (await ctx.db.selectFrom('users').select('id').where('id', '=', id).execute()).length > 0;
    };
    expect(await exists()).toBe(true);
    for (const column of ['actor', 'target'] as const) {
      await ctx.db.deleteFrom('audit_log').where(column, '=', `user:${id}`).execute();
    }
    expect(await exists()).toBe(false);
  });

  it('leaves people of other organisations alone', async () => {
    const { ctx } = server.running;
    const { id, organization_id, token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    expect(await eraseUser(ctx, { id, organization_id: organization_id + 1 })).toBe(false);
    expect((await server.call('GET', '/api/v3/speech-to-text/session', { key: token })).status).toBe(200);
  });
});
