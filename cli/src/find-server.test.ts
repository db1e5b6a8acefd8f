import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findServer } from './find-server.ts';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'parlance-find-'));
  await mkdir(path.join(home, 'data'));
  await mkdir(path.join(home, 'below/it'), { recursive: true });
  await writeFile(path.join(home, 'data/first-run.json'), '{"url":"http://127.0.0.1:9001","batch_key":"k1"}');
});
afterEach(() => rm(home, { recursive: true }));

it('goes by PARLANCE_URL and PARLANCE_KEY before anything else', () => {
  expect(findServer({ PARLANCE_URL: 'https://speech.example/', PARLANCE_KEY: 'k' }, home).url).toBe(
    'https://speech.example',
  );
});

it('finds the local server in data of this directory and of those above', () => {
  expect(findServer({}, home).url).toBe('http://127.0.0.1:9001');
  expect(findServer({}, path.join(home, 'below/it')).url).toBe('http://127.0.0.1:9001');
  expect(findServer({ PARLANCE_DATA_DIR: '../data' }, path.join(home, 'below')).url).toBe('http://127.0.0.1:9001');
});

it('looks nowhere else when PARLANCE_DATA_DIR is set', () => {
  expect(() => findServer({ PARLANCE_DATA_DIR: 'elsewhere' }, home)).toThrow('No Parlance server is known');
});

it('gives the local key to local addresses only', () => {
  expect(findServer({ PARLANCE_URL: 'http://localhost:9002' }, home).url).toBe('http://localhost:9002');
  expect(() => findServer({ PARLANCE_URL: 'https://speech.example' }, home)).toThrow('PARLANCE_KEY is not set');
});

it('takes a given key to the local server', () => {
  expect(findServer({ PARLANCE_KEY: 'k' }, home).url).toBe('http://127.0.0.1:9001');
});

it('says which file is damaged', async () => {
  const file = path.join(home, 'data/first-run.json');
  await writeFile(file, '{"url":');
  expect(() => findServer({}, home)).toThrow(`${file} is damaged`);
  await chmod(file, 0o600);
});
