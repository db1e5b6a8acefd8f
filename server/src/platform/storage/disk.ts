import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open, opendir, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../errors.ts';
import type { GrowingFile, Storage, StoredFile } from './storage.ts';

/** Segments of a key: no dot files, no `..`, nothing that means something to a file system. */
const KEY = /^[a-z0-9][a-z0-9_.-]*(\/[a-z0-9][a-z0-9_.-]*)*$/i;

/** A temporary file nobody wrote to for this long has no writer any more. */
const ABANDONED_MS = 3_600_000;

/** Storage in a local directory. Writes go to a temporary file that is synced and renamed into place. */
export async function openDiskStorage(root: string): Promise<Storage> {
  const temporary = path.join(root, 'tmp');
  await mkdir(temporary, { recursive: true, mode: 0o700 });
  await removeAbandoned(temporary);

  const resolve = (key: string) => {
    if (!KEY.test(key) || key.includes('..')) {
      throw new AppError('internal_error', { detail: 'A storage key has a form that is not allowed.' });
    }
    return path.join(root, key);
  };

  return {
    async write(key, content, options = {}) {
      const target = resolve(key);
      const partial = path.join(temporary, randomUUID());
      let written = 0;
      const counter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          written += chunk.length;
          const { maxBytes = Infinity } = options;
          done(written > maxBytes ? tooLarge(maxBytes) : null, chunk);
        },
      });
      try {
        const source = content instanceof Readable ? content : Readable.from([content], { objectMode: false });
        const file = createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true });
        await pipeline(source, counter, file, options.signal ? { signal: options.signal } : {});
        await putInPlace(partial, target);
        return written;
      } catch (error) {
        await rm(partial, { force: true });
        throw asStorageError(options.signal?.aborted ? options.signal.reason : error);
      }
    },

    async produce(key, make) {
      const target = resolve(key);
      const partial = path.join(temporary, randomUUID());
      try {
        const made = await make(partial);
        await putInPlace(partial, target);
        return made;
      } catch (error) {
        await rm(partial, { force: true });
        throw asStorageError(error);
      }
    },

    async append(key, start) {
      const target = resolve(key);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      const file = await open(target, start === 0 ? 'w' : 'r+', 0o600).catch((error) => {
        throw asStorageError(error);
      });
      return growing(file, start);
    },

    async read(key, range) {
      // Opening first turns a missing file into an answer instead of a broken stream.
      const file = await open(resolve(key), 'r').catch((error) => {
        throw asStorageError(error);
      });
      return createReadStream('', { fd: file, ...range });
    },

    readAll: (key) =>
      readFile(resolve(key)).catch((error) => {
        throw asStorageError(error);
      }),

    async size(key) {
      const found = await stat(resolve(key)).catch(() => undefined);
      return found?.isFile() ? found.size : undefined;
    },

    delete: (key) => rm(resolve(key), { recursive: true, force: true }),

    async deleteFile(key) {
      const file = resolve(key);
      const found = await stat(file).catch(() => undefined);
      if (!found?.isFile()) return undefined;
      await rm(file, { force: true });
      // The folders below the root stay: programs hold on to them.
      for (let folder = path.dirname(key); folder.includes('/'); folder = path.dirname(folder)) {
        const isGone = await rmdir(resolve(folder)).then(
          () => true,
          () => false,
        );
        if (!isGone) break;
      }
      return found.size;
    },

    list: (folder) => listFiles(resolve(folder), folder),

    localPath: resolve,
  };
}

async function growing(file: FileHandle, start: number): Promise<GrowingFile> {
  await file.truncate(start);
  let end = start;
  return {
    async write(chunk) {
      try {
        for (let written = 0; written < chunk.length; ) {
          const { bytesWritten } = await file.write(chunk, written, chunk.length - written, end);
          written += bytesWritten;
          end += bytesWritten;
        }
      } catch (error) {
        throw asStorageError(error);
      }
    },
    sync: () => file.datasync(),
    close: () => file.close(),
  };
}

/** Depth first, so that what lies together comes together. What disappears meanwhile is left out. */
async function* listFiles(folder: string, prefix: string): AsyncGenerator<StoredFile> {
  const entries = await opendir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (!entries) return;
  for await (const entry of entries) {
    const key = `${prefix}/${entry.name}`;
    if (entry.isDirectory()) yield* listFiles(path.join(folder, entry.name), key);
    else if (entry.isFile() && KEY.test(key)) {
      const found = await stat(path.join(folder, entry.name)).catch(() => undefined);
      if (found) yield { key, size: found.size, modified_at: found.mtime };
    }
  }
}

async function putInPlace(partial: string, target: string): Promise<void> {
  const folder = path.dirname(target);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await rename(partial, target);
  await syncFolder(folder);
}

/** Sees that the names in a folder, new and renamed ones, outlive a loss of power as their bytes do. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function tooLarge(maxBytes: number): AppError {
  return new AppError('file_too_large', { detail: `At most ${maxBytes} bytes are taken.` });
}

/** What a crash left half-written belongs to nobody. Other processes may be writing: theirs is younger. */
async function removeAbandoned(temporary: string): Promise<void> {
  for (const name of await readdir(temporary)) {
    const file = path.join(temporary, name);
    const found = await stat(file).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > ABANDONED_MS) await rm(file, { force: true });
  }
}

/** Translates what the file system says into what a client can act on. */
export function asStorageError(error: unknown): unknown {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  // A database whose socket is missing is no missing file.
  if (syscall === 'connect') return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('storage_full', { cause: error });
  if (code === 'ENOENT') return new AppError('file_not_found', { cause: error });
  return error;
}
