import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ClientRun,
  comparingClient,
  firstClient,
  inPieces,
  runClient,
  secondClient,
  startKeyClient,
  wavThroughPipe,
} from './scriptix-clients.ts';
import { READING, startTestServer, type TestServer } from './test-server.ts';

/** Three seconds are said in it. */
const DURATION_MS = 2_990;

describe.each([
  { engine: 'scripted', language: 'xx', said: /^alpha bravo charlie/ },
  { engine: 'pocketsphinx', language: 'en', said: /^he was not .*young man/ },
])('the example clients of Scriptix, with the engine $engine', ({ engine, language, said }) => {
  let server: TestServer;
  let key: string;
  beforeAll(async () => {
    server = await startTestServer({ PARLANCE_ENGINES: engine });
    key = server.keys.realtime;
  });
  afterAll(() => server?.stop());

  function expectTranscript(run: ClientRun): void {
    expect(run.texts.at(-1)).toBe('{"state":"stopped"}');
    expect(run.closeCode).toBe(1000);
    expect(run.sessionId).toMatch(/^[0-9a-f]{26}$/);
    expect(run.finals.join(' ').toLowerCase()).toMatch(said);
    expect(run.words.map(([word]) => word).join(' ')).toBe(run.finals.join(' '));
    let before = 0;
    for (const [, start, end, confidence] of run.words) {
      expect(start).toBeGreaterThanOrEqual(before);
      expect(end).toBeGreaterThan(start);
      if (confidence !== null) expect(confidence).toBeLessThanOrEqual(1);
      before = end;
    }
    // The header is no sound: times are those of the recording.
    expect(before).toBeLessThanOrEqual(DURATION_MS);
    for (const text of run.texts) expect(JSON.stringify(JSON.parse(text)), 'compact').toBe(text);
  }

  it('first generation: WAV header first, key in a header, unthrottled', async () => {
    const run = await runClient(server.url, firstClient(key, language), READING);
    expectTranscript(run);
    const shapes = new Set(run.texts.map((text) => Object.keys(JSON.parse(text)).join()));
    for (const shape of shapes) expect(['partial', 'result,text', 'state', 'state,session_id']).toContain(shape);
  });

  it('first generation: key in start, no partials', async () => {
    const run = await runClient(server.url, startKeyClient(key, language), READING);
    expectTranscript(run);
    expect(run.partials).toEqual([]);
  });

  it('second generation: paced in real time, states looked for in the text', async () => {
    const run = await runClient(server.url, secondClient(key, language), READING);
    expectTranscript(run);
    expect(run.finals).toEqual((await runClient(server.url, firstClient(key, language), READING)).finals);
  });

  it('the one that compares engines reads the same from both generations', async () => {
    const [first, second] = await Promise.all(
      [`/realtime?language=${language}`, `/v2/realtime?token=${key}&language=${language}`].map((path) =>
        runClient(server.url, comparingClient(path, key), READING),
      ),
    );
    for (const run of [first, second]) expectTranscript(run as ClientRun);
    expect(second?.finals).toEqual(first?.finals);
    expect(second?.words).toEqual(first?.words);
  });

  it('several at once do not get in each other’s way', async () => {
    const alone = await runClient(server.url, secondClient(key, language, 0), READING);
    const runs = await Promise.all(
      [firstClient(key, language), secondClient(key, language, 20), startKeyClient(key, language)].map((client) =>
        runClient(server.url, client, READING),
      ),
    );
    for (const run of runs) expect(run.finals).toEqual(alone.finals);
    expect(new Set(runs.map(({ sessionId }) => sessionId)).size).toBe(runs.length);
  });
});

it('what ffmpeg writes into a pipe is what these tests are about: unknown sizes, and a chunk before the data', async () => {
  const { value: head } = await inPieces(wavThroughPipe(READING), 1_024).next();
  if (!head) throw new Error('nothing came');
  expect(head.toString('latin1', 0, 4)).toBe('RIFF');
  expect(head.readUInt32LE(4)).toBe(0xffff_ffff);
  expect(head.indexOf('LIST')).toBeGreaterThan(0);
  expect(head.indexOf('data')).toBeGreaterThan(head.indexOf('LIST'));
});
