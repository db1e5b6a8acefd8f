import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readManifest } from '../manifest.ts';
import { speechLevel } from './noise.ts';
import { readAudio } from './pcm.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'parlance-corpus-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function make(name: string, ...args: string[]): Promise<Record<string, string>> {
  const program = path.join(import.meta.dirname, '..', 'make-corpus.ts');
  const out = path.join(directory, name);
  const { stdout } = await promisify(execFile)(process.execPath, [program, '--out', out, ...args]);
  const files = stdout.trimEnd().split('\n');
  return Object.fromEntries(files.map((file) => [path.basename(file, '.jsonl'), file]));
}

// The synthesisers are for this corpus alone, so the product's setup does not install them.
const isInstalled = existsSync('/usr/bin/espeak-ng') && existsSync('/usr/bin/flite');

describe.skipIf(!isInstalled)('npm run eval:corpus', { timeout: 120_000 }, () => {
  it('writes readings and sentences, clean and noisy, with the times of words', async () => {
    const manifests = await make('one', '--sentences', '2');
    expect(Object.keys(manifests)).toHaveLength(10);
    const clean = await readManifest(manifests['synthetic-clean'] as string);
    expect(clean.map(({ name }) => path.basename(name))).toEqual(['01-flite-slt.wav', '02-espeak-en-us.wav']);
    for (const entry of clean) {
      const samples = await readAudio(entry.path);
      expect(entry.words.every(({ start_seconds }) => start_seconds !== null)).toBe(true);
      let before = 0.5;
      for (const { start_seconds, end_seconds } of entry.words) {
        expect(start_seconds).toBeGreaterThanOrEqual(before);
        expect(end_seconds).toBeGreaterThan(start_seconds as number);
        before = start_seconds as number;
      }
      expect(samples.length / 16_000).toBeGreaterThan(before);
      // Half a second of room before and after: nothing is said there.
      expect(speechLevel(samples.subarray(0, 8_000))).toBeLessThan(speechLevel(samples) / 100);
    }
    expect(await readManifest(manifests['librivox-noisy'] as string)).toHaveLength(30);
    const noisy = await readManifest(manifests['synthetic-babble-5'] as string);
    expect(noisy.map(({ words }) => words)).toEqual(clean.map(({ words }) => words));
    expect((await readManifest(manifests.tuning as string)).length).toBeGreaterThan(25);
  });

  it('gives the same again', async () => {
    const bytes = async (manifest: string) => readFile((await readManifest(manifest))[1]?.path as string);
    const again = await make('again', '--sentences', '2');
    for (const name of ['synthetic-clean', 'synthetic-babble-10', 'librivox-noisy']) {
      const before = path.join(directory, 'one', `${name}.jsonl`);
      expect((await bytes(again[name] as string)).equals(await bytes(before))).toBe(true);
    }
  });
});

it('explains a wrong argument', async () => {
  await expect(make('x', '--seed', 'one')).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--seed must be a whole number.'),
  });
});
