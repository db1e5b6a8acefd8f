import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    PARLANCE_ROLES: 'api',
    PARLANCE_RATE_PROFILES: '{"self-hosted":{"requests_per_minute":100000,"creations_per_minute":100000}}',
  });
});
afterAll(() => server.stop());

const key = () => ({ key: server.keys.batch });
const total = async (query = '') => (await server.call('GET', `${SESSIONS}?limit=1${query}`, key())).body.total_results;

/** What the list says, beside what counting every row says. */
async function expectExact(): Promise<void> {
  const { db } = server.running.ctx;
  const { rows } = await sql<{ status: string; count: number }>`
    select status, count(*) as count from sessions where deleted_at is null group by 1`.execute(db);
  expect(await total()).toBe(rows.reduce((sum, { count }) => sum + count, 0));
  for (const { status, count } of rows) {
    if (status !== 'created') expect(await total(`&status=${status}`), status).toBe(count);
  }
}

it('the total of a list is exact while sessions come, change, fail, go and come back', async () => {
  const create = async () =>
    (await server.call('POST', SESSIONS, { ...key(), json: { language: 'xx' } })).body.session_id as string;
  const ids = await Promise.all(Array.from({ length: 60 }, create));
  await expectExact();
  const cancel = (id: string) => server.call('POST', `${SESSIONS}/${id}/cancel`, key());
  const erase = (id: string) => server.call('DELETE', `${SESSIONS}/${id}`, key());
  const lists = Array.from({ length: 20 }, () => total());
  await Promise.all([...ids.slice(0, 20).map(cancel), ...ids.slice(20, 40).map(erase), ...lists]);
  await expectExact();
  expect(await total('&status=failed')).toBe(20);
  expect(await total()).toBe(40);

  const { db } = server.running.ctx;
  // Many changes at once, which are added up by whoever lists, even by several at the same time.
  for (let round = 0; round < 5; round++) {
    for (const id of ids) {
      await sql`update sessions set status = case status when 'new' then 'failed' else 'new' end
        where session_id = ${id} and deleted_at is null`.execute(db);
    }
  }
  await Promise.all(Array.from({ length: 10 }, () => total()));
  await expectExact();
  const { rows } = await sql<{ changes: number }>`select count(*) as changes from session_count_changes`.execute(db);
  expect(rows[0]?.changes).toBe(0);
  // Whole folders at once are few changes.
  const folder = await server.createFolder();
  await sql`update sessions set folder_id = ${folder} where status = 'failed' and deleted_at is null`.execute(db);
  const inFolder = await sql<{ count: number }>`
    select count(*) as count from sessions where folder_id = ${folder} and deleted_at is null`.execute(db);
  expect(inFolder.rows[0]?.count).toBeGreaterThan(0);
  expect(await total(`&folder_id=${folder}`)).toBe(inFolder.rows[0]?.count);
  await expectExact();
  await sql`delete from sessions where status = 'new'`.execute(db);
  await expectExact();
  expect(await total()).toBeGreaterThan(0);
});
