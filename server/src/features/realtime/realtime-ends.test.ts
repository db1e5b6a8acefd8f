import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  isFinal,
  isListening,
  isStopped,
  type LiveClient,
  openLive,
  refusalOf,
  sendAudio,
  startLive,
} from '../../../test/live-client.ts';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import type { RunningServer } from '../../start.ts';

let server: TestServer;
/** Another process on the same database, with little patience. */
let quick: RunningServer;
let speech: Buffer;
beforeAll(async () => {
  server = await startTestServer();
  quick = await server.startBeside({
    PARLANCE_REALTIME_START_SECONDS: '1',
    PARLANCE_REALTIME_IDLE_SECONDS: '6',
    PARLANCE_REALTIME_MAX_SECONDS: '15',
  });
  speech = (await readFile(READING)).subarray(44);
});
afterAll(() => server?.stop());

const open = (query = '', url = server.url, key = server.keys.realtime) =>
  openLive(url, `/v2/realtime?language=xx&token=${key}${query}`);
const rowOf = (session_id: string) =>
  server.running.ctx.db
    .selectFrom('realtime_sessions')
    .selectAll()
    .where('session_id', '=', session_id)
    .executeTakeFirstOrThrow();

async function begun(query = '', url = server.url, key = server.keys.realtime) {
  const client = await open(query, url, key);
  const { session_id } = await startLive(client);
  return { client, session_id: session_id as string };
}

/** The error that a connection ends with, its close code, and what is noted of the session. */
async function endOf(client: LiveClient, session_id?: string) {
  const { code } = await client.closed;
  const last = client.messages.at(-1);
  if (session_id) await expect.poll(async () => (await rowOf(session_id)).ended_by).not.toBe(null);
  const ended_by = session_id && (await rowOf(session_id)).ended_by;
  return [code, last?.error_code, ended_by];
}

describe('bad input', () => {
  it.each([
    ['wrong JSON', '{"action":'],
    ['no object', '["start"]'],
    ['an unknown action', '{"action":"dance"}'],
    ['start twice', '{"action":"start"}'],
    ['an option of another kind', '{"action":"start","partial":"yes"}'],
  ])('%s: what was said comes first, then the error, 4400', async (_, text) => {
    const { client, session_id } = await begun();
    await sendAudio(client, speech);
    client.socket.send(text);
    expect(await endOf(client, session_id)).toEqual([4400, 'REALTIME_BAD_MESSAGE', 'bad_input']);
    expect(client.words().length).toBeGreaterThan(3);
  });

  it.each([
    ['text before start', '{"action":"finalize"}', 4400],
    ['nonsense before start', 'hello', 4400],
    ['stop before start', '{"action":"stop"}', 1000],
  ])('%s', async (_, text, code) => {
    const client = await open();
    client.socket.send(text);
    expect((await client.closed).code).toBe(code);
  });

  it('audio before listening is left alone', async () => {
    const client = await open();
    client.audio(speech.subarray(0, 1_001));
    await startLive(client);
    await sendAudio(client, speech);
    client.send({ action: 'stop' });
    await client.until(isStopped);
    const { client: other } = await begun();
    await sendAudio(other, speech);
    other.send({ action: 'stop' });
    await other.until(isStopped);
    expect(client.words()).toEqual(other.words());
  });

  it('audio that cannot be read: 4400', async () => {
    const { client, session_id } = await begun('&encoding=opus');
    await sendAudio(client, speech);
    expect(await endOf(client, session_id)).toEqual([4400, 'REALTIME_BAD_AUDIO', 'bad_input']);
  });

  it('messages after stop change nothing', async () => {
    const { client } = await begun();
    await sendAudio(client, speech);
    client.send({ action: 'stop' });
    client.socket.send('nonsense');
    client.audio(speech);
    client.send({ action: 'start' });
    expect((await client.closed).code).toBe(1000);
    expect(client.messages.filter(isStopped)).toHaveLength(1);
  });
});

describe('what a client may say in between', () => {
  it('finalize: what was said is final at once, and it goes on', async () => {
    const { client } = await begun();
    await sendAudio(client, speech.subarray(0, 64_000));
    client.send({ action: 'finalize' });
    const { offset_ms } = await client.until(({ state }) => state === 'finalized');
    expect(offset_ms).toBe(2_000);
    expect(client.words().length).toBeGreaterThan(1);
    await sendAudio(client, speech.subarray(64_000));
    client.send({ action: 'keepalive' });
    client.send({ action: 'keep_alive' });
    client.send({ action: 'stop' });
    await client.until(isStopped);
    const offsets = client.messages.filter(isFinal).map((message) => message.offset_ms);
    expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
  });

  it('an hour of silence: nothing is told of it, and what is said behind it is heard', async () => {
    const { client } = await begun();
    const minute = Buffer.alloc(60_000 * 32);
    for (let minutes = 0; minutes < 60; minutes++) await sendAudio(client, minute, 640_000);
    await sendAudio(client, speech);
    client.send({ action: 'stop' });
    await client.until(isStopped);
    const finals = client.messages.filter(isFinal);
    expect(finals[0].words[0][1]).toBeGreaterThan(3_600_000 - 500);
    expect(finals.at(-1).offset_ms).toBeLessThanOrEqual(3_600_000 + speech.length / 32);
    expect(client.words().length).toBeGreaterThan(3);
  });

  it.each([
    ['v1', 'result,text'],
    ['kaldi', 'result,text'],
    ['v2', 'words,text,is_final,offset_ms'],
    ['both', 'result,words,text,is_final,offset_ms'],
  ])('format=%s', async (format, keys) => {
    const { client } = await begun(`&format=${format}`);
    await sendAudio(client, speech);
    client.send({ action: 'stop' });
    await client.until(isStopped);
    expect(Object.keys(client.messages.find(isFinal)).join()).toBe(keys);
    expect(client.texts.every((text) => text === JSON.stringify(JSON.parse(text)))).toBe(true);
  });
});

describe('time', () => {
  it('no start: 4408', async () => {
    expect(await endOf(await open('', quick.url))).toEqual([4408, 'REALTIME_NOT_STARTED', undefined]);
  });

  it('idle: a warning, what was said, 4408; keepalive puts it off', async () => {
    const { client, session_id } = await begun('', quick.url);
    await sendAudio(client, speech);
    const keeping = setInterval(() => client.send({ action: 'keepalive' }), 200);
    await delay(4_000);
    clearInterval(keeping);
    expect(client.messages.some(({ warning }) => warning === 'idle')).toBe(false);
    expect(await endOf(client, session_id)).toEqual([4408, 'REALTIME_IDLE', 'idle']);
    expect(client.messages.filter(({ warning }) => warning === 'idle')).toEqual([{ warning: 'idle', seconds: 3 }]);
    expect(client.words().length).toBeGreaterThan(3);
  });

  it('too long: a warning, what was said, 4408', async () => {
    const { client, session_id } = await begun('', quick.url);
    const keeping = setInterval(() => client.send({ action: 'keepalive' }), 500);
    await sendAudio(client, speech);
    expect(await endOf(client, session_id)).toEqual([4408, 'REALTIME_TOO_LONG', 'too_long']);
    clearInterval(keeping);
    expect(client.messages.some(({ warning }) => warning === 'max_length')).toBe(true);
    expect(client.words().length).toBeGreaterThan(3);
  });
});

describe('a key or login that ends while it is in use', () => {
  it('a revoked key: closed within a second, 4401', async () => {
    const { token } = await server.createPerson({ roles: ['DEVELOPER'] });
    const made = await server.call('POST', '/api/v3/tokens', { key: token, json: { name: 'live', type: 'realtime' } });
    const { client, session_id } = await begun('', server.url, made.body.key);
    const idle = await open('', server.url, made.body.key);
    const other = await begun();
    await sendAudio(client, speech);
    const asked = performance.now();
    expect((await server.call('DELETE', `/api/v3/tokens/${made.body.id}`, { key: token })).status).toBe(204);
    expect((await client.closed).code).toBe(4401);
    expect((await idle.closed).code).toBe(4401);
    expect(performance.now() - asked).toBeLessThan(1_000);
    expect(client.messages.at(-1)).toMatchObject({ error_code: 'INVALID_TOKEN' });
    await expect.poll(async () => (await rowOf(session_id)).ended_by).toBe('revoked');
    const late = await refusalOf(open(`&session_id=${session_id}`, server.url, made.body.key));
    expect(late.status).toBe(401);
    other.client.send({ action: 'stop' });
    expect((await other.client.closed).code).toBe(1000);
  });

  it('a login that signs out', async () => {
    const { token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const { client } = await begun('', server.url, token);
    await server.call('POST', '/api/v3/auth/logout', { headers: { authorization: `Bearer ${token}` } });
    expect((await client.closed).code).toBe(4401);
  });
});

describe('a server that stops', () => {
  it('tells, has everything heard to its end, closes 1001, and takes nobody new', async () => {
    const beside = await server.startBeside();
    const { client, session_id } = await begun('', beside.url);
    const waiting = await open('', beside.url);
    await sendAudio(client, Buffer.concat([speech, Buffer.alloc(32_000), speech]));
    await client.until(isFinal);
    const stopped = beside.stop({ drainMs: 10_000 });
    expect((await client.closed).code).toBe(1001);
    expect((await waiting.closed).code).toBe(1001);
    await stopped;
    const { at } = client.messages.find(({ state }) => state === 'shutting_down');
    expect(at).toBeGreaterThan(Date.now() / 1000 - 20);
    expect(client.words().length).toBeGreaterThan(3);
    expect(client.messages.some(isStopped)).toBe(false);
    expect(await rowOf(session_id)).toMatchObject({ ended_by: 'shutdown' });

    const again = await open(`&session_id=${session_id}`);
    expect((await again.closed).code).toBe(4404);
  });

  it('what is cut off in the middle is noted as lost by the next', async () => {
    const { db } = server.running.ctx;
    const { client, session_id } = await begun();
    client.send({ action: 'stop' });
    await client.until(isStopped);
    await expect.poll(async () => (await rowOf(session_id)).ended_by).toBe('stopped');
    const seen_at = new Date(Date.now() - 100_000);
    await db
      .updateTable('realtime_sessions')
      .set({ ended_at: null, ended_by: null, seen_at, audio_ms: 1_234 })
      .where('session_id', '=', session_id)
      .execute();
    const beside = await server.startBeside();
    await expect.poll(async () => (await rowOf(session_id)).ended_by).toBe('lost');
    expect(await rowOf(session_id)).toMatchObject({ ended_at: seen_at, audio_ms: 1_234 });
    await beside.stop();
  });
});

describe('limits', () => {
  const profile = (limits: object) => ({
    PARLANCE_RATE_PROFILES: JSON.stringify({ 'self-hosted': { requests_per_minute: 1_000_000, ...limits } }),
  });

  it('429 beyond the connections of a key, over all processes, until one ends', async () => {
    const changes = profile({ concurrent_realtime: 2, realtime_per_minute: null });
    const [here, there] = [await server.startBeside(changes), await server.startBeside(changes)];
    const key = await server.createKey({ type: 'realtime' });
    const first = await begun('', here.url, key);
    // All at once: no two take the same place.
    const attempts = await Promise.allSettled([here, there, here, there].map(({ url }) => open('', url, key)));
    const opened = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? attempt.value : []));
    expect(opened).toHaveLength(1);
    const refusal = await refusalOf(open('', there.url, key));
    expect([refusal.status, refusal.body.error_code]).toEqual([429, 'REALTIME_LIMIT_EXCEEDED']);
    expect(Number(refusal.headers['retry-after'])).toBeGreaterThan(0);
    const limits = await server.call('GET', `${there.url}/api/v3/limits`, { key });
    expect(limits.body.result.realtime.concurrent).toEqual({ limit: 2, used: 2 });
    const inStart = await openLive(there.url, '/realtime?language=xx');
    inStart.send({ action: 'start', key });
    expect((await inStart.closed).code).toBe(4429);
    first.client.send({ action: 'stop' });
    await first.client.closed;
    await expect
      .poll(async () => {
        const again = await open('', there.url, key).catch(() => undefined);
        again?.socket.terminate();
        return again !== undefined;
      })
      .toBe(true);
    await Promise.all([here.stop(), there.stop()]);
  });

  it('what one address, one key in a minute, and a whole process may open', async () => {
    const beside = await server.startBeside({
      ...profile({ realtime_per_minute: 3 }),
      PARLANCE_UNAUTHENTICATED_PER_MINUTE: '5',
      PARLANCE_REALTIME_CONNECTIONS: '6',
      PARLANCE_REALTIME_START_SECONDS: '60',
    });
    const keyless = () => openLive(beside.url, '/realtime?language=xx');
    const clients = [];
    for (let count = 0; count < 5; count++) clients.push(await keyless());
    expect((await refusalOf(keyless())).status, 'too many without a key').toBe(429);
    // Keys are let in all the same.
    const key = await server.createKey({ type: 'realtime' });
    await open('', beside.url, key);
    for (let count = 0; count < 2; count++) {
      const refusal = await refusalOf(open('', beside.url, key));
      expect([refusal.status, refusal.headers['retry-after']], 'the process is full').toEqual([503, '5']);
    }
    const refusal = await refusalOf(open('', beside.url, key));
    expect([refusal.status, refusal.body.details.limit]).toEqual([429, 'realtime_per_minute']);
    // Guessing is counted with the connections.
    clients[0]?.send({ action: 'start', key: 'guessed' });
    expect((await clients[0]?.closed)?.code).toBe(4429);
    clients[1]?.send({ action: 'start', key });
    expect(await clients[1]?.until(isListening)).toBeTruthy();
    await beside.stop();
  });

  it('503 without memory', async () => {
    const beside = await server.startBeside({ PARLANCE_MIN_FREE_MEMORY_BYTES: String(2 ** 50) });
    const { status, body } = await refusalOf(open('', beside.url));
    expect([status, body.error_code]).toEqual([503, 'MEMORY_SHORT']);
    await beside.stop();
  });
});

it('a flood of connections that never start is over in time, and harms nobody', async () => {
  const clients = await Promise.all(Array.from({ length: 200 }, () => open('', quick.url)));
  expect((await server.call('GET', `${quick.url}/health/ready`)).status).toBe(200);
  const codes = await Promise.all(clients.map(async ({ closed }) => (await closed).code));
  expect(new Set(codes)).toEqual(new Set([4408]));
});

it('the figures of the process', async () => {
  const { body } = await server.call('GET', '/metrics');
  expect(body).toMatch(/parlance_realtime_ended_total\{by="stopped"\} [1-9]/);
  await expect.poll(async () => (await server.call('GET', '/metrics')).body).toMatch(/parlance_realtime_connections 0/);
});
