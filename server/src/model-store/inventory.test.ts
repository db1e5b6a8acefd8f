import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fileAnswer, type LoopbackWeb, startLoopbackWeb } from '../../test/loopback-web.ts';
import { catalogueEntry, modelArchive } from '../../test/model-archives.ts';
import { createLogger } from '../platform/log.ts';
import { beginFirstModel } from './auto-install.ts';
import { chooseDefault } from './defaults.ts';
import { installModel } from './install.ts';
import { listAvailable, listFound, removeModel } from './inventory.ts';
import type { ModelStore } from './store.ts';

const archive = modelArchive();
const signal = new AbortController().signal;
const says = (kind: string, detail: RegExp) => expect.objectContaining({ kind, detail: expect.stringMatching(detail) });

let mirror: LoopbackWeb;
let store: ModelStore;
let root: string;
beforeAll(async () => {
  mirror = await startLoopbackWeb();
});
afterAll(() => mirror.stop());
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'parlance-inventory-'));
  mirror.requests.length = 0;
  mirror.answer(fileAnswer(archive));
  store = {
    directory: path.join(root, 'models'),
    catalogue: [
      catalogueEntry(archive),
      catalogueEntry(archive, {
        name: 'some-ctc-de',
        languages: ['de', 'nl'],
        url: 'https://models.example.org/de.tar',
      }),
    ],
    mirror: mirror.url,
    offline: false,
    outboundAllow: [],
    reserveBytes: 0,
    log: createLogger({ level: 'silent', pretty: false }),
  };
});
afterEach(() => rm(root, { recursive: true, force: true }));

const readDefaults = async () => JSON.parse(await readFile(path.join(store.directory, 'defaults.json'), 'utf8'));

async function makeOwn(name: string, manifest: unknown): Promise<void> {
  await mkdir(path.join(store.directory, name), { recursive: true });
  await writeFile(path.join(store.directory, name, 'model.json'), JSON.stringify(manifest));
}

describe('listFound and listAvailable', () => {
  it('nothing, where there is no directory', async () => {
    expect(await listFound(store)).toEqual([]);
    expect((await listAvailable(store)).map(({ name, installed }) => [name, installed])).toEqual([
      ['some-ctc-en', false],
      ['some-ctc-de', false],
    ]);
  });

  it('what is installed with its size, and what is broken with what is wrong', async () => {
    await installModel(store, 'some-ctc-en', { signal });
    await makeOwn('broken', { format: 1, name: 'broken' });
    await mkdir(path.join(store.directory, 'no-model'));
    await chooseDefault(store, 'some-ctc-en', 'en', signal);
    const [broken, installed, ...more] = await listFound(store);
    expect(more).toEqual([]);
    expect(broken).toMatchObject({ name: 'broken', model: undefined, default_for: [] });
    expect(broken?.problem).toMatch(/^Model broken: model\.json is not right/);
    expect(installed).toMatchObject({ name: 'some-ctc-en', default_for: ['en'], problem: undefined });
    expect(installed?.bytes).toBeGreaterThan(300_000);
    expect((await listAvailable(store)).map(({ installed }) => installed)).toEqual([true, false]);
  });
});

describe('chooseDefault', () => {
  it('for one language in any writing, for all of a model, and the built-in engine', async () => {
    await installModel(store, 'some-ctc-de', { signal });
    expect(await chooseDefault(store, 'some-ctc-de', undefined, signal)).toEqual(['de', 'nl']);
    expect(await chooseDefault(store, 'some-ctc-de', 'DE_at', signal)).toEqual(['de-at']);
    expect(await chooseDefault(store, 'en-us', 'en', signal)).toEqual(['en']);
    expect(await readDefaults()).toEqual({ de: 'some-ctc-de', nl: 'some-ctc-de', 'de-at': 'some-ctc-de', en: 'en-us' });
  });

  it('many at once: none is lost', async () => {
    await installModel(store, 'some-ctc-de', { signal });
    const tags = Array.from({ length: 12 }, (_, index) => `de-${String.fromCharCode(97 + index)}x`);
    await Promise.all(tags.map((tag) => chooseDefault(store, 'some-ctc-de', tag, signal)));
    expect(Object.keys(await readDefaults()).sort()).toEqual(tags);
  });

  it.each([
    ['a model that is not there', 'some-ctc-d', 'de', 'model_not_found', /Did you mean some-ctc-de\?/],
    ['a language it does not speak', 'some-ctc-de', 'fr', 'invalid_language', /does not speak "fr". It speaks de, nl/],
    ['no language', 'some-ctc-de', '../x', 'invalid_language', /"..\/x" is no language/],
  ])('%s: refused', async (_what, name, language, kind, detail) => {
    await installModel(store, 'some-ctc-de', { signal });
    await expect(chooseDefault(store, name, language, signal)).rejects.toEqual(says(kind, detail));
  });
});

describe('removeModel', () => {
  it('removes it, what it was chosen for, and all that belongs to it', async () => {
    await installModel(store, 'some-ctc-en', { signal });
    await chooseDefault(store, 'some-ctc-en', undefined, signal);
    expect(await removeModel(store, 'some-ctc-en', { signal })).toEqual(['en']);
    expect(await listFound(store)).toEqual([]);
    expect(await readDefaults()).toEqual({});
    await expect(removeModel(store, 'some-ctc-en', { signal })).rejects.toEqual(
      says('model_not_found', /Installed: none/),
    );
  });

  it('a folder of somebody’s own only with consent, a broken one at once', async () => {
    await installModel(store, 'some-ctc-en', { signal });
    const file = path.join(store.directory, 'some-ctc-en', 'model.json');
    const { archive: _, ...own } = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify(own));
    await expect(removeModel(store, 'some-ctc-en', { signal })).rejects.toEqual(says('conflict', /Say --yes/));
    await removeModel(store, 'some-ctc-en', { signal, evenOwn: true });
    await makeOwn('broken', {});
    await removeModel(store, 'broken', { signal });
    expect(await listFound(store)).toEqual([]);
  });

  it.each(['..', '../models', '.downloads', '/etc'])('%s is no model', async (name) => {
    await installModel(store, 'some-ctc-en', { signal });
    await expect(removeModel(store, name, { signal, evenOwn: true })).rejects.toMatchObject({
      kind: 'model_not_found',
    });
    expect((await listFound(store)).length).toBe(1);
  });
});

describe('beginFirstModel', () => {
  const name = 'some-ctc-en';
  const HOUR = 3_600_000;
  let clock = Date.parse('2026-01-01T00:00:00Z');
  const now = () => new Date(clock);
  const begin = (enabled = true) => beginFirstModel(store, { enabled, name, now });

  it('installs the model in the background, and is content with it from then on', async () => {
    const first = await begin();
    expect(first.state).toBe('begun');
    await first.done;
    expect((await listFound(store)).map(({ name }) => name)).toEqual(['some-ctc-en']);
    await first.stop();
    const second = await begin();
    expect([second.state, mirror.requests.length]).toEqual(['present', 1]);
    await second.stop();
  });

  it('is content with any neural model for English, and with none for another language', async () => {
    await installModel(store, 'some-ctc-de', { signal });
    const first = await begin();
    expect(first.state).toBe('begun');
    await first.stop();
  });

  it('off, and offline: nobody is asked', async () => {
    expect((await begin(false)).state).toBe('off');
    store = { ...store, offline: true };
    expect((await begin()).state).toBe('off');
    expect(mirror.requests).toEqual([]);
  });

  it('a failure disturbs nobody and is tried again a day later', async () => {
    mirror.answer((_request, response) => response.writeHead(503).end());
    const first = await begin();
    await first.done;
    await first.stop();
    const asked = mirror.requests.length;
    expect(asked).toBeGreaterThan(0);
    clock += 23 * HOUR;
    const second = await begin();
    expect(second.state).toBe('waits');
    await second.stop();
    expect(mirror.requests.length).toBe(asked);
    clock += 2 * HOUR;
    mirror.answer(fileAnswer(archive));
    const third = await begin();
    expect(third.state).toBe('begun');
    await third.done;
    await third.stop();
    expect((await listFound(store)).length).toBe(1);
  });

  it('stopped in the middle: stops at once, and the next start goes on', async () => {
    mirror.answer(fileAnswer(archive, { pauseMs: 20 }));
    const first = await begin();
    await expect.poll(() => mirror.requests.length).toBe(1);
    const before = performance.now();
    await first.stop();
    expect(performance.now() - before).toBeLessThan(2_000);
    expect(await listFound(store)).toEqual([]);
    mirror.answer(fileAnswer(archive));
    const second = await begin();
    expect(second.state).toBe('begun');
    await second.done;
    await second.stop();
    expect((await listFound(store)).length).toBe(1);
  });

  it('a directory that cannot be written: the server starts all the same', async () => {
    await mkdir(root, { recursive: true });
    await writeFile(path.join(root, 'file'), '');
    store = { ...store, directory: path.join(root, 'file', 'models') };
    const first = await begin();
    await first.done;
    await first.stop();
    expect(mirror.requests).toEqual([]);
  });
});
