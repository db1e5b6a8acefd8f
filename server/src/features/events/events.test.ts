import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEvents } from '../../../test/event-client.ts';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { findEventBounds } from '../../platform/event-log.ts';
import type { SessionEvent } from '../../platform/events.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const EVENTS = '/api/v3/events';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ PARLANCE_EVENT_STREAMS_PER_KEY: '3', PARLANCE_EVENT_HEARTBEAT_SECONDS: '1' });
});
afterAll(() => server?.stop());

const open = (options: Parameters<typeof openEvents>[1] & { query?: string } = {}) =>
  openEvents(`${server.url}${EVENTS}?${options.query ?? ''}`, { key: server.keys.batch, ...options });

/** Makes a session and deletes it: an event that is quickly had. Gives the session's id. */
async function happen(key = server.keys.batch): Promise<string> {
  const { body } = await server.call('POST', SESSIONS, { key, json: { language: 'xx' } });
  await server.call('DELETE', `${SESSIONS}/${body.session_id}`, { key });
  return body.session_id;
}

const developer = async () => ({ authorization: `Bearer ${await server.login()}` });

const of = (id: string) => (event: { data: { session_id: string } }) => event.data.session_id === id;

describe('streamEvents', () => {
  it('200: says that it is ready, then tells of the sessions of this key only', async () => {
    const [mine, all] = [await open(), await open({ key: undefined, headers: await developer() })];
    expect(mine.status).toBe(200);
    const ready = await mine.until(() => true);
    expect(ready).toEqual({
      id: expect.any(Number),
      event: 'stream.ready',
      data: expect.objectContaining({ id: ready.id, event: 'stream.ready', session_id: null }),
    });
    const ids = [await happen(server.keys.secondBatch), await happen(server.keys.foreign), await happen()];
    await Promise.all([mine.until(of(ids[2] as string)), all.until(of(ids[2] as string))]);
    expect(mine.events.slice(1).map(({ data }) => data.session_id)).toEqual([ids[2]]);
    expect(all.events.slice(1).map(({ data }) => data.session_id)).toEqual([ids[0], ids[2]]);
    mine.cut();
    all.cut();
  });

  it('200: only the types that are asked for', async () => {
    const stream = await open({ query: 'types=session.completed,%20session.deleted' });
    const id = await server.transcribe(READING);
    await server.ended(id);
    const last = await happen();
    await stream.until(of(last));
    expect(stream.events.map(({ event }) => event)).toEqual(['stream.ready', 'session.completed', 'session.deleted']);
    expect(stream.events[1]?.data).toMatchObject({ session_id: id, percent: 100, document: { type: 'transcript' } });
    stream.cut();
  });

  it('200: who comes back gets what was missed, runs of progress reduced to the last', async () => {
    const first = await open();
    const { id: from } = await first.until(() => true);
    first.cut();
    const { id: token_id } = await server.running.ctx.db
      .selectFrom('tokens')
      .select('id')
      .where('name', '=', 'First batch key')
      .executeTakeFirstOrThrow();
    const event = (fields: Partial<SessionEvent>): SessionEvent => ({
      type: 'session.updated',
      id: 's1',
      organization_id: server.organizationId,
      token_id,
      status: 'processing',
      ...fields,
    });
    const { events } = server.running.ctx;
    for (const progress of [1, 2, 3]) {
      await events.publish(event({ progress }));
      await events.publish(event({ id: 's2', progress }));
    }
    await events.publish(event({ type: 'session.failed', status: 'failed' }));
    await events.publish(event({ status: 'queued', progress: 0 }));
    const last = await happen();
    for (const options of [
      { lastEventId: from },
      { query: `last_event_id=${from}` },
      { lastEventId: from, query: 'last_event_id=0' },
    ]) {
      const stream = await open(options);
      await stream.until(of(last));
      expect(stream.events.map(({ data }) => [data.session_id, data.status, data.progress])).toEqual([
        [null, null, null],
        ['s1', 'processing', 3],
        ['s2', 'processing', 3],
        ['s1', 'failed', null],
        ['s1', 'queued', 0],
        [last, null, null],
      ]);
      stream.cut();
    }
  });

  it('200: says so when the last id is too old or unknown, and goes on from here', async () => {
    const id = await happen();
    const { ctx } = server.running;
    const { newest } = await findEventBounds(ctx.db);
    await expect.poll(() => ctx.events.lastEventId, { timeout: 60_000 }).toBe(newest);
    await ctx.db.deleteFrom('events').where('id', '<', newest).execute();
    for (const lastEventId of [0, 999_999_999]) {
      const stream = await open({ lastEventId });
      await stream.until(({ event }) => event === 'stream.reset');
      const next = await happen();
      await stream.until(of(next));
      expect(stream.events.map(({ data }) => data.session_id)).toEqual([null, next]);
      expect(id).not.toBe(next);
      stream.cut();
    }
  });

  it('200: shows that it is alive, and where to go on, though nothing happens to this key', async () => {
    const stream = await open();
    await stream.until(() => true);
    await happen(server.keys.foreign);
    const { newest } = await findEventBounds(server.running.ctx.db);
    await expect.poll(() => stream.lastId, { timeout: 60_000 }).toBe(newest);
    expect(stream.comments).toContain('heartbeat');
    expect(stream.events).toHaveLength(1);
    stream.cut();
  });

  it('400: unknown types; 422: a last id that is none', async () => {
    const types = await open({ query: 'types=session.completed,session.exploded' });
    expect([types.status, types.body.error_code]).toEqual([400, 'INVALID_PARAMETER']);
    const id = await open({ query: 'last_event_id=x' });
    expect([id.status, id.body.error_code]).toEqual([422, 'VALIDATION_ERROR']);
  });

  it('401 without a key, 403 with one of another kind', async () => {
    expect((await open({ key: undefined })).status).toBe(401);
    expect((await open({ key: server.keys.realtime })).status).toBe(403);
  });

  it('429: more streams than a key may have; when one goes, another may come', async () => {
    const streams = [await open(), await open(), await open()];
    const refused = await open();
    expect([refused.status, refused.body.error_code]).toEqual([429, 'RATE_LIMIT_EXCEEDED']);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    const other = await open({ key: server.keys.secondBatch });
    expect(other.status).toBe(200);
    streams[0]?.cut();
    await expect
      .poll(
        async () => {
          const stream = await open();
          stream.cut();
          return stream.status;
        },
        { timeout: 60_000 },
      )
      .toBe(200);
    for (const stream of [...streams, other]) stream.cut();
  });

  it('lets pages of other origins read it', async () => {
    const stream = await open({ headers: { origin: 'https://app.example' } });
    expect(stream.headers.get('access-control-allow-origin')).toBe('https://app.example');
    stream.cut();
  });
});

describe('the end of a stream', () => {
  it('comes at once when its key is revoked, and soon when it runs out', async () => {
    const revoked = await server.createKey({ type: 'batch' });
    const expiring = await server.createKey({ type: 'batch', expires_at: new Date(Date.now() + 1_500) });
    const [first, second, other] = [await open({ key: revoked }), await open({ key: expiring }), await open()];
    const { body } = await server.call('GET', '/api/v3/tokens', { headers: await developer() });
    const { id } = body.result.find(({ key_preview }: { key_preview: string }) =>
      key_preview.endsWith(revoked.slice(-4)),
    );
    expect((await server.call('DELETE', `/api/v3/tokens/${id}`, { headers: await developer() })).status).toBe(204);
    await first.ended;
    await second.ended;
    expect((await open({ key: expiring })).status).toBe(401);
    await happen();
    await other.until(({ event }) => event === 'session.deleted');
    other.cut();
  });

  it('is told when the server stops, and the client goes on at another', async () => {
    const beside = await server.startBeside({ PARLANCE_ROLES: 'api' });
    const stream = await openEvents(`${beside.url}${EVENTS}`, { key: server.keys.batch });
    const seen = await happen();
    await stream.until(of(seen));
    await Promise.all([beside.stop(), stream.ended]);
    expect(stream.events.at(-1)).toMatchObject({ event: 'stream.shutdown', id: stream.events.at(-2)?.id });
    const missed = await happen();
    const next = await open({ lastEventId: stream.lastId });
    await next.until(of(missed));
    expect(next.events.map(({ data }) => data.session_id)).toEqual([null, missed]);
    next.cut();
  });
});
