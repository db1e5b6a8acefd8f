import { symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { safeName } from './commands/export.ts';
import { planOutputs } from './output-files.ts';

let place: string;
beforeEach(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'parlance-output-'));
});
afterEach(() => rm(place, { recursive: true }));

it('names each text after its input, and keeps namesakes apart', () => {
  expect(planOutputs(['a/talk.wav', 'b/talk.mp3', 'c/other.ogg'], 'out', 'txt')).toEqual([
    path.join('out', 'talk.txt'),
    path.join('out', 'talk-2.txt'),
    path.join('out', 'other.txt'),
  ]);
});

it('never replaces an input, not even behind a link', () => {
  const input = path.join(place, 'talk.txt');
  writeFileSync(input, 'audio under a wrong name');
  expect(() => planOutputs([input], place, 'txt')).toThrow('would be replaced by its own transcript');
  symlinkSync(place, `${place}-link`);
  try {
    expect(() => planOutputs([input], `${place}-link`, 'txt')).toThrow('would be replaced');
  } finally {
    rm(`${place}-link`, { force: true });
  }
});

describe('safeName', () => {
  it.each([
    ['Café 1.docx', 'Café 1.docx'],
    ['../../etc/passwd', '__.._etc_passwd'],
    ['..', '_'],
    ['.bashrc', '_bashrc'],
    ['C:\\x.srt', 'C_x.srt'],
    ['a\u001b[2Jb', 'a_[2Jb'],
    ['', 'document'],
  ])('a file the server calls %j is saved as %j', (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });
});
