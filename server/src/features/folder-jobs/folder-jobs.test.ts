import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { rawZip } from '../../../test/zip-archives.ts';
import { eraseUser } from '../erasure/index.ts';
import { expireFolderJobs } from './index.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const FOLDERS = '/api/v3/folders';
const JOBS = `${FOLDERS}/jobs`;
const WAIT = { timeout: 120_000, interval: 20 };
const srt = (index: number) => `1\n00:00:01,000 --> 00:00:02,500\nCaption ${index}.\n`;
const FILES = 80;

let server: TestServer;
let admin: string;
beforeAll(async () => {
  server = await startTestServer({ PARLANCE_MAX_QUEUED_SESSIONS: '1' });
  admin = await server.login();
});
afterAll(() => server.stop());

const call = (method: string, target: string, json?: unknown, key = admin) =>
  server.call(method, target, { key, ...(json === undefined ? {} : { json }) });
const view = async (id: string, key = admin) => (await call('GET', `${JOBS}/${id}`, undefined, key)).body.result;

async function ended(id: string, key = admin) {
  await expect.poll(async () => (await view(id, key)).finished_at, WAIT).not.toBeNull();
  return view(id, key);
}

const MANY = rawZip([
  { name: 'deep/er/0.srt', data: srt(0) },
  ...Array.from({ length: FILES }, (_, index) => ({ name: `${index}.srt`, data: srt(index) })),
]);

async function begin(folder: number, body: Buffer, key = admin): Promise<string> {
  const headers = { 'content-type': 'application/zip' };
  const answer = await server.call('POST', `${FOLDERS}/${folder}/import?language=xx`, { key, headers, body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  return answer.body.result.id;
}

const countIn = async (folder: number): Promise<number> => {
  const { db } = server.running.ctx;
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from sessions where folder_id = ${folder} and deleted_at is null`.execute(db);
  return rows[0]?.count ?? 0;
};

describe('a job that is cut off', () => {
  it('an import goes on where it was: everything is made once', async () => {
    const folder = await server.createFolder();
    const id = await begin(folder, MANY);
    await expect.poll(() => countIn(folder), WAIT).toBeGreaterThan(5);
    await server.restart();
    expect(await countIn(folder)).toBeLessThan(FILES);
    const job = await ended(id);
    expect(job).toMatchObject({ status: 'completed', done: FILES + 1, skipped: [] });
    expect(await countIn(folder)).toBe(FILES);
    const { db } = server.running.ctx;
    const children = await db.selectFrom('folders').select('name').where('parent_id', '=', folder).execute();
    expect(children).toEqual([{ name: 'deep' }]);
  });

  it('an export begins anew: there is one archive', async () => {
    const folder = await server.createFolder();
    await ended(await begin(folder, MANY));
    const asked = await call('POST', `${FOLDERS}/${folder}/export`, { format: 'docx' });
    const { id } = asked.body.result;
    await expect.poll(async () => (await view(id)).done, WAIT).toBeGreaterThan(0);
    expect((await view(id)).status).toBe('running');
    await server.restart();
    expect(await ended(id)).toMatchObject({ status: 'completed', done: FILES + 1, total: FILES + 1 });
    const keys: string[] = [];
    for await (const { key } of server.running.ctx.storage.list('archives')) keys.push(key);
    expect(keys).toEqual([`archives/${id}.zip`]);
    expect((await call('DELETE', `${JOBS}/${id}`)).status).toBe(204);
  });
});

describe('deleteFolderJob', () => {
  it('stops an import; what was made until then stays, the archive goes', async () => {
    const folder = await server.createFolder();
    const id = await begin(folder, MANY);
    await expect.poll(() => countIn(folder), WAIT).toBeGreaterThan(0);
    expect((await call('DELETE', `${JOBS}/${id}`)).status).toBe(204);
    const made = await countIn(folder);
    expect(await view(id)).toMatchObject({ status: 'cancelled', download_url: null });
    expect(await server.running.ctx.storage.size(`archives/${id}.zip`)).toBeUndefined();
    // A job behind it shows that the worker is done with the first.
    await ended(await begin(await server.createFolder(), rawZip([{ name: 'a.srt', data: srt(1) }])));
    expect(await countIn(folder)).toBe(made);
    expect(made).toBeLessThan(FILES);
  });

  it('stops an export, and leaves no archive', async () => {
    const folder = await server.createFolder();
    await ended(await begin(folder, MANY));
    const { id } = (await call('POST', `${FOLDERS}/${folder}/export`, { format: 'pdf' })).body.result;
    await expect.poll(async () => (await view(id)).status, WAIT).toBe('running');
    expect((await call('DELETE', `${JOBS}/${id}`)).status).toBe(204);
    expect((await view(id)).status).toBe('cancelled');
    await ended(await begin(await server.createFolder(), rawZip([{ name: 'a.srt', data: srt(1) }])));
    const keys: string[] = [];
    for await (const { key } of server.running.ctx.storage.list('archives')) keys.push(key);
    expect(keys).toEqual([]);
  });
});

describe('limits', () => {
  it('an import waits while the queue is full, and does not fail', async () => {
    const reading = await readFile(READING);
    const folder = await server.createFolder();
    const names = ['a.wav', 'b.wav'];
    const job = await ended(await begin(folder, rawZip(names.map((name) => ({ name, data: reading })))));
    expect(job).toMatchObject({ status: 'completed', done: 2, skipped: [] });
    const { result } = (await call('GET', `${SESSIONS}?folder_id=${folder}`)).body;
    for (const { session_id } of result) expect((await server.ended(session_id, admin)).status).toBe('completed');
  });

  it('three of one organisation run; the next begins when one of them ends', async () => {
    const { db } = server.running.ctx;
    const folder = await server.createFolder();
    const options = { format: 'txt', document_type: 'all' };
    const { id: user_id } = await db.selectFrom('users').select('id').executeTakeFirstOrThrow();
    const row = {
      ...{ organization_id: server.organizationId, caller: `user:${user_id}`, token_id: 1, user_id, folder_id: folder },
      ...{ kind: 'export' as const, status: 'running' as const, options: JSON.stringify(options) },
    };
    const running = await db.insertInto('folder_jobs').values([row, row, row]).returning('id').execute();
    const asked = await call('POST', `${FOLDERS}/${folder}/export`, options);
    const { id } = asked.body.result;
    const isCalled = async () => {
      const { rows } = await sql`
        select from pgboss.job where name = 'folders.work' and data ->> 'job' = ${id} and state = 'completed'`.execute(
        db,
      );
      return rows.length;
    };
    await expect.poll(isCalled, WAIT).toBe(1);
    expect((await view(id)).status).toBe('queued');
    const foreign = await server.call('POST', `${FOLDERS}/root/export`, { key: server.keys.foreign, json: options });
    expect((await ended(foreign.body.result.id, server.keys.foreign)).status, 'another organisation').toBe('completed');
    expect((await view(id)).status).toBe('queued');
    // The three are called again, as after a crash; the first of them that ends calls the one that waits.
    await expireFolderJobs(server.running.ctx, new AbortController().signal);
    for (const one of [...running.map((job) => job.id), id]) expect((await ended(one)).status).toBe('completed');
  });
});

describe('whoever asked', () => {
  it('a key that has ended, and somebody whose rights were taken, get nothing', async () => {
    const folder = await server.createFolder({ name: 'Soon private' });
    const { db } = server.running.ctx;
    const person = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const waiting = async (key: string) => {
      const blocker = { organization_id: server.organizationId, caller: 'key:0', token_id: 1, folder_id: 999_999 };
      const row = { ...blocker, kind: 'export' as const, status: 'running' as const, options: '{}' };
      await db.insertInto('folder_jobs').values([row, row, row]).execute();
      const asked = await call('POST', `${FOLDERS}/${folder}/export`, { format: 'txt' }, key);
      return asked.body.result.id as string;
    };
    const byPerson = await waiting(person.token);
    const key = await server.createKey({ type: 'batch' });
    const byKey = (await call('POST', `${FOLDERS}/${folder}/export`, { format: 'txt' }, key)).body.result.id as string;
    expect((await call('PUT', `${FOLDERS}/${folder}`, { is_private: true })).status).toBe(200);
    await db.updateTable('tokens').set({ revoked_at: new Date() }).where('name', '=', 'test').execute();
    await db.updateTable('folder_jobs').set({ status: 'failed' }).where('caller', '=', 'key:0').execute();
    await expireFolderJobs(server.running.ctx, new AbortController().signal);
    expect(await ended(byPerson)).toMatchObject({ status: 'failed', error_code: 'FOLDER_NOT_FOUND' });
    expect(await ended(byKey)).toMatchObject({ status: 'failed', error_code: 'FORBIDDEN', download_url: null });
  });

  it('is erased with their jobs and archives', async () => {
    const person = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const asked = await call('POST', `${FOLDERS}/root/export`, { format: 'txt' }, person.token);
    const job = await ended(asked.body.result.id);
    expect(job.status).toBe('completed');
    await eraseUser(server.running.ctx, person);
    await expect.poll(async () => (await call('GET', `${JOBS}/${job.id}`)).status, WAIT).toBe(404);
    const size = () => server.running.ctx.storage.size(`archives/${job.id}.zip`);
    await expect.poll(size, WAIT).toBeUndefined();
  });
});
