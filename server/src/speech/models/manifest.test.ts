import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readModel } from './manifest.ts';

const GOOD = {
  format: 1,
  name: 'tiny',
  title: 'Tiny',
  engine: 'sherpa-onnx',
  kind: 'nemo-ctc',
  files: { model: 'model.onnx', tokens: 'tokens.txt' },
  sizes: { 'model.onnx': 4 },
  languages: ['en'],
  sample_rate: 16_000,
};

let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'parlance-models-'));
  folder = path.join(root, 'tiny');
  await mkdir(folder);
  await writeFile(path.join(folder, 'model.onnx'), 'onnx');
  await writeFile(path.join(folder, 'tokens.txt'), 'a 0\n');
  await describeAs(GOOD);
});
afterEach(() => rm(root, { recursive: true }));

const describeAs = (manifest: unknown) => writeFile(path.join(folder, 'model.json'), JSON.stringify(manifest));
const refusal = (pattern: RegExp) =>
  expect.objectContaining({ kind: 'model_invalid', detail: expect.stringMatching(pattern) });

describe('readModel', () => {
  it('reads a folder of one’s own', () => {
    expect(readModel(folder)).toMatchObject({ ...GOOD, directory: folder });
  });

  it.each([
    ['no sizes at all', { sizes: undefined }],
    ['fields of later versions', { made_by: 'me' }],
  ])('takes %s', async (_what, changes) => {
    await describeAs({ ...GOOD, ...changes });
    expect(readModel(folder).name).toBe('tiny');
  });

  it.each([
    ['a missing file', { files: { model: 'gone.onnx', tokens: 'tokens.txt' } }, /tiny: gone\.onnx is missing/],
    ['a file that was cut off', { sizes: { 'model.onnx': 5 } }, /model\.onnx has 4 bytes instead of 5/],
    ['a role that is not named', { files: { model: 'model.onnx' } }, /model\.json names no "tokens", which nemo-ctc/],
    ['a way out of the folder', { files: { model: '../model.onnx', tokens: 'tokens.txt' } }, /outside of the folder/],
    ['an absolute path', { files: { model: '/etc/passwd', tokens: 'tokens.txt' } }, /outside of the folder/],
    ['an unknown kind', { kind: 'magic' }, /model\.json is not right: kind /],
    ['a wrong sample rate', { sample_rate: 1 }, /model\.json is not right: sample_rate /],
    ['another format', { format: 2 }, /model\.json is not right: format /],
    ['the name of another model', { name: 'other' }, /names the model "other"/],
  ])('refuses %s, and says which file it is', async (_what, changes, pattern) => {
    await describeAs({ ...GOOD, ...changes });
    expect(() => readModel(folder)).toThrow(refusal(pattern));
  });

  it('refuses an empty file, a manifest that is no JSON, and none', async () => {
    await writeFile(path.join(folder, 'tokens.txt'), '');
    expect(() => readModel(folder)).toThrow(refusal(/tokens\.txt has 0 bytes/));
    await writeFile(path.join(folder, 'model.json'), '{"format": 1');
    expect(() => readModel(folder)).toThrow(refusal(/model\.json is not JSON/));
    await rm(path.join(folder, 'model.json'));
    expect(() => readModel(folder)).toThrow(refusal(/model\.json cannot be read/));
  });
});
