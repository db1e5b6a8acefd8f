import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, type RootCtx } from '../src/context.ts';
import { purgeEvents } from '../src/features/events/index.ts';
import { findEventBounds, listEvents } from '../src/platform/event-log.ts';
import type { PlatformEvent, SessionEvent } from '../src/platform/events.ts';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
let ctx: RootCtx;
beforeAll(async () => {
  server = await startTestServer();
  ({ ctx } = server.running);
});
afterAll(() => server?.stop());

let count = 0;
const newEvent = (fields: Partial<SessionEvent> = {}): SessionEvent => ({
  type: 'session.updated',
  id: `s${++count}`,
  organization_id: server.organizationId,
  token_id: 1,
  status: 'processing',
  stage: 'recognise',
  progress: 10,
  ...fields,
});

/** Everything a process hears while `work` runs and until the event `last`. */
async function heardDuring(listening: RootCtx, last: SessionEvent, work: () => Promise<unknown>) {
  const heard: PlatformEvent[] = [];
  let unsubscribe = () => {};
  const done = new Promise<void>((resolve) => {
    unsubscribe = listening.events.subscribe((event) => {
      heard.push(event);
      if (event.id === last.id) resolve();
    });
  });
  await work();
  await ctx.events.publish(last);
  await done;
  unsubscribe();
  return heard;
}

const killListeners = (application = 'parlance-events') =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = ${application} and datname = current_database()`.execute(ctx.db);

describe('publish', () => {
  it('tells this process and every other one, and keeps a row', async () => {
    const other = (await server.startBeside({ PARLANCE_ROLES: 'api' })).ctx;
    const event = newEvent();
    const [mine, theirs] = await Promise.all([
      heardDuring(ctx, event, async () => {}),
      new Promise<PlatformEvent>((resolve) => {
        const unsubscribe = other.events.subscribe((heard) => {
          if (heard.id !== event.id) return;
          unsubscribe();
          resolve(heard);
        });
      }),
    ]);
    expect(mine.at(-1)).toEqual({ ...event, event_id: expect.any(Number) });
    expect(theirs).toEqual(mine.at(-1));
    const [row] = await listEvents(ctx.db, { after: 0, session_id: event.id }, 10);
    expect(row).toEqual(theirs);
    const { rows } = await sql`select * from event_outbox`.execute(ctx.db);
    expect(rows).toEqual([]);
  });

  it('says nothing of a transaction that is rolled back', async () => {
    const [lost, last] = [newEvent(), newEvent()];
    const heard = await heardDuring(ctx, last, async () => {
      const work = inTransaction(ctx, async (ctx) => {
        await ctx.events.publish(lost);
        await ctx.events.publish({ type: 'token.revoked', id: lost.id, organization_id: 1 });
        throw new Error('changed my mind');
      });
      await expect(work).rejects.toThrow('changed my mind');
    });
    expect(heard.map(({ id }) => id)).not.toContain(lost.id);
    expect(await listEvents(ctx.db, { after: 0, session_id: lost.id }, 10)).toEqual([]);
  });

  it('tells the events of nested transactions once, in their order, with the outermost', async () => {
    const [first, second, third, last] = [newEvent(), newEvent(), newEvent(), newEvent()];
    const heard = await heardDuring(ctx, last, () =>
      inTransaction(ctx, async (ctx) => {
        await ctx.events.publish(first);
        await inTransaction(ctx, (ctx) => ctx.events.publish(second));
        await ctx.events.publish(third);
      }),
    );
    expect(heard.map(({ id }) => id)).toEqual([first.id, second.id, third.id, last.id]);
  });

  it('keeps no row of what only processes need to hear', async () => {
    const before = ctx.events.lastEventId;
    const last = newEvent();
    const heard = await heardDuring(ctx, last, () =>
      ctx.events.publish({ type: 'token.revoked', id: '7', organization_id: 1 }),
    );
    expect(heard[0]).toEqual({ type: 'token.revoked', id: '7', organization_id: 1 });
    expect((await listEvents(ctx.db, { after: before }, 10)).map(({ id }) => id)).toEqual([last.id]);
  });
});

it('ids rise in the order of commits: a reader that asks for "above the last I saw" misses none', async () => {
  // Commits that take longer than others once they have their id: without the lock some would fall behind their successors.
  await sql`create function dawdle() returns trigger language plpgsql as
    $$ begin perform pg_sleep(random() * 0.004); return null; end $$`.execute(ctx.db);
  await sql`create constraint trigger z_dawdle after insert on event_outbox deferrable initially deferred
    for each row execute function dawdle()`.execute(ctx.db);
  const start = ctx.events.lastEventId;
  const writers = 8;
  const each = 25;
  let isWriting = true;
  const writing = Promise.all(
    Array.from({ length: writers }, async () => {
      for (let index = 0; index < each; index++) await inTransaction(ctx, (ctx) => ctx.events.publish(newEvent()));
    }),
  ).finally(() => {
    isWriting = false;
  });
  const read: number[] = [];
  let cursor = start;
  for (let isLast = false; ; ) {
    const rows = await listEvents(ctx.db, { after: cursor }, 1_000);
    read.push(...rows.map(({ event_id }) => event_id as number));
    cursor = read.at(-1) ?? cursor;
    if (isLast) break;
    isLast = !isWriting;
  }
  await writing;
  await sql`drop function dawdle cascade`.execute(ctx.db);
  expect(read).toHaveLength(writers * each);
  expect(read).toEqual([...new Set(read)].sort((a, b) => a - b));
});

it('misses nothing and repeats nothing when the listening connection is killed again and again', async () => {
  const events = Array.from({ length: 60 }, () => newEvent());
  const last = newEvent();
  let resumed = 0;
  const unsubscribe = ctx.events.subscribe(({ type }) => {
    if (type === 'events.resumed') resumed++;
  });
  const heard = await heardDuring(ctx, last, async () => {
    for (const [index, event] of events.entries()) {
      if (index % 20 === 10) await killListeners();
      await ctx.events.publish(event);
      // While the connection is away, and while it comes back.
      if (index % 20 === 15)
        await expect.poll(() => resumed, { interval: 5, timeout: 60_000 }).toBe((index - 15) / 20 + 1);
    }
  });
  unsubscribe();
  expect(heard.filter(({ type }) => type === 'session.updated').map(({ id }) => id)).toEqual(
    [...events, last].map(({ id }) => id),
  );
  expect(resumed).toBe(3);
});

it('purgeEvents removes what is older than the retention, and keeps the last event of all', async () => {
  await ctx.events.publish(newEvent());
  const hours = ctx.config.eventRetentionHours;
  const { newest } = await findEventBounds(ctx.db);
  await sql`update events set created_at = created_at - ${`${hours} hours`}::interval where id < ${newest - 2}`.execute(
    ctx.db,
  );
  expect(await purgeEvents(ctx)).toBeGreaterThan(0);
  expect((await listEvents(ctx.db, { after: 0 }, 10)).map(({ event_id }) => event_id)).toEqual(
    expect.arrayContaining([newest - 1, newest]),
  );
  await sql`update events set created_at = created_at - ${`${hours} hours`}::interval`.execute(ctx.db);
  await purgeEvents(ctx);
  expect(await findEventBounds(ctx.db)).toEqual({ oldest: newest, newest });
});
