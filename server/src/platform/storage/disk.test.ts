import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDiskStorage } from './disk.ts';
import type { Storage } from './storage.ts';

let root: string;
let storage: Storage;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'parlance-disk-'));
  storage = await openDiskStorage(root);
});
afterAll(() => rm(root, { recursive: true }));

describe('disk storage', () => {
  it('stores streams and buffers, reads them whole and in ranges', async () => {
    expect(await storage.write('a/b.txt', Readable.from([Buffer.from('hello '), Buffer.from('world')]))).toBe(11);
    expect(await storage.write('a/c.txt', Buffer.from('other'))).toBe(5);
    expect((await storage.readAll('a/b.txt')).toString()).toBe('hello world');
    expect(await text(await storage.read('a/b.txt', { start: 6, end: 8 }))).toBe('wor');
    expect([await storage.size('a/b.txt'), await storage.size('a'), await storage.size('a/x')]).toEqual([
      11,
      undefined,
      undefined,
    ]);
  });

  it('leaves nothing of what is too large or breaks off', async () => {
    await expect(storage.write('big', Buffer.alloc(100), { maxBytes: 99 })).rejects.toMatchObject({
      kind: 'file_too_large',
    });
    const broken = Readable.from(
      (function* () {
        yield Buffer.alloc(10);
        throw new Error('cut');
      })(),
    );
    await expect(storage.write('cut', broken)).rejects.toThrow('cut');
    await expect(
      storage.produce('half', async (file) => {
        await writeFile(file, 'half');
        throw new Error('failed');
      }),
    ).rejects.toThrow('failed');
    expect(await storage.size('big')).toBeUndefined();
    expect(await readdir(path.join(root, 'tmp'))).toEqual([]);
  });

  it('deletes a key and everything below one', async () => {
    await storage.write('s/1/x', Buffer.from('x'));
    await storage.write('s/2', Buffer.from('y'));
    await storage.delete('s');
    await storage.delete('never-there');
    await expect(storage.read('s/1/x')).rejects.toMatchObject({ kind: 'file_not_found' });
  });

  it('lists every file below a folder, and removes one with the folders it leaves empty', async () => {
    for (const key of ['l/1/a/x', 'l/1/b/y', 'l/2']) await storage.write(key, Buffer.from(key));
    const listed = async () => {
      const files = [];
      for await (const file of storage.list('l')) files.push(file);
      return files.sort((one, other) => one.key.localeCompare(other.key));
    };
    const files = await listed();
    expect(files.map(({ key, size }) => [key, size])).toEqual([
      ['l/1/a/x', 7],
      ['l/1/b/y', 7],
      ['l/2', 3],
    ]);
    expect(Math.abs(Date.now() - (files[0]?.modified_at.getTime() ?? 0))).toBeLessThan(60_000);
    expect(await storage.deleteFile('l/1/a/x')).toBe(7);
    expect(await readdir(path.join(root, 'l', '1'))).toEqual(['b']);
    expect([await storage.deleteFile('l/1/b/y'), await storage.deleteFile('l/2')]).toEqual([7, 3]);
    expect(await readdir(path.join(root, 'l'))).toEqual([]);
    expect([await storage.deleteFile('l/2'), await storage.deleteFile('l')]).toEqual([undefined, undefined]);
    expect(await listed()).toEqual([]);
    for await (const file of storage.list('never-there')) expect(file).toBeUndefined();
  });

  it.each(['../x', 'a/../../x', '/etc/passwd', 'a//b', '.hidden', 'a/.', 'a\0b', ''])(
    'refuses the key %j',
    async (key) => {
      expect(() => storage.localPath(key)).toThrow(expect.objectContaining({ kind: 'internal_error' }));
    },
  );

  it('removes what a crash left, not what another process is writing', async () => {
    await mkdir(path.join(root, 'tmp'), { recursive: true });
    await writeFile(path.join(root, 'tmp', 'old'), '');
    await utimes(path.join(root, 'tmp', 'old'), new Date(0), new Date(0));
    await writeFile(path.join(root, 'tmp', 'new'), '');
    await openDiskStorage(root);
    expect(await readdir(path.join(root, 'tmp'))).toEqual(['new']);
    await rm(path.join(root, 'tmp', 'new'));
  });
});
