import { mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { tusRequests } from '../../../test/tus-requests.ts';
import { retentionJob } from './retention.jobs.ts';
import { runRetention } from './run-retention.service.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const RETENTION = '/api/v3/organization/retention';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOT_MEDIA = path.join(import.meta.dirname, '../../../test/samples/list.sh');

let server: TestServer;
let ahead = 0;
beforeAll(async () => {
  server = await startTestServer(
    {
      PARLANCE_FAILED_MEDIA_DAYS: '3',
      PARLANCE_MEDIA_RETENTION_DAYS: '5',
      PARLANCE_RESULT_RETENTION_DAYS: '9',
      PARLANCE_EMPTY_SESSION_DAYS: '2',
      PARLANCE_ORPHAN_HOURS: '24',
    },
    { now: () => new Date(Date.now() + ahead) },
  );
});
afterAll(() => server.stop());

/** A clean-up at so many days from now; the clock goes back afterwards. */
async function runAfter(days: number) {
  ahead = days * DAY_MS;
  try {
    return await runRetention(server.running.ctx, new AbortController().signal);
  } finally {
    ahead = 0;
  }
}

const call = (method: string, target: string, json?: unknown) =>
  server.call(method, target, { key: server.keys.batch, ...(json === undefined ? {} : { json }) });
const view = async (id: string) => (await call('GET', `${SESSIONS}/${id}`)).body;
const newSession = async () => (await call('POST', SESSIONS, { language: 'xx' })).body.session_id as string;
const stored = (key: string) => path.join(server.dataDir, 'storage', key);
const sizeOf = (key: string) => server.running.ctx.storage.size(key);
const rowOf = (id: string) =>
  server.running.ctx.db.selectFrom('sessions').selectAll().where('session_id', '=', id).executeTakeFirstOrThrow();

/** A file nobody asked for, last written to `hours` ago. */
async function leave(key: string, hours: number, text = 'left'): Promise<void> {
  await mkdir(path.dirname(stored(key)), { recursive: true });
  await writeFile(stored(key), text);
  const at = new Date(Date.now() - hours * HOUR_MS);
  await utimes(stored(key), at, at);
}

describe('media', () => {
  it('of a failed session is kept for another try, then removed; a try after that is a 409', async () => {
    const id = await server.transcribe(NOT_MEDIA);
    expect((await server.ended(id)).status).toBe('failed');
    const { media_key } = await rowOf(id);
    const bytes = (await readFile(NOT_MEDIA)).length;

    expect((await runAfter(2.9)).removed.failed_media).toEqual({ count: 0, bytes: 0 });
    expect(await sizeOf(media_key as string)).toBe(bytes);
    expect((await runAfter(3.1)).removed.failed_media).toEqual({ count: 1, bytes });
    expect(await sizeOf(media_key as string)).toBeUndefined();
    expect(await view(id)).toMatchObject({ status: 'failed', error_code: 'AUDIO_UNDECODABLE' });
    const again = await call('POST', `${SESSIONS}/${id}/retry`);
    expect([again.status, again.body.error_code]).toEqual([409, 'CONFLICT']);
    await call('DELETE', `${SESSIONS}/${id}`);
  });

  it('of a completed session is gone, its copy after its days; then the session is erased as if deleted', async () => {
    const id = await server.transcribe(READING, { keep_source: true });
    expect((await server.ended(id)).status).toBe('completed');
    const { copy_key } = await rowOf(id);
    const bytes = await sizeOf(copy_key as string);
    expect(bytes).toBeGreaterThan(1_000);

    expect((await runAfter(4.9)).removed.kept_copies).toEqual({ count: 0, bytes: 0 });
    expect((await runAfter(5.1)).removed.kept_copies).toEqual({ count: 1, bytes });
    expect(await sizeOf(copy_key as string)).toBeUndefined();
    expect((await view(id)).media_url).toBeNull();
    expect((await call('GET', `${SESSIONS}/${id}/result`)).status).toBe(200);

    expect((await runAfter(8.9)).removed.ended_sessions?.count).toBe(0);
    expect((await runAfter(9.1)).removed.ended_sessions?.count).toBe(1);
    expect((await call('GET', `${SESSIONS}/${id}`)).status).toBe(404);
    expect((await call('GET', `${SESSIONS}/${id}/result`)).status).toBe(404);
    await expect
      .poll(() => server.events().some(({ type, id: of }) => type === 'session.deleted' && of === id))
      .toBe(true);
    const { filename, deleted_at } = await rowOf(id);
    expect([filename, deleted_at === null]).toEqual([null, false]);
  });

  it('that never comes fails its session with the reason, but not while an upload for it is on its way', async () => {
    const [waiting, uploading] = [await newSession(), await newSession()];
    const { beginAt, ask } = tusRequests(server);
    const upload = await beginAt(1_000, { session_id: uploading, language: 'xx' });
    await server.running.ctx.db
      .updateTable('uploads')
      .set({ expires_at: new Date(Date.now() + 30 * DAY_MS) })
      .where('completed_at', 'is', null)
      .execute();

    expect((await runAfter(1.9)).removed.empty_sessions?.count).toBe(0);
    expect((await runAfter(2.1)).removed.empty_sessions?.count).toBe(1);
    const failed = await view(waiting);
    expect(failed).toMatchObject({ status: 'failed', error_code: 'NO_MEDIA' });
    expect(failed.error).toMatch(/^No media was uploaded\. .*2 days/);
    expect((await view(uploading)).status).toBe('new');
    await ask('DELETE', upload);
    for (const id of [waiting, uploading]) await call('DELETE', `${SESSIONS}/${id}`);
  });

  it('that is missing is reported', async () => {
    const id = await server.transcribe(NOT_MEDIA);
    await server.ended(id);
    expect((await runAfter(0)).removed.missing_media?.count).toBe(0);
    await server.running.ctx.storage.delete((await rowOf(id)).media_key as string);
    expect((await runAfter(0)).removed.missing_media?.count).toBe(1);
    await call('DELETE', `${SESSIONS}/${id}`);
  });
});

describe('collectOrphans', () => {
  it('removes what nothing names once it is old enough, with the folders left empty', async () => {
    const name = 'f'.repeat(26);
    const keys = [
      `uploads/${'e'.repeat(32)}`,
      `sessions/${name}/copy`,
      `sessions/${name}/segments-1/0-0.pcm`,
      'tmp/half',
    ];
    for (const key of keys) await leave(key, 0);
    expect((await runAfter(0.98)).removed.orphaned_files).toEqual({ count: 0, bytes: 0 });
    for (const key of keys) expect(await sizeOf(key), key).toBe(4);
    expect((await runAfter(1.02)).removed.orphaned_files).toEqual({ count: 4, bytes: 16 });
    for (const key of keys) expect(await sizeOf(key), key).toBeUndefined();
    expect(await readdir(stored('sessions'))).not.toContain(name);
    expect(await readdir(stored(''))).toEqual(expect.arrayContaining(['sessions', 'tmp', 'uploads']));
  });

  it('keeps what is in use, and of an ended session only what its row names', async () => {
    const { beginAt, append, ask } = tusRequests(server);
    const upload = await beginAt(1_000, { language: 'xx' });
    await append(upload, 0, 'half of it');
    const uploadKey = `uploads/${path.basename(upload)}`;
    const failed = await server.transcribe(NOT_MEDIA);
    await server.ended(failed);
    const kept = await server.transcribe(READING, { keep_source: true });
    await server.ended(kept);
    const working = await newSession();
    await server.running.ctx.db
      .updateTable('sessions')
      .set({ status: 'processing', attempt: 3 })
      .where('session_id', '=', working)
      .execute();
    const used = [
      uploadKey,
      (await rowOf(failed)).media_key as string,
      (await rowOf(kept)).copy_key as string,
      `sessions/${working}/source-3`,
      `sessions/${working}/segments-3/0-0.pcm`,
    ];
    const unused = [
      `sessions/${failed}/source-1`,
      `sessions/${kept}/segments-1/0-0.pcm`,
      `sessions/${working}/segments-2/0-0.pcm`,
      `sessions/${working}/source-2`,
    ];
    for (const key of [...used.slice(3), ...unused]) await leave(key, 0);
    // The upload must not expire before it is looked at.
    await server.running.ctx.db
      .updateTable('uploads')
      .set({ expires_at: new Date(Date.now() + 30 * DAY_MS) })
      .where('completed_at', 'is', null)
      .execute();
    expect((await runAfter(1.1)).removed.orphaned_files).toEqual({ count: 4, bytes: 16 });
    for (const key of used) expect(await sizeOf(key), key).toBeGreaterThan(0);
    for (const key of unused) expect(await sizeOf(key), key).toBeUndefined();

    const expired = (await runAfter(31)).removed;
    expect(expired.expired_uploads).toEqual({ count: 1, bytes: 10 });
    expect(await sizeOf(uploadKey)).toBeUndefined();
    expect((await ask('HEAD', upload)).status).toBe(404);
  });

  it('looks up hundreds of files at once, and leaves those that are older than the database', async () => {
    const keys = Array.from({ length: 1_100 }, (_, index) => `uploads/${index.toString(16).padStart(32, '0')}`);
    await Promise.all(keys.map((key) => leave(key, 0)));
    const stranger = `uploads/${'d'.repeat(32)}`;
    await leave(stranger, 1_000);
    expect((await runAfter(1.1)).removed.orphaned_files).toEqual({ count: 1_100, bytes: 4_400 });
    expect(await sizeOf(stranger)).toBe(4);
    await server.running.ctx.storage.delete(stranger);
  });
});

describe('runRetention', () => {
  it('runs at the start, one at a time for all processes, and leaves a report', async () => {
    const { db, jobs } = server.running.ctx;
    const runs = () => db.selectFrom('retention_runs').selectAll().orderBy('id').execute();
    const before = (await runs()).at(-1)?.id ?? 0;
    await server.startBeside();
    await expect.poll(async () => (await runs()).at(-1)?.id, { timeout: 60_000 }).toBeGreaterThan(before);
    const report = (await runs()).at(-1)?.report;
    expect(report?.failed).toEqual([]);
    expect(Object.keys(report?.removed ?? {})).toContain('orphaned_files');
    await Promise.all(Array.from({ length: 5 }, () => jobs.send(retentionJob, {})));
    expect(await jobs.countLive(retentionJob)).toBeLessThanOrEqual(1);
    const { body } = await server.call('GET', '/metrics');
    expect(body).toMatch(/parlance_retention_removed_total\{kind="orphaned_files"\} 1\d{3}/);
    expect(body).toMatch(/parlance_retention_removed_bytes_total\{kind="orphaned_files"\} [1-9]/);
  });

  it('keeps the last 100 reports', async () => {
    const { db } = server.running.ctx;
    const at = new Date();
    const row = { started_at: at, finished_at: at, report: JSON.stringify({ removed: {}, failed: [] }) };
    await db
      .insertInto('retention_runs')
      .values(Array.from({ length: 150 }, () => row))
      .execute();
    await runAfter(0);
    const kept = async () => (await db.selectFrom('retention_runs').select('id').execute()).length;
    // The server's own run of this hour may have written its report just now.
    await expect.poll(kept).toBe(100);
  });

  it('does the other chores when one fails', async () => {
    await rename(stored('sessions'), stored('aside'));
    await writeFile(stored('sessions'), 'no folder');
    const report = await runAfter(0);
    await rm(stored('sessions'));
    await rename(stored('aside'), stored('sessions'));
    expect(report.failed).toEqual(['orphaned_files']);
    expect(report.removed.missing_media).toEqual({ count: 0, bytes: 0 });
  });
});

describe('getRetention', () => {
  it('200: the days in force, and when the last clean-up was', async () => {
    await runAfter(0);
    const { status, body } = await call('GET', RETENTION);
    expect(status).toBe(200);
    expect(body.result).toEqual({
      failed_media_days: 3,
      kept_media_days: 5,
      ended_session_days: 9,
      empty_session_days: 2,
      unfinished_upload_seconds: 86_400,
      event_hours: 24,
      webhook_delivery_days: 30,
      idempotency_key_seconds: 86_400,
      last_run_at: expect.stringMatching(/^\d{4}-/),
    });
  });

  it('401 without a key, 403 with a realtime one', async () => {
    expect((await server.call('GET', RETENTION)).status).toBe(401);
    expect((await server.call('GET', RETENTION, { key: server.keys.realtime })).status).toBe(403);
  });
});

describe('a changed key of the server', () => {
  it('opens what was sealed before, and seals it anew so that the earlier key can go', async () => {
    const environment = { PARLANCE_SECRET_KEY: 'the first key of this server' };
    const other = await startTestServer(environment);
    try {
      const { id, token } = await other.createPerson({ roles: ['DEVELOPER', 'ORGADMIN'] });
      await other.call('GET', '/api/v3/mfa/2fa/qr_code', { key: token });
      const json = { url: 'https://example.org/hook', headers: ['X-Team: blue'] };
      expect((await other.call('POST', '/api/v3/organization/webhooks', { key: token, json })).status).toBe(201);
      const sealed = () =>
        other.running.ctx.db.selectFrom('users').select('mfa_secret').where('id', '=', id).executeTakeFirstOrThrow();
      const before = await sealed();
      const changed = { PARLANCE_SECRET_KEY: 'the second one' };
      await other.restart(undefined, { ...changed, PARLANCE_SECRET_KEY_PREVIOUS: environment.PARLANCE_SECRET_KEY });
      const report = await runRetention(other.running.ctx, new AbortController().signal);
      expect(JSON.stringify(report)).toContain('resealed_secrets');
      expect((await sealed()).mfa_secret).not.toEqual(before.mfa_secret);
      // Without the earlier key everything is still there.
      await other.restart(undefined, changed);
      const box = other.running.ctx.secretBox('totp secrets');
      expect(box.open((await sealed()).mfa_secret as Buffer)).toMatch(/^[A-Z2-7]{32}$/);
      const { body } = await other.call('GET', '/api/v3/organization/webhooks', { key: token });
      // Of one that cannot be opened only the name would be shown.
      expect(body.result[0].headers).toEqual(['X-Team: blue']);
    } finally {
      await other.stop();
    }
  });
});
