import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openModelFolder } from './model-folder.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'parlance-models-'));
});
afterEach(() => rm(root, { recursive: true }));

async function install(name: string, changes: object = {}): Promise<void> {
  const unpacking = path.join(root, `.${name}`);
  await mkdir(unpacking);
  await writeFile(path.join(unpacking, 'model.onnx'), 'onnx');
  const manifest = {
    ...{ format: 1, name, title: name, engine: 'sherpa-onnx', kind: 'speaker-embedding', sample_rate: 16_000 },
    ...{ files: { model: 'model.onnx' }, languages: [] },
  };
  await writeFile(path.join(unpacking, 'model.json'), JSON.stringify({ ...manifest, ...changes }));
  await rename(unpacking, path.join(root, name));
}

it('sees models come, change and go without being told', async () => {
  const folder = openModelFolder(root, pino({ level: 'silent' }));
  const names = () => folder.list().map(({ name }) => name);
  expect(names()).toEqual([]);
  await install('b');
  await install('a');
  await expect.poll(names, { timeout: 5_000 }).toEqual(['a', 'b']);
  const before = folder.list()[0]?.revision;
  await rm(path.join(root, 'a'), { recursive: true });
  await install('a', { title: 'another' });
  await expect.poll(() => folder.list()[0]?.title, { timeout: 5_000 }).toBe('another');
  expect(folder.list()[0]?.revision).not.toBe(before);
  await rm(path.join(root, 'b'), { recursive: true });
  await expect.poll(names, { timeout: 5_000 }).toEqual(['a']);
  await writeFile(path.join(root, 'defaults.json'), '{"en":"a","de":7}');
  await expect.poll(() => folder.defaults(), { timeout: 5_000 }).toEqual({ en: 'a' });
});

it('leaves out what cannot be used, with one warning for each', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  await install('good');
  await install('cut', { sizes: { 'model.onnx': 9 } });
  await mkdir(path.join(root, 'no-model'));
  await symlink(path.join(root, 'nowhere'), path.join(root, 'dangling'));
  const folder = openModelFolder(root, log);
  expect(folder.list().map(({ name }) => name)).toEqual(['good']);
  expect(folder.list()).toHaveLength(1);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/cut: model\.onnx has 4 bytes instead of 9/);
});

it('is empty without a directory', () => {
  const log = pino({ level: 'silent' });
  expect(openModelFolder(path.join(root, 'none'), log).list()).toEqual([]);
  expect(openModelFolder(undefined, log).list()).toEqual([]);
});
