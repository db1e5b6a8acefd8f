import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packTar } from '../../test/model-archives.ts';
import { readTar } from './tar-reader.ts';

const LIMITS = { entries: 100, bytes: 10_000_000 };

async function* inPieces(whole: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < whole.length; at += length) yield whole.subarray(at, at + length);
}

async function read(archive: Buffer, piece = 4_096) {
  const found: { path: string; type: string; content: string }[] = [];
  for await (const entry of readTar(inPieces(archive, piece), LIMITS)) {
    const parts: Buffer[] = [];
    for await (const part of entry.content()) parts.push(part);
    found.push({ path: entry.path, type: entry.type, content: Buffer.concat(parts).toString() });
  }
  return found;
}

describe('readTar', () => {
  let root: string;
  const LONG = `${'long-'.repeat(40)}name.txt`;
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'parlance-tar-'));
    await mkdir(path.join(root, 'm', 'in'), { recursive: true });
    await writeFile(path.join(root, 'm', 'a.txt'), 'a'.repeat(1_000));
    await writeFile(path.join(root, 'm', 'ü.txt'), 'umlaut');
    await writeFile(path.join(root, 'm', 'empty'), '');
    await writeFile(path.join(root, 'm', 'in', LONG), 'long');
    await symlink('a.txt', path.join(root, 'm', 'link'));
  });
  afterAll(() => rm(root, { recursive: true }));

  it.each(['gnu', 'oldgnu', 'ustar', 'posix'])('reads what GNU tar writes as %s', async (format) => {
    const name = format === 'ustar' ? ['--exclude', 'long*'] : [];
    const archive = execFileSync('tar', ['-C', root, `--format=${format}`, ...name, '-c', 'm']);
    const found = new Map((await read(archive, 700)).map((entry) => [entry.path, entry]));
    expect(found.get('m/a.txt')).toMatchObject({ type: 'file', content: 'a'.repeat(1_000) });
    expect(found.get('m/ü.txt')?.content).toBe('umlaut');
    expect(found.get('m/empty')).toMatchObject({ type: 'file', content: '' });
    expect(found.get('m/link')?.type).toBe('link');
    expect(found.get('m/in/')?.type).toBe('directory');
    if (format !== 'ustar') expect(found.get(`m/in/${LONG}`)?.content).toBe('long');
  });

  it('gives back what was packed, however it comes in pieces, and whether it is read or not', async () => {
    const thing = fc.record({
      path: fc.stringMatching(/^[a-z]{1,20}$/),
      content: fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
      isRead: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(thing, { maxLength: 6 }), fc.integer({ min: 1, max: 3_000 }), async (things, piece) => {
        let at = 0;
        for await (const entry of readTar(inPieces(packTar(things), piece), LIMITS)) {
          const { path, content, isRead } = things[at++] as (typeof things)[number];
          expect([entry.path, entry.size]).toEqual([path, content.length]);
          if (!isRead) continue;
          const parts: Buffer[] = [];
          for await (const part of entry.content()) parts.push(part);
          expect(Buffer.concat(parts).equals(content)).toBe(true);
        }
        expect(at).toBe(things.length);
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  it('cut anywhere it is refused, and never read beyond its end', async () => {
    const archive = packTar([
      { path: 'a', content: Buffer.alloc(700, 'a') },
      { path: 'b', content: Buffer.from('b') },
    ]);
    for (let length = 0; length < archive.length - 1_024; length += 97) {
      await expect(read(archive.subarray(0, length))).rejects.toMatchObject({ kind: 'model_invalid' });
    }
  });

  it('a changed header is noticed', async () => {
    const archive = packTar([{ path: 'a', content: Buffer.from('a') }]);
    archive[0] = 'b'.charCodeAt(0);
    await expect(read(archive)).rejects.toMatchObject({ detail: 'The archive is no tar archive, or is damaged.' });
  });

  it('a name of megabytes is refused before it is held', async () => {
    const archive = packTar([{ path: '././@LongLink', flag: 'L', content: Buffer.alloc(1_000_000, 'n') }]);
    await expect(read(archive)).rejects.toMatchObject({ detail: 'The archive has a name that is too long.' });
  });
});
