import { LRUCache } from 'lru-cache';
import type { Storage } from '../../../platform/storage/storage.ts';

/** All contents together, and the largest that is kept: twenty hours of words. */
const CACHE_BYTES = 64 * 1024 * 1024;
const LARGEST_BYTES = 16 * 1024 * 1024;

const contents = new LRUCache<string, Buffer, Storage>({
  maxSize: CACHE_BYTES,
  // Nothing that was erased lies in memory for long.
  ttl: 10 * 60_000,
  sizeCalculation: ({ length }) => Math.max(1, length),
  fetchMethod: (key, _stale, { context: storage }) => storage.readAll(key),
});

/**
 * What is read by many at once is read from the disk once and shared by all answers. Stored contents never change: a key
 * stands for a revision, and another storage has other documents.
 *
 * @returns undefined for what is too large to be kept in memory
 */
export async function findContent(storage: Storage, file: { key: string; bytes: number }): Promise<Buffer | undefined> {
  if (file.bytes > LARGEST_BYTES) return undefined;
  return contents.fetch(file.key, { context: storage });
}
