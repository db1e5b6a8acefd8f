import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogueEntry, modelArchive } from '../../test/model-archives.ts';
import { isRecogniser } from '../speech/index.ts';
import { FIRST_MODEL } from './auto-install.ts';
import { archiveName, findEntry, readCatalogue } from './catalogue.ts';

describe('the catalogue', () => {
  const catalogue = readCatalogue();

  it('names every model once, under an address of the sherpa-onnx releases, and every download once', () => {
    expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
    expect(new Set(catalogue.map(archiveName)).size).toBe(catalogue.length);
    for (const { url } of catalogue) {
      expect(url).toMatch(/^https:\/\/github\.com\/k2-fsa\/sherpa-onnx\/releases\/download\/[a-z-]+\/[\w.-]+$/);
    }
  });

  it('has published checksums and licences, and no error rate without its source', () => {
    for (const { name, sha256, licence, error_rate, homepage } of catalogue) {
      expect(sha256, name).toMatch(/^[0-9a-f]{64}$/);
      expect(licence, name).not.toBeNull();
      expect(homepage, name).toMatch(/^https:/);
      if (error_rate) expect(error_rate.source, name).toMatch(/^https:/);
    }
  });

  it('calls slow what has a large text decoder, and fast what is small and has none', () => {
    for (const { name, kind, speed, parameters_millions: millions } of catalogue) {
      const hasDecoder = ['whisper', 'moonshine', 'canary'].includes(kind);
      if (!isRecogniser(kind) || millions === null) continue;
      const expected = hasDecoder ? (millions > 200 ? 'slow' : 'medium') : millions > 130 ? 'medium' : 'fast';
      expect(speed, name).toBe(expected);
    }
  });

  it('streaming models are of a streaming kind', () => {
    for (const { name, kind, capabilities } of catalogue.filter(({ kind }) => isRecogniser(kind))) {
      expect(capabilities?.streaming, name).toBe(kind.startsWith('online-'));
    }
  });

  it('has the model of the first start: small, English, with measured times', () => {
    const first = findEntry(catalogue, FIRST_MODEL);
    expect(first).toMatchObject({ languages: ['en'], speed: 'fast', capabilities: { word_times: 'measured' } });
    expect(first.size_bytes).toBeLessThan(150e6);
  });
});

describe('findEntry', () => {
  it.each([
    ['parakeet', 'parakeet-tdt-110m'],
    ['parakeet-v2', 'parakeet-tdt-0.6b-v2'],
    ['wisper-tiny', 'whisper-tiny'],
    ['moonshine', 'moonshine-tiny-en'],
  ])('%s: says the nearest names', (name, near) => {
    const advice = expect.objectContaining({ kind: 'model_not_found', detail: expect.stringContaining(near) });
    expect(() => findEntry(readCatalogue(), name)).toThrow(advice);
  });

  it('what is like none: says how to list them', () => {
    const advice = expect.objectContaining({ detail: expect.stringContaining('`parlance models available`') });
    expect(() => findEntry(readCatalogue(), 'zzzz')).toThrow(advice);
  });
});

describe('a catalogue of one’s own', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'parlance-catalogue-'));
  });
  afterAll(() => rm(root, { recursive: true }));

  const write = async (content: unknown) => {
    const file = path.join(root, 'own.json');
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  const entry = catalogueEntry(modelArchive());

  it('goes before the built-in one', async () => {
    const own = readCatalogue(await write({ format: 1, models: [entry, { ...entry, name: 'whisper-tiny' }] }));
    expect(own.length).toBe(readCatalogue().length + 1);
    expect(findEntry(own, 'whisper-tiny').kind).toBe('nemo-ctc');
    expect(findEntry(own, 'whisper-base').kind).toBe('whisper');
  });

  it.each([
    ['no JSON', '{', /cannot be read/],
    ['another format', { format: 2, models: [] }, /is not right: format/],
    ['a file in another folder', { files: { model: '../model.onnx', tokens: 'tokens.txt' } }, /models\.0\.files/],
    ['plain http', { url: 'http://models.example.org/a.tar' }, /models\.0\.url/],
    ['an unknown kind', { kind: 'magic' }, /models\.0\.kind/],
    ['a role too few', { files: { model: 'model.onnx' } }, /names no "tokens"/],
    ['a role too many', { files: { ...entry.files, joiner: 'joiner.onnx' } }, /has no use for "joiner"/],
    ['a name that leads elsewhere', { name: '../models' }, /models\.0\.name/],
  ])('%s: refused, and says what is wrong', async (_what, changes, detail) => {
    const isWhole = typeof changes === 'string' || 'format' in changes;
    const file = await write(isWhole ? changes : { format: 1, models: [{ ...entry, ...changes }] });
    const refusal = expect.objectContaining({ kind: 'model_invalid', detail: expect.stringMatching(detail) });
    expect(() => readCatalogue(file)).toThrow(refusal);
  });
});
