import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';

const PREFERENCES = '/api/v3/user_preferences';

let server: TestServer;
let key: string;
let colleague: string;
beforeAll(async () => {
  server = await startTestServer();
  key = (await server.createPerson({ roles: ['CUSTOMER'] })).token;
  colleague = (await server.createPerson({ roles: ['ORGADMIN'] })).token;
});
afterAll(() => server.stop());

let number = 0;
const create = (json: object = {}, as = key) =>
  server.call('POST', PREFERENCES, { key: as, json: { key: `key ${++number}`, value: number, ...json } });

/** Arrays in each other. */
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('createPreference', () => {
  it.each(
    [
      null,
      false,
      0,
      '',
      'a\0b \ud800 \u2028 é你',
      [1, [2, { three: null }]],
      { z: 1, a: { 'key.with "signs"': [true] } },
      JSON.parse(nested(100)),
    ].map((value) => ({ value })),
  )('201: any JSON comes back as it was: $value', async ({ value }) => {
    const { status, body } = await create({ value });
    expect([status, body.value, body.result.value]).toEqual([201, value, value]);
    const read = await server.call('GET', `${PREFERENCES}/${body.id}`, { key });
    expect([read.status, read.body.result]).toEqual([200, body.result]);
  });

  it('409: one key once, also of two at the same time; others may have the same', async () => {
    const answers = await Promise.all([1, 2, 3].map((value) => create({ key: 'keymap', value })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect((await create({ key: 'keymap' }, colleague)).status).toBe(201);
  });

  it('422: no key, no value, a value too large or too deep', async () => {
    const text = (value: string) =>
      server.call('POST', PREFERENCES, {
        key,
        headers: { 'content-type': 'application/json' },
        body: `{"key":"deep","value":${value}}`,
      });
    for (const [answer, field] of [
      [await create({ key: '' }), 'key'],
      [await create({ key: 'x'.repeat(101) }), 'key'],
      [await create({ key: 'two\nlines' }), 'key'],
      [await create({ value: undefined }), 'value'],
      [await create({ value: 'x'.repeat(64 * 1024) }), 'value'],
      [await text(nested(101)), 'value'],
      [await text(nested(200_000)), 'value'],
      [await text(`[${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}]`), 'value'],
    ] as const) {
      expect([answer.status, answer.body.error_code, answer.body.details?.field]).toEqual([
        422,
        'VALIDATION_ERROR',
        field,
      ]);
    }
    expect((await create({ value: 'x'.repeat(64 * 1024 - 2) })).status).toBe(201);
  });

  it('409 beyond 200, however many come at once', async () => {
    const { token, id: user_id, organization_id } = await server.createPerson({ roles: ['TESTER'] });
    await server.running.ctx.db
      .insertInto('user_preferences')
      .values(Array.from({ length: 197 }, (_, n) => ({ user_id, organization_id, key: `old ${n}`, value: '1' })))
      .execute();
    const answers = await Promise.all(Array.from({ length: 8 }, () => create({}, token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409, 409, 409, 409]);
  });

  it('401 without a token, 403 for API keys', async () => {
    expect((await server.call('POST', PREFERENCES, { json: { key: 'a', value: 1 } })).status).toBe(401);
    expect((await create({}, server.keys.batch)).body.error_code).toBe('WRONG_TOKEN_TYPE');
  });
});

describe('listPreferences', () => {
  it('200: sorted, searched and in pages, the own ones only', async () => {
    const { token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    for (const name of ['b%', 'a', 'c_d']) await create({ key: name }, token);
    const list = async (query: string) => {
      const { body } = await server.call('GET', `${PREFERENCES}?${query}`, { key: token });
      return [body.total_results, ...body.result.map((one: { key: string }) => one.key)];
    };
    expect(await list('')).toEqual([3, 'c_d', 'a', 'b%']);
    expect(await list('sort=key&direction=asc&limit=2')).toEqual([3, 'a', 'b%']);
    expect(await list('sort=key&direction=asc&offset=2')).toEqual([3, 'c_d']);
    expect(await list('q=%25')).toEqual([1, 'b%']);
    expect(await list('q=_')).toEqual([1, 'c_d']);
    expect((await server.call('GET', `${PREFERENCES}?sort=value`, { key: token })).status).toBe(422);
    expect((await server.call('GET', PREFERENCES)).status).toBe(401);
  });
});

describe('getPreference, updatePreference and deletePreference', () => {
  it('only whoever it belongs to: a colleague gets 404, a foreigner too', async () => {
    const { body } = await create({ value: 'mine' });
    const target = `${PREFERENCES}/${body.id}`;
    for (const as of [colleague, await server.login()]) {
      for (const [method, json] of [['GET'], ['PUT', { value: 'theirs' }], ['DELETE']] as const) {
        const answer = await server.call(method, target, { key: as, ...(json ? { json } : {}) });
        expect([answer.status, answer.body.error_code]).toEqual([404, 'PREFERENCE_NOT_FOUND']);
      }
    }
    for (const method of ['GET', 'DELETE']) expect((await server.call(method, target)).status).toBe(401);
    expect((await server.call('GET', `${PREFERENCES}/x`, { key })).status).toBe(422);
    expect((await server.call('GET', target, { key })).body.value).toBe('mine');
  });

  it('PUT 200: another value, another key; 409 for a key that is taken', async () => {
    const [one, other] = [(await create()).body, (await create()).body];
    const put = (json: object) => server.call('PUT', `${PREFERENCES}/${one.id}`, { key, json });
    const changed = await put({ value: { x: 1 } });
    expect([changed.status, changed.body.result.value, changed.body.key]).toEqual([200, { x: 1 }, one.key]);
    expect(Date.parse(changed.body.last_modified)).toBeGreaterThanOrEqual(Date.parse(one.last_modified));
    expect((await put({ key: `renamed ${one.id}`, value: 2 })).body.key).toBe(`renamed ${one.id}`);
    expect((await put({ key: other.key, value: 2 })).status).toBe(409);
    expect((await put({ key: 'no value' })).status).toBe(422);
  });

  it('DELETE 204, then 404', async () => {
    const { body } = await create();
    const answers = [1, 2].map(() => server.call('DELETE', `${PREFERENCES}/${body.id}`, { key }));
    expect((await Promise.all(answers)).map(({ status }) => status).sort()).toEqual([204, 404]);
  });
});
