import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { metadataHeader, TUS } from '../../../test/tus-requests.ts';
import { eraseUser } from '../erasure/index.ts';
import { insertOrganization } from '../organizations/index.ts';
import { addUpAllChanges } from '../sessions/index.ts';
import { MAX_DEPTH, MAX_FOLDERS } from './index.ts';

const FOLDERS = '/api/v3/folders';
const SESSIONS = '/api/v3/speech-to-text/session';

type Person = Awaited<ReturnType<TestServer['createPerson']>>;

let server: TestServer;
let admin: string;
let member: Person;
let looker: Person;
let foreign: Person;
let foreignKey: string;
let group: number;
beforeAll(async () => {
  server = await startTestServer();
  admin = (await server.createPerson({ roles: ['ORGADMIN'] })).token;
  member = await server.createPerson({ roles: ['CONTRIBUTOR'] });
  looker = await server.createPerson({ roles: ['CUSTOMER'] });
  const { id } = await insertOrganization(server.running.ctx.db, 'Elsewhere');
  foreign = await server.createPerson({ roles: ['ORGADMIN'], organization_id: id });
  foreignKey = await server.createKey({ type: 'batch', organization_id: id });
  group = await createGroup([member.id]);
});
afterAll(() => server.stop());

async function createGroup(user_ids: number[]): Promise<number> {
  const { body } = await server.call('POST', '/api/v3/organization/group', {
    key: admin,
    json: { name: randomUUID() },
  });
  await server.call('POST', `/api/v3/organization/group/${body.id}/users`, { key: admin, json: { user_ids } });
  return body.id;
}

async function create(json: object = {}, key = admin) {
  const answer = await server.call('POST', FOLDERS, { key, json: { name: `Folder ${randomUUID()}`, ...json } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

/** A folder that members of the group may read (1) or write in (2), or that they know nothing of (0). */
const createFor = (permission: number, json: object = {}) =>
  create({ is_private: true, permissions: permission === 0 ? [] : [{ group_id: group, permission }], ...json });

async function session(folder_id: number | null, key = server.keys.batch): Promise<string> {
  const answer = await server.call('POST', SESSIONS, { key, json: { language: 'xx' } });
  const name = answer.body.session_id as string;
  if (folder_id !== null) {
    const { db } = server.running.ctx;
    await db.updateTable('sessions').set({ folder_id }).where('session_id', '=', name).execute();
  }
  return name;
}

const get = (path: string, key = admin) => server.call('GET', path, { key });
const folder = (id: number | string, key = admin) => get(`${FOLDERS}/${id}`, key);
const remove = (id: number, query = '', key = admin) => server.call('DELETE', `${FOLDERS}/${id}${query}`, { key });
const folderOf = async (name: string) => (await get(`${SESSIONS}/${name}`)).body.folder_id;

describe('deleteFolder', () => {
  it('204: what is in it moves up and takes the rights of that place', async () => {
    const top = await createFor(1);
    const middle = await createFor(2, { parent_id: top.id });
    const open = await create({ parent_id: middle.id });
    const closed = await create({ parent_id: middle.id, is_private: true });
    const name = await session(middle.id);
    const metadata = metadataHeader({ language: 'xx', filename: 'a.wav', folder_id: String(middle.id) });
    const headers = { ...TUS, 'upload-length': '10', 'upload-metadata': metadata };
    const upload = await server.call('POST', '/api/v3/files/', { key: admin, headers });
    expect(upload.status).toBe(201);
    expect((await folder(closed.id, member.token)).body.permission).toBe(2);
    expect((await remove(middle.id, '', member.token)).status).toBe(403);

    expect((await remove(middle.id)).status).toBe(204);
    expect((await folder(middle.id)).status).toBe(404);
    expect((await folder(open.id)).body.path).toEqual([{ id: top.id, name: top.name }]);
    for (const { id } of [open, closed]) expect((await folder(id, member.token)).body.permission).toBe(1);
    expect(await folderOf(name)).toBe(top.id);
    expect((await folder(top.id)).body).toMatchObject({ session_count: 1, folder_count: 2 });
    const { db } = server.running.ctx;
    const rows = await db.selectFrom('uploads').select('folder_id').where('folder_id', 'is not', null).execute();
    expect(rows).toEqual([{ folder_id: top.id }]);
    expect((await remove(top.id)).status).toBe(204);
    expect([await folderOf(name), (await folder(closed.id, member.token)).status]).toEqual([null, 404]);
    expect((await remove(top.id)).status).toBe(404);
  });

  it('?contents=delete: gone for everybody at once, erased by a job that goes on after a restart', async () => {
    const { db } = server.running.ctx;
    const top = await create();
    const below = await create({ parent_id: top.id, is_private: true });
    const name = await server.transcribe(READING, { folder_id: top.id, keep_source: true });
    const { media_url } = await server.ended(name);
    expect((await server.call('GET', media_url)).status).toBe(200);
    await sql`
      insert into sessions (session_id, organization_id, token_id, status, session_mode, language, model_key, engine,
        keep_source, punctuation, multichannel, webhook_method, spoken_language, folder_id)
      select substr(md5(n::text), 1, 26), organization_id, token_id, 'new', session_mode, language, model_key, engine,
        false, false, false, 'POST', 'xx', ${below.id}
      from sessions, generate_series(1, 300) as n where session_id = ${name}`.execute(db);
    await addUpAllChanges(db);
    const total = async (key: string) => (await get(SESSIONS, key)).body.total_results;
    const before = [await total(admin), await total(server.keys.batch)];

    expect((await remove(top.id, '?contents=delete')).status).toBe(204);
    const check = async () => {
      for (const { id } of [top, below]) expect((await folder(id)).status).toBe(404);
      for (const key of [admin, server.keys.batch]) {
        for (const path of ['', '/result', '/document']) {
          expect((await get(`${SESSIONS}/${name}${path}`, key)).status, path).toBe(404);
        }
        expect((await get(`${SESSIONS}?q=${name}`, key)).body.total_results).toBe(0);
        expect((await get(`${SESSIONS}?folder_id=${top.id}`, key)).status).toBe(404);
      }
      expect([await total(admin), await total(server.keys.batch)]).toEqual(before.map((count) => count - 301));
      expect((await server.call('GET', media_url.replace(/^http:\/\/[^/]+/, ''))).status).toBe(404);
    };
    await check();
    await server.restart();
    await check();
    const left = async () => {
      const rows = await server.running.ctx.db
        .selectFrom('folders')
        .select('id')
        .where('id', 'in', [top.id, below.id])
        .execute();
      return rows.length;
    };
    await expect.poll(left, { timeout: 60_000, interval: 100 }).toBe(0);
    const erased = await server.running.ctx.db
      .selectFrom('sessions')
      .select('deleted_at')
      .where('session_id', '=', name)
      .executeTakeFirstOrThrow();
    expect(erased.deleted_at).not.toBe(null);
    await check();
  });

  it('a key deletes no sessions of others; a person whose rights end in it deletes nothing', async () => {
    const top = await create();
    const inner = await create({ parent_id: top.id });
    const [own, other] = [await session(inner.id), await session(inner.id, server.keys.secondBatch)];
    const refused = await remove(top.id, '?contents=delete', server.keys.batch);
    expect([refused.status, refused.body.error_code]).toEqual([403, 'FORBIDDEN']);
    await create({ parent_id: inner.id, is_private: true });
    expect((await remove(top.id, '?contents=delete', member.token)).status).toBe(403);
    expect([await folderOf(own), await folderOf(other)]).toEqual([inner.id, inner.id]);
  });

  it('401, 403, 404 and 422', async () => {
    const [closed, readable, open] = [await createFor(0), await createFor(1), await create()];
    expect((await server.call('DELETE', `${FOLDERS}/${open.id}`)).status).toBe(401);
    for (const key of [foreign.token, foreignKey, member.token, server.keys.batch]) {
      expect((await remove(closed.id, '', key)).body.error_code).toBe('FOLDER_NOT_FOUND');
    }
    expect((await remove(readable.id, '', member.token)).body.error_code).toBe('FORBIDDEN');
    expect((await remove(open.id, '', looker.token)).status).toBe(403);
    expect((await remove(open.id, '?contents=keep')).status).toBe(422);
    for (const { id } of [closed, readable, open]) expect((await folder(id)).status).toBe(200);
  });
});

describe('copyFolder', () => {
  const copy = (id: number, json: object, key = admin) => server.call('POST', `${FOLDERS}/${id}/copy`, { key, json });

  it('201: the tree the caller may see, with what is set on it', async () => {
    const top = await create({ name: 'Top' });
    const a = await createFor(1, { name: 'a', parent_id: top.id });
    await create({ name: 'a1', parent_id: a.id });
    const hidden = await createFor(0, { name: 'hidden', parent_id: top.id });
    await createFor(2, { name: 'below hidden', parent_id: hidden.id });
    const made = await copy(top.id, { name: 'Copy', parent_id: top.id }, member.token);
    expect([made.status, made.body.name, made.body.path, made.body.folder_count]).toEqual([
      201,
      'Copy',
      [{ id: top.id, name: 'Top' }],
      1,
    ]);
    const { folders } = (await folder(made.body.id, member.token)).body.result;
    expect(folders).toMatchObject([
      // Whoever copies may write in the copy.
      {
        name: 'a',
        is_private: true,
        permission: 2,
        permissions: [{ group_id: group, permission: 1 }],
        folder_count: 1,
      },
    ]);
    const whole = await copy(top.id, {});
    expect([whole.body.parent_id, whole.body.name, whole.body.folder_count]).toEqual([null, 'Top', 3]);
    const inCopy = (await folder(whole.body.id)).body.result.folders.map(({ name }: { name: string }) => name);
    expect(inCopy.sort()).toEqual(['Copy', 'a', 'hidden']);
    expect((await folder(whole.body.id, member.token)).body.folder_count).toBe(2);
  });

  it('401, 403, 404 and 422', async () => {
    const [closed, readable, open] = [await createFor(0), await createFor(1), await create()];
    expect((await server.call('POST', `${FOLDERS}/${open.id}/copy`, { json: {} })).status).toBe(401);
    for (const key of [foreign.token, member.token, server.keys.batch]) {
      expect((await copy(closed.id, {}, key)).body.error_code).toBe('FOLDER_NOT_FOUND');
      expect((await copy(open.id, { parent_id: closed.id }, key)).body.error_code).toBe('FOLDER_NOT_FOUND');
    }
    expect((await copy(readable.id, {}, member.token)).status).toBe(201);
    expect((await copy(open.id, { parent_id: readable.id }, member.token)).status).toBe(403);
    expect((await copy(open.id, {}, looker.token)).status).toBe(403);
    const theirs = await create({}, foreign.token);
    expect((await copy(open.id, { parent_id: theirs.id })).status).toBe(404);
    for (const json of [{ name: '' }, { parent_id: 'x' }]) expect((await copy(open.id, json)).status).toBe(422);
  });
});

describe('nesting', () => {
  it('ends at 100, quickly, for new folders, moves and copies', async () => {
    const startedAt = performance.now();
    let parent_id: number | null = null;
    const way: number[] = [];
    for (let depth = 1; depth <= 10_000; depth++) {
      const answer = await server.call('POST', FOLDERS, { key: admin, json: { name: `${depth}`, parent_id } });
      if (answer.status !== 201) {
        expect([depth, answer.status, answer.body.details.field]).toEqual([MAX_DEPTH + 1, 422, 'parent_id']);
        break;
      }
      parent_id = answer.body.id as number;
      way.push(parent_id);
    }
    expect(way.length).toBe(MAX_DEPTH);
    expect(performance.now() - startedAt).toBeLessThan(30_000);
    const pair = await create();
    await create({ parent_id: pair.id });
    const move = (to: number | undefined) =>
      server.call('POST', `${FOLDERS}/${pair.id}/move`, { key: admin, json: { parent_id: to } });
    expect((await move(way[98])).body.details).toEqual({ field: 'parent_id', issue: 'is too deep' });
    expect((await move(way[97])).status).toBe(200);
    const copied = await server.call('POST', `${FOLDERS}/${pair.id}/copy`, {
      key: admin,
      json: { parent_id: way[98] },
    });
    expect(copied.status).toBe(422);
    expect((await folder(way[99] as number)).body.path.length).toBe(99);
  });

  it('an organisation has so many folders and no more', async () => {
    const { db } = server.running.ctx;
    const { id } = await insertOrganization(db, 'Full');
    const key = await server.createKey({ type: 'batch', organization_id: id });
    const first = await create({}, key);
    await sql`
      insert into folders (organization_id, name)
      select ${id}, 'Folder ' || n from generate_series(2, ${MAX_FOLDERS}::int) as n`.execute(db);
    const answer = await server.call('POST', FOLDERS, { key, json: { name: 'One more' } });
    expect([answer.status, answer.body.error_code]).toEqual([409, 'CONFLICT']);
    expect((await server.call('POST', `${FOLDERS}/${first.id}/copy`, { key, json: {} })).status).toBe(409);
  });
});

describe('moveSession', () => {
  const move = (name: string, folder_id: unknown, key = admin) =>
    server.call('PUT', `${SESSIONS}/${name}/folder`, { key, json: { folder_id } });

  it('200: it lies there, and is counted there', async () => {
    const [a, b] = [await create(), await create()];
    const name = await session(a.id);
    expect((await move(name, b.id)).body.result).toEqual({ session_id: name, folder_id: b.id });
    expect((await move(name, b.id, server.keys.batch)).status).toBe(200);
    expect([(await folder(a.id)).body.session_count, (await folder(b.id)).body.session_count]).toEqual([0, 1]);
    expect((await move(name, null, member.token)).body.folder_id).toBe(null);
    expect(await folderOf(name)).toBe(null);
  });

  it('401, 403, 404 and 422', async () => {
    const [closed, readable, open] = [await createFor(0), await createFor(1), await create()];
    const [inClosed, inReadable, loose] = [await session(closed.id), await session(readable.id), await session(null)];
    const code = async (...attempt: Parameters<typeof move>) => {
      const { status, body } = await move(...attempt);
      return [status, body.error_code];
    };
    expect((await server.call('PUT', `${SESSIONS}/${loose}/folder`, { json: { folder_id: null } })).status).toBe(401);
    expect(await code(inClosed, open.id, member.token)).toEqual([404, 'SESSION_NOT_FOUND']);
    expect(await code(inReadable, open.id, member.token)).toEqual([403, 'FORBIDDEN']);
    expect(await code(loose, readable.id, member.token)).toEqual([403, 'FORBIDDEN']);
    expect(await code(loose, closed.id, member.token)).toEqual([404, 'FOLDER_NOT_FOUND']);
    expect(await code(loose, closed.id, server.keys.batch)).toEqual([404, 'FOLDER_NOT_FOUND']);
    expect(await code(loose, (await create({}, foreign.token)).id)).toEqual([404, 'FOLDER_NOT_FOUND']);
    expect(await code(loose, open.id, foreign.token)).toEqual([404, 'SESSION_NOT_FOUND']);
    expect(await code(loose, open.id, server.keys.secondBatch)).toEqual([401, 'WRONG_SESSION_TOKEN']);
    expect((await move(loose, open.id, looker.token)).status).toBe(403);
    for (const wrong of [undefined, 'x', 0, 2 ** 31]) expect((await move(loose, wrong)).status).toBe(422);
    expect([await folderOf(inClosed), await folderOf(inReadable), await folderOf(loose)]).toEqual([
      closed.id,
      readable.id,
      null,
    ]);
  });
});

describe.each(['moveSessions', 'moveSessionsToRoot'])('%s', (operation) => {
  const toRoot = operation === 'moveSessionsToRoot';
  const target = async () => (toRoot ? null : (await create()).id);
  const move = (id: number | null, session_ids: unknown, key?: string) =>
    server.call('POST', `${FOLDERS}/${id ?? 'root'}/sessions`, { ...(key ? { key } : {}), json: { session_ids } });

  it('200: all of them lie there', async () => {
    const [from, to] = [await create(), await target()];
    const names = [await session(from.id), await session(from.id), await session(null)];
    const { status, body } = await move(to, [...names, names[0]], member.token);
    expect([status, body.result]).toEqual([200, { moved: 3, folder_id: to }]);
    expect(await Promise.all(names.map(folderOf))).toEqual([to, to, to]);
  });

  it('all or nothing: 404 naming none for one that is foreign, invisible or another key’s; 403 for one to be read', async () => {
    const to = await target();
    const own = await session((await create()).id);
    const lies = await folderOf(own);
    const theirs = await session(null, foreignKey);
    const hidden = await session((await createFor(0)).id);
    const readable = await session((await createFor(1)).id);
    const refused = async (name: string, key: string) => {
      const { status, body } = await move(to, [own, name], key);
      expect(JSON.stringify(body)).not.toContain(name);
      return [status, body.error_code];
    };
    const missing = [404, 'SESSION_NOT_FOUND'];
    expect(await refused(theirs, admin)).toEqual(missing);
    expect(await refused('0'.repeat(26), admin)).toEqual(missing);
    expect(await refused(hidden, member.token)).toEqual(missing);
    expect(await refused(await session(null, server.keys.secondBatch), server.keys.batch)).toEqual(missing);
    expect(await refused(readable, member.token)).toEqual([403, 'FORBIDDEN']);
    expect(await folderOf(own)).toBe(lies);
  });

  it('401, 403, 404 and 422', async () => {
    const to = await target();
    const name = await session(null);
    expect((await move(to, [name])).status).toBe(401);
    expect((await move(to, [name], looker.token)).status).toBe(403);
    expect((await move(to, [name], server.keys.realtime)).status).toBe(403);
    const many = Array.from({ length: 1_001 }, (_, n) => n.toString(16).padStart(26, '0'));
    for (const wrong of [undefined, [], 'x', ['x'], [1], many]) expect((await move(to, wrong, admin)).status).toBe(422);
    if (toRoot) return;
    const [closed, readable] = [await createFor(0), await createFor(1)];
    expect((await move(closed.id, [name], member.token)).body.error_code).toBe('FOLDER_NOT_FOUND');
    expect((await move(closed.id, [name], foreign.token)).body.error_code).toBe('FOLDER_NOT_FOUND');
    expect((await move(readable.id, [name], member.token)).body.error_code).toBe('FORBIDDEN');
    expect(await folderOf(name)).toBe(null);
  });
});

describe('pinFolder, unpinFolder, pinSession, unpinSession', () => {
  it('204: for oneself, as often as one likes', async () => {
    const { id } = await create();
    const name = await session(id);
    const shown = async (key: string) => {
      const { body } = await folder(id, key);
      return [body.is_pinned, body.result.sessions[0].is_pinned];
    };
    for (const [method, is] of [
      ['PUT', true],
      ['PUT', true],
      ['DELETE', false],
      ['DELETE', false],
    ] as const) {
      for (const path of [`${FOLDERS}/${id}/pin`, `${SESSIONS}/${name}/pin`]) {
        expect((await server.call(method, path, { key: looker.token })).status).toBe(204);
      }
      expect(await shown(looker.token)).toEqual([is, is]);
      expect(await shown(member.token)).toEqual([false, false]);
    }
  });

  it('401, 403, 404, 409 and 422', async () => {
    const closed = await createFor(0);
    const name = await session(closed.id);
    for (const method of ['PUT', 'DELETE']) {
      for (const path of [`${FOLDERS}/${closed.id}/pin`, `${SESSIONS}/${name}/pin`]) {
        expect((await server.call(method, path)).status).toBe(401);
        expect((await server.call(method, path, { key: server.keys.batch })).status).toBe(403);
        expect((await server.call(method, path, { key: member.token })).status).toBe(404);
        expect((await server.call(method, path, { key: foreign.token })).status).toBe(404);
      }
      expect((await server.call(method, `${FOLDERS}/x/pin`, { key: member.token })).status).toBe(422);
    }
    const { db } = server.running.ctx;
    const { id, organization_id } = await server.createPerson({ roles: ['TESTER'], email: 'pins@people.example' });
    await sql`
      insert into folders (organization_id, name) select ${organization_id}, 'Pinned' from generate_series(1, 200)`.execute(
      db,
    );
    await sql`
      insert into pins (user_id, organization_id, folder_id)
      select ${id}, ${organization_id}, id from folders where name = 'Pinned'`.execute(db);
    const key = await server.login('pins@people.example');
    expect((await server.call('PUT', `${FOLDERS}/${(await create()).id}/pin`, { key })).status).toBe(409);
  });
});

describe('what is left of groups and people', () => {
  it('no grant names them any more, and their folders stay', async () => {
    const { ctx } = server.running;
    const gone = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const theirs = await createGroup([gone.id]);
    const own = await create({ is_private: true, permissions: [{ group_id: theirs, permission: 1 }] }, gone.token);
    const inner = await create({ is_private: true, parent_id: own.id });
    await server.call('PUT', `${FOLDERS}/${own.id}/pin`, { key: gone.token });
    const named = async () => {
      const grants = await ctx.db
        .selectFrom('folder_grants')
        .select('grantee')
        .where('folder_id', 'in', [own.id, inner.id])
        .where('grantee', 'in', [`user:${gone.id}`, `group:${theirs}`])
        .execute();
      return grants.length;
    };
    expect(await named()).toBe(4);
    await server.call('DELETE', `/api/v3/organization/group/${theirs}`, { key: admin });
    expect(await named()).toBe(2);
    await eraseUser(ctx, { id: gone.id, organization_id: server.organizationId });
    expect(await named()).toBe(0);
    expect((await folder(inner.id)).status).toBe(200);
    const row = await ctx.db.selectFrom('folders').select('created_by').where('id', '=', own.id).executeTakeFirst();
    expect(row).toEqual({ created_by: null });
  });
});

describe('the audit log', () => {
  it('says what was done to which folder and session, by whom, and never a name', async () => {
    const mark = randomUUID();
    const a = await create({ name: mark }, member.token);
    const b = await create({ name: mark }, member.token);
    const options = { key: member.token };
    await server.call('PUT', `${FOLDERS}/${a.id}`, { ...options, json: { name: `${mark} 2`, parent_id: b.id } });
    const name = await session(a.id);
    await server.call('PUT', `${SESSIONS}/${name}/folder`, { ...options, json: { folder_id: b.id } });
    await remove(a.id, '', member.token);
    const rows = await server.running.ctx.db
      .selectFrom('audit_log')
      .select(['action', 'actor', 'target', 'folder_id', 'session', 'details', 'address'])
      .where((where) => where.or([where('folder_id', 'in', [a.id, b.id]), where('target', '=', `folder:${a.id}`)]))
      .orderBy('id')
      .execute();
    expect(rows.map(({ action, target, folder_id }) => [action, target, folder_id])).toEqual([
      ['folder.created', `folder:${a.id}`, a.id],
      ['folder.created', `folder:${b.id}`, b.id],
      ['folder.changed', `folder:${a.id}`, a.id],
      ['folder.moved', `folder:${a.id}`, a.id],
      ['session.moved', `session:${name}`, b.id],
      ['folder.deleted', `folder:${a.id}`, b.id],
    ]);
    expect(rows.every(({ actor, address }) => actor === `user:${member.id}` && address === '127.0.0.1')).toBe(true);
    expect(rows[4]?.session).not.toBe(null);
    expect(JSON.stringify(rows)).not.toContain(mark);
  });
});
