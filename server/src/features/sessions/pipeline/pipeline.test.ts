import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { markedFile, pause, wavOf } from '../../../../test/recordings.ts';
import { READING, startTestServer, type TestServer } from '../../../../test/test-server.ts';
import {
  librivoxRecordings,
  type MediaDirectory,
  mediaDirectory,
  type Recording,
} from '../../../speech/media-fixtures.ts';
import type { ScriptedBehaviour } from '../../../speech/recognizers/scripted.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

type Tuple = [word: string, start: number, end: number, confidence: number | null];
interface Utterance {
  result: Tuple[];
  speaker: string;
  text: string;
  sconf: number | null;
  channel: number;
}

let media: MediaDirectory;
let recordings: Recording[];
beforeAll(async () => {
  media = await mediaDirectory();
  recordings = await librivoxRecordings();
});
afterAll(() => media.remove());

/** 16 kHz mono as a WAV file. */
const writeWav = async (name: string, pcm: Buffer) => media.write(name, await wavOf(pcm));

const resultOf = async (server: TestServer, id: string, query = '') =>
  (await server.call('GET', `${SESSIONS}/${id}/result${query}`, { key: server.keys.batch })).body;

const wordsOf = (utterances: Utterance[]) => utterances.flatMap((utterance) => utterance.result.map(([word]) => word));

/** Every file below the storage, as keys. */
async function storedKeys(server: TestServer): Promise<string[]> {
  const root = path.join(server.dataDir, 'storage');
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

const expectNothingStored = (server: TestServer) =>
  expect.poll(() => storedKeys(server), { timeout: 60_000 }).toEqual([]);

/** What holds for every result: the documented shape, times in order, utterances cut at pauses and after 60 words. */
function expectWellFormed(utterances: Utterance[], duration: number): void {
  for (const [channel, own] of Map.groupBy(utterances, (utterance) => utterance.channel)) {
    expect(channel).toBeGreaterThanOrEqual(0);
    let before: Tuple | undefined;
    let length = 0;
    for (const utterance of own) {
      expect(Object.keys(utterance).sort()).toEqual(['channel', 'result', 'sconf', 'speaker', 'text']);
      expect([utterance.speaker, utterance.text]).toEqual(['unk', utterance.result.map(([word]) => word).join(' ')]);
      expect(utterance.result.length).toBeGreaterThan(0);
      expect(utterance.result.length).toBeLessThanOrEqual(60);
      for (const [index, tuple] of utterance.result.entries()) {
        const [word, start, end, confidence] = tuple;
        expect(tuple).toHaveLength(4);
        expect(word).toMatch(/^\S+$/);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(duration + 0.01);
        expect(Number.isInteger(Math.round(start * 1e6) / 1e4) && Number.isInteger(Math.round(end * 1e6) / 1e4)).toBe(
          true,
        );
        if (confidence !== null) expect(confidence).toBeGreaterThanOrEqual(0);
        if (confidence !== null) expect(confidence).toBeLessThanOrEqual(1);
        const gap = before ? Number((start - before[2]).toFixed(2)) : 0;
        if (before) expect(gap).toBeGreaterThanOrEqual(0);
        if (index > 0) expect(gap, `before "${word}" at ${start}`).toBeLessThanOrEqual(0.8);
        else if (before) expect(gap > 0.8 || length === 60, `utterance at ${start}`).toBe(true);
        before = tuple;
      }
      length = utterance.result.length;
    }
  }
  const starts = utterances.map((utterance) => utterance.result[0]?.[1] ?? 0);
  expect(starts).toEqual([...starts].sort((a, b) => a - b));
}

describe('with a real recogniser', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ PARLANCE_ENGINES: 'pocketsphinx', PARLANCE_DECODERS: '2' });
  });
  afterAll(() => server.stop());

  it('five sentences: the documented result, in seconds and in milliseconds', async () => {
    const joined = await writeWav('joined.wav', Buffer.concat(recordings.flatMap(({ pcm }) => [pcm, pause(1.5)])));
    const id = await server.transcribe(joined);
    const session = await server.ended(id);
    expect(session).toMatchObject({ status: 'completed', model: expect.any(String), progress: 100 });
    const answer = await resultOf(server, id);
    expect(Object.keys(answer)).toEqual(['count', 'total_results', 'result']);
    expect(answer).toMatchObject({ count: 1, total_results: 1 });
    const { results, ...rest } = answer.result as { results: Utterance[] };
    expect(rest).toEqual({
      session_id: id,
      status: 'done',
      filename: 'joined.wav',
      duration: session.duration,
      media_type: 'audio',
      media_url: null,
      error: null,
    });
    expectWellFormed(results, session.duration);
    expect(results.length).toBeGreaterThanOrEqual(5);
    for (const utterance of results) {
      const confidences = utterance.result.map(([, , , confidence]) => confidence as number);
      const mean = confidences.reduce((sum, value) => sum + value, 0) / confidences.length;
      expect(utterance.sconf).toBeCloseTo(mean, 2);
      expect(utterance.text).toBe(utterance.text.toLowerCase());
      expect(utterance.channel).toBe(0);
    }
    const said = recordings.flatMap(({ transcript }) => transcript.toLowerCase().split(/\s+/));
    const heard = wordsOf(results);
    expect(said.filter((word) => heard.includes(word)).length).toBeGreaterThan(said.length * 0.6);

    const inMs = (await resultOf(server, id, '?time_unit=ms')).result.results as Utterance[];
    expect(inMs).toEqual(
      results.map((utterance) => ({
        ...utterance,
        result: utterance.result.map(([word, start, end, confidence]) => [
          word,
          Math.round(start * 1000),
          Math.round(end * 1000),
          confidence,
        ]),
      })),
    );
    expect((await resultOf(server, id, '?time_unit=s')).result.results).toEqual(results);
    const wrong = await server.call('GET', `${SESSIONS}/${id}/result?time_unit=m`, { key: server.keys.batch });
    expect([wrong.status, wrong.body.details.field]).toEqual([422, 'time_unit']);
    await expectNothingStored(server);
  });

  it('punctuation: sentences with capitals and full stops, the same words at the same times', async () => {
    const file = await writeWav(
      'two.wav',
      Buffer.concat(recordings.slice(0, 2).flatMap(({ pcm }) => [pcm, pause(1.2)])),
    );
    const [plain, punctuated] = [await server.transcribe(file), await server.transcribe(file, { punctuation: true })];
    const session = await server.ended(punctuated);
    await server.ended(plain);
    const bare = (await resultOf(server, plain)).result.results as Utterance[];
    const marked = (await resultOf(server, punctuated)).result.results as Utterance[];
    expectWellFormed(marked, session.duration);
    const simple = (word: string) => word.toLowerCase().replace(/[^\p{L}\p{N}']/gu, '');
    expect(wordsOf(marked).map(simple)).toEqual(wordsOf(bare).map(simple));
    expect(marked.flatMap(({ result }) => result.map(([, start, end]) => [start, end]))).toEqual(
      bare.flatMap(({ result }) => result.map(([, start, end]) => [start, end])),
    );
    expect(wordsOf(bare).join(' ')).not.toMatch(/[.,?!A-Z]/);
    expect(marked[0]?.text).toMatch(/^[A-Z]/);
    expect(marked.at(-1)?.text).toMatch(/[.?!]$/);
  });

  it('multichannel: what is said on each channel, in order of time', async () => {
    const [left, right] = [recordings[0] as Recording, recordings[3] as Recording];
    const merge = ['-filter_complex', '[0:a][1:a]amerge=inputs=2'];
    const stereo = await media.make('-i', left.path, '-i', right.path, ...merge, 'stereo.wav');
    const id = await server.transcribe(stereo, { multichannel: true });
    const session = await server.ended(id);
    expect(session).toMatchObject({ status: 'completed', multichannel: true });
    const results = (await resultOf(server, id)).result.results as Utterance[];
    expectWellFormed(results, session.duration);
    const share = (channel: number, transcript: string) => {
      const heard = wordsOf(results.filter((utterance) => utterance.channel === channel));
      const said = transcript.toLowerCase().split(/\s+/);
      return said.filter((word) => heard.includes(word)).length / said.length;
    };
    expect(share(0, left.transcript)).toBeGreaterThan(0.5);
    expect(share(1, right.transcript)).toBeGreaterThan(0.5);
    expect(share(0, left.transcript) - share(1, left.transcript)).toBeGreaterThan(0.2);
    expect(new Set(results.map((utterance) => utterance.channel))).toEqual(new Set([0, 1]));
  });

  it('keep_source: a copy behind a link, and the upload itself is removed', async () => {
    const id = await server.transcribe(READING, { keep_source: true });
    const session = await server.ended(id);
    expect(session.media_url).toMatch(new RegExp(`^${server.url}${SESSIONS}/${id}/media\\?expires=\\d+&signature=`));
    expect((await resultOf(server, id)).result.media_url).toBe(session.media_url);
    const copy = Buffer.from(await (await fetch(session.media_url)).arrayBuffer());
    expect(copy.length).toBeGreaterThan(5_000);
    await expect.poll(() => storedKeys(server), { timeout: 60_000 }).toEqual([`sessions/${id}/copy`]);
    await server.call('DELETE', `${SESSIONS}/${id}`, { key: server.keys.batch });
    await expectNothingStored(server);
    expect(await readdir(path.join(server.dataDir, 'storage', 'sessions')), 'nor empty folders').toEqual([]);
  });
});

describe('progress and waiting', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ PARLANCE_ROLES: 'api' });
  });
  afterAll(() => server.stop());
  const get = async (id: string) => (await server.call('GET', `${SESSIONS}/${id}`, { key: server.keys.batch })).body;

  it('waiting sessions say how many are before them, and after the first has ended how long it will take', async () => {
    const ids = [await server.transcribe(READING), await server.transcribe(READING), await server.transcribe(READING)];
    for (const [index, id] of ids.entries()) {
      expect(await get(id)).toMatchObject({
        status: 'queued',
        stage: 'prepare',
        waiting_for: 'worker',
        progress: 0,
        queue_position: index,
        estimated_seconds_left: null,
      });
    }
    await server.restart(undefined, { PARLANCE_ROLES: 'api,worker' });
    for (const id of ids) {
      const session = await server.ended(id);
      expect(session).toMatchObject({ status: 'completed', queue_position: null, estimated_seconds_left: null });
    }
    await server.restart();
    const [first, second] = [await get(await server.transcribe(READING)), await get(await server.transcribe(READING))];
    expect([first.queue_position, second.queue_position]).toEqual([0, 1]);
    expect(first.estimated_seconds_left).toBeGreaterThanOrEqual(0);
    expect(second.estimated_seconds_left).toBeGreaterThanOrEqual(first.estimated_seconds_left);
    await server.restart(undefined, { PARLANCE_ROLES: 'api,worker' });
    for (const { session_id } of [first, second]) await server.ended(session_id);
  });

  it('progress grows from event to event, and ends at 100', async () => {
    const pcm = Buffer.concat(Array.from({ length: 4 }, () => recordings.map((recording) => recording.pcm)).flat());
    const id = await server.transcribe(await writeWav('hundred-seconds.wav', pcm));
    const session = await server.ended(id);
    expect(session).toMatchObject({ status: 'completed', progress: 100 });
    const events = server.events().filter((event) => event.id === id);
    const percents = events.map((event) => event.progress ?? -1);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect([percents[0], percents.at(-1)]).toEqual([0, 100]);
    expect(new Set(percents).size, percents.join(' ')).toBeGreaterThan(5);
    expect([...new Set(events.map((event) => event.status))]).toEqual(['queued', 'processing', 'completed']);
    const results = (await resultOf(server, id)).result.results as Utterance[];
    expectWellFormed(results, session.duration);
    expect(Math.max(...results.map(({ result }) => result.length)), 'speech without long pauses').toBeGreaterThan(20);
    await expectNothingStored(server);
  });
});

describe('what goes wrong', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer();
  });
  afterEach(() => server.stop());

  const marked = (name: string, behaviour: ScriptedBehaviour, index: number, sentences: Recording[]) =>
    markedFile(server.running.ctx.speech, media, { name, behaviour, index, sentences });

  it('a segment that ends its decoder: three tries, then that session failed, and others are completed', async () => {
    const deadly = await marked('deadly.wav', 'exit', 1, recordings.slice(0, 3));
    const ids = [await server.transcribe(deadly, { keep_source: true }), await server.transcribe(READING)];
    const [failed, good] = [await server.ended(ids[0] as string), await server.ended(ids[1] as string)];
    expect(failed).toMatchObject({ status: 'failed', stage: null, queue_position: null, estimated_seconds_left: null });
    expect(failed.error).toMatch(/^Speech recognition failed\. .*3 tries/);
    expect((await resultOf(server, ids[0] as string)).result).toMatchObject({
      status: 'failed',
      results: [],
      error: failed.error,
    });
    expect(good).toMatchObject({ status: 'completed', error: null });
    expect(server.running.ctx.speech.stats().restarts).toBe(3);
    const metrics = await server.call('GET', '/metrics');
    expect(metrics.body).toContain('parlance_sessions_finished_total{status="failed"} 1');
    expect(metrics.body).toContain('parlance_decoder_restarts 3');
    expect(metrics.body).toMatch(/^parlance_segments_recognised_total [1-9]/m);
    if (failed.media_url) expect((await fetch(failed.media_url)).status).toBe(200);
    // What was uploaded stays until the session is deleted; what was made on the way does not.
    await expect
      .poll(async () => (await storedKeys(server)).filter((key) => key.includes('/segments-')), { timeout: 60_000 })
      .toEqual([]);
    await server.call('DELETE', `${SESSIONS}/${ids[0]}`, { key: server.keys.batch });
    await expectNothingStored(server);
  });

  it('a segment the engine refuses: failed at once, with its reason', async () => {
    const file = await marked('refused.wav', 'throw', 0, recordings.slice(1, 2));
    const session = await server.ended(await server.transcribe(file));
    expect(session).toMatchObject({ status: 'failed', error: 'Speech recognition failed. The script says so.' });
    expect(server.running.ctx.speech.stats().restarts).toBe(0);
  });

  it('a session deleted while its decoder hangs: the next gets its turn, and no byte is left', async () => {
    const hanging = await marked('hanging.wav', 'hang', 0, recordings.slice(0, 2));
    const id = await server.transcribe(hanging, { keep_source: true });
    await expect.poll(() => server.running.ctx.speech.stats().busy, { timeout: 60_000 }).toBe(1);
    const next = await server.transcribe(READING);
    expect((await server.call('DELETE', `${SESSIONS}/${id}`, { key: server.keys.batch })).status).toBe(204);
    const deletedAt = Date.now();
    expect((await server.ended(next)).status).toBe('completed');
    expect(Date.now() - deletedAt).toBeLessThan(20_000);
    await expectNothingStored(server);
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from segments`.execute(
      server.running.ctx.db,
    );
    expect(rows).toEqual([{ count: 0 }]);
  });

  it('a session deleted while it is being read: its reading ends, and no byte is left', async () => {
    const hour = await media.make('-stream_loop', '300', '-i', READING, '-c', 'copy', 'quarter-of-an-hour.wav');
    const id = await server.transcribe(hour, { keep_source: true });
    const begun = () => server.events().some((event) => event.id === id && (event.progress ?? 0) > 0);
    await expect.poll(begun, { timeout: 60_000, interval: 20 }).toBe(true);
    expect((await server.call('DELETE', `${SESSIONS}/${id}`, { key: server.keys.batch })).status).toBe(204);
    await expectNothingStored(server);
    await expect
      .poll(() => server.running.ctx.speech.stats(), { timeout: 60_000 })
      .toMatchObject({ busy: 0, waiting: 0 });
    expect((await server.ended(await server.transcribe(READING))).status).toBe('completed');
    await expectNothingStored(server);
  });

  it('a session whose work fails too often ends as failed, and does not wait for ever', async () => {
    await server.restart(undefined, { PARLANCE_ROLES: 'api' });
    const id = await server.transcribe(READING);
    const db = server.running.ctx.db;
    await sql`update pgboss.job set retry_limit = 1, retry_delay = 0 where name = 'sessions.probe'`.execute(db);
    await rm(path.join(server.dataDir, 'storage', 'uploads'), { recursive: true });
    await server.restart();
    const session = await server.ended(id);
    expect(session).toMatchObject({ status: 'failed', stage: null });
    expect(session.error).toMatch(/^Processing timeout\. The work failed too often/);
    expect((await server.ended(await server.transcribe(READING))).status).toBe('completed');
  });
});
