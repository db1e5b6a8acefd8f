import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallOptions, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { insertOrganization } from '../organizations/index.ts';

const FOLDERS = '/api/v3/folders';
const SESSIONS = '/api/v3/speech-to-text/session';

type Person = Awaited<ReturnType<TestServer['createPerson']>>;

let server: TestServer;
let admin: string;
let member: Person;
let looker: Person;
let foreign: Person;
let group: number;
beforeAll(async () => {
  server = await startTestServer();
  admin = (await server.createPerson({ roles: ['ORGADMIN'] })).token;
  member = await server.createPerson({ roles: ['CONTRIBUTOR'] });
  looker = await server.createPerson({ roles: ['CUSTOMER'] });
  const { id } = await insertOrganization(server.running.ctx.db, 'Elsewhere');
  foreign = await server.createPerson({ roles: ['ORGADMIN'], organization_id: id });
  group = await createGroup([member.id]);
});
afterAll(() => server.stop());

async function createGroup(user_ids: number[], key = admin): Promise<number> {
  const made = await server.call('POST', '/api/v3/organization/group', { key, json: { name: randomUUID() } });
  const { id } = made.body;
  if (user_ids.length > 0) {
    await server.call('POST', `/api/v3/organization/group/${id}/users`, { key, json: { user_ids } });
  }
  return id;
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
  const answer = await server.call('POST', SESSIONS, { key, json: { language: 'xx', folder_id } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.session_id;
}

const get = (id: number | string, key: string, query = '') => server.call('GET', `${FOLDERS}/${id}${query}`, { key });
const ids = (list: { id: number }[]) => list.map(({ id }) => id);

/** What every operation on one folder answers to those who may not: nothing happens. */
async function refuses(
  method: string,
  path: (id: number) => string,
  options: CallOptions = {},
  rest: { reads?: boolean; peopleOnly?: boolean } = {},
) {
  const call = (id: number | string, key?: string) =>
    server.call(method, path(id as number), { ...options, ...(key ? { key } : {}) });
  const [closed, readable] = [await createFor(0), await createFor(1)];
  expect((await call(closed.id)).status).toBe(401);
  for (const [id, key] of [
    [closed.id, foreign.token],
    [closed.id, member.token],
    [2_147_483_647, admin],
    ...(rest.peopleOnly ? [] : [[closed.id, server.keys.batch]]),
  ] as [number, string][]) {
    const { status, body } = await call(id, key);
    expect([status, body.error_code], JSON.stringify(body)).toEqual([404, 'FOLDER_NOT_FOUND']);
  }
  for (const id of ['x', '0', '-1', '2147483648']) expect((await call(id, admin)).status, id).toBe(422);
  if (rest.reads) return;
  expect((await call(readable.id, member.token)).body.error_code).toBe('FORBIDDEN');
  expect((await call(readable.id, looker.token)).status).toBe(403);
  const { body } = await get(readable.id, admin);
  expect([body.name, body.parent_id, body.permissions]).toEqual([readable.name, null, readable.permissions]);
}

describe('createFolder', () => {
  it('201: the folder with all that is known of it; script in a name stays as it is', async () => {
    const name = '<script>alert(1)</script> & "Ü" 日本';
    const parent = await create();
    const permissions = [{ group_id: group, permission: 1 }];
    const folder = await create({ name: ` ${name} `, parent_id: parent.id, is_private: true, permissions });
    expect(folder.result).toEqual({
      ...{ id: folder.id, name, parent_id: parent.id, is_private: true, permissions },
      ...{ session_count: 0, folder_count: 0, permission: 2, is_pinned: false },
      path: [{ id: parent.id, name: parent.name }],
      created_at: expect.stringMatching(/^\d{4}-.*Z$/),
      last_modified: folder.created_at,
      organization_id: server.organizationId,
    });
    expect((await get(folder.id, member.token)).body).toMatchObject({ name, permission: 1, permissions: null });
    expect((await create({ name }, member.token)).permission).toBe(2);
    expect((await create({ name }, server.keys.batch)).permission).toBe(2);
  });

  it('the same Idempotency-Key makes one folder', async () => {
    const options = { key: member.token, json: { name: 'Once' }, headers: { 'idempotency-key': randomUUID() } };
    const [first, second] = [await server.call('POST', FOLDERS, options), await server.call('POST', FOLDERS, options)];
    expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });

  it.each([
    [{}, 'name'],
    [{ name: '' }, 'name'],
    [{ name: ' ' }, 'name'],
    [{ name: 'a\nb' }, 'name'],
    [{ name: 'x'.repeat(201) }, 'name'],
    [{ name: 'x', parent_id: 'root' }, 'parent_id'],
    [{ name: 'x', parent_id: 0 }, 'parent_id'],
    [{ name: 'x', is_private: 'true' }, 'is_private'],
    [{ name: 'x', permissions: [{ group_id: 1, permission: 3 }] }, 'permissions'],
    [{ name: 'x', permissions: [{ group_id: 1 }] }, 'permissions'],
  ])('422 for %j', async (json, field) => {
    const { status, body } = await server.call('POST', FOLDERS, { key: admin, json });
    expect([status, body.error_code]).toEqual([422, 'VALIDATION_ERROR']);
    expect(JSON.stringify(body.details)).toContain(field);
  });

  it('401, 403 and 404 for those who may not; a foreign group changes nothing', async () => {
    const json = { name: 'No' };
    expect((await server.call('POST', FOLDERS, { json })).status).toBe(401);
    expect((await server.call('POST', FOLDERS, { key: looker.token, json })).status).toBe(403);
    expect((await server.call('POST', FOLDERS, { key: server.keys.realtime, json })).status).toBe(403);
    const in_ = (parent_id: number) => ({ key: member.token, json: { name: 'No', parent_id } });
    expect((await server.call('POST', FOLDERS, in_((await createFor(1)).id))).status).toBe(403);
    for (const parent of [(await createFor(0)).id, (await create({}, foreign.token)).id]) {
      expect((await server.call('POST', FOLDERS, in_(parent))).body.error_code).toBe('FOLDER_NOT_FOUND');
    }
    const total = async () => (await server.call('GET', FOLDERS, { key: admin })).body.total_results;
    const before = await total();
    const theirs = await createGroup([], foreign.token);
    const permissions = [group, theirs].map((group_id) => ({ group_id, permission: 2 }));
    const answer = await server.call('POST', FOLDERS, { key: admin, json: { name: 'No', permissions } });
    expect([answer.status, answer.body.error_code]).toEqual([404, 'GROUP_NOT_FOUND']);
    const twice = [1, 2].map((permission) => ({ group_id: group, permission }));
    expect((await server.call('POST', FOLDERS, { key: admin, json: { name: 'x', permissions: twice } })).status).toBe(
      422,
    );
    expect(await total()).toBe(before);
  });
});

describe('listFolders', () => {
  it('lists what the caller may see: by name, place, pin, in pages', async () => {
    const mark = randomUUID();
    const parent = await create({ name: `${mark} top` });
    const a = await create({ name: `${mark} a%_`, parent_id: parent.id });
    const b = await createFor(0, { name: `${mark} b`, parent_id: parent.id });
    const c = await createFor(1, { name: `${mark} c`, parent_id: parent.id });
    const list = async (query: string, key = member.token) => {
      const { status, body } = await server.call('GET', `${FOLDERS}?${query}`, { key });
      expect(status, JSON.stringify(body)).toBe(200);
      expect(body.count).toBe(body.result.length);
      return [ids(body.result), body.total_results];
    };
    expect(await list(`q=${mark}`)).toEqual([[c.id, a.id, parent.id], 3]);
    expect(await list(`q=${mark}`, admin)).toEqual([[c.id, b.id, a.id, parent.id], 4]);
    expect(await list(`q=${mark}`, server.keys.batch)).toEqual([[a.id, parent.id], 2]);
    expect(await list(`q=${mark}&sort=name&direction=asc&limit=2&offset=1`)).toEqual([[c.id, parent.id], 3]);
    expect(await list(`q=%25_`)).toEqual([[a.id], 1]);
    expect(await list(`parent_id=${parent.id}&sort=name&direction=asc`)).toEqual([[a.id, c.id], 2]);
    expect(await list(`parent_id=root&q=${mark}`)).toEqual([[parent.id], 1]);
    expect((await server.call('PUT', `${FOLDERS}/${a.id}/pin`, { key: member.token })).status).toBe(204);
    expect(await list(`q=${mark}&pinned=true`)).toEqual([[a.id], 1]);
    expect(await list(`q=${mark}&pinned=false`)).toEqual([[c.id, parent.id], 2]);
    expect(await list(`q=${mark}&pinned_first=true`)).toEqual([[a.id, c.id, parent.id], 3]);
    expect(await list(`q=${mark}`, foreign.token)).toEqual([[], 0]);
    expect(await list(`q=${mark}&offset=1000000`)).toEqual([[], 3]);
  });

  it('what lies in something invisible stands at the top, and does not say in what', async () => {
    const mark = randomUUID();
    const closed = await createFor(0, { name: mark });
    const inner = await createFor(2, { name: `${mark} inner`, parent_id: closed.id });
    const { body } = await server.call('GET', `${FOLDERS}?parent_id=root&q=${mark}`, { key: member.token });
    expect(body.result.map((row: { id: number; parent_id: number }) => [row.id, row.parent_id])).toEqual([
      [inner.id, null],
    ]);
    expect((await get(inner.id, member.token)).body.path).toEqual([]);
    expect((await get(inner.id, admin)).body.path).toEqual([{ id: closed.id, name: mark }]);
    expect(ids((await get('root', member.token, `?q=${mark}`)).body.result.folders)).toEqual([inner.id]);
    // Sent back as it was shown, it stays where it is.
    const json = { name: 'New', parent_id: null };
    const changed = await server.call('PUT', `${FOLDERS}/${inner.id}`, { key: member.token, json });
    expect([changed.status, changed.body.name]).toEqual([200, 'New']);
    expect((await get(inner.id, admin)).body.parent_id).toBe(closed.id);
  });

  it('401, 403, 404 and 422', async () => {
    const list = (query: string, key?: string) => server.call('GET', `${FOLDERS}?${query}`, key ? { key } : {});
    expect((await list('')).status).toBe(401);
    expect((await list('', server.keys.realtime)).status).toBe(403);
    const closed = await createFor(0);
    expect((await list(`parent_id=${closed.id}`, member.token)).status).toBe(404);
    expect((await list(`parent_id=${closed.id}`, foreign.token)).status).toBe(404);
    for (const query of ['sort=size', 'direction=up', 'parent_id=x', 'pinned=maybe', 'limit=0', 'q=%00']) {
      expect((await list(query, admin)).status, query).toBe(422);
    }
  });
});

describe('getFolder', () => {
  it('folders first, then sessions, as one list in pages', async () => {
    const parent = await create();
    const folders = [
      await create({ name: 'b', parent_id: parent.id }),
      await create({ name: 'a', parent_id: parent.id }),
    ];
    const sessions = [await session(parent.id), await session(parent.id), await session(parent.id)];
    const seen = async (query: string, key = admin) => {
      const { status, body } = await get(parent.id, key, query);
      expect(status, JSON.stringify(body)).toBe(200);
      const names = body.result.sessions.map(({ session_id }: { session_id: string }) => session_id);
      expect(body.count).toBe(body.result.folders.length + names.length);
      return [ids(body.result.folders), names, body.total_results];
    };
    const [b, a] = ids(folders);
    const [one, two, three] = sessions;
    expect(await seen('')).toEqual([[a, b], [three, two, one], 5]);
    expect(await seen('?sort=name&direction=asc')).toEqual([[a, b], [one, two, three], 5]);
    expect(await seen('?limit=1')).toEqual([[a], [], 5]);
    expect(await seen('?limit=2&offset=1')).toEqual([[b], [three], 5]);
    expect(await seen('?limit=2&offset=3')).toEqual([[], [two, one], 5]);
    expect(await seen('?offset=5')).toEqual([[], [], 5]);
    expect(await seen('?status=completed')).toEqual([[a, b], [], 2]);
    expect(await seen(`?q=${two}`)).toEqual([[], [two], 1]);
    expect(await seen('?language=xx&from=2020-01-01T00:00:00Z')).toEqual([[a, b], [three, two, one], 5]);
    expect(await seen('?language=en')).toEqual([[a, b], [], 2]);
    expect(await seen('?to=2020-01-01T00:00:00Z')).toEqual([[a, b], [], 2]);
    // Of a key, its own sessions alone are shown and counted.
    expect(await seen('', server.keys.secondBatch)).toEqual([[a, b], [], 2]);
    expect((await get(parent.id, server.keys.secondBatch)).body.session_count).toBe(0);
    expect((await get(parent.id, admin)).body).toMatchObject({ session_count: 3, folder_count: 2, id: parent.id });
    await server.call('PUT', `${SESSIONS}/${one}/pin`, { key: admin });
    expect(await seen('?pinned_first=true')).toEqual([[a, b], [one, three, two], 5]);
    expect(await seen('?pinned_first=true&offset=3')).toEqual([[], [three, two], 5]);
    expect(await seen('?pinned_first=true&offset=2&limit=2')).toEqual([[], [one, three], 5]);
    const pins = (await get(parent.id, admin)).body.result.sessions;
    expect(pins.map(({ is_pinned }: { is_pinned: boolean }) => is_pinned)).toEqual([false, false, true]);
    await server.call('DELETE', `${SESSIONS}/${one}/pin`, { key: admin });
    expect(await seen('?pinned_first=true')).toEqual([[a, b], [three, two, one], 5]);
  });

  it('401, 404 and 422', async () => {
    await refuses('GET', (id) => `${FOLDERS}/${id}`, {}, { reads: true });
    const folder = await create();
    for (const query of ['sort=size', 'from=yesterday', 'language=', 'limit=0']) {
      expect((await get(folder.id, admin, `?${query}`)).status, query).toBe(422);
    }
    const backwards = '?from=2021-01-01T00:00:00Z&to=2020-01-01T00:00:00Z';
    expect((await get(folder.id, admin, backwards)).body.details.field).toBe('to');
    expect((await get(folder.id, admin, '?status=odd')).status).toBe(400);
  });
});

describe('getRootFolder', () => {
  it('shows the top: open folders and sessions in none', async () => {
    const mark = randomUUID();
    const top = await create({ name: mark });
    const inner = await create({ name: mark, parent_id: top.id });
    const closed = await createFor(0, { name: mark });
    const loose = await session(null);
    const inside = await session(top.id);
    const { body } = await get('root', member.token, `?q=${mark}`);
    expect(body).toMatchObject({ id: null, path: [], permission: 2, permissions: null, total_results: 1 });
    expect(ids(body.result.folders)).toEqual([top.id]);
    expect(ids((await get('root', admin, `?q=${mark}`)).body.result.folders)).toEqual([closed.id, top.id]);
    expect(inner.parent_id).toBe(top.id);
    const sessions = (await get('root', member.token, '?limit=100')).body.result.sessions;
    const names = sessions.map(({ session_id }: { session_id: string }) => session_id);
    expect([names.includes(loose), names.includes(inside)]).toEqual([true, false]);
    expect((await get('root', looker.token)).body.permission).toBe(1);
    expect((await server.call('GET', `${FOLDERS}/root`)).status).toBe(401);
    expect((await get('root', server.keys.realtime)).status).toBe(403);
    expect((await get('root', admin, '?sort=size')).status).toBe(422);
    expect((await get('root', foreign.token, `?q=${mark}`)).body.total_results).toBe(0);
  });
});

describe('updateFolder', () => {
  const put = (id: number, json: object, key = admin) => server.call('PUT', `${FOLDERS}/${id}`, { key, json });

  it('changes what is named and leaves the rest', async () => {
    const folder = await createFor(2);
    const { body } = await put(folder.id, { name: 'New' }, member.token);
    expect(body).toMatchObject({ name: 'New', is_private: true, permissions: [{ group_id: group, permission: 2 }] });
    expect(Date.parse(body.last_modified)).toBeGreaterThanOrEqual(Date.parse(body.created_at));
    const parent = await create();
    expect((await put(folder.id, { parent_id: parent.id })).body.path).toEqual([{ id: parent.id, name: parent.name }]);
    expect((await put(folder.id, { permissions: [] })).body.permissions).toEqual([]);
    expect((await get(folder.id, member.token)).status).toBe(404);
    expect((await put(folder.id, { is_private: false })).body.is_private).toBe(false);
    expect((await get(folder.id, member.token)).status).toBe(200);
    expect((await put(folder.id, { parent_id: null })).body.path).toEqual([]);
  });

  it('rights are inherited: by open folders as they are, by private ones but for the groups they name', async () => {
    const top = await createFor(1);
    const open = await create({ parent_id: top.id });
    const closed = await create({ parent_id: open.id, is_private: true });
    const silent = await create({
      parent_id: closed.id,
      is_private: true,
      permissions: [{ group_id: group, permission: 0 }],
    });
    const level = async (id: number) => (await get(id, member.token)).body.permission ?? 0;
    const all = () => Promise.all([top, open, closed, silent].map(({ id }) => level(id)));
    expect(await all()).toEqual([1, 1, 1, 0]);
    await put(top.id, { permissions: [{ group_id: group, permission: 2 }] });
    expect(await all()).toEqual([2, 2, 2, 0]);
    await put(top.id, { is_private: false, permissions: [] });
    expect(await all()).toEqual([2, 2, 0, 0]);
    const elsewhere = await createFor(1);
    await put(closed.id, { parent_id: elsewhere.id });
    expect(await all()).toEqual([2, 2, 1, 0]);
    // Of two groups the more generous one wins.
    const other = await createGroup([member.id]);
    await put(silent.id, {
      permissions: [
        { group_id: group, permission: 1 },
        { group_id: other, permission: 2 },
      ],
    });
    expect(await level(silent.id)).toBe(2);
    await server.call('DELETE', `/api/v3/organization/group/${other}`, { key: admin });
    expect(await level(silent.id)).toBe(1);
    expect((await get(silent.id, admin)).body.permissions).toEqual([{ group_id: group, permission: 1 }]);
  });

  it('whoever made a private folder keeps it; nobody locks out administrators', async () => {
    const own = await create({ is_private: true }, member.token);
    expect((await get(own.id, looker.token)).status).toBe(404);
    expect((await get(own.id, admin)).body.permission).toBe(2);
    expect((await get(own.id, member.token)).body.permission).toBe(2);
    const ofKey = await create({ is_private: true }, server.keys.batch);
    expect((await get(ofKey.id, server.keys.batch)).body.permission).toBe(2);
    expect((await get(ofKey.id, server.keys.secondBatch)).status).toBe(404);
  });

  it('a folder does not lie in itself, nor in what lies in it', async () => {
    const a = await create();
    const b = await create({ parent_id: a.id });
    const c = await create({ parent_id: b.id });
    for (const parent_id of [a.id, b.id, c.id]) {
      const { status, body } = await put(a.id, { parent_id });
      expect([status, body.details.field]).toEqual([422, 'parent_id']);
    }
    expect((await get(c.id, admin)).body.path.map(({ id }: { id: number }) => id)).toEqual([a.id, b.id]);
  });

  it('two moves that would make a circle together: one of them is refused', async () => {
    for (let round = 0; round < 5; round++) {
      const [a, b] = [await create(), await create()];
      const answers = await Promise.all([put(a.id, { parent_id: b.id }), put(b.id, { parent_id: a.id })]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    }
  });

  it('a private folder is not brought below one’s own by somebody who may not see it', async () => {
    const shared = await createFor(2);
    const secret = await create({
      parent_id: shared.id,
      is_private: true,
      permissions: [{ group_id: group, permission: 0 }],
    });
    const own = await create({ is_private: true }, member.token);
    const other = await createGroup([member.id]);
    for (const json of [
      { parent_id: own.id },
      { is_private: false },
      { permissions: [{ group_id: other, permission: 2 }] },
    ]) {
      const { status, body } = await put(shared.id, json, member.token);
      expect([status, body.error_code]).toEqual([403, 'FORBIDDEN']);
    }
    expect((await server.call('DELETE', `${FOLDERS}/${shared.id}`, { key: member.token })).status).toBe(403);
    expect((await put(shared.id, { name: 'Fine' }, member.token)).status).toBe(200);
    expect((await get(secret.id, member.token)).status).toBe(404);
  });

  it('a move takes the right to write before and after', async () => {
    const [readable, closed, writable] = [await createFor(1), await createFor(0), await createFor(2)];
    const inner = await createFor(2, { parent_id: readable.id });
    expect((await put(inner.id, { parent_id: writable.id }, member.token)).status).toBe(403);
    expect((await put(inner.id, { is_private: false }, member.token)).status).toBe(403);
    const own = await create({}, member.token);
    expect((await put(own.id, { parent_id: readable.id }, member.token)).status).toBe(403);
    expect((await put(own.id, { parent_id: closed.id }, member.token)).status).toBe(404);
    expect((await put(own.id, { parent_id: (await create({}, foreign.token)).id }, member.token)).status).toBe(404);
    expect((await put(own.id, { parent_id: writable.id }, member.token)).status).toBe(200);
  });

  it('401, 403, 404 and 422', async () => {
    await refuses('PUT', (id) => `${FOLDERS}/${id}`, { json: { name: 'x' } });
    const folder = await create();
    for (const json of [{ name: '' }, { parent_id: 'x' }, { is_private: 1 }, { permissions: 'all' }]) {
      expect((await put(folder.id, json)).status, JSON.stringify(json)).toBe(422);
    }
    const theirs = await createGroup([], foreign.token);
    const answer = await put(folder.id, { name: 'No', permissions: [{ group_id: theirs, permission: 2 }] });
    expect(answer.body.error_code).toBe('GROUP_NOT_FOUND');
    expect((await get(folder.id, admin)).body.name).toBe(folder.name);
  });
});

describe('moveFolder', () => {
  const move = (id: number, parent_id: unknown, key = admin) =>
    server.call('POST', `${FOLDERS}/${id}/move`, { key, json: { parent_id } });

  it('moves a folder with all that is in it', async () => {
    const [a, b] = [await create(), await create()];
    const inner = await create({ parent_id: a.id });
    expect((await move(a.id, b.id)).body.parent_id).toBe(b.id);
    expect((await get(inner.id, admin)).body.path).toEqual([b, a].map(({ id, name }) => ({ id, name })));
    expect((await move(a.id, inner.id)).status).toBe(422);
    expect((await move(a.id, null)).body.parent_id).toBe(null);
  });

  it('401, 403, 404 and 422', async () => {
    const { id: parent_id } = await create();
    await refuses('POST', (id) => `${FOLDERS}/${id}/move`, { json: { parent_id } });
    const { id } = await create();
    expect((await server.call('POST', `${FOLDERS}/${id}/move`, { key: admin, json: {} })).status).toBe(422);
    expect((await move(id, 2_147_483_647)).status).toBe(404);
  });
});
