import { readFile, statfs } from 'node:fs/promises';
import { freemem } from 'node:os';
import { Gauge, type Registry } from 'prom-client';
import { AppError } from './errors.ts';

export type ShortOf = 'disk' | 'queue' | 'memory';

export interface CapacityState {
  disk: { free_bytes: number; reserve_bytes: number };
  queue: { length: number; limit: number };
  memory: { free_bytes: number; reserve_bytes: number };
  /** Empty while new work is accepted. */
  short_of: ShortOf[];
}

export interface Capacity {
  state(): Promise<CapacityState>;
  /**
   * Call before anything new is accepted.
   *
   * @param announcedBytes size of the file to come; 0 when unknown
   * @throws AppError `storage_full` (507), `queue_full` (503), `memory_short` (503), all with the time to try again
   */
  admit(announcedBytes: number): Promise<void>;
  /** For more bytes of what was admitted. @throws AppError `storage_full` (507) once the reserve is touched, or would be */
  admitMore(announcedBytes?: number): Promise<void>;
  /**
   * While bytes from outside are being stored: the signal is aborted with `storage_full` when they come to touch the
   * reserve. `end` must be called.
   */
  watch(): { signal: AbortSignal; end(): void };
}

export interface CapacityOptions {
  /** Where media is stored. */
  directory: string;
  /** Undefined: the smaller of 1 GiB and 2 % of the file system; 0: no reserve, the disk may fill up. */
  minFreeDiskBytes: number | undefined;
  minFreeMemoryBytes: number;
  maxQueueLength: number;
  queueLength(): Promise<number>;
  metrics: Registry;
}

const GIB = 1024 ** 3;
const DEFAULT_SHARE = 0.02;
/** How long a measurement is believed. */
const BELIEVED_MS = 1_000;
const WATCH_MS = 500;

/**
 * Says no while there is still room to say it: what is kept in reserve is for the work under way and for the database,
 * which cannot go on when it cannot write.
 */
export function createCapacity(options: CapacityOptions): Capacity {
  const disk = remembered(async () => {
    const { bavail, blocks, bsize } = await statfs(options.directory);
    const reserve = options.minFreeDiskBytes ?? Math.min(GIB, Math.floor(blocks * bsize * DEFAULT_SHARE));
    return { free_bytes: bavail * bsize, reserve_bytes: reserve };
  });
  const memory = remembered(async () => ({
    free_bytes: await freeMemoryBytes(),
    reserve_bytes: options.minFreeMemoryBytes,
  }));
  const queue = remembered(async () => ({ length: await options.queueLength(), limit: options.maxQueueLength }));

  const state = async (): Promise<CapacityState> => {
    const [diskNow, memoryNow, queueNow] = await Promise.all([disk(), memory(), queue()]);
    const short_of: ShortOf[] = [];
    if (diskNow.free_bytes < diskNow.reserve_bytes) short_of.push('disk');
    if (queueNow.length >= queueNow.limit) short_of.push('queue');
    if (memoryNow.free_bytes < memoryNow.reserve_bytes) short_of.push('memory');
    return { disk: diskNow, memory: memoryNow, queue: queueNow, short_of };
  };

  const admitMore = async (announcedBytes = 0) => {
    const { free_bytes, reserve_bytes } = await disk();
    if (reserve_bytes > 0 && free_bytes - announcedBytes < reserve_bytes) {
      throw diskFull(free_bytes, reserve_bytes, announcedBytes);
    }
  };

  new Gauge({
    name: 'parlance_accepting_work',
    help: '1 while new work is accepted, 0 when this is short.',
    labelNames: ['reason'],
    registers: [options.metrics],
    async collect() {
      // Without the database there is no queue to measure; the other figures must still be readable.
      const now = await state().catch(() => undefined);
      if (!now) return this.reset();
      for (const reason of ['disk', 'queue', 'memory'] as const) {
        this.set({ reason }, now.short_of.includes(reason) ? 0 : 1);
      }
    },
  });

  return {
    state,
    admitMore,
    async admit(announcedBytes) {
      const now = await state();
      const { free_bytes, reserve_bytes } = now.disk;
      if (reserve_bytes > 0 && free_bytes - announcedBytes < reserve_bytes)
        throw diskFull(free_bytes, reserve_bytes, announcedBytes);
      if (now.short_of.includes('queue')) {
        throw new AppError('queue_full', {
          detail: `${now.queue.length} sessions are waiting or being processed; ${now.queue.limit} is the most. Try again later.`,
        });
      }
      if (now.short_of.includes('memory')) throw new AppError('memory_short', { detail: 'Try again in a moment.' });
    },
    watch() {
      const controller = new AbortController();
      const timer = setInterval(() => {
        admitMore().catch((error) => controller.abort(error));
      }, WATCH_MS);
      timer.unref();
      return { signal: controller.signal, end: () => clearInterval(timer) };
    },
  };
}

function diskFull(free: number, reserve: number, announced: number): AppError {
  const issue =
    announced > 0 && free >= reserve
      ? `${announced} bytes do not fit: ${free} are free, of which ${reserve} are kept in reserve`
      : `${free} bytes are free, and ${reserve} are kept in reserve`;
  return new AppError('storage_full', { detail: `${issue}.` });
}

/** The last measurement while it is fresh; those who ask meanwhile share one. */
function remembered<T>(measure: () => Promise<T>): () => Promise<T> {
  let last: { value: Promise<T>; at: number } | undefined;
  return () => {
    if (last && performance.now() - last.at < BELIEVED_MS) return last.value;
    const value = measure();
    const mine = { value, at: performance.now() };
    last = mine;
    value.catch(() => {
      if (last === mine) last = undefined;
    });
    return value;
  };
}

/**
 * What the kernel can still give without swapping, page cache that can be dropped included (`MemAvailable`), or what the
 * container's limit (cgroup v2) leaves, if that is less. Elsewhere than on Linux the free memory.
 */
async function freeMemoryBytes(): Promise<number> {
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const available = /^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1];
  return Math.min(available === undefined ? freemem() : Number(available) * 1024, await containerLeavesBytes());
}

async function containerLeavesBytes(): Promise<number> {
  const read = (name: string) => readFile(`/sys/fs/cgroup/memory.${name}`, 'utf8').catch(() => '');
  const limit = Number.parseInt(await read('max'), 10);
  if (!Number.isFinite(limit)) return Number.POSITIVE_INFINITY;
  const [current, stat] = await Promise.all([read('current'), read('stat')]);
  const droppable = Number(/^inactive_file (\d+)$/m.exec(stat)?.[1] ?? 0);
  return limit - (Number.parseInt(current, 10) || 0) + droppable;
}
