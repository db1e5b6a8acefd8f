import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { FILES, metadataHeader, TUS, tusRequests } from '../../../test/tus-requests.ts';
import type { RunningServer } from '../../start.ts';
import { createUser } from '../users/index.ts';
import { purgeIdempotencyKeys } from './index.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const TOKENS = '/api/v3/tokens';
const DAY_MS = 86_400_000;
const xx = { language: 'xx' };

let server: TestServer;
let other: RunningServer;
let person: string;
let lateBy = 0;
beforeAll(async () => {
  server = await startTestServer({}, { now: () => new Date(Date.now() + lateBy) });
  other = await server.startBeside();
  const [email, password] = ['developer@idempotency.example', 'Correct-Horse-1'];
  await createUser(server.running.ctx, {
    organization_id: server.organizationId,
    email,
    password,
    roles: ['DEVELOPER'],
  });
  person = `Bearer ${await server.login(email, password)}`;
});
afterAll(() => server.stop());

const create = (idempotencyKey: string, json: unknown = xx, options: { key?: string; url?: string } = {}) =>
  server.call('POST', (options.url ?? '') + SESSIONS, {
    key: options.key ?? server.keys.batch,
    headers: { 'idempotency-key': idempotencyKey },
    json,
  });
const isReplay = ({ headers }: Answer) => headers.get('idempotency-replayed') === 'true';
const db = () => server.running.ctx.db;
const countSessions = async () =>
  Number((await sql<{ n: number }>`select count(*) as n from sessions`.execute(db())).rows[0]?.n);
const keptRow = (key: string) =>
  db().selectFrom('idempotency_keys').selectAll().where('key', '=', key).executeTakeFirst();

function expectError(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body.error_code], JSON.stringify(answer.body)).toEqual([status, code]);
  expect(isReplay(answer)).toBe(false);
}

describe('Idempotency-Key', () => {
  it('does a request once and answers it again as the first time', async () => {
    const key = randomUUID();
    const before = await countSessions();
    const first = await create(key, { language: 'xx', punctuation: true, meta_data: { a: '1', b: '2' } });
    const again = await create(key, { meta_data: { b: '2', a: '1' }, punctuation: true, language: 'xx' });
    const elsewhere = await create(
      key,
      { language: 'xx', punctuation: true, meta_data: { a: '1', b: '2' } },
      { url: other.url },
    );
    expect([first.status, isReplay(first)]).toEqual([200, false]);
    for (const answer of [again, elsewhere]) {
      expect([answer.status, isReplay(answer), answer.body]).toEqual([200, true, first.body]);
      expect(answer.headers.get('content-type')).toBe(first.headers.get('content-type'));
      expect(answer.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'));
    }
    expect(await countSessions()).toBe(before + 1);
    const slash = await server.call('POST', `/v3/speech-to-text/session/`, {
      key: server.keys.batch,
      headers: { 'idempotency-key': key },
      json: { language: 'xx', punctuation: true, meta_data: { a: '1', b: '2' } },
    });
    expect(slash.body.id, 'the same route by another of its names').toBe(first.body.id);
    const page = await server.call('OPTIONS', SESSIONS, {
      headers: {
        origin: 'https://app.example.org',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'idempotency-key',
      },
    });
    expect(page.headers.get('access-control-allow-headers')).toContain('idempotency-key');
  });

  it('422 for other parameters, and the first answer stays', async () => {
    const key = randomUUID();
    const first = await create(key);
    expectError(await create(key, { language: 'xx', punctuation: true }), 422, 'IDEMPOTENCY_KEY_REUSED');
    expect((await create(key)).body).toEqual(first.body);
  });

  it('belongs to one caller and one route', async () => {
    const key = randomUUID();
    const ids = [
      await create(key),
      await create(key, xx, { key: server.keys.secondBatch }),
      await create(key, xx, { key: server.keys.foreign }),
    ].map(({ body }) => body.id);
    expect(new Set(ids).size).toBe(3);
    const token = { name: 'x', type: 'batch' };
    const headers = { authorization: person, 'idempotency-key': key };
    expect((await server.call('POST', TOKENS, { headers, json: token })).status).toBe(201);
  });

  it('keeps nothing of what was refused or failed', async () => {
    const key = randomUUID();
    expectError(await create(key, { language: 'tlh' }), 400, 'INVALID_LANGUAGE');
    expectError(await create(key, { language: 5 }), 422, 'VALIDATION_ERROR');
    expectError(await create(key, xx, { key: 'guess' }), 401, 'INVALID_TOKEN');
    expectError(await create(key, xx, { key: server.keys.realtime }), 403, 'WRONG_TOKEN_TYPE');
    await sql`alter table sessions add constraint broken check (language <> 'xx') not valid`.execute(db());
    expectError(await create(key), 500, 'INTERNAL_ERROR');
    await sql`alter table sessions drop constraint broken`.execute(db());
    expect(await keptRow(key)).toBeUndefined();
    const answer = await create(key);
    expect([answer.status, isReplay(answer)]).toEqual([200, false]);
  });

  it('422 for a key that is empty or longer than 255 characters', async () => {
    expectError(await create(''), 422, 'VALIDATION_ERROR');
    expectError(await create('k'.repeat(256)), 422, 'VALIDATION_ERROR');
    expect((await create('k'.repeat(255))).status).toBe(200);
  });

  it('of many at once, in two processes, exactly one runs', async () => {
    const key = randomUUID();
    const before = await countSessions();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => create(key, xx, { url: index % 2 ? other.url : server.url })),
    );
    expect(await countSessions()).toBe(before + 1);
    expect(answers.filter((answer) => answer.status === 200 && !isReplay(answer))).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expectError(answer, 409, 'IDEMPOTENCY_IN_PROGRESS');
      expect([answer.headers.get('retry-after'), answer.body.retry_after]).toEqual(['1', 1]);
    }
    expect(isReplay(await create(key))).toBe(true);
  });

  it('409 while the first runs; a run taken for crashed leaves nothing behind when it ends after all', async () => {
    const key = randomUUID();
    const before = await countSessions();
    let released = () => {};
    const hold = new Promise<void>((resolve) => {
      released = resolve;
    });
    const locked = Promise.withResolvers<void>();
    // No session can be written until this ends.
    const lock = db()
      .transaction()
      .execute(async (trx) => {
        await sql`lock table sessions in exclusive mode`.execute(trx);
        locked.resolve();
        await hold;
      });
    await locked.promise;
    const slow = create(key);
    await expect.poll(async () => (await keptRow(key))?.status).toBeNull();
    expectError(await create(key), 409, 'IDEMPOTENCY_IN_PROGRESS');
    expectError(await create(key, { language: 'xx', punctuation: true }), 422, 'IDEMPOTENCY_KEY_REUSED');

    const firstAttempt = (await keptRow(key))?.attempt;
    await db()
      .updateTable('idempotency_keys')
      .set({ lease_until: new Date(0) })
      .where('key', '=', key)
      .execute();
    expectError(await create(key, { language: 'xx', punctuation: true }), 422, 'IDEMPOTENCY_KEY_REUSED');
    const retry = create(key);
    await expect.poll(async () => (await keptRow(key))?.attempt).not.toBe(firstAttempt);
    released();
    await lock;
    expectError(await slow, 409, 'IDEMPOTENCY_IN_PROGRESS');
    expect([(await retry).status, isReplay(await retry)]).toEqual([200, false]);
    expect(await countSessions()).toBe(before + 1);
    expect((await create(key)).body).toEqual((await retry).body);
  });

  it('runs anew after a day, and old answers are removed', async () => {
    const [old, young] = [randomUUID(), randomUUID()];
    const first = await create(old);
    lateBy = DAY_MS - 5_000;
    expect((await create(old)).body.id, 'a day less five seconds later').toBe(first.body.id);
    await create(young);
    lateBy = DAY_MS + 5_000;
    const anew = await create(old);
    expect([isReplay(anew), anew.body.id === first.body.id]).toEqual([false, false]);
    lateBy = 0;
    await db()
      .updateTable('idempotency_keys')
      .set({ expires_at: new Date(0) })
      .where('key', '=', old)
      .execute();
    expect(await purgeIdempotencyKeys(server.running.ctx)).toBe(1);
    expect([await keptRow(old), (await keptRow(young))?.status]).toEqual([undefined, 200]);
  });

  it('keeps answers sealed: a key that is shown once cannot be read in the database', async () => {
    const headers = { authorization: person, 'idempotency-key': randomUUID() };
    const json = { name: 'once', type: 'batch' };
    const first = await server.call('POST', TOKENS, { headers, json });
    const again = await server.call('POST', TOKENS, { headers, json });
    expect([again.status, isReplay(again), again.body]).toEqual([201, true, first.body]);
    expect((await server.call('GET', SESSIONS, { key: again.body.key })).status).toBe(200);
    const row = await keptRow(headers['idempotency-key']);
    expect(row?.answer?.length).toBeGreaterThan(100);
    for (const secret of [first.body.key, 'once', first.body.key_preview]) {
      expect(row?.answer?.includes(secret)).toBe(false);
      expect(row?.answer?.includes(Buffer.from(secret).toString('base64'))).toBe(false);
    }
  });

  it('is documented where it is honoured: on every POST that creates something', async () => {
    const { body } = await server.call('GET', '/openapi.json');
    const honoured = Object.values(
      body.paths as Record<
        string,
        Record<string, { operationId: string; parameters?: { name: string; in: string }[] }>
      >,
    )
      .flatMap((methods) => Object.values(methods))
      .filter(({ parameters = [] }) =>
        parameters.some((each) => each.in === 'header' && each.name === 'idempotency-key'),
      )
      .map(({ operationId }) => operationId);
    expect(honoured).toEqual(expect.arrayContaining(['createSession', 'createToken', 'createUpload', 'createWebhook']));
  });
});

describe('Idempotency-Key of createUpload', () => {
  const begin = (key: string, length: string, body?: string) =>
    server.call('POST', FILES, {
      key: server.keys.batch,
      headers: {
        ...TUS,
        'idempotency-key': key,
        'upload-length': length,
        'upload-metadata': metadataHeader({ language: 'xx', filename: 'a.wav' }),
        ...(body ? { 'content-type': 'application/offset+octet-stream' } : {}),
      },
      ...(body ? { body } : {}),
    });
  const countUploads = async () =>
    Number((await sql<{ n: number }>`select count(*) as n from uploads`.execute(db())).rows[0]?.n);

  it('makes one upload and tells its address again', async () => {
    const key = randomUUID();
    const before = await countUploads();
    const first = await begin(key, '10');
    await expect.poll(async () => (await keptRow(key))?.status).toBe(201);
    const again = await begin(key, '10');
    expect([first.status, isReplay(first), again.status, isReplay(again)]).toEqual([201, false, 201, true]);
    for (const name of ['location', 'upload-expires', 'tus-resumable']) {
      expect(again.headers.get(name), name).toBe(first.headers.get(name));
      expect(again.headers.get(name), name).toBeTruthy();
    }
    expect(await countUploads()).toBe(before + 1);
    expectError(await begin(key, '11'), 422, 'IDEMPOTENCY_KEY_REUSED');
    const target = first.headers.get('location') as string;
    expect((await tusRequests(server).append(target, 0, '0123456789')).status).toBe(204);
  });

  it('takes the bytes that come with it once', async () => {
    const key = randomUUID();
    const before = await countUploads();
    const first = await begin(key, '10', '0123');
    await expect.poll(async () => (await keptRow(key))?.status).toBe(201);
    const again = await begin(key, '10', '0123');
    for (const answer of [first, again]) {
      expect([answer.status, answer.headers.get('upload-offset')]).toEqual([201, '4']);
    }
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(await countUploads()).toBe(before + 1);
  });

  it('keeps nothing of a creation that was refused', async () => {
    const key = randomUUID();
    expectError(await begin(key, '0'), 422, 'VALIDATION_ERROR');
    await expect.poll(() => keptRow(key)).toBeUndefined();
    expect((await begin(key, '10')).status).toBe(201);
  });
});
