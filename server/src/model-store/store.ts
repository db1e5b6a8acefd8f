import { randomBytes } from 'node:crypto';
import { closeSync } from 'node:fs';
import { mkdir, open, rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../platform/errors.ts';
import type { Logger } from '../platform/log.ts';
import { lockFile } from '../platform/postgres/embedded-lock.ts';
import { syncFolder } from '../platform/storage/disk.ts';
import type { CatalogueEntry } from './catalogue.ts';

/** Where models are and where they come from. */
export interface ModelStore {
  /** The directory of models, absolute; need not exist. */
  directory: string;
  catalogue: readonly CatalogueEntry[];
  /** PARLANCE_MODELS_MIRROR: where downloads lie under their file names. */
  mirror: string | undefined;
  /** PARLANCE_OFFLINE: nothing is fetched. */
  offline: boolean;
  /** PARLANCE_OUTBOUND_ALLOW */
  outboundAllow: readonly string[];
  /** So much of the disk is left free. */
  reserveBytes: number;
  log: Logger;
}

const LOOK_AGAIN_MS = 200;

/** Begins with a dot: the server does not look into it. */
export const workFolder = (store: ModelStore) => path.join(store.directory, '.downloads');

/** Makes the folder for downloads. @throws AppError that says whose directory it is when it may not be written */
export async function prepareWorkFolder(store: ModelStore): Promise<string> {
  const folder = workFolder(store);
  try {
    await mkdir(folder, { recursive: true });
    return folder;
  } catch (cause) {
    throw asStoreError(cause, store);
  }
}

/**
 * Runs something while nobody else, in this or another process, does the same to this model.
 *
 * @param onWait called once if somebody else is at it
 */
export async function withLock<T>(
  store: ModelStore,
  name: string,
  options: { signal: AbortSignal; onWait?(): void },
  work: () => Promise<T>,
): Promise<T> {
  const file = path.join(await prepareWorkFolder(store), `${name}.lock`);
  let lock: number | null = null;
  try {
    lock = lockFile(file);
    if (lock === null) options.onWait?.();
    for (; lock === null; lock = lockFile(file)) await pause(LOOK_AGAIN_MS, undefined, { signal: options.signal });
    return await work();
  } catch (error) {
    throw asStoreError(error, store);
  } finally {
    if (lock !== null) closeSync(lock);
  }
}

/** @throws AppError `storage_full` when fewer bytes are free than that */
export async function requireFree(store: ModelStore, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(store.directory);
  const free = Math.max(0, bavail * bsize - store.reserveBytes);
  if (bytes <= free) return;
  throw new AppError('storage_full', {
    detail: `This needs ${megabytes(bytes)} in ${store.directory}, and ${megabytes(free)} can be used there. Make room, or set PARLANCE_MODELS_DIR to another disk.`,
  });
}

/** Writes a file that others read: they see the old one or the new one. On the disk when it returns. */
export async function replaceFile(file: string, content: string): Promise<void> {
  const fresh = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const handle = await open(fresh, 'wx', 0o644);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(file));
}

/** Says in words what the file system says in codes. */
function asStoreError(error: unknown, store: ModelStore): unknown {
  const { code, path: file = store.directory } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('storage_full', { detail: `There is no room left in ${store.directory}.`, cause: error });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST') {
    return new AppError('forbidden', {
      detail: `${file} cannot be written (${code}). Run this as the user of the server, or set PARLANCE_MODELS_DIR.`,
      cause: error,
    });
  }
  return error;
}

/** @example megabytes(108_035_095) // "108 MB" */
export const megabytes = (bytes: number) => `${Math.max(1, Math.round(bytes / 1e6))} MB`;
