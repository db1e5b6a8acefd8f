import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRemoteEngine, type RemoteEngine, type RemoteEngineOptions } from './remote.ts';

/** A server as the public specification describes it (OpenAI API reference, "Create transcription"). */
interface Asked {
  path: string;
  authorization: string | undefined;
  form: FormData;
}
let asked: Asked[];
let answer: (asked: Asked, response: ServerResponse) => void;
let url: string;
let close: () => Promise<unknown>;

beforeEach(async () => {
  asked = [];
  answer = (_asked, response) => json(response, 200, VERBOSE);
  const server = createServer(async (request, response) => {
    const one = await read(request);
    asked.push(one);
    answer(one, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => {
    server.closeAllConnections();
    server.close();
    return once(server, 'close');
  };
});
afterEach(() => close());

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = new Response(Buffer.concat(chunks), {
    headers: { 'content-type': request.headers['content-type'] ?? '' },
  });
  return { path: request.url ?? '', authorization: request.headers.authorization, form: await body.formData() };
}

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

const VERBOSE = {
  task: 'transcribe',
  language: 'dutch',
  duration: 2,
  text: ' Goedemorgen, allemaal.',
  words: [
    { word: 'Goedemorgen', start: 0.1, end: 0.9 },
    { word: 'allemaal', start: 1.0, end: 1.6 },
  ],
  segments: [{ id: 0, start: 0, end: 2, text: ' Goedemorgen, allemaal.', avg_logprob: -0.1, no_speech_prob: 0.01 }],
};

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
    url,
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
    const [{ path, authorization, form }] = asked as [Asked];
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
      await recognize(engine({ url: url + end }));
      expect(asked[0]?.path).toBe('/v1/audio/transcriptions');
    },
  );

  it('is not made for less than a tenth of a second', async () => {
    expect(await engine().recognize({ pcm: Buffer.alloc(3_000), language: 'nl', signal: never })).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('asks for plain JSON from models that have nothing else, and remembers', async () => {
    answer = ({ form }, response) =>
      form.get('response_format') === 'json'
        ? json(response, 200, { text: 'drie korte woorden' })
        : json(response, 400, { error: { message: "response_format 'verbose_json' is not compatible with model" } });
    const one = engine();
    const words = await recognize(one);
    expect(words.map(({ word }) => word)).toEqual(['drie', 'korte', 'woorden']);
    expect(words.every(({ confidence }) => confidence === null)).toBe(true);
    await recognize(one);
    expect(asked).toHaveLength(3);
  });
});

describe('trouble', () => {
  it('tries again when the server is busy, as late as it says', async () => {
    answer = (_asked, response) =>
      asked.length < 3
        ? json(response, asked.length === 1 ? 429 : 503, {}, { 'retry-after': '0' })
        : json(response, 200, VERBOSE);
    expect(await recognize()).toHaveLength(2);
    expect(asked).toHaveLength(3);
  });

  it.each([
    [401, {}, /refuses its key/],
    [400, { error: { message: 'Invalid language' } }, /refused the audio \(400\): Invalid language/],
    [404, { detail: 'Model not found' }, /\(404\): Model not found/],
    [200, { nothing: true }, /no transcription/],
  ])('%i is told at once', async (status, body, pattern) => {
    answer = (_asked, response) => json(response, status, body);
    await expect(recognize()).rejects.toMatchObject({
      kind: 'recognition_failed',
      detail: expect.stringMatching(pattern),
    });
    expect(asked).toHaveLength(1);
  });

  it('a server that is away is worth another try of the whole task', async () => {
    await expect(recognize(engine({ url: 'http://127.0.0.1:1' }))).rejects.toMatchObject({
      kind: 'service_unavailable',
    });
  }, 60_000);

  it('ends with the signal, while it waits for its turn too', async () => {
    answer = () => {};
    const one = engine({ concurrency: 1 });
    const stopping = [new AbortController(), new AbortController()];
    const [first, second] = stopping.map(({ signal }) => recognize(one, signal));
    await expect.poll(() => asked.length).toBe(1);
    stopping[1]?.abort(new Error('not wanted'));
    await expect(second).rejects.toThrow('not wanted');
    stopping[0]?.abort(new Error('stop'));
    await expect(first).rejects.toThrow('stop');
    expect(asked).toHaveLength(1);
  });

  it('no more requests at once than it was told', async () => {
    let open = 0;
    let most = 0;
    answer = (_asked, response) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        json(response, 200, VERBOSE);
      }, 30);
    };
    const one = engine({ concurrency: 2 });
    await Promise.all(Array.from({ length: 6 }, () => recognize(one)));
    expect(most).toBe(2);
  });
});
