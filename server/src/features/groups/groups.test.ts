import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';
import { insertOrganization } from '../organizations/index.ts';

const GROUPS = '/api/v3/organization/group';

let server: TestServer;
let key: string;
let foreign: { token: string; id: number };
beforeAll(async () => {
  server = await startTestServer();
  key = (await server.createPerson({ roles: ['ORGADMIN'] })).token;
  const other = await insertOrganization(server.running.ctx.db, 'Others');
  foreign = await server.createPerson({ roles: ['ORGADMIN'], organization_id: other.id });
});
afterAll(() => server.stop());

let number = 0;
const create = (json: object = {}, as = key) =>
  server.call('POST', GROUPS, { key: as, json: { name: `Group ${++number}`, ...json } });
const person = () => server.createPerson({ roles: ['CONTRIBUTOR'] });

describe('createGroup', () => {
  it('201 with a name and perhaps a description', async () => {
    const { status, body } = await create({ name: '  Court é 你  ', description: 'Two\nlines' });
    expect([status, body.result]).toEqual([
      201,
      {
        id: expect.any(Number),
        name: 'Court é 你',
        description: 'Two\nlines',
        user_count: 0,
        organization_id: server.organizationId,
        created_at: expect.any(String),
        last_modified: expect.any(String),
      },
    ]);
    expect(body.name).toBe('Court é 你');
  });

  it('409: one name once in an organisation, also of three at the same time', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => create({ name: 'Same' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect((await create({ name: 'Same' }, foreign.token)).status).toBe(201);
  });

  it('422: a name that is none', async () => {
    for (const name of ['', '  ', 'x'.repeat(101), 'two\nlines', 7, null, undefined]) {
      const { status, body } = await create({ name });
      expect([status, body.details?.field], String(name)).toEqual([422, 'name']);
    }
  });

  it('401 without a token, 403 for whoever does not manage groups and for keys', async () => {
    expect((await server.call('POST', GROUPS, { json: { name: 'x' } })).status).toBe(401);
    const { token } = await person();
    expect((await create({}, token)).body.error_code).toBe('INSUFFICIENT_ROLE');
    expect((await create({}, server.keys.batch)).body.error_code).toBe('WRONG_TOKEN_TYPE');
  });
});

describe('listGroups', () => {
  it('200: searched, sorted, in pages, with how many are in each', async () => {
    const { token } = await server.createPerson({ roles: ['ORGADMIN'], organization_id: (await other()).id });
    const made = [];
    for (const name of ['Beta', 'alpha%', 'Gamma'])
      made.push((await create({ name, description: 'of ours' }, token)).body);
    const list = async (query: string) => {
      const { body } = await server.call('GET', `${GROUPS}?${query}`, { key: token });
      return [body.total_results, ...body.result.map((group: { name: string }) => group.name)];
    };
    expect(await list('')).toEqual([3, 'Gamma', 'alpha%', 'Beta']);
    expect(await list('sort=created_at&direction=asc&limit=2')).toEqual([3, 'Beta', 'alpha%']);
    expect(await list('q=%25')).toEqual([1, 'alpha%']);
    expect(await list('q=OURS&offset=2')).toEqual([3, 'Beta']);
    expect((await server.call('GET', `${GROUPS}?sort=id`, { key: token })).status).toBe(422);
    expect((await server.call('GET', GROUPS)).status).toBe(401);
  });
  const other = () => insertOrganization(server.running.ctx.db, 'With groups');
});

describe('getGroup, updateGroup and deleteGroup', () => {
  it('200 and 204 for the own, 404 for a foreign one and for none', async () => {
    const { body } = await create();
    const target = `${GROUPS}/${body.id}`;
    for (const [method, json] of [['GET'], ['PUT', { name: 'Stolen' }], ['DELETE']] as const) {
      for (const [path, as] of [
        [target, foreign.token],
        [`${GROUPS}/2147483647`, key],
      ] as const) {
        const answer = await server.call(method, path, { key: as, ...(json ? { json } : {}) });
        expect([answer.status, answer.body.error_code]).toEqual([404, 'GROUP_NOT_FOUND']);
      }
      expect((await server.call(method, target, json ? { json } : {})).status).toBe(401);
    }
    expect((await server.call('GET', target, { key })).body.result).toEqual(body.result);
    const changed = await server.call('PUT', target, { key, json: { description: 'New' } });
    expect([changed.status, changed.body.name, changed.body.description]).toEqual([200, body.name, 'New']);
    const bare = await server.call('PUT', target, { key, json: { description: null, name: 'Renamed' } });
    expect([bare.body.name, bare.body.description]).toEqual(['Renamed', null]);
    const clash = (await create()).body;
    expect((await server.call('PUT', target, { key, json: { name: clash.name } })).status).toBe(409);
    expect((await server.call('PUT', target, { key, json: { name: ' ' } })).status).toBe(422);
    expect((await server.call('GET', `${GROUPS}/x`, { key })).status).toBe(422);
    expect((await server.call('DELETE', target, { key })).status).toBe(204);
    expect((await server.call('GET', target, { key })).status).toBe(404);
  });
});

describe('addGroupUsers, listGroupUsers and removeGroupUsers', () => {
  it('200: people go in, are listed, and come out by body or address', async () => {
    const { body: group } = await create();
    const target = `${GROUPS}/${group.id}/users`;
    const people = [await person(), await person(), await person(), await person()];
    const ids = people.map(({ id }) => id);
    const added = await server.call('POST', target, { key, json: { user_ids: [...ids, ids[0]] } });
    expect([added.status, added.body.user_count]).toEqual([200, 4]);
    await server.call('POST', target, { key, json: { user_ids: [ids[0]] } });

    const list = (query = '') => server.call('GET', `${target}?${query}`, { key: people[0]?.token as string });
    const all = await list('sort=created_at&direction=asc');
    expect([all.body.total_results, all.body.result.map(({ id }: { id: number }) => id)]).toEqual([4, ids]);
    expect(all.body.result[0]).toEqual({
      id: ids[0],
      email: people[0]?.email,
      first_name: null,
      last_name: null,
      is_active: true,
    });
    expect((await list(`q=${people[1]?.email.slice(0, 20)}`)).body.result[0].id).toBe(ids[1]);
    expect((await list('limit=1&offset=3')).body.count).toBe(1);

    const remove = (query: string, options: object = {}) =>
      server.call('DELETE', `${target}/remove${query}`, { key, ...options });
    expect((await remove('', { json: { user_ids: [ids[0]] } })).status).toBe(204);
    expect((await remove(`?user_ids=${ids[1]}`, { headers: { 'content-type': 'application/json' } })).status).toBe(204);
    expect((await remove(`?user_ids=${ids[1]},${ids[2]}`)).status).toBe(204);
    expect((await list()).body.result.map(({ id }: { id: number }) => id)).toEqual([ids[3]]);
    expect((await remove(`?user_ids=${ids[2]}&user_ids=${ids[3]}`)).status).toBe(204);
    expect((await list()).body.total_results).toBe(0);
  });

  it('404 and nothing happens when one of them is unknown, deleted or of another organisation', async () => {
    const { body: group } = await create();
    const target = `${GROUPS}/${group.id}/users`;
    const [own, deleted] = [await person(), await person()];
    await server.running.ctx.db
      .updateTable('users')
      .set({ deleted_at: new Date() })
      .where('id', '=', deleted.id)
      .execute();
    for (const id of [foreign.id, deleted.id, 2_147_483_647]) {
      for (const [method, path] of [
        ['POST', target],
        ['DELETE', `${target}/remove`],
      ] as const) {
        const { status, body } = await server.call(method, path, { key, json: { user_ids: [own.id, id] } });
        expect([status, body.error_code]).toEqual([404, 'USER_NOT_FOUND']);
      }
    }
    expect((await server.call('GET', target, { key })).body.total_results).toBe(0);
  });

  it('404 for a group of another organisation, 422 without ids, 401 and 403 for others', async () => {
    const { body: group } = await create();
    const target = `${GROUPS}/${group.id}/users`;
    const { id, token } = await person();
    const json = { user_ids: [id] };
    for (const [method, path] of [
      ['POST', target],
      ['DELETE', `${target}/remove`],
    ] as const) {
      const asForeigner = await server.call(method, path, { key: foreign.token, json: { user_ids: [foreign.id] } });
      expect([asForeigner.status, asForeigner.body.error_code]).toEqual([404, 'GROUP_NOT_FOUND']);
      expect((await server.call(method, path, { key: token, json })).status).toBe(403);
      expect((await server.call(method, path, { json })).status).toBe(401);
      for (const user_ids of [[], ['1'], [0], 'x', [1.5]]) {
        const answer = await server.call(method, path, { key, json: { user_ids } });
        expect(answer.status, JSON.stringify(user_ids)).toBe(422);
      }
    }
    expect((await server.call('GET', target, { key: foreign.token })).status).toBe(404);
    expect((await server.call('GET', target)).status).toBe(401);
    expect((await server.call('DELETE', `${target}/remove`, { key })).body.details.field).toBe('user_ids');
    expect((await server.call('DELETE', `${target}/remove?user_ids=a`, { key })).status).toBe(422);
    const text = { headers: { 'content-type': 'application/xml' }, body: 'x' };
    expect((await server.call('DELETE', `${target}/remove?user_ids=1`, { key, ...text })).status).toBe(415);
  });

  it('the audit log says who changed what', async () => {
    const rows = await server.running.ctx.db
      .selectFrom('audit_log')
      .select(['action', 'target', 'details', 'address'])
      .where('action', 'like', 'group.%')
      .execute();
    const actions = new Set(rows.map(({ action }) => action));
    expect([...actions].sort()).toEqual([
      'group.changed',
      'group.created',
      'group.deleted',
      'group.users_added',
      'group.users_removed',
    ]);
    expect(rows.every(({ address }) => address === '127.0.0.1')).toBe(true);
  });
});
