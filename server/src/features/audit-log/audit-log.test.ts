import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';
import { noteEvent } from '../audit/index.ts';
import { insertOrganization } from '../organizations/index.ts';
import { cell } from './csv.ts';
import { purgeAuditLog } from './index.ts';

const OWN = '/api/v3/organization/audit';
const ALL = '/api/v3/admin/audit';

type Person = Awaited<ReturnType<TestServer['createPerson']>>;
let server: TestServer;
let boss: Person;
let foreigner: Person;
let operator: string;
beforeAll(async () => {
  server = await startTestServer();
  operator = await server.login();
  const { ctx } = server.running;
  const organization_id = (await insertOrganization(ctx.db, 'Watched')).id;
  boss = await server.createPerson({ roles: ['ORGADMIN'], organization_id });
  await ctx.db.updateTable('users').set({ first_name: 'Bo', last_name: 'Ss' }).where('id', '=', boss.id).execute();
  foreigner = await server.createPerson({ roles: ['ORGADMIN'] });
  for (let index = 0; index < 7; index++) await note(`test.event_${index}`);
});
afterAll(() => server.stop());

const note = (action: string, rest: object = {}) =>
  noteEvent(server.running.ctx, {
    ...{ organization_id: boss.organization_id, actor: `user:${boss.id}`, action, target: `user:${foreigner.id}` },
    device: { address: '192.0.2.5', user_agent: '=cmd|"/c calc"!A1' },
    ...rest,
  });
const ask = (query = '', key: string | undefined = boss.token, path = OWN, headers = {}) =>
  server.call('GET', `${path}?${query}`, { ...(key ? { key } : {}), headers });
const actions = (body: { result: { action: string }[] }) => body.result.map(({ action }) => action);

describe('listAudit', () => {
  it('200: newest first, with names of the own people only', async () => {
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect([body.count, body.total_results, body.next_cursor]).toEqual([8, 8, null]);
    expect(actions(body).slice(0, 2)).toEqual(['test.event_6', 'test.event_5']);
    expect(body.result[0]).toMatchObject({ actor: `user:${boss.id}`, actor_name: 'Bo Ss', address: '192.0.2.5' });
    expect(body.result[0]).toMatchObject({ target: `user:${foreigner.id}`, target_name: null, details: {} });
  });

  it('200: pages by cursor, while rows are added', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await ask(`action=test.&limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...actions(body));
      cursor = body.next_cursor ?? '';
      await note('test.later');
    } while (cursor);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `test.event_${index}`));
  });

  it('200: filters, one by one', async () => {
    const wanted = ['test.event_3'];
    const { body } = await ask('action=test.event_3');
    const { at } = body.result[0];
    const after = new Date(Date.parse(at) + 1).toISOString();
    expect(actions(body)).toEqual(wanted);
    expect(actions((await ask(`action=test.event_3&from=${at}&to=${after}`)).body)).toEqual(wanted);
    expect(actions((await ask(`action=test.event_3&to=${at}`)).body)).toEqual([]);
    expect(actions((await ask(`action=test.event_3&address=192.0.2.5&actor=user:${boss.id}`)).body)).toEqual(wanted);
    for (const none of ['address=192.0.2.6', 'actor=unknown', 'target=user:1', 'action=test', 'action=te_t.']) {
      expect(actions((await ask(`${none}&from=${at}&to=${after}`)).body), none).toEqual([]);
    }
    expect(actions((await ask('action=login.')).body)).toEqual(['login.succeeded']);
  });

  it('200: CSV, by format or Accept, in which nothing is a formula; and that is noted', async () => {
    const csv = await ask('format=csv&action=test.event_1');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toContain('audit.csv');
    const [head, line, end] = csv.body.split('\r\n');
    expect([head.split(',').length, end]).toEqual([11, '']);
    expect(line).toContain(`"'=cmd|""/c calc""!A1"`);
    const all = await ask('', boss.token, OWN, { accept: 'text/csv' });
    expect(all.body).toContain('test.event_0');
    expect(all.body).not.toContain(foreigner.email);
    const { body } = await ask('action=audit.exported');
    expect(body.result.map(({ details }: { details: object }) => details)).toEqual([
      { filters: {} },
      { filters: { action: 'test.event_1' } },
    ]);
  });

  it('200: another organisation sees nothing of it', async () => {
    const { body } = await ask('limit=100', foreigner.token);
    expect(JSON.stringify(body)).not.toContain('test.event');
    expect((await ask('format=csv', foreigner.token)).body).not.toContain('test.event');
    const narrowed = await ask(`organization_id=${boss.organization_id}`, foreigner.token);
    expect(JSON.stringify(narrowed.body)).not.toContain('test.event');
  });

  it('401, 403, 400 and 422', async () => {
    const { token } = await server.createPerson({ roles: ['CONTRIBUTOR', 'DEVELOPER'] });
    const codes = [];
    for (const answer of [
      await server.call('GET', OWN),
      await ask('', token),
      await ask('', server.keys.batch),
      await ask('from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z'),
      await ask('from=yesterday'),
      await ask('cursor=-1'),
      await ask('action=%25'),
      await ask('format=xml'),
    ]) {
      codes.push([answer.status, answer.body.error_code]);
    }
    expect(codes).toEqual([
      [401, 'UNAUTHORIZED'],
      [403, 'INSUFFICIENT_ROLE'],
      [403, 'WRONG_TOKEN_TYPE'],
      [400, 'INVALID_PARAMETER'],
      ...Array(4).fill([422, 'VALIDATION_ERROR']),
    ]);
  });
});

describe('listAdminAudit', () => {
  it('200: of all organisations, or of one', async () => {
    const all = await ask('limit=100', operator, ALL);
    const organizations = new Set(all.body.result.map((row: { organization_id: number }) => row.organization_id));
    expect(organizations.size).toBe(2);
    const one = await ask(`organization_id=${boss.organization_id}&action=test.event_2`, operator, ALL);
    expect(one.body.result).toMatchObject([{ actor_name: 'Bo Ss', target_name: foreigner.email }]);
  });

  it('403 for administrators of an organisation, 401 without a token, 422 for nonsense', async () => {
    expect((await ask('', boss.token, ALL)).body.error_code).toBe('INSUFFICIENT_ROLE');
    expect((await server.call('GET', ALL)).status).toBe(401);
    expect((await ask('organization_id=x', operator, ALL)).status).toBe(422);
  });
});

describe('purgeAuditLog', () => {
  it('forgets what is older than configured', async () => {
    const { ctx } = server.running;
    const now = ctx.now();
    const old = { ...ctx, now: () => new Date(now.getTime() - 366 * 86_400_000) };
    await noteEvent(old, { organization_id: null, actor: 'system', action: 'test.ancient' });
    expect(await purgeAuditLog(ctx, new AbortController().signal)).toBe(1);
    expect((await ask('action=test.ancient', operator, ALL)).body.result).toEqual([]);
  });
});

describe('cells of CSV', () => {
  it('are quoted where they must be, and never formulas', () => {
    const cases = {
      '=1+1': "'=1+1",
      '+1': "'+1",
      '-1': "'-1",
      '@x': "'@x",
      'a,b': '"a,b"',
      'a"b': '"a""b"',
      '\tx': "'\tx",
    };
    for (const [text, wanted] of Object.entries(cases)) expect(cell(text)).toBe(wanted);
    expect(cell('\r=x')).toBe(`"'\r=x"`);
    expect([cell(-5), cell(null), cell({ a: 1 })]).toEqual(['-5', '', '"{""a"":1}"']);
  });
});
