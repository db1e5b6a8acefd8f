import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseDefault } from '../src/model-store/defaults.ts';
import { FIRST_MODEL } from '../src/model-store/index.ts';
import { installModel } from '../src/model-store/install.ts';
import { removeModel } from '../src/model-store/inventory.ts';
import type { ModelStore } from '../src/model-store/store.ts';
import { createLogger } from '../src/platform/log.ts';
import { type Answerer, fileAnswer, type LoopbackWeb, startLoopbackWeb } from './loopback-web.ts';
import { catalogueEntry, modelArchive, sha256 } from './model-archives.ts';
import { heldBackRecordings } from './models/fixtures.ts';
import { startTestServer, type TestServer } from './test-server.ts';
import { wavOf } from './wav.ts';

const signal = new AbortController().signal;
const MODELS = '/api/v3/speech-to-text/models';
/** A real model of some words, made by tools/tiny-models. */
const TINY = path.join(import.meta.dirname, 'models', 'tiny-ctc-en');

let mirror: LoopbackWeb;
let server: TestServer;
beforeAll(async () => {
  [mirror, server] = await Promise.all([
    startLoopbackWeb(),
    startTestServer({ PARLANCE_ENGINES: 'sherpa-onnx,scripted,pocketsphinx' }),
  ]);
});
afterAll(async () => {
  await server?.stop();
  await mirror?.stop();
});

function storeWith(archive: Buffer, changes: Parameters<typeof catalogueEntry>[1]): ModelStore {
  mirror.answer(fileAnswer(archive));
  return {
    directory: server.running.ctx.config.modelsDir,
    catalogue: [catalogueEntry(archive, changes)],
    mirror: mirror.url,
    offline: false,
    outboundAllow: [],
    reserveBytes: 0,
    log: createLogger({ level: 'silent', pretty: false }),
  };
}

/** Keys of the models, as the API tells them. */
async function offered(): Promise<string[]> {
  const { body } = await server.call('GET', MODELS, { key: server.keys.batch });
  return (
    JSON.stringify(body)
      .match(/"[a-z0-9][a-z0-9._-]{0,63}"/g)
      ?.map((text) => text.slice(1, -1)) ?? []
  );
}

it('a running server offers a model as soon as it is installed, and no longer when it is removed', async () => {
  const store = storeWith(modelArchive(), { languages: ['nl'] });
  const dutch = { language: 'nl' };
  const create = () => server.call('POST', '/api/v3/speech-to-text/session', { key: server.keys.batch, json: dutch });
  expect((await create()).status).toBe(400);
  await installModel(store, 'some-ctc-en', { signal });
  await expect.poll(offered, { timeout: 10_000 }).toContain('some-ctc-en');
  expect((await create()).status).toBe(200);
  await removeModel(store, 'some-ctc-en', { signal });
  await expect.poll(offered, { timeout: 10_000 }).not.toContain('some-ctc-en');
  expect((await create()).status).toBe(400);
});

/** Installs the tiny model under a name. */
async function installTiny(name: string): Promise<ModelStore> {
  const manifest = JSON.parse(await readFile(path.join(TINY, 'model.json'), 'utf8'));
  const names = Object.values(manifest.files) as string[];
  const contents = await Promise.all(names.map((name) => readFile(path.join(TINY, name))));
  const archive = modelArchive(Object.fromEntries(names.map((name, index) => [name, contents[index] as Buffer])));
  const store = storeWith(archive, { ...manifestFacts(manifest), name, sha256: sha256(archive) });
  await installModel(store, name, { signal });
  await expect.poll(offered).toContain(name);
  return store;
}

it('and transcribes with it, without a restart', async () => {
  const store = await installTiny('tiny-ctc-en');
  await chooseDefault(store, 'tiny-ctc-en', 'en', signal);
  const [recording] = heldBackRecordings();
  const id = await server.transcribe(recording?.audio as string, { language: 'en' });
  expect(await server.ended(id)).toMatchObject({ status: 'completed', engine: 'sherpa-onnx', model: 'tiny-ctc-en' });
});

it('models may be switched and removed while sessions run: none fails, and nothing of them is missing', async () => {
  const store = await installTiny('one');
  await installTiny('two');
  await chooseDefault(store, 'one', 'en', signal);
  await expect.poll(() => server.running.ctx.speech.findModel('en')?.key).toBe('one');
  const recordings = heldBackRecordings();
  const all = await Promise.all(recordings.map(({ audio }) => readFile(audio)));
  const long = path.join(server.dataDir, 'long.wav');
  await writeFile(
    long,
    await wavOf(
      Buffer.concat(
        Array(4)
          .fill(all.map((file) => file.subarray(44)))
          .flat(),
      ),
    ),
  );
  // By the language, by the model's name, and once more.
  const ids: string[] = [];
  for (const language of ['en', 'one', 'en']) ids.push(await server.transcribe(long, { language }));
  const view = (id: string) => server.call('GET', `/api/v3/speech-to-text/session/${id}`, { key: server.keys.batch });
  await expect
    .poll(async () => (await view(ids[0] as string)).body, { interval: 20 })
    .toMatchObject({
      status: 'processing',
      stage: 'recognise',
      model: 'one',
    });
  await chooseDefault(store, 'two', 'en', signal);
  await removeModel(store, 'one', { signal });
  const ended = [];
  for (const id of ids) ended.push(await server.ended(id));
  expect(ended.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed']);
  expect(ended.at(-1)).toMatchObject({ model: 'two' });
  const results = await Promise.all(
    ids.map((id) => server.call('GET', `/api/v3/speech-to-text/session/${id}/result`, { key: server.keys.batch })),
  );
  const [first, ...others] = results.map(({ body }) => JSON.stringify(body).match(/"[a-z]+"/gi)?.length ?? 0);
  expect(first).toBeGreaterThan(200);
  for (const other of others) expect(other).toBe(first);
});

it('a session whose model turns out to be damaged ends with the reason, others go on', async () => {
  await installTiny('good');
  await installTiny('cut');
  const folder = path.join(server.running.ctx.config.modelsDir, 'cut');
  const manifest = JSON.parse(await readFile(path.join(folder, 'model.json'), 'utf8'));
  // A folder of one's own need not know the sizes of its files.
  await writeFile(path.join(folder, 'model.json'), JSON.stringify({ ...manifest, sizes: {}, sha256: {} }));
  await truncate(path.join(folder, manifest.files.model), 300_000);
  const [recording] = heldBackRecordings();
  const damaged = await server.transcribe(recording?.audio as string, { language: 'cut' });
  const whole = await server.transcribe(recording?.audio as string, { language: 'good' });
  expect(await server.ended(damaged)).toMatchObject({
    status: 'failed',
    error_code: 'MODEL_INVALID',
    error: expect.stringMatching(/cut cannot be loaded: its file model\.onnx/),
  });
  expect(await server.ended(whole)).toMatchObject({ status: 'completed' });
});

describe('the first start', () => {
  let place: string;
  beforeAll(async () => {
    place = await mkdtemp(path.join(tmpdir(), 'parlance-first-'));
  });
  afterAll(() => rm(place, { recursive: true }));

  async function startFirst(archive: Buffer, answer: Answerer): Promise<TestServer> {
    const catalogue = path.join(place, 'catalogue.json');
    await writeFile(catalogue, JSON.stringify({ format: 1, models: [catalogueEntry(archive, { name: FIRST_MODEL })] }));
    mirror.requests.length = 0;
    mirror.answer(answer);
    return await startTestServer({
      PARLANCE_ENGINES: 'sherpa-onnx,pocketsphinx',
      PARLANCE_AUTO_INSTALL: '1',
      PARLANCE_MODELS_CATALOGUE: catalogue,
      PARLANCE_MODELS_MIRROR: mirror.url,
    });
  }

  it('brings a neural English model while the built-in engine answers already', async () => {
    const archive = modelArchive();
    const server = await startFirst(archive, fileAnswer(archive, { pauseMs: 20 }));
    try {
      expect(server.running.firstModel.state).toBe('begun');
      const { body } = await server.call('GET', MODELS, { key: server.keys.batch });
      expect(JSON.stringify(body)).toContain('en-us');
      await server.running.firstModel.done;
      expect(await readdir(server.running.ctx.config.modelsDir)).toContain(FIRST_MODEL);
      const later = async () => JSON.stringify((await server.call('GET', MODELS, { key: server.keys.batch })).body);
      await expect.poll(later, { timeout: 10_000 }).toContain(FIRST_MODEL);
    } finally {
      await server.stop();
    }
  });

  it('waits for nobody: a server that never answers keeps neither the start nor the stop', async () => {
    const server = await startFirst(modelArchive(), () => {});
    await expect.poll(() => mirror.requests.length).toBeGreaterThan(0);
    const began = performance.now();
    await server.stop();
    expect(performance.now() - began).toBeLessThan(4_000);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: a manifest as it stands in its file
const manifestFacts = ({ name, kind, files, languages, sample_rate }: any) => ({
  name,
  kind,
  files,
  languages,
  sample_rate,
});
