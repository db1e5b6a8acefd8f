import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { activityQuery } from './activity.repo.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

let server: TestServer;
let admin: { id: number; token: string };
let member: { id: number; token: string };
let hidden: number;
beforeAll(async () => {
  server = await startTestServer();
  [admin, member] = await Promise.all([
    server.createPerson({ roles: ['ORGADMIN'] }),
    server.createPerson({ roles: ['DEVELOPER'] }),
  ]);
  hidden = await server.createFolder();
  const { db } = server.running.ctx;
  await db.updateTable('folders').set({ is_private: true, access_root: hidden }).where('id', '=', hidden).execute();
});
afterAll(() => server?.stop());

const by = ({ token }: { token: string }) => ({ headers: { authorization: `Bearer ${token}` } });
const asKey = (key = server.keys.batch) => ({ key });
const list = async (who: object, path = '/api/v3/activity') => (await server.call('GET', path, who)).body;
const actions = ({ result }: { result: { action: string }[] }) => result.map(({ action }) => action);

it('tells what happened to a session and its document, with names; edits of ten minutes are one', async () => {
  const id = await server.transcribe(READING);
  await server.ended(id);
  const path = `${SESSIONS}/${id}/document`;
  const made = await server.call('POST', path, {
    ...by(member),
    json: { document: [{ start: 0, stop: 9, text: 'x' }] },
  });
  const document = `${path}/${made.body.result.id}`;
  for (const filename of ['One', 'Two', 'Three'])
    await server.call('PUT', document, { ...by(member), json: { filename } });
  await server.call('PUT', document, { ...by(admin), json: { filename: 'Four' } });
  await server.call('POST', `${document}/finished_status`, by(admin));
  const all = await list(by(admin), `/api/v3/activity?session_id=${id}`);
  const edits = ['document.finished', 'document.edited', 'document.edited', 'document.created'];
  expect(actions(all)).toEqual([...edits, 'session.completed', 'session.created']);
  expect(all.result[0]).toEqual({
    id: expect.any(Number),
    at: expect.any(String),
    actor: `user:${admin.id}`,
    actor_name: expect.stringContaining('@'),
    action: 'document.finished',
    session_id: id,
    session_name: expect.any(String),
    document_id: made.body.result.id,
    document_name: 'Four',
    folder_id: null,
    folder_name: null,
    details: {},
  });
  expect(actions(await list(by(member), `${document}/activity`))).toEqual(edits);
  expect(actions(await list(asKey(), `/api/v3/activity?document_id=${made.body.result.id}&action=document.f`))).toEqual(
    [],
  );
  const finished = await list(asKey(), `/api/v3/activity?action=document.&actor=user:${admin.id}`);
  expect(actions(finished)).toEqual(['document.finished', 'document.edited']);
  expect(actions(await list(asKey(server.keys.secondBatch)))).toEqual([]);
  expect(actions(await list(asKey(server.keys.foreign)))).toEqual([]);

  const first = await list(by(admin), `/api/v3/activity?session_id=${id}&limit=4`);
  const rest = await list(by(admin), `/api/v3/activity?session_id=${id}&cursor=${first.next_cursor}`);
  expect([...actions(first), ...actions(rest)]).toEqual(actions(all));
  expect(rest.next_cursor).toBe(null);

  await server.call('DELETE', `${SESSIONS}/${id}`, asKey());
  const after = await list(by(admin));
  expect(after.result[0]).toMatchObject({ action: 'session.deleted', session_id: id, session_name: null });
  expect(after.result[1]).toMatchObject({ action: 'document.finished', document_name: null });
  expect(actions(await list(by(member)))).toEqual(['session.deleted']);
});

it('nobody sees what happened in folders they may not read', async () => {
  const { body } = await server.call('POST', SESSIONS, { ...by(admin), json: { language: 'xx', folder_id: hidden } });
  const seen = await list(by(admin), `/api/v3/folders/${hidden}/activity`);
  expect(actions(seen)).toContain('session.created');
  const hears = async (who: object) => JSON.stringify(await list(who)).includes(body.session_id);
  expect([await hears(by(admin)), await hears(by(member)), await hears(asKey())]).toEqual([true, false, false]);
  const refused = await server.call('GET', `/api/v3/folders/${hidden}/activity`, by(member));
  expect([refused.status, refused.body.error_code]).toEqual([404, 'FOLDER_NOT_FOUND']);
  await server.call('DELETE', `${SESSIONS}/${body.session_id}`, by(admin));
  expect([await hears(by(admin)), await hears(by(member))]).toEqual([true, false]);
});

describe('refusals', () => {
  it('401 without a token, 404 for what is foreign, 422 and 400 for what makes no sense', async () => {
    const status = async (path: string, who: object) => (await server.call('GET', path, who)).status;
    expect(await status('/api/v3/activity', {})).toBe(401);
    const folder = await server.createFolder();
    expect(await status(`/api/v3/folders/${folder}/activity`, asKey())).toBe(200);
    expect(await status(`/api/v3/folders/${folder}/activity`, asKey(server.keys.foreign))).toBe(404);
    expect(await status(`/api/v3/activity?folder_id=${folder}`, asKey(server.keys.foreign))).toBe(404);
    expect(await status('/api/v3/activity?session_id=nobody', by(admin))).toBe(404);
    expect(await status('/api/v3/activity?cursor=x', by(admin))).toBe(422);
    expect(await status('/api/v3/activity?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', by(admin))).toBe(400);
  });
});

it('of 100 000 entries a page is read by an index, whoever asks', async () => {
  const { db } = server.running.ctx;
  await server.call('POST', SESSIONS, { ...by(admin), json: { language: 'xx' } });
  await sql`
    insert into audit_log (organization_id, actor, action, session)
    select organization_id, 'system', 'session.created', id
    from sessions, generate_series(1, 100000) where deleted_at is null and folder_id is null
    limit 100000`.execute(db);
  await sql`analyze audit_log`.execute(db);
  for (const sight of ['everything', { hidden_roots: [hidden] }] as const) {
    const query = activityQuery(server.organizationId, sight, {}, 26);
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(db);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index Scan Backward using audit_log_\w+ on audit_log/);
    expect(plan).not.toContain('Seq Scan on audit_log');
  }
});
