import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../../test/test-server.ts';
import type { SessionEvent } from '../../../platform/events.ts';
import { type MediaDirectory, mediaDirectory } from '../../../speech/media-fixtures.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

let server: TestServer;
let media: MediaDirectory;
let long: string;
beforeAll(async () => {
  server = await startTestServer({ PARLANCE_ENGINES: 'scripted,pocketsphinx' });
  media = await mediaDirectory();
  long = await media.make('-stream_loop', '100', '-i', READING, '-c', 'copy', 'five-minutes.wav');
});
afterAll(async () => {
  await server.stop();
  await media.remove();
});

const post = (id: string, verb: 'cancel' | 'retry', key: string | null = server.keys.batch) =>
  server.call('POST', `${SESSIONS}/${id}/${verb}`, key === null ? {} : { key });

/** Waits until a decoder is at work on a session. */
async function beingDecoded(id: string): Promise<void> {
  const segmentsDone = () => server.events().some((event) => event.id === id && 'progress' in event && event.progress);
  await expect.poll(segmentsDone, { timeout: 60_000, interval: 20 }).toBeTruthy();
  await expect.poll(() => server.running.ctx.speech.stats().busy, { timeout: 60_000, interval: 20 }).toBe(1);
}

async function storedSegments(): Promise<string[]> {
  const files = await readdir(path.join(server.dataDir, 'storage'), { recursive: true });
  return files.filter((file) => file.endsWith('.pcm'));
}

const newSession = async () =>
  (await server.call('POST', SESSIONS, { key: server.keys.batch, json: { language: 'xx' } })).body.session_id as string;

describe('cancelSession', () => {
  it('200: stops a running decode within a second, and nothing more is done', async () => {
    const id = await server.transcribe(long, { language: 'en' });
    await beingDecoded(id);
    const asked = performance.now();
    const { status, body } = await post(id, 'cancel');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'failed',
      error: 'Cancelled',
      error_code: 'CANCELLED',
      stage: null,
      queue_position: null,
      waiting_for: null,
    });
    await expect.poll(() => server.running.ctx.speech.stats().busy, { interval: 10 }).toBe(0);
    expect(performance.now() - asked).toBeLessThan(1_000);
    const { db } = server.running.ctx;
    expect(await db.selectFrom('tasks').selectAll().execute()).toEqual([]);
    expect(await db.selectFrom('segments').selectAll().execute()).toEqual([]);
    await expect.poll(storedSegments, { timeout: 60_000 }).toEqual([]);
    expect(server.running.ctx.speech.stats()).toMatchObject({ busy: 0, waiting: 0, restarts: 0 });
  });

  it('200: asked again it answers the same', async () => {
    const id = await newSession();
    const [first, second] = [await post(id, 'cancel'), await post(id, 'cancel')];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    const late = await server.call('PUT', `${SESSIONS}/${id}`, { key: server.keys.batch, body: 'RIFF' });
    expect([late.status, late.body.error_code]).toEqual([409, 'CONFLICT']);
  });

  it('409: a completed session', async () => {
    const id = await server.transcribe(READING);
    await server.ended(id);
    const { status, body } = await post(id, 'cancel');
    expect([status, body.error_code]).toEqual([409, 'CONFLICT']);
    expect(body.message).toContain('completed');
  });

  it('401: without a key, and with another key of the organisation', async () => {
    const id = await newSession();
    expect((await post(id, 'cancel', null)).status).toBe(401);
    expect((await post(id, 'cancel', server.keys.secondBatch)).status).toBe(401);
  });

  it('404: a session of another organisation, and what is none', async () => {
    expect((await post(await newSession(), 'cancel', server.keys.foreign)).status).toBe(404);
    expect((await post('x', 'cancel')).status).toBe(404);
  });
});

describe('retrySession', () => {
  it('200: a cancelled session is transcribed from the start', async () => {
    const id = await server.transcribe(READING, { keep_source: true });
    await post(id, 'cancel');
    const { status, body } = await post(id, 'retry');
    expect(status).toBe(200);
    expect(body).toMatchObject({ error: null, error_code: null, finished_at: null });
    const session = await server.ended(id);
    expect(session).toMatchObject({ status: 'completed', progress: 100, error: null });
    const result = await server.call('GET', `${SESSIONS}/${id}/result`, { key: server.keys.batch });
    expect(result.body.result.results.length).toBeGreaterThan(0);
  });

  it('200: also in the middle of decoding, with the words of a session that was never cancelled', async () => {
    const [once, twice] = [await server.transcribe(long), await server.transcribe(long)];
    const hasBegun = () => server.events().some((event) => event.id === twice && event.status === 'processing');
    await expect.poll(hasBegun, { timeout: 60_000, interval: 20 }).toBe(true);
    await post(twice, 'cancel');
    await post(twice, 'retry');
    await post(twice, 'cancel');
    await post(twice, 'retry');
    expect((await server.ended(once)).status).toBe('completed');
    expect((await server.ended(twice)).status).toBe('completed');
    const words = async (id: string) =>
      (await server.call('GET', `${SESSIONS}/${id}/result`, { key: server.keys.batch })).body.result.results;
    expect(await words(twice)).toEqual(await words(once));
    await expect.poll(storedSegments, { timeout: 60_000 }).toEqual([]);
  });

  it('the end of the first try, heard of late, does not stop the second', async () => {
    const id = await server.transcribe(long);
    await post(id, 'cancel');
    const end = server.events().find((event) => event.id === id && event.type === 'session.failed');
    await post(id, 'retry');
    await expect
      .poll(async () => (await storedSegments()).length, { timeout: 60_000, interval: 20 })
      .toBeGreaterThan(0);
    // As after a connection to the database that was away for a moment.
    const { event_id: _, ...again } = end as SessionEvent;
    await server.running.ctx.events.publish(again);
    const ended = async () => (await server.call('GET', `${SESSIONS}/${id}`, { key: server.keys.batch })).body.status;
    await expect.poll(ended, { timeout: 60_000, interval: 100 }).toBe('completed');
  });

  it('409: a session that has not failed, and one whose media never came', async () => {
    const completed = await server.transcribe(READING);
    await server.ended(completed);
    expect((await post(completed, 'retry')).body.error_code).toBe('CONFLICT');
    const empty = await newSession();
    expect((await post(empty, 'retry')).status).toBe(409);
    await post(empty, 'cancel');
    const { status, body } = await post(empty, 'retry');
    expect(status).toBe(409);
    expect(body.message).toContain('no longer kept');
  });

  it('401: without a key; 404: a session of another organisation', async () => {
    const id = await newSession();
    expect((await post(id, 'retry', null)).status).toBe(401);
    expect((await post(id, 'retry', server.keys.foreign)).status).toBe(404);
  });
});
