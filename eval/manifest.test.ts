import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError, readManifest } from './manifest.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'parlance-manifest-'));
  await writeFile(path.join(directory, 'a.wav'), '');
});
afterAll(() => rm(directory, { recursive: true }));

async function read(...lines: (object | string)[]) {
  const file = path.join(directory, 'manifest.jsonl');
  await writeFile(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return readManifest(file);
}

describe('readManifest', () => {
  it('reads recordings relative to itself, skips blank lines, leaves other fields alone', async () => {
    const entries = await read('\uFEFF{"audio":"a.wav","text":"Hello there."}', '', {
      audio: path.join(directory, 'a.wav'),
      text: 'Twee katten',
      language: 'nl-NL',
      speaker: 'x',
      words: [
        ['twee', 0.1, 0.5],
        ['katten', null, null],
      ],
    });
    expect(entries).toHaveLength(2);
    expect(entries[0]).toMatchObject({ line: 1, name: 'a.wav', language: 'en', hasTimes: false });
    expect(entries[0]?.words.map(({ word }) => word)).toEqual(['Hello', 'there.']);
    expect(entries[1]).toMatchObject({
      line: 3,
      path: path.join(directory, 'a.wav'),
      language: 'nl-NL',
      hasTimes: true,
    });
    expect(entries[1]?.words).toEqual([
      { word: 'twee', start_seconds: 0.1, end_seconds: 0.5 },
      { word: 'katten', start_seconds: null, end_seconds: null },
    ]);
  });

  const good = { audio: 'a.wav', text: 'one two' };
  it.each<[string, object | string, string]>([
    ['no JSON', '{"audio": ', 'not JSON'],
    ['a list', '[]', 'must be an object'],
    ['no audio', { text: 'x' }, '"audio" must be'],
    ['no text', { audio: 'a.wav' }, '"text" must be'],
    ['a missing file', { audio: 'b.wav', text: 'x' }, 'b.wav'],
    ['no language', { ...good, language: 'in English' }, '"language" must be'],
    ['words that are no list', { ...good, words: 'one two' }, '"words" must be a list'],
    ['a word without times', { ...good, words: [['one', 0, 1], ['two']] }, 'word 2 must be'],
    [
      'a word that ends before it starts',
      {
        ...good,
        words: [
          ['one', 2, 1],
          ['two', 2, 3],
        ],
      },
      'word 1 must be',
    ],
    [
      'other words',
      {
        ...good,
        words: [
          ['one', 0, 1],
          ['three', 1, 2],
        ],
      },
      '"3" stands where the text has "2"',
    ],
    ['too few words', { ...good, words: [['one', 0, 1]] }, '"the end" stands where the text has "2"'],
  ])('says which line has %s', async (_what, line, message) => {
    const error = await read(good, line).catch((failure) => failure);
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toContain('line 2: ');
    expect(error.message).toContain(message);
  });

  it('says that there is no manifest, or nothing in it', async () => {
    await expect(readManifest(path.join(directory, 'none.jsonl'))).rejects.toThrow('there is no such file');
    await expect(read('')).rejects.toThrow('no recordings');
  });
});
