import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Asked,
  answerJson,
  startTranscriptionServer,
  type TranscriptionServer,
  VERBOSE,
} from '../../../test/transcription-server.ts';
import { createRemoteEngine, type RemoteEngine, type RemoteEngineOptions } from './remote.ts';

let server: TranscriptionServer;
beforeEach(async () => {
  server = await startTranscriptionServer();
});
afterEach(() => server.close());

const PCM = Buffer.alloc(2 * 32_000, 1);
const never = new AbortController().signal;

const send: RemoteEngineOptions['send'] = async ({ url, method, headers, body, signal, timeoutMs }) => {
  const response = await fetch(url, {
    ...{ method, headers, body: new Uint8Array(body) },
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
};

const engine = (changes: Partial<RemoteEngineOptions> = {}): RemoteEngine =>
  createRemoteEngine({
    url: server.url,
    key: 'k-1',
    model: 'Systran/faster-whisper-small',
    languages: ['nl'],
    concurrency: 2,
    send,
    ...changes,
  });

const recognize = (one = engine(), signal = never) => one.recognize({ pcm: PCM, language: 'nl', signal });

describe('a request', () => {
  it('carries the audio as WAV, the model, the language and the key', async () => {
    const words = await recognize();
    expect(words).toEqual([
      { word: 'Goedemorgen,', start_ms: 100, end_ms: 900, confidence: 0.9048 },
      { word: 'allemaal.', start_ms: 1000, end_ms: 1600, confidence: 0.9048 },
    ]);
    const [{ path, authorization, form }] = server.asked as [Asked];
    expect([path, authorization]).toEqual(['/v1/audio/transcriptions', 'Bearer k-1']);
    expect(form.get('model')).toBe('Systran/faster-whisper-small');
    expect(form.get('language')).toBe('nl');
    expect(form.getAll('timestamp_granularities[]')).toEqual(['word', 'segment']);
    const wav = Buffer.from(await (form.get('file') as File).arrayBuffer());
    expect(wav.subarray(0, 4).toString()).toBe('RIFF');
    expect([wav.readUInt32LE(4), wav.readUInt32LE(24), wav.readUInt32LE(40)]).toEqual([
      wav.length - 8,
      16_000,
      PCM.length,
    ]);
    expect(wav.subarray(44).equals(PCM)).toBe(true);
  });

  it.each(['', '/', '/v1', '/v1/', '/v1/audio/transcriptions'])(
    'goes to the same place for the address …%s',
    async (end) => {
      await recognize(engine({ url: server.url + end }));
      expect(server.asked[0]?.path).toBe('/v1/audio/transcriptions');
    },
  );

  it('is not made for less than a tenth of a second', async () => {
    expect(await engine().recognize({ pcm: Buffer.alloc(3_000), language: 'nl', signal: never })).toEqual([]);
    expect(server.asked).toEqual([]);
  });

  it('asks for plain JSON from models that have nothing else, and remembers', async () => {
    server.answer = ({ form }, response) =>
      form.get('response_format') === 'json'
        ? answerJson(response, 200, { text: 'drie korte woorden' })
        : answerJson(response, 400, {
            error: { message: "response_format 'verbose_json' is not compatible with model" },
          });
    const one = engine();
    const words = await recognize(one);
    expect(words.map(({ word }) => word)).toEqual(['drie', 'korte', 'woorden']);
    expect(words.every(({ confidence }) => confidence === null)).toBe(true);
    await recognize(one);
    expect(server.asked).toHaveLength(3);
  });
});

describe('trouble', () => {
  it('tries again when the server is busy, as late as it says', async () => {
    server.answer = (_asked, response) =>
      server.asked.length < 3
        ? answerJson(response, server.asked.length === 1 ? 429 : 503, {}, { 'retry-after': '0' })
        : answerJson(response, 200, VERBOSE);
    expect(await recognize()).toHaveLength(2);
    expect(server.asked).toHaveLength(3);
  });

  it.each([
    [401, {}, /refuses its key/],
    [400, { error: { message: 'Invalid language' } }, /refused the audio \(400\): Invalid language/],
    [404, { detail: 'Model not found' }, /\(404\): Model not found/],
    [200, { nothing: true }, /no transcription/],
  ])('%i is told at once', async (status, body, pattern) => {
    server.answer = (_asked, response) => answerJson(response, status, body);
    await expect(recognize()).rejects.toMatchObject({
      kind: 'recognition_failed',
      detail: expect.stringMatching(pattern),
    });
    expect(server.asked).toHaveLength(1);
  });

  it('a server that is away is worth another try of the whole task', async () => {
    await expect(recognize(engine({ url: 'http://127.0.0.1:1' }))).rejects.toMatchObject({
      kind: 'service_unavailable',
    });
  }, 60_000);

  it('ends with the signal, while it waits for its turn too', async () => {
    server.answer = () => {};
    const one = engine({ concurrency: 1 });
    const stopping = [new AbortController(), new AbortController()];
    const [first, second] = stopping.map(({ signal }) => recognize(one, signal));
    await expect.poll(() => server.asked.length).toBe(1);
    stopping[1]?.abort(new Error('not wanted'));
    await expect(second).rejects.toThrow('not wanted');
    stopping[0]?.abort(new Error('stop'));
    await expect(first).rejects.toThrow('stop');
    expect(server.asked).toHaveLength(1);
  });

  it('no more requests at once than it was told', async () => {
    let open = 0;
    let most = 0;
    server.answer = (_asked, response) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        answerJson(response, 200, VERBOSE);
      }, 30);
    };
    const one = engine({ concurrency: 2 });
    await Promise.all(Array.from({ length: 6 }, () => recognize(one)));
    expect(most).toBe(2);
  });
});
