import { cp, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSpeech, type Speech } from '../../src/speech/index.ts';
import { startTestServer, type TestServer } from '../test-server.ts';
import { heldBackRecordings, MODEL_FIXTURES_DIR } from './fixtures.ts';
import { type Mixture, readMixtures, type Turn } from './mixtures.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const WAV_HEADER_BYTES = 44;
const EMBEDDING = 'tiny-speaker-embedding';
const SEGMENTATION = 'tiny-speaker-segmentation';
const mixtures = new Map(readMixtures().map((mixture) => [path.basename(mixture.audio, '.opus'), mixture]));
/** One voice, seven words. */
const onlyOne = heldBackRecordings()[3]?.audio as string;
const mixtureOf = (name: string) => mixtures.get(name) as Mixture;

interface SpokenWord {
  word: string;
  start: number;
  end: number;
  channel: number;
  speaker: string;
}

/** A directory of models with these of the fixtures. */
async function modelsDir(...names: string[]): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'parlance-speakers-'));
  for (const name of names) await symlink(path.join(MODEL_FIXTURES_DIR, name), path.join(directory, name));
  return directory;
}

describe('a session with diarization, through a whole server', () => {
  let server: TestServer;
  let models: string;
  beforeAll(async () => {
    models = await modelsDir('tiny-ctc-en', EMBEDDING, SEGMENTATION);
    server = await startTestServer({
      PARLANCE_ENGINES: 'sherpa-onnx',
      PARLANCE_MODELS_DIR: models,
      PARLANCE_DECODERS: '2',
    });
  });
  afterAll(async () => {
    await server?.stop();
    await rm(models, { recursive: true });
  });

  async function transcribe(name: string, body: Record<string, unknown>) {
    const id = await server.transcribe(mixtures.get(name)?.audio ?? name, body);
    const session = await server.ended(id);
    expect(session.status).toBe('completed');
    const { body: answer } = await server.call('GET', `${SESSIONS}/${id}/result`, { key: server.keys.batch });
    type Utterance = { speaker: string; channel: number; result: [string, number, number, number | null][] };
    const utterances: Utterance[] = answer.result.results;
    const words = utterances.flatMap(({ speaker, channel, result }) =>
      result.map(([word, start, end]): SpokenWord => ({ word, start, end, channel, speaker })),
    );
    return { session, words };
  }

  /** `S1` for the voice that speaks first, and so on. */
  const namesOf = (turns: Turn[]) =>
    new Map([...new Set(turns.map(({ voice }) => voice))].map((voice, index) => [voice, `S${index + 1}`]));

  /** The turn a word is said in; none where it was heard in a pause. */
  const turnOf = ({ start, end, channel }: SpokenWord, turns: Turn[]) =>
    turns.find((turn) => turn.channel === channel && turn.start <= (start + end) / 2 && (start + end) / 2 <= turn.end);

  function expectSpeakers(words: SpokenWord[], { turns, seconds }: Mixture, least: number): void {
    const names = namesOf(turns);
    expect([...new Set(words.map(({ speaker }) => speaker))].sort()).toEqual([...names.values()]);
    const said = words.flatMap((word) => {
      const turn = turnOf(word, turns);
      return turn ? [{ ...word, expected: names.get(turn.voice) as string }] : [];
    });
    // The recogniser hears about as many words as are said, or this would say little.
    const spoken = turns.flatMap(({ text }) => text.split(' ')).length;
    expect(said.length).toBeGreaterThan(spoken * 0.7);
    expect(said.filter(({ speaker, expected }) => speaker === expected).length / said.length).toBeGreaterThan(least);
    for (const { start, end } of words) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThan(start);
      expect(end).toBeLessThanOrEqual(seconds + 0.01);
    }
  }

  it.each([
    ['two', 2],
    ['three', 3],
  ])('%s voices it never heard: how many they are, and who says which word', async (name, count) => {
    const { session, words } = await transcribe(name, { diarization: true });
    expect(session).toMatchObject({ diarization: true, speaker_count: null });
    expect(namesOf(mixtureOf(name).turns).size).toBe(count);
    expectSpeakers(words, mixtureOf(name), 0.9);
  });

  it('takes the number of speakers from the client', async () => {
    const { session, words } = await transcribe('three', { diarization: true, speaker_count: 2 });
    expect(session).toMatchObject({ diarization: true, speaker_count: 2 });
    expect(new Set(words.map(({ speaker }) => speaker))).toEqual(new Set(['S1', 'S2']));
  });

  it('multichannel: speakers of one channel are not those of another', async () => {
    const { turns, ...rest } = mixtureOf('two-channels');
    const { session, words } = await transcribe('two-channels', { diarization: true, multichannel: true });
    expect(session).toMatchObject({ multichannel: true });
    expectSpeakers(words, { turns, ...rest }, 0.9);
    const { words: one } = await transcribe('two-channels', {
      diarization: true,
      multichannel: true,
      speaker_count: 1,
    });
    const first = turns[0]?.channel === 0 ? ['S1', 'S2'] : ['S2', 'S1'];
    for (const { channel, speaker } of one) expect(speaker).toBe(first[channel]);
  });

  it('nobody is named without being asked for', async () => {
    const { session, words } = await transcribe(onlyOne, {});
    expect(session.diarization).toBeNull();
    expect(new Set(words.map(({ speaker }) => speaker))).toEqual(new Set(['unk']));
  });

  it('a damaged model costs the names, not the transcript', async () => {
    await rm(path.join(models, EMBEDDING));
    await truncate(await install(models, EMBEDDING, { sizes: undefined, speaker_threshold: 0.123 }), 100_000);
    const threshold = () => server.running.ctx.speech.voiceThreshold(EMBEDDING);
    await expect.poll(threshold, { timeout: 10_000 }).toBe(0.123);
    const { words } = await transcribe(onlyOne, { diarization: true });
    expect(words.length).toBeGreaterThan(3);
    expect(new Set(words.map(({ speaker }) => speaker))).toEqual(new Set(['unk']));
  });
});

/** A copy of a model, with changes of its model.json; returns the path of the network. */
async function install(directory: string, name: string, changes: object = {}): Promise<string> {
  const folder = path.join(directory, name);
  await cp(path.join(MODEL_FIXTURES_DIR, name), folder, { recursive: true });
  const manifest = JSON.parse(await readFile(path.join(folder, 'model.json'), 'utf8'));
  await writeFile(path.join(folder, 'model.json'), JSON.stringify({ ...manifest, ...changes }));
  return path.join(folder, 'model.onnx');
}

describe('findVoices', () => {
  it('gives windows within the segment, whatever it holds, and loses no decoder over it', async () => {
    const directory = await modelsDir(EMBEDDING, SEGMENTATION);
    const speech = createSpeech({ decoders: 1, engines: [], modelsDir: directory, log: pino({ level: 'silent' }) });
    const signal = new AbortController().signal;
    const find = (pcm: Buffer) => speech.findVoices({ model: EMBEDDING, pcm, signal });
    const spoken = (await readFile(onlyOne)).subarray(WAV_HEADER_BYTES);
    const click = Buffer.alloc(64_000).fill(Buffer.from([0, 64, 0, 192]), 32_000, 32_200);
    for (const pcm of [spoken, spoken.subarray(0, 20_000), spoken.subarray(0, 640), click, Buffer.alloc(64_000)]) {
      const windows = await find(pcm);
      expect(windows).toEqual(windows.toSorted((a, b) => a.start_ms - b.start_ms));
      for (const { start_ms, end_ms, print } of windows) {
        expect(start_ms).toBeGreaterThanOrEqual(0);
        expect(end_ms).toBeGreaterThan(start_ms);
        expect(end_ms).toBeLessThanOrEqual(pcm.length / 32);
        expect(print).toHaveLength(64);
        expect(Math.hypot(...print)).toBeCloseTo(1, 3);
      }
    }
    expect((await find(spoken)).length).toBeGreaterThan(3);
    expect(speech.stats().restarts).toBe(0);
    await speech.close();
    await rm(directory, { recursive: true });
  });
});

describe('findVoices with a model that was damaged after it was found says which file it is', () => {
  let directory: string;
  let speech: Speech;
  beforeEach(async () => {
    directory = await modelsDir();
    speech = createSpeech({
      ...{ decoders: 1, engines: ['sherpa-onnx'], modelsDir: directory },
      log: pino({ level: 'silent' }),
    });
  });
  afterEach(async () => {
    await speech.close();
    await rm(directory, { recursive: true });
  });

  const findVoices = () =>
    speech.findVoices({ model: EMBEDDING, pcm: Buffer.alloc(64_000), signal: new AbortController().signal });

  it.each([
    [EMBEDDING, 'gone', /tiny-speaker-embedding: model\.onnx is missing/],
    [EMBEDDING, 'cut off', /tiny-speaker-embedding: model\.onnx has 100000 bytes instead of \d+/],
    [SEGMENTATION, 'gone', /tiny-speaker-segmentation: model\.onnx is missing/],
    [SEGMENTATION, 'cut off', /tiny-speaker-segmentation: model\.onnx has 100000 bytes instead of \d+/],
    [SEGMENTATION, 'cut off, its size not known', /tiny-speaker-segmentation .*model\.onnx is damaged, cut off/],
  ])('%s: %s', async (name, how, detail) => {
    const changes = how.includes('not known') ? { sizes: undefined } : {};
    const files: Record<string, string> = {};
    for (const each of [EMBEDDING, SEGMENTATION]) files[each] = await install(directory, each, changes);
    expect(speech.voiceModel()).toBe(EMBEDDING);
    if (how === 'gone') await rm(files[name] as string);
    else await truncate(files[name] as string, 100_000);
    await expect(findVoices()).rejects.toMatchObject({ kind: 'model_invalid', detail: expect.stringMatching(detail) });
  });

  it('and of one that was removed, that it is not installed', async () => {
    await install(directory, EMBEDDING);
    expect(speech.voiceModel()).toBe(EMBEDDING);
    await rm(path.join(directory, EMBEDDING), { recursive: true });
    await expect.poll(() => findVoices().catch((error) => error.kind), { timeout: 10_000 }).toBe('model_not_found');
  });
});
