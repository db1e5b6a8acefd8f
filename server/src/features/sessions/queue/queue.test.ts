import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markedFile } from '../../../../test/recordings.ts';
import { READING, startTestServer, type TestServer } from '../../../../test/test-server.ts';
import { createLogger } from '../../../platform/log.ts';
import { librivoxRecordings, type MediaDirectory, mediaDirectory } from '../../../speech/media-fixtures.ts';
import { startServer } from '../../../start.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

let server: TestServer;
let media: MediaDirectory;
beforeEach(async () => {
  server = await startTestServer({ PARLANCE_ROLES: 'api', PARLANCE_INTERACTIVE_SECONDS: '10' });
  media = await mediaDirectory();
});
afterEach(async () => {
  await server.stop();
  await media.remove();
});

const get = async (id: string, key = server.keys.batch) =>
  (await server.call('GET', `${SESSIONS}/${id}`, { key })).body;

/** Uploads with any key. */
async function transcribe(file: Buffer, key: string): Promise<string> {
  const created = await server.call('POST', SESSIONS, { key, json: { language: 'xx' } });
  const headers = { 'content-type': 'audio/wav' };
  const sent = await server.call('PUT', `${SESSIONS}/${created.body.session_id}`, { key, headers, body: file });
  expect(sent.status).toBe(200);
  return created.body.session_id;
}

/** The same sentence of three seconds, said that often. */
async function recording(times: number): Promise<Buffer> {
  return readFile(await media.make('-stream_loop', String(times - 1), '-i', READING, '-c', 'copy', `${times}.wav`));
}

/** The sessions in the order in which they were finished. */
async function orderOf(ids: Record<string, string>): Promise<string[]> {
  for (const [name, id] of Object.entries(ids)) {
    const key = name.startsWith('b') ? server.keys.foreign : server.keys.batch;
    expect(await server.ended(id, key), name).toMatchObject({ status: 'completed' });
  }
  const ends = server.events().filter((event) => event.type === 'session.completed');
  const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  return ends.map((event) => names.get(event.id) as string);
}

const work = (changes: Record<string, string> = {}) =>
  server.restart(undefined, { PARLANCE_ROLES: 'api,worker', ...changes });

/** A recording that keeps the only decoder busy until its session is cancelled. */
async function hang(): Promise<{ cancel(): Promise<unknown> }> {
  const { batch } = server.keys;
  const sentences = (await librivoxRecordings()).slice(0, 1);
  const what = { name: 'hang.wav', behaviour: 'hang', index: 0, sentences } as const;
  const id = await transcribe(await readFile(await markedFile(server.running.ctx.speech, media, what)), batch);
  await expect.poll(() => server.running.ctx.speech.stats().busy, { timeout: 60_000, interval: 20 }).toBe(1);
  return { cancel: () => server.call('POST', `${SESSIONS}/${id}/cancel`, { key: batch }) };
}

const ONE_AT_A_TIME = { PARLANCE_RATE_PROFILES: '{"self-hosted":{"concurrent_sessions":1}}' };

const tasks = (stage: 'prepare' | 'recognise') =>
  server.running.ctx.db.selectFrom('tasks').selectAll().where('stage', '=', stage).execute();

describe('whose turn it is', () => {
  it('organisations take turns: who comes last with little does not wait for who has much', async () => {
    await work();
    const hanging = await hang();
    const file = await recording(3);
    const ids: Record<string, string> = {};
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) ids[name] = await transcribe(file, server.keys.batch);
    for (const name of ['b1', 'b2']) ids[name] = await transcribe(file, server.keys.foreign);
    const sessions = async () => new Set((await tasks('recognise')).map(({ session }) => session)).size;
    await expect.poll(sessions, { timeout: 60_000 }).toBe(8);
    await expect.poll(() => tasks('prepare'), { timeout: 60_000 }).toEqual([]);
    await hanging.cancel();
    const order = await orderOf(ids);
    expect(order).toHaveLength(7);
    expect(order.indexOf('b1'), order.join(' ')).toBeLessThanOrEqual(2);
    expect(order.indexOf('b2'), order.join(' ')).toBeLessThanOrEqual(4);
  });

  it('within an organisation short recordings go first, but none is overtaken for ever', async () => {
    await work(ONE_AT_A_TIME);
    const hanging = await hang();
    const ids: Record<string, string> = {};
    for (const [name, times] of Object.entries({ long: 60, old: 61, middle: 20, short: 1 })) {
      ids[name] = await transcribe(await recording(times), server.keys.batch);
    }
    await expect.poll(async () => (await tasks('prepare')).length, { timeout: 60_000 }).toBe(4);
    // As if it had come an hour ago, when the others were not there yet.
    await sql`update tasks set rank = rank - 3600 from sessions
      where sessions.id = tasks.session and session_id = ${ids.old}`.execute(server.running.ctx.db);
    await hanging.cancel();
    expect(await orderOf(ids)).toEqual(['old', 'short', 'middle', 'long']);
  });

  it('a short recording has a decoder even when all others are at work; a longer one waits', async () => {
    await work({ PARLANCE_INTERACTIVE_DECODERS: '1' });
    const hanging = await hang();
    const longer = await transcribe(await recording(4), server.keys.foreign);
    const waits = { status: 'processing', stage: 'recognise', progress: 0 };
    await expect.poll(() => get(longer, server.keys.foreign), { timeout: 60_000 }).toMatchObject(waits);
    const short = await transcribe(await recording(1), server.keys.foreign);
    expect(await server.ended(short, server.keys.foreign)).toMatchObject({ status: 'completed' });
    expect(await get(longer, server.keys.foreign)).toMatchObject(waits);
    await hanging.cancel();
    expect(await server.ended(longer, server.keys.foreign)).toMatchObject({ status: 'completed' });
  });
});

describe('why a session waits', () => {
  it('media, worker, other sessions, the limit of its organisation', async () => {
    const created = await server.call('POST', SESSIONS, { key: server.keys.batch, json: { language: 'xx' } });
    expect(await get(created.body.session_id)).toMatchObject({ status: 'new', waiting_for: 'media' });
    const file = await recording(40);
    const ids = [await transcribe(file, server.keys.batch), await transcribe(file, server.keys.batch)];
    const [first, second] = ids as [string, string];
    expect(await get(first)).toMatchObject({ waiting_for: 'worker', queue_position: 0 });
    expect(await get(second)).toMatchObject({ waiting_for: 'worker', queue_position: 1 });
    const foreign = await transcribe(file, server.keys.foreign);
    expect(await get(foreign, server.keys.foreign)).toMatchObject({ waiting_for: 'worker', queue_position: 1 });
    await work(ONE_AT_A_TIME);
    for (const id of ids) expect((await server.ended(id)).status).toBe('completed');
    const { started_at } = await get(second);
    const overlap =
      started_at < (await get(first)).finished_at && (await get(first)).started_at < (await get(second)).finished_at;
    expect(overlap, 'one after the other').toBe(false);
    expect((await server.ended(foreign, server.keys.foreign)).status).toBe('completed');

    const hanging = await hang();
    const third = await transcribe(file, server.keys.batch);
    const theirs = await transcribe(file, server.keys.foreign);
    await expect.poll(async () => (await tasks('prepare')).length, { timeout: 60_000 }).toBe(1);
    expect(await get(third)).toMatchObject({ status: 'queued', waiting_for: 'organization_limit' });
    await expect
      .poll(() => get(theirs, server.keys.foreign))
      .toMatchObject({ status: 'processing', queue_position: 0 });
    await hanging.cancel();
    expect((await server.ended(third)).status).toBe('completed');
    expect((await server.ended(theirs, server.keys.foreign)).status).toBe('completed');
  });
});

describe('several workers', () => {
  it('share one queue, and each segment is decoded once', async () => {
    const { config } = server.running.ctx;
    const others = await Promise.all(
      [1, 2].map(() =>
        startServer({ ...config, port: 0, roles: ['worker'] }, createLogger({ level: 'silent', pretty: false })),
      ),
    );
    try {
      const file = await recording(12);
      const ids = await Promise.all([1, 2, 3, 4].map(() => transcribe(file, server.keys.batch)));
      for (const id of ids) expect((await server.ended(id)).status).toBe('completed');
      const counts = others.map(({ ctx }) => ctx.metrics.segmentsRecognised.get());
      const [one, two] = (await Promise.all(counts)).map(({ values }) => values[0]?.value ?? 0) as [number, number];
      expect(one).toBeGreaterThan(0);
      expect(two).toBeGreaterThan(0);
    } finally {
      await Promise.all(others.map((other) => other.stop()));
    }
  });

  it('a turn that was lost is made again at the next start', async () => {
    await work(ONE_AT_A_TIME);
    const hanging = await hang();
    const file = await recording(8);
    const ids = [await transcribe(file, server.keys.batch), await transcribe(file, server.keys.batch)];
    await expect.poll(async () => (await tasks('prepare')).length, { timeout: 60_000 }).toBe(2);
    await sql`delete from pgboss.job where name = 'sessions.prepare'`.execute(server.running.ctx.db);
    await hanging.cancel();
    await work();
    for (const id of ids) expect((await server.ended(id)).status).toBe('completed');
  });
});
