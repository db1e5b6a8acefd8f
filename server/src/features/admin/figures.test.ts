import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';

const STRANDED = '/api/v3/admin/sessions/stranded';
const SESSIONS = '/api/v3/speech-to-text/session';

let server: TestServer;
let operator: string;
beforeAll(async () => {
  server = await startTestServer();
  operator = await server.login();
});
afterAll(() => server.stop());

const call = (method: string, target: string, key: string | undefined = operator) =>
  server.call(method, target, key ? { key } : {});
const codesOf = (answers: Awaited<ReturnType<typeof call>>[]) =>
  answers.map(({ status, body }) => [status, body.error_code]);

async function refused(method: string, target: string) {
  const { token } = await server.createPerson({ roles: ['ORGADMIN', 'DEVELOPER'] });
  expect(codesOf([await server.call(method, target), await call(method, target, token)])).toEqual([
    [401, 'UNAUTHORIZED'],
    [403, 'INSUFFICIENT_ROLE'],
  ]);
}

/** A session of the first organisation whose media cannot be decoded. */
async function failedSession(): Promise<string> {
  const file = path.join(server.dataDir, 'secret-name.wav');
  await writeFile(file, 'no media');
  const id = await server.transcribe(file);
  expect((await server.ended(id)).status).toBe('failed');
  return id;
}

describe('listAdminUsage', () => {
  it('200: by organisation and month, deleted sessions too', async () => {
    const id = await server.transcribe(READING);
    const { duration } = await server.ended(id);
    await call('DELETE', `${SESSIONS}/${id}`, server.keys.batch);
    await server.call('POST', SESSIONS, { key: server.keys.foreign, json: { language: 'xx' } });
    const month = new Date().toISOString().slice(0, 7);
    const { status, body } = await call('GET', '/api/v3/admin/usage');
    expect([status, body.total_results]).toEqual([200, 2]);
    expect(body.result).toEqual([
      {
        ...{ organization_id: server.organizationId, organization_name: 'Parlance', month },
        ...{ sessions: 1, completed: 1, audio_seconds: expect.closeTo(duration, 2) },
      },
      expect.objectContaining({ organization_name: 'Another organisation', month, sessions: 1, audio_seconds: 0 }),
    ]);
    const one = await call('GET', `/api/v3/admin/usage?organization_id=${server.organizationId}&from=${month}&limit=1`);
    expect(one.body.result).toMatchObject([{ sessions: 1 }]);
    expect((await call('GET', '/api/v3/admin/usage?to=2020-01')).body.result).toEqual([]);
  });

  it('400 for months the wrong way round, 422, 401, 403', async () => {
    const [order, word] = ['from=2026-02&to=2026-01', 'from=2026-13'];
    expect(
      codesOf([await call('GET', `/api/v3/admin/usage?${order}`), await call('GET', `/api/v3/admin/usage?${word}`)]),
    ).toEqual([
      [400, 'INVALID_PARAMETER'],
      [422, 'VALIDATION_ERROR'],
    ]);
    await refused('GET', '/api/v3/admin/usage');
  });
});

describe('listAdminQueue', () => {
  it('200: what waits, by organisation', async () => {
    const { ctx } = server.running;
    const { body } = await server.call('POST', SESSIONS, { key: server.keys.batch, json: { language: 'xx' } });
    const queued_at = new Date(Date.now() - 60_000);
    const session = ctx.db.updateTable('sessions').where('session_id', '=', body.session_id);
    await session.set({ status: 'queued', queued_at }).execute();
    const queue = await call('GET', '/api/v3/admin/queue');
    expect(queue.body.result).toEqual([
      {
        ...{ organization_id: server.organizationId, organization_name: 'Parlance', queued: 1, processing: 0 },
        ...{ oldest_seconds: expect.any(Number), prepare_waiting: 0, prepare_taken: 0 },
        ...{ recognise_waiting: 0, recognise_taken: 0 },
      },
    ]);
    expect(queue.body.result[0].oldest_seconds).toBeGreaterThanOrEqual(60);
    await session.set({ status: 'new', queued_at: null }).execute();
    expect((await call('GET', '/api/v3/admin/queue')).body).toMatchObject({ total_results: 0, result: [] });
  });

  it('401, 403, 422', async () => {
    await refused('GET', '/api/v3/admin/queue');
    expect((await call('GET', '/api/v3/admin/queue?limit=0')).status).toBe(422);
  });
});

describe('listStrandedSessions', () => {
  it('200: by class, with states and times, and nothing of what is in them', async () => {
    const failed = await failedSession();
    const [waiting, stuck] = await Promise.all(
      [0, 1].map(async () => {
        const { body } = await server.call('POST', SESSIONS, { key: server.keys.foreign, json: { language: 'xx' } });
        return body.session_id as string;
      }),
    );
    const { ctx } = server.running;
    const longAgo = new Date(Date.now() - 30 * 3_600_000);
    const update = (id: string | undefined, changes: object) =>
      ctx.db
        .updateTable('sessions')
        .set({ created_at: longAgo, ...changes })
        .where('session_id', '=', id as string)
        .execute();
    await update(waiting, {});
    await update(stuck, { status: 'processing', queued_at: longAgo });
    const found = async (query: string) =>
      (await call('GET', `${STRANDED}?${query}`)).body.result.map((row: { session_id: string }) => row.session_id);
    expect(await found('class=failed')).toEqual([failed]);
    expect(await found('class=without_media')).toEqual([waiting]);
    expect(await found('class=unfinished')).toEqual([stuck]);
    expect(await found('class=unfinished&hours=31')).toEqual([]);
    const { body } = await call('GET', STRANDED);
    expect([body.total_results, body.count]).toEqual([3, 3]);
    expect(await found(`organization_id=${server.organizationId}`)).toEqual([failed]);
    expect(body.result.find((row: { class: string }) => row.class === 'failed')).toMatchObject({
      ...{ session_id: failed, status: 'failed', error_code: 'AUDIO_UNDECODABLE', organization_name: 'Parlance' },
    });
    expect(JSON.stringify(body)).not.toContain('secret-name');
  });

  it('401, 403, 422', async () => {
    await refused('GET', STRANDED);
    expect((await call('GET', `${STRANDED}?class=lost`)).status).toBe(422);
  });
});

describe('retryStrandedSession', () => {
  it('200: of any organisation, back into the queue, and noted there', async () => {
    const id = await failedSession();
    const events = server.events().length;
    const { status, body } = await call('POST', `${STRANDED}/${id}/retry`);
    expect([status, body.result.session_id, body.result.organization_id]).toEqual([200, id, server.organizationId]);
    expect(
      server
        .events()
        .slice(events)
        .some((event) => event.id === id),
    ).toBe(true);
    const noted = await call('GET', '/api/v3/admin/audit?action=session.retried');
    expect(noted.body.result).toMatchObject([{ target: `session:${id}`, organization_id: server.organizationId }]);
  });

  it('404 for unknown ids, 409 for what has not failed, 422, 401, 403', async () => {
    const { body } = await server.call('POST', SESSIONS, { key: server.keys.batch, json: { language: 'xx' } });
    expect(
      codesOf([
        await call('POST', `${STRANDED}/${'0'.repeat(26)}/retry`),
        await call('POST', `${STRANDED}/${body.session_id}/retry`),
        await call('POST', `${STRANDED}/x/retry`),
      ]),
    ).toEqual([
      [404, 'SESSION_NOT_FOUND'],
      [409, 'CONFLICT'],
      [422, 'VALIDATION_ERROR'],
    ]);
    await refused('POST', `${STRANDED}/${body.session_id}/retry`);
  });
});
