import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEvents } from '../../../test/event-client.ts';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

const path = (id: string) => `${SESSIONS}/${id}/events`;
const open = (id: string, options: Parameters<typeof openEvents>[1] = {}) =>
  openEvents(server.url + path(id), { key: server.keys.batch, ...options });
const createSession = async () =>
  (await server.call('POST', SESSIONS, { key: server.keys.batch, json: { language: 'xx' } })).body.session_id;
const upload = (id: string, body: string | Buffer) =>
  server.call('PUT', `${SESSIONS}/${id}`, { key: server.keys.batch, headers: { 'content-type': 'audio/wav' }, body });

describe('streamSessionEvents', () => {
  it('200: the present state, then every stage, then the end', async () => {
    const id = await createSession();
    const stream = await open(id);
    expect(stream.status).toBe(200);
    expect(Object.fromEntries(stream.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-request-id': expect.any(String),
    });
    await upload(id, await readFile(READING));
    await stream.ended;
    const { events } = stream;
    expect(events[0]).toMatchObject({
      event: 'session.updated',
      id: expect.any(Number),
      data: { session_id: id, status: 'new', stage: null, progress: 0, percent: 0, waiting_for: 'media' },
    });
    expect(events.at(-1)).toEqual({
      event: 'session.completed',
      id: expect.any(Number),
      data: {
        id: events.at(-1)?.id,
        event: 'session.completed',
        session_id: id,
        status: 'completed',
        stage: null,
        progress: 100,
        percent: 100,
        queue_position: null,
        waiting_for: null,
        estimated_seconds_left: null,
        download: null,
        error: null,
        error_code: null,
        document: { id: expect.any(String), name: expect.any(String), type: 'transcript' },
        ...{ folder_id: null, document_id: null, actor: null, actor_name: null, revision: null },
        ...{ comment_id: null, mentions: null, viewers: null },
      },
    });
    const states = events.map(({ data }) => `${data.status} ${data.stage}`);
    expect([...new Set(states)]).toEqual([
      'new null',
      'queued prepare',
      'processing prepare',
      'processing recognise',
      'processing assemble',
      'completed null',
    ]);
    const ids = events.flatMap(({ id }) => (id === undefined ? [] : [id]));
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });

  it('200: of a session that has ended its last state, and 204 to whoever knows it', async () => {
    const id = await server.transcribe(READING);
    await server.ended(id);
    const stream = await open(id);
    await stream.ended;
    expect(stream.events).toEqual([
      {
        event: 'session.completed',
        id: expect.any(Number),
        data: expect.objectContaining({ status: 'completed', percent: 100, document: expect.any(Object) }),
      },
    ]);
    const again = await open(id, { lastEventId: stream.lastId });
    expect([again.status, again.body]).toEqual([204, undefined]);
    const byQuery = await openEvents(`${server.url}${path(id)}?last_event_id=${stream.lastId}`, {
      key: server.keys.batch,
    });
    expect(byQuery.status).toBe(204);
  });

  it('200: who comes back gets what was missed, and nothing again', async () => {
    const id = await createSession();
    const first = await open(id);
    const { id: seen } = await first.until(() => true);
    first.cut();
    await upload(id, await readFile(READING));
    await server.ended(id);
    const second = await open(id, { lastEventId: seen });
    await second.ended;
    expect(second.events.map(({ data }) => data.status)).toEqual([
      'queued',
      ...second.events.slice(1, -1).map(() => 'processing'),
      'completed',
    ]);
    expect(second.events.every((event) => (event.id as number) > (seen as number))).toBe(true);
    for (const { id: cut } of second.events.slice(0, -1)) {
      const rest = await open(id, { lastEventId: cut });
      await rest.ended;
      expect(rest.events.at(-1)).toEqual(second.events.at(-1));
      expect(rest.events.every((event) => (event.id as number) > (cut as number))).toBe(true);
    }
  });

  it('200: the present state when the last id is unknown', async () => {
    const id = await server.transcribe(READING);
    await server.ended(id);
    const stream = await open(id, { lastEventId: 999_999_999 });
    await stream.ended;
    expect(stream.events.map(({ event }) => event)).toEqual(['session.completed']);
  });

  it('200: a failed session says why', async () => {
    const id = await createSession();
    const stream = await open(id);
    await upload(id, 'no sound at all');
    await stream.ended;
    const expected = { error: expect.stringContaining('format could not be decoded'), error_code: 'AUDIO_UNDECODABLE' };
    expect(stream.events.at(-1)).toMatchObject({ event: 'session.failed', data: { status: 'failed', ...expected } });
    const later = await open(id);
    await later.ended;
    expect(later.events).toMatchObject([{ event: 'session.failed', data: expected }]);
  });

  it('200: ends when the session is deleted; afterwards 404', async () => {
    const id = await createSession();
    const stream = await open(id);
    await server.call('DELETE', `${SESSIONS}/${id}`, { key: server.keys.batch });
    await stream.ended;
    expect(stream.events.at(-1)).toMatchObject({ event: 'session.deleted', data: { session_id: id, status: null } });
    expect((await open(id, { lastEventId: stream.lastId })).status).toBe(404);
  });

  it('401, 404, 422', async () => {
    const id = await createSession();
    expect((await openEvents(server.url + path(id))).status).toBe(401);
    const other = await open(id, { key: server.keys.secondBatch });
    expect([other.status, other.body.error_code]).toEqual([401, 'WRONG_SESSION_TOKEN']);
    for (const [target, key] of [
      [id, server.keys.foreign],
      ['0'.repeat(26), server.keys.batch],
      ['nothing', server.keys.batch],
    ] as const) {
      const answer = await open(target, { key });
      expect([answer.status, answer.body.error_code]).toEqual([404, 'SESSION_NOT_FOUND']);
    }
    const wrong = await open(id, { headers: { 'last-event-id': 'yesterday' } });
    expect([wrong.status, wrong.body.error_code]).toEqual([422, 'VALIDATION_ERROR']);
  });
});

describe('waiting in the queue', () => {
  let waiting: TestServer;
  beforeAll(async () => {
    waiting = await startTestServer({ PARLANCE_ROLES: 'api' });
  });
  afterAll(() => waiting?.stop());

  it('whoever waits is told when those before go away, by events that need no resuming', async () => {
    const ids = [];
    for (let index = 0; index < 3; index++) ids.push(await waiting.transcribe(READING));
    const key = waiting.keys.batch;
    const stream = await openEvents(waiting.url + path(ids[2] as string), { key });
    const first = await stream.until(() => true);
    expect(first.data).toMatchObject({ status: 'queued', queue_position: 2, waiting_for: 'worker' });
    await waiting.call('DELETE', `${SESSIONS}/${ids[0]}`, { key });
    const next = await stream.until(({ data }) => data.queue_position === 1);
    expect(next).toMatchObject({ id: undefined, event: 'session.updated', data: { id: null, status: 'queued' } });
    await waiting.call('DELETE', `${SESSIONS}/${ids[1]}`, { key });
    await stream.until(({ data }) => data.queue_position === 0);
    const moves = stream.events.filter(({ id }) => id === undefined);
    expect(moves.map(({ data }) => data.queue_position)).toEqual([1, 0]);
    stream.cut();
  });
});
