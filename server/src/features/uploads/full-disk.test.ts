import { readdir, readFile, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { leaveFree, mountSmallDisk, unmountSmallDisk } from '../../../test/small-disk.ts';
import { type Answer, READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { tusRequests } from '../../../test/tus-requests.ts';

/** A real file system of two megabytes that is really full. */
const SESSIONS = '/api/v3/speech-to-text/session';
const xx = { language: 'xx' };

const mounted = mountSmallDisk(2);

describe.skipIf('reason' in mounted)(`a full disk${'reason' in mounted ? ` (skipped: ${mounted.reason})` : ''}`, () => {
  const disk = 'disk' in mounted ? mounted.disk : '';
  const filler = path.join(disk, 'filler');
  let server: TestServer;
  let tus: ReturnType<typeof tusRequests>;
  beforeAll(async () => {
    server = await startTestServer({ PARLANCE_DATA_DIR: disk, PARLANCE_MIN_FREE_DISK_BYTES: '0' });
    tus = tusRequests(server);
  });
  afterEach(() => rm(filler, { force: true }));
  afterAll(async () => {
    await server.stop();
    unmountSmallDisk(disk);
  });

  const leave = (bytes: number) => leaveFree(disk, filler, bytes);

  const content = Buffer.from(Array.from({ length: 600_000 }, (_, index) => (index * 31 + (index >> 9)) % 256));
  const newSession = async (): Promise<string> =>
    (await server.call('POST', SESSIONS, { key: server.keys.batch, json: xx })).body.session_id;

  function expectFull(answer: Answer): void {
    expect([answer.status, answer.body], JSON.stringify(answer.body)).toMatchObject([
      507,
      {
        error: 'Insufficient Storage',
        error_code: 'STORAGE_FULL',
        message: 'The server has no room left to store this',
        error_description: 'The server has no room left to store this',
        detail: null,
        details: null,
      },
    ]);
  }

  async function expectServerWorks(): Promise<void> {
    expect((await server.call('GET', '/health/ready')).status).toBe(200);
    expect((await server.call('GET', SESSIONS, { key: server.keys.batch })).status).toBe(200);
    expect(await readdir(path.join(disk, 'storage', 'tmp'))).toEqual([]);
  }

  it('TUS: 507, what had room is kept, the rest follows once there is room again', async () => {
    const target = await tus.beginAt(content.length, { ...xx, filename: 'large.bin' });
    await leave(200_000);
    expectFull(await tus.append(target, 0, content));
    await expectServerWorks();
    const offset = Number((await tus.ask('HEAD', target)).headers.get('upload-offset'));
    expect(offset).toBeLessThanOrEqual(200_704);
    expect((await tus.fileOf(target)).session_id, 'half a file is no file').toBeNull();
    expectFull(await tus.append(target, offset, content.subarray(offset)));

    await rm(filler);
    const now = Number((await tus.ask('HEAD', target)).headers.get('upload-offset'));
    expect((await tus.append(target, now, content.subarray(now))).status).toBe(204);
    const { session_id } = await tus.fileOf(target);
    const key = `uploads/${target.split('/').at(-1)}`;
    expect((await server.running.ctx.storage.readAll(key)).equals(content)).toBe(true);
    expect((await server.ended(session_id)).error).toMatch(/could not be decoded/);
    await server.call('DELETE', `${SESSIONS}/${session_id}`, { key: server.keys.batch });
    await expect.poll(() => server.running.ctx.storage.size(key)).toBeUndefined();
  });

  it('TUS: 507 also for a creation with the data in it, of which nothing is left', async () => {
    await leave(100_000);
    const answer = await tus.begin(content.length, xx, {
      headers: { 'content-type': 'application/offset+octet-stream' },
      body: content,
    });
    expectFull(answer);
    await expectServerWorks();
    expect(await readdir(path.join(disk, 'storage', 'uploads')), 'nobody knows its name').toEqual([]);
  });

  it('direct upload: 507, nothing of it is left, and the session takes the file once there is room again', async () => {
    const id = await newSession();
    const target = `${SESSIONS}/${id}`;
    await leave(200_000);
    const raw = { key: server.keys.batch, headers: { 'content-type': 'application/octet-stream' }, body: content };
    expectFull(await server.call('PUT', target, raw));
    const form = new FormData();
    form.append('upload', new Blob([content]), 'large.bin');
    expectFull(await server.call('POST', target, { key: server.keys.batch, body: form }));
    await expectServerWorks();
    const { bavail, bsize } = await statfs(disk);
    expect(bavail * bsize).toBeGreaterThan(190_000);
    expect((await server.call('GET', target, { key: server.keys.batch })).body).toMatchObject({
      status: 'new',
      filename: null,
    });

    await rm(filler);
    expect((await server.call('PUT', target, { ...raw, body: await readFile(READING) })).status).toBe(200);
    expect((await server.ended(id)).status).toBe('completed');
  });

  it('a session whose segments find no room waits for it, and is completed', { timeout: 240_000 }, async () => {
    const id = await newSession();
    const reading = await readFile(READING);
    await leave(reading.length + 24_000);
    const headers = { 'content-type': 'audio/wav' };
    expect(
      (await server.call('PUT', `${SESSIONS}/${id}`, { key: server.keys.batch, headers, body: reading })).status,
    ).toBe(200);
    const retried = () =>
      sql<{
        count: number;
      }>`select count(*)::int as count from pgboss.job where name like 'sessions.prepare%' and state = 'retry'`
        .execute(server.running.ctx.db)
        .then(({ rows }) => rows[0]?.count);
    await expect.poll(retried, { timeout: 60_000, interval: 100 }).toBe(1);
    await expectServerWorks();
    await rm(filler);
    expect(await server.ended(id)).toMatchObject({ status: 'completed', duration: 2.99, error: null });
  });
});
