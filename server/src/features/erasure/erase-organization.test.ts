import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedFilesWith } from '../../../test/stored-files.ts';
import { templateForm } from '../../../test/templates.ts';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { FILES, metadataHeader, TUS } from '../../../test/tus-requests.ts';
import { noteEvent } from '../audit/index.ts';
import { holdMail } from '../mails/index.ts';
import { insertOrganization } from '../organizations/index.ts';
import { deleteOrganization } from './index.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const MARK = 'erase-org-4d1f';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** An organisation with something of every kind in it, all of it marked; its name is what stays. */
async function fullOrganization() {
  const { ctx } = server.running;
  const { id } = await insertOrganization(ctx.db, 'Gone & Sons');
  const key = await server.createKey({ type: 'batch', organization_id: id });
  const email = `${MARK}@people.example`;
  const boss = await server.createPerson({ roles: ['ORGADMIN', 'DEVELOPER'], organization_id: id, email });
  await ctx.db.updateTable('users').set({ first_name: MARK }).where('id', '=', boss.id).execute();
  const done = async (method: string, path: string, options: Parameters<TestServer['call']>[2]) => {
    const answer = await server.call(method, path, { key, ...options });
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer;
  };
  const body = new FormData();
  body.append('upload', new Blob([await readFile(READING), MARK]), `${MARK}.wav`);
  const json = { language: 'xx', meta_data: { note: MARK }, keep_source: true, document: { type: 'document' } };
  const made = await done('POST', SESSIONS, { json, headers: { 'idempotency-key': MARK } });
  await done('POST', `${SESSIONS}/${made.body.session_id}`, { body });
  const { document } = await server.ended(made.body.session_id, key);
  const share = `${SESSIONS}/${made.body.session_id}/document/${document.id}/share`;
  const { body: shared } = await done('POST', share, { json: { name: MARK } });
  await done('GET', `${SESSIONS}/${made.body.session_id}/shared`, {
    headers: { 'x-share-token': shared.result.token, 'x-guest-name': MARK },
  });
  const used = () => ctx.db.selectFrom('audit_log').where('action', '=', 'share.used').select('actor').execute();
  await expect.poll(used).toEqual([{ actor: `guest:${MARK}` }]);
  await done('POST', SESSIONS, { json: { language: 'xx', meta_data: { note: MARK } } });
  const metadata = metadataHeader({ language: 'xx', filename: `${MARK}.wav` });
  await done('POST', FILES, { headers: { ...TUS, 'upload-length': '10', 'upload-metadata': metadata } });
  await done('POST', '/api/v3/organization/templates', { body: templateForm({ name: MARK }) });
  const hook = { url: `https://${MARK}.invalid/hook`, description: MARK };
  const { body: webhook } = await done('POST', '/api/v3/organization/webhooks', { json: hook });
  await done('POST', '/api/v3/organization/webhooks/secret', {});
  await done('POST', `/api/v3/organization/webhooks/${webhook.id}/test`, {});
  const named = { name: MARK, type: 'batch' };
  await done('POST', '/api/v3/tokens', { key: boss.token, json: named });
  const group = await ctx.db
    .insertInto('groups')
    .values({ organization_id: id, name: MARK, description: MARK })
    .returning('id')
    .executeTakeFirstOrThrow();
  const theirs = { user_id: boss.id, organization_id: id };
  await ctx.db
    .insertInto('group_members')
    .values({ ...theirs, group_id: group.id })
    .execute();
  await ctx.db
    .insertInto('user_preferences')
    .values({ ...theirs, key: MARK, value: '1' })
    .execute();
  await ctx.db
    .insertInto('user_identities')
    .values({ issuer: 'https://idp.example', subject: MARK, user_id: boss.id })
    .execute();
  const folder = { name: MARK, is_private: true, permissions: [{ group_id: group.id, permission: 2 }] };
  const { body: above } = await done('POST', '/api/v3/folders', { key: boss.token, json: folder });
  const inner = { ...folder, parent_id: above.id };
  const { body: below } = await done('POST', '/api/v3/folders', { key: boss.token, json: inner });
  await done('PUT', `/api/v3/folders/${below.id}/pin`, { key: boss.token });
  await done('POST', `/api/v3/folders/${below.id}/sessions`, {
    key: boss.token,
    json: { session_ids: [made.body.session_id] },
  });
  const { body: asked } = await done('POST', '/api/v3/folders/root/export', { json: { format: 'txt' } });
  const job = () => server.call('GET', `/api/v3/folders/jobs/${asked.result.id}`, { key });
  await expect.poll(async () => (await job()).body.result.status, { timeout: 30_000 }).toBe('completed');
  await holdMail(ctx, { recipient: email, kind: 'reset', data: { MARK } });
  const device = { address: '192.0.2.7', user_agent: MARK };
  await noteEvent(ctx, { organization_id: id, actor: 'unknown', action: 'x.y', device, details: { note: MARK } });
  return { id, key, boss, session_id: made.body.session_id as string, archive: `archives/${asked.result.id}.zip` };
}

/** Every row of every table, jobs included, that holds the mark; counters of wrong passwords end within the hour. */
async function rowsWith(text: string): Promise<string[]> {
  const { db } = server.running.ctx;
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'
      and table_name <> 'rate_limits'`.execute(db);
  const found: string[] = [];
  for (const { schema, name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(t)::text as row from ${sql.table(`${schema}.${name}`)} t
      where to_jsonb(t)::text like ${`%${text}%`}`.execute(db);
    found.push(...rows.map(({ row }) => `${schema}.${name} ${row}`));
  }
  return found;
}

/**
 * Every table that names an organisation or somebody, and what becomes of its rows. A new table needs a line here, and what
 * it says has to be done (docs/erasure.md is for people to read).
 */
const FATE: Record<string, 'gone' | 'stub' | 'counts' | 'log'> = {
  organizations: 'stub',
  users: 'stub',
  tokens: 'stub',
  sessions: 'stub',
  session_counts: 'counts',
  session_count_changes: 'counts',
  audit_log: 'log',
  realtime_sessions: 'gone',
  realtime_saves: 'gone',
  logins: 'gone',
  user_secrets: 'gone',
  backup_codes: 'gone',
  user_identities: 'gone',
  user_preferences: 'gone',
  groups: 'gone',
  folders: 'gone',
  folder_permissions: 'gone',
  folder_grants: 'gone',
  pins: 'gone',
  folder_jobs: 'gone',
  folder_job_items: 'gone',
  group_members: 'gone',
  mails: 'gone',
  documents: 'gone',
  comments: 'gone',
  comment_places: 'gone',
  document_segments: 'gone',
  document_revisions: 'gone',
  shares: 'gone',
  document_viewers: 'gone',
  export_templates: 'gone',
  uploads: 'gone',
  media_fetches: 'gone',
  events: 'gone',
  event_outbox: 'gone',
  tasks: 'gone',
  queue_turns: 'gone',
  webhooks: 'gone',
  webhook_secrets: 'gone',
  webhook_deliveries: 'gone',
  webhook_attempts: 'gone',
  idempotency_keys: 'gone',
};

describe('deleteOrganization', () => {
  it('closes it at once, and leaves nothing of it but what billing keeps', async () => {
    const { ctx } = server.running;
    const { id, key, boss, session_id, archive } = await fullOrganization();
    expect(await rowsWith(MARK)).not.toEqual([]);
    expect(await storedFilesWith(server.dataDir, session_id)).not.toEqual([]);
    expect(await ctx.storage.size(archive)).toBeGreaterThan(100);

    expect(await deleteOrganization(ctx, id, { actor: 'user:1' })).toBe(true);
    expect(await deleteOrganization(ctx, id)).toBe(false);
    const closed = async (token: string) => (await server.call('GET', SESSIONS, { key: token })).status;
    await expect.poll(() => closed(key)).toBe(401);
    await expect.poll(() => closed(boss.token)).toBe(401);
    await expect(server.login(boss.email)).rejects.toThrow('401');

    const erased = async () => {
      const row = await ctx.db.selectFrom('organizations').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      return row.erased_at !== null;
    };
    await expect.poll(erased, { timeout: 30_000, interval: 50 }).toBe(true);
    await expect.poll(() => rowsWith(MARK), { timeout: 20_000, interval: 100 }).toEqual([]);
    await expect
      .poll(() => storedFilesWith(server.dataDir, session_id), { timeout: 20_000, interval: 100 })
      .toEqual([]);

    const { rows: tables } = await sql<{ name: string; by_user: boolean; by_organization: boolean }>`
      select table_name as name, bool_or(column_name = 'user_id') as by_user,
        bool_or(column_name = 'organization_id') as by_organization
      from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and table_type = 'BASE TABLE'
        and (column_name in ('organization_id', 'user_id') or table_name in ('organizations'))
      group by table_name`.execute(ctx.db);
    expect(tables.map(({ name }) => name).sort()).toEqual(Object.keys(FATE).sort());
    for (const { name, by_user, by_organization } of tables) {
      if (FATE[name] !== 'gone') continue;
      const { rows } = await sql`select * from ${sql.table(name)} where
        ${by_organization ? sql`organization_id = ${id}` : sql`false`} or
        ${by_user ? sql`user_id = ${boss.id}` : sql`false`}`.execute(ctx.db);
      expect(rows, name).toEqual([]);
    }

    expect(await ctx.storage.size(archive)).toBeUndefined();

    const stub = await ctx.db.selectFrom('organizations').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect([stub.name, stub.created_at, stub.deleted_at]).toEqual(['Gone & Sons', expect.any(Date), expect.any(Date)]);
    const used = await ctx.db
      .selectFrom('sessions')
      .select(['duration', 'created_at', 'filename', 'media_key'])
      .where('session_id', '=', session_id)
      .executeTakeFirstOrThrow();
    expect(used).toMatchObject({ duration: expect.any(Number), filename: null, media_key: null });
    expect(used.duration).toBeGreaterThan(1);
    const log = await ctx.db.selectFrom('audit_log').selectAll().where('organization_id', '=', id).execute();
    expect(log.map(({ action }) => action)).toContain('organization.deleted');
    for (const row of log) expect([row.address, row.user_agent, row.details]).toEqual([null, null, {}]);
  }, 90_000);

  it('leaves the others alone', async () => {
    for (const key of [server.keys.batch, server.keys.foreign]) {
      expect((await server.call('GET', SESSIONS, { key })).status).toBe(200);
    }
  });
});
