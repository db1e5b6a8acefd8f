import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../src/context.ts';
import { MAX_UNREAD_BYTES } from '../src/features/events/event-connection.ts';
import type { SessionEvent } from '../src/platform/events.ts';
import type { RunningServer } from '../src/start.ts';
import { type EventClient, openEvents } from './event-client.ts';
import { startTestServer, type TestServer } from './test-server.ts';

const EVENTS = '/api/v3/events';

let server: TestServer;
let beside: RunningServer;
let tokenId: number;
beforeAll(async () => {
  server = await startTestServer();
  beside = await server.startBeside({ PARLANCE_ROLES: 'api' });
  const [token] = (
    await sql<{ id: number }>`select min(id) as id from tokens where not is_internal`.execute(server.running.ctx.db)
  ).rows;
  tokenId = token?.id as number;
});
afterAll(() => server?.stop());

let count = 0;
/** An event of a session nobody has: streams tell of it all the same. */
const newEvent = (): SessionEvent => ({
  type: 'session.updated',
  id: `s${++count}`,
  organization_id: server.organizationId,
  token_id: tokenId,
  status: 'processing',
  stage: 'recognise',
  progress: count % 100,
});
const publish = (running: RunningServer, event: SessionEvent) =>
  inTransaction(running.ctx, (ctx) => ctx.events.publish(event));
const sessionsOf = (streams: EventClient[]) =>
  streams.flatMap(({ events }) => events.map(({ data }) => data.session_id).filter((id) => id !== null));

/** A small generator of numbers in 0…1, the same every time (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('resuming', () => {
  it.each([1, 2, 3])(
    'cut at random, by the client or the listening connection, now at one server and now at the other: all events once, in order (%i)',
    async (seed) => {
      const chance = random(seed);
      const servers = [server.running, beside];
      const streams: EventClient[] = [];
      const open = async (url: string, lastEventId?: number) => {
        const cutAfter = 2 + Math.floor(chance() * 20);
        const stream = await openEvents(url + EVENTS, { key: server.keys.batch, lastEventId, cutAfter });
        expect(stream.status).toBe(200);
        streams.push(stream);
        return stream;
      };
      await (await open(server.url)).until(() => true);
      const published: string[] = [];
      const last = `last${seed}`;
      const publishing = (async () => {
        for (let index = 0; index < 300; index++) {
          const event = newEvent();
          published.push(event.id);
          await publish(servers[index % 2] as RunningServer, event);
          if (chance() < 0.01) {
            await sql`select pg_terminate_backend(pid) from pg_stat_activity
              where application_name = 'parlance-events' and datname = current_database()
              order by random() limit 1`.execute(server.running.ctx.db);
          }
        }
        await publish(server.running, { ...newEvent(), id: last });
      })();
      for (;;) {
        const stream = streams.at(-1) as EventClient;
        const isLast = ({ data }: { data: { session_id: string } }) => data.session_id === last;
        await Promise.race([stream.ended, stream.until(isLast).catch(() => {})]);
        if (stream.events.some(isLast)) {
          stream.cut();
          break;
        }
        await open((servers[chance() < 0.5 ? 0 : 1] as RunningServer).url, stream.lastId);
      }
      await publishing;
      expect(streams.length).toBeGreaterThan(10);
      expect(streams.flatMap(({ events }) => events.map(({ event }) => event))).not.toContain('stream.reset');
      expect(sessionsOf(streams)).toEqual([...published, last]);
    },
  );

  it('a stream that joins while events rain down gets each once', async () => {
    let isRaining = true;
    let fallen = 0;
    const raining = Promise.all(
      [server.running, beside].map(async (running) => {
        for (; isRaining; fallen++) await publish(running, newEvent());
      }),
    );
    const from = server.running.ctx.events.lastEventId;
    const streams = [];
    for (let index = 0; index < 10; index++) {
      await expect.poll(() => fallen, { interval: 1, timeout: 60_000 }).toBeGreaterThan(20 * index);
      streams.push(await openEvents(server.url + EVENTS, { key: server.keys.batch, lastEventId: from }));
    }
    isRaining = false;
    await raining;
    const last = newEvent();
    await publish(beside, last);
    for (const stream of streams) await stream.until(({ data }) => data.session_id === last.id);
    const all = sessionsOf(streams.slice(0, 1));
    expect(all.length).toBeGreaterThan(180);
    expect(new Set(all).size).toBe(all.length);
    for (const stream of streams) expect(sessionsOf([stream])).toEqual(all);
    for (const stream of streams) stream.cut();
  });
});

it('a client that does not read is cut, others hear everything, and it can come back', async () => {
  const { hostname, port } = new URL(server.url);
  const accepted = once(server.running.app.server, 'connection') as Promise<[Socket]>;
  const deaf = connect(Number(port), hostname);
  const [socket] = await accepted;
  const from = server.running.ctx.events.lastEventId;
  deaf.write(`GET ${EVENTS} HTTP/1.1\r\nhost: x\r\nx-zoom-s2t-key: ${server.keys.batch}\r\n\r\n`);
  const [head] = await once(deaf, 'data');
  expect(String(head)).toMatch(/^HTTP\/1\.1 200/);
  deaf.pause();
  const other = await openEvents(server.url + EVENTS, { key: server.keys.batch });
  const published: string[] = [];
  // The kernel takes some megabytes for a client that does not read; only then the server has to.
  while (!socket.destroyed && published.length < 60_000) {
    const events = Array.from({ length: 2_000 }, newEvent);
    published.push(...events.map(({ id }) => id));
    const rows = events.map(({ type, id, organization_id, token_id, ...data }) => ({
      ...{ type, organization_id, token_id },
      session_id: id,
      data: JSON.stringify(data),
    }));
    await server.running.ctx.db.insertInto('event_outbox').values(rows).execute();
    await other.until(({ data }) => data.session_id === published.at(-1));
    expect(socket.writableLength).toBeLessThan(2 * MAX_UNREAD_BYTES);
  }
  expect(socket.destroyed).toBe(true);
  expect(sessionsOf([other])).toEqual(published);
  deaf.destroy();
  const back = await openEvents(server.url + EVENTS, { key: server.keys.batch, lastEventId: from });
  await back.until(({ data }) => data.session_id === published.at(-1));
  expect(sessionsOf([back])).toEqual(published);
  for (const stream of [other, back]) stream.cut();
});
