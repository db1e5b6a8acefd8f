import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Answer, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { FILES, metadataHeader, tusRequests } from '../../../test/tus-requests.ts';
import type { RunningServer } from '../../start.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const MODELS = '/api/v3/speech-to-text/models';
const json = { language: 'xx' };

const limitOf = ({ headers }: Answer) => Number(headers.get('x-ratelimit-limit'));
const remainingOf = ({ headers }: Answer) => Number(headers.get('x-ratelimit-remaining'));
const resetOf = ({ headers }: Answer) => Number(headers.get('x-ratelimit-reset'));
const statuses = (answers: Answer[]) => answers.map(({ status }) => status);
const count = (answers: Answer[], status: number) => answers.filter((answer) => answer.status === status).length;

function expectRefused(answer: Answer, limit: string, allowed: number): void {
  expect([answer.status, answer.body.error_code], JSON.stringify(answer.body)).toEqual([429, 'RATE_LIMIT_EXCEEDED']);
  const seconds = Number(answer.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(answer.body).toMatchObject({ error: 'Too Many Requests', retry_after: seconds, details: { limit, allowed } });
  expect(Date.parse(answer.body.details.reset_at)).toBeGreaterThan(Date.now());
}

describe('rate limits of processes that share a database', () => {
  let server: TestServer;
  let other: RunningServer;
  beforeAll(async () => {
    server = await startTestServer({
      PARLANCE_RATE_PROFILES: JSON.stringify({
        'self-hosted': { requests_per_minute: 20, creations_per_minute: 3 },
        bronze: { requests_per_minute: 1_000, requests_per_hour: 4 },
      }),
      PARLANCE_UNAUTHENTICATED_PER_MINUTE: '15',
    });
    other = await server.startBeside();
  });
  afterAll(() => server.stop());
  const newKey = () => server.createKey({ type: 'batch' });

  it('counts every request once, whichever process it comes to', async () => {
    const key = await newKey();
    const asks = Array.from({ length: 60 }, (_, index) =>
      server.call('GET', (index % 2 ? other.url : server.url) + MODELS, { key }),
    );
    const answers = await Promise.all(asks);
    expect([count(answers, 200), count(answers, 429)]).toEqual([20, 40]);
    const granted = answers.filter(({ status }) => status === 200);
    expect(granted.map(remainingOf).sort((a, b) => b - a)).toEqual(
      Array.from({ length: 20 }, (_, index) => 19 - index),
    );
    expectRefused(answers.find(({ status }) => status === 429) as Answer, 'requests_per_minute', 20);
    expect(remainingOf(answers.at(-1) as Answer)).toBe(0);
    expect((await server.call('GET', MODELS, { key: await newKey() })).status, 'another key').toBe(200);
  });

  it('tells of the minute window in the headers of every answer', async () => {
    const key = await newKey();
    const before = Math.floor(Date.now() / 1000);
    const answers = [
      await server.call('GET', MODELS, { key }),
      await server.call('GET', `${SESSIONS}/${'0'.repeat(26)}`, { key }),
      await server.call('POST', SESSIONS, { key, json: { language: 5 } }),
      await server.call('POST', SESSIONS, { key, headers: { 'content-type': 'image/png' }, body: 'x' }),
    ];
    expect(statuses(answers)).toEqual([200, 404, 422, 415]);
    expect(answers.map(limitOf)).toEqual([20, 20, 20, 20]);
    expect(answers.map(remainingOf)).toEqual([19, 18, 17, 16]);
    for (const answer of answers) {
      expect(resetOf(answer)).toBeGreaterThan(before);
      expect(resetOf(answer)).toBeLessThanOrEqual(before + 62);
    }
    const realtime = await server.call('GET', SESSIONS, { key: server.keys.realtime });
    expect([realtime.status, limitOf(realtime), remainingOf(realtime)], 'the wrong kind of key').toEqual([403, 20, 19]);
    const health = await server.call('GET', '/health/live');
    expect([limitOf(health), remainingOf(health)], 'of the address').toEqual([15, 15]);
    const page = await server.call('GET', MODELS, { key, headers: { origin: 'https://app.example.org' } });
    expect(page.headers.get('access-control-expose-headers')).toMatch(/x-ratelimit-remaining.*x-ratelimit-reset/);
  });

  it('does not count the bytes of an upload, nor asking how far it came', async () => {
    const tus = tusRequests(server);
    const key = await newKey();
    const begun = await server.call('POST', FILES, {
      key,
      headers: { 'tus-resumable': '1.0.0', 'upload-length': '40', 'upload-metadata': metadataHeader(json) },
    });
    expect([begun.status, limitOf(begun), remainingOf(begun)]).toEqual([201, 20, 19]);
    expect(begun.headers.get('access-control-expose-headers')).toContain('x-ratelimit-remaining');
    const target = begun.headers.get('location') as string;
    for (let index = 0; index < 30; index++) {
      const answer = await tus.append(target, index, 'x', { key });
      expect([answer.status, limitOf(answer), remainingOf(answer)]).toEqual([204, 20, 19]);
      const head = await tus.ask('HEAD', target, key);
      expect([head.status, remainingOf(head)]).toEqual([200, 19]);
    }
    const deleted = await tus.ask('DELETE', target, key);
    expect([deleted.status, remainingOf(deleted)]).toEqual([204, 18]);
  });

  it('counts creations on their own besides', async () => {
    const key = await newKey();
    for (let index = 0; index < 3; index++) {
      expect((await server.call('POST', SESSIONS, { key, json })).status).toBe(200);
    }
    const refused = await server.call('POST', SESSIONS, { key, json });
    expectRefused(refused, 'creations_per_minute', 3);
    expect([limitOf(refused), remainingOf(refused)], 'the headers tell of the minute window').toEqual([20, 16]);
    const upload = await server.call('POST', FILES, {
      key,
      headers: { 'tus-resumable': '1.0.0', 'upload-length': '40', 'upload-metadata': metadataHeader(json) },
    });
    expectRefused(upload, 'creations_per_minute', 3);
    expect((await server.call('GET', SESSIONS, { key })).status, 'other requests').toBe(200);
  });

  it('uses the profile of the organisation, with its window of an hour', async () => {
    const key = server.keys.foreign;
    const { ctx } = server.running;
    await ctx.db
      .updateTable('organizations')
      .set({ rate_profile: 'bronze' })
      .where('id', '<>', server.organizationId)
      .execute();
    const answers: Answer[] = [];
    for (let index = 0; index < 6; index++) answers.push(await server.call('GET', MODELS, { key }));
    expect(statuses(answers)).toEqual([200, 200, 200, 200, 429, 429]);
    expect(answers.map(limitOf)).toEqual(Array(6).fill(1_000));
    expectRefused(answers[5] as Answer, 'requests_per_hour', 4);
    expect(Number(answers[5]?.headers.get('retry-after'))).toBeGreaterThan(3_500);
    await expect(
      ctx.db
        .updateTable('organizations')
        .set({ rate_profile: 'goldd' as never })
        .execute(),
    ).rejects.toThrow(/rate_profile/);
  });

  it('begins anew when the window has passed, in every process', async () => {
    const key = await newKey();
    for (let index = 0; index < 5; index++) await server.call('GET', MODELS, { key });
    expect(remainingOf(await server.call('GET', other.url + MODELS, { key }))).toBe(14);
    // What a minute does, done to the stored windows.
    await sql`update rate_limits set expire = ${Date.now() - 1}`.execute(server.running.ctx.db);
    expect(remainingOf(await server.call('GET', other.url + MODELS, { key }))).toBe(19);
    expect(remainingOf(await server.call('GET', MODELS, { key }))).toBe(18);
  });

  it('lets requests through and counts alone while nobody can be counted together', async () => {
    const key = await newKey();
    const { db } = server.running.ctx;
    await sql`alter table rate_limits rename to rate_limits_away`.execute(db);
    try {
      const answers = [];
      for (let index = 0; index < 22; index++) answers.push(await server.call('GET', MODELS, { key }));
      expect([count(answers, 200), count(answers, 429)]).toEqual([20, 2]);
      expect(remainingOf(answers[0] as Answer)).toBe(19);
    } finally {
      await sql`alter table rate_limits_away rename to rate_limits`.execute(db);
    }
  });
});

describe('rate limits of the only process on its own database', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({
      DATABASE_URL: '',
      PARLANCE_RATE_PROFILES: JSON.stringify({ 'self-hosted': { requests_per_minute: 20 } }),
      PARLANCE_UNAUTHENTICATED_PER_MINUTE: '12',
    });
  });
  afterAll(() => server.stop());

  it('are exact, and begin anew after a minute', async () => {
    const key = await server.createKey({ type: 'batch' });
    const burst = () => Promise.all(Array.from({ length: 50 }, () => server.call('GET', MODELS, { key })));
    const answers = await burst();
    expect([count(answers, 200), count(answers, 429)]).toEqual([20, 30]);
    expectRefused(answers.find(({ status }) => status === 429) as Answer, 'requests_per_minute', 20);
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      vi.setSystemTime(Date.now() + 61_000);
      expect(count(await burst(), 200)).toBe(20);
    } finally {
      vi.useRealTimers();
    }
    const rows = await sql`select 1 from rate_limits`.execute(server.running.ctx.db);
    expect(rows.rows, 'costs no query').toEqual([]);
  });

  it('counts failed sign-ins and unknown addresses by address, and never shuts out a valid key for them', async () => {
    const wrong = (path: string, headers: Record<string, string> = {}) =>
      server.call('GET', path, { headers: { 'x-zoom-s2t-key': 'parlance_batch_guess', ...headers } });
    const answers = [];
    for (let index = 0; index < 6; index++) answers.push(await wrong(MODELS), await wrong('/api/v3/nothing'));
    expect([count(answers, 401), count(answers, 404)]).toEqual([6, 6]);
    expect(answers.map(remainingOf)).toEqual(Array.from({ length: 12 }, (_, index) => 11 - index));
    expectRefused(await wrong(MODELS), 'unauthenticated_per_minute', 12);
    expectRefused(await server.call('GET', MODELS), 'unauthenticated_per_minute', 12);
    expectRefused(await wrong('/api/v3/nothing'), 'unauthenticated_per_minute', 12);
    expect((await server.call('GET', MODELS, { key: server.keys.secondBatch })).status, 'a valid key').toBe(200);
    expect((await server.call('GET', '/health/ready')).status, 'probes').toBe(200);
  });
});
