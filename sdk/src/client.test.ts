import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createParlance, type Parlance, ParlanceError } from './index.ts';
import { openFile } from './node.ts';
import { openWire, RECORDING, SHORT_RECORDING, startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
let parlance: Parlance;

beforeAll(async () => {
  server = await startTestServer();
  parlance = createParlance(server);
});
afterAll(() => server?.stop());

async function errorOf(work: Promise<unknown>): Promise<ParlanceError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ParlanceError);
  return error as ParlanceError;
}

describe('transcribe', () => {
  it('uploads a file on disk and gives its words', async () => {
    const sent: number[] = [];
    const states: string[] = [];
    const { fileId, session, result } = await parlance.transcribe(await openFile(SHORT_RECORDING), {
      language: 'en',
      punctuation: true,
      meta_data: { project: 'Ünï' },
      onUploadProgress: (bytes) => sent.push(bytes),
      onSessionProgress: (state) => states.push(state.status),
    });
    expect(session).toMatchObject({ status: 'completed', language: 'en', punctuation: true, progress: 100 });
    expect(session.meta_data).toEqual({ project: 'Ünï' });
    expect(session.duration).toBeCloseTo(2.99, 1);
    expect(result.results[0]?.text).toMatch(/^He was not/);
    for (const [word, start, end, confidence] of result.results.flatMap((utterance) => utterance.result)) {
      expect(word).not.toBe('');
      expect(end).toBeGreaterThan(start);
      expect(confidence).toBeLessThanOrEqual(1);
    }
    expect(sent.at(-1)).toBe(95_724);
    expect(states.at(-1)).toBe('completed');
    expect(await parlance.getFile(fileId)).toMatchObject({ session_id: session.session_id, size: 95_724 });
  });
});

describe('upload', () => {
  it('takes a File, as browsers have it', async () => {
    const file = new File([await readFile(SHORT_RECORDING)], 'short.wav', { type: 'audio/wav' });
    const { sessionId } = await parlance.upload(file, { language: 'en' });
    expect(await parlance.getSession(sessionId)).toMatchObject({
      filename: 'short.wav',
      media_type: 'audio/wav',
      punctuation: false,
    });
    await parlance.deleteSession(sessionId);
  });

  it('goes on where it was after the connection was cut, twice', async () => {
    const wire = await openWire(server.url, { cutAfterBytes: 100_000, times: 2 });
    const sent: number[] = [];
    try {
      const through = createParlance({ ...server, url: wire.url });
      const expected = createHash('sha256')
        .update(await readFile(RECORDING))
        .digest('hex');
      const { fileId, sessionId, sha256 } = await through.upload(await openFile(RECORDING), {
        language: 'en',
        sha256: expected,
        retryDelaysMs: [50, 200, 500, 1_000],
        onProgress: (bytes) => sent.push(bytes),
      });
      expect(wire.cuts).toBe(2);
      expect(sha256).toBe(expected);
      expect((await parlance.getFile(fileId)).size).toBe(227_244);
      // It went on in the middle, not from the beginning.
      expect(sent.filter((bytes) => bytes === 0)).toHaveLength(1);
      const { duration } = await parlance.waitForSession(sessionId);
      expect(duration).toBeCloseTo(7.1, 1);
      const { results } = await parlance.getResult(sessionId);
      expect(results[0]?.text).toMatch(/leisure to consider how much/);
    } finally {
      await wire.close();
    }
  });

  it('hands the file to a session that was made before', async () => {
    const { session_id, status } = await parlance.createSession({ language: 'en' });
    expect(status).toBe('new');
    const { sessionId } = await parlance.upload(await openFile(SHORT_RECORDING), { session_id, pieceBytes: 20_000 });
    expect(sessionId).toBe(session_id);
    await parlance.deleteSession(session_id);
  });

  it('says what the server refuses before anything is sent', async () => {
    const error = await errorOf(parlance.upload(new File(['abc'], 'a.wav'), { language: 'xx' }));
    expect(error).toMatchObject({ status: 400, errorCode: 'INVALID_LANGUAGE', details: { field: 'language' } });
    expect(error.message).toMatch(/"xx" is not offered/);
    expect(await errorOf(parlance.upload(new File([], 'a.wav'), { language: 'en' }))).toMatchObject({ status: 422 });
  });

  it('says when what arrived is another file than the announced one', async () => {
    const wrong = { language: 'en', sha256: createHash('sha256').digest('hex') };
    const error = await errorOf(parlance.upload(new File(['abc'], 'a.wav'), wrong));
    expect(error).toMatchObject({ status: 460, errorCode: 'CHECKSUM_MISMATCH' });
  });

  it('ends when its signal is aborted, with the reason', async () => {
    const stopping = new AbortController();
    const uploading = parlance.upload(await openFile(RECORDING), {
      language: 'en',
      pieceBytes: 10_000,
      signal: stopping.signal,
      onProgress: (bytes) => bytes > 50_000 && stopping.abort(new Error('enough')),
    });
    await expect(uploading).rejects.toThrow('enough');
  });

  it('says so when the file cannot be read', async () => {
    const broken = {
      name: 'a.wav',
      type: '',
      size: 10,
      read: () => Promise.reject(new Error('the disk is gone')),
    };
    const error = await errorOf(parlance.upload(broken, { language: 'en' }));
    expect(error).toMatchObject({ errorCode: 'FILE_UNREADABLE', message: 'a.wav could not be read: the disk is gone' });
  });

  it('says so when no server is there', async () => {
    const nobody = createParlance({ ...server, url: 'http://127.0.0.1:1' });
    const error = await errorOf(nobody.upload(new File(['abc'], 'a.wav'), { language: 'en', retryDelaysMs: [10] }));
    expect(error).toMatchObject({ errorCode: 'NETWORK_ERROR', status: 0 });
  });
});

it('says when asking again may help', async () => {
  const slow = await startTestServer({ PARLANCE_RATE_PROFILES: '{"self-hosted":{"requests_per_minute":2}}' });
  try {
    const client = createParlance(slow);
    await client.listModels();
    await client.listModels();
    const error = await errorOf(client.listModels());
    expect(error).toMatchObject({ status: 429, errorCode: 'RATE_LIMIT_EXCEEDED' });
    expect(error.retryAfterSeconds).toBeGreaterThan(0);
    expect(error.retryAfterSeconds).toBeLessThanOrEqual(60);
  } finally {
    await slow.stop();
  }
});

describe('waitForSession', () => {
  it('throws SESSION_FAILED with the reason of the server', async () => {
    const { sessionId } = await parlance.upload(new File(['this is no music'], 'song.mp3'), { language: 'en' });
    const error = await errorOf(parlance.waitForSession(sessionId));
    expect(error.errorCode).toBe('SESSION_FAILED');
    expect(error.detail).toMatch(/format could not be decoded/);
    expect(error.details).toEqual({ session_id: sessionId });
  });
});

describe('listSessions', () => {
  it('gives a page and the total, and all of them one by one', async () => {
    await Promise.all(Array.from({ length: 105 }, () => parlance.createSession({ language: 'en' })));
    const { items, total } = await parlance.listSessions({ limit: 2, status: 'new' });
    expect(items).toHaveLength(2);
    expect(total).toBeGreaterThanOrEqual(105);
    const ids = new Set<string>();
    for await (const { session_id } of parlance.iterateSessions({ status: 'new' })) ids.add(session_id);
    expect(ids.size).toBe(total);
  });
});

describe('deleteSession', () => {
  it('deletes; afterwards there is no such session', async () => {
    const { session_id } = await parlance.createSession({ language: 'en' });
    await parlance.deleteSession(session_id);
    const error = await errorOf(parlance.getSession(session_id));
    expect(error).toMatchObject({ status: 404, errorCode: 'SESSION_NOT_FOUND', message: 'Session not found' });
    expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('listModels', () => {
  it('gives the installed models', async () => {
    expect((await parlance.listModels()).items[0]).toMatchObject({ key: 'en-us', language: 'en', batch: true });
  });

  it('is refused with a wrong key', async () => {
    const stranger = createParlance({ ...server, key: 'wrong' });
    expect(await errorOf(stranger.listModels())).toMatchObject({ status: 401, errorCode: 'INVALID_TOKEN' });
  });
});
