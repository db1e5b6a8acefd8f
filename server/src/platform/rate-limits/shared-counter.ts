import pg from 'pg';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Logger } from '../log.ts';
import {
  createMemoryCounter,
  limiterOptions,
  perWindow,
  type RateCounter,
  type Use,
  unused,
  useOf,
  type Window,
} from './counter.ts';

/** A store that hangs must not hang the requests. */
const STORE_TIMEOUT_MS = 1_000;
/** After a failure of the store, how long it is left alone. */
const OUTAGE_MS = 5_000;
const REMEMBERED = 10_000;

/**
 * For processes that share a database: one counter in one table, exact across all of them.
 *
 * Requests of one caller that come while its counter is being written wait and are counted together by the next write:
 * each still gets a place of its own, and a busy key costs one short statement at a time and process instead of one a
 * request. A caller known to be over its limit is not written down again until its window ends.
 *
 * When the store fails, requests are counted here alone and go on: a limit protects the service, and to refuse everyone
 * because nobody can be counted would be the outage itself.
 */
export function createSharedCounter(connectionString: string, log: Logger): RateCounter {
  // Of its own: a pool emptied by slow queries must not hold up the counting, nor the counting those.
  const pool = new pg.Pool({
    connectionString,
    max: 2,
    application_name: 'parlance-rate-limits',
    connectionTimeoutMillis: STORE_TIMEOUT_MS,
    query_timeout: STORE_TIMEOUT_MS,
    keepAlive: true,
  });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const limiters = perWindow(
    (window) =>
      new RateLimiterPostgres({
        ...limiterOptions(window),
        storeClient: pool,
        storeType: 'pool',
        tableName: 'rate_limits',
        tableCreated: true,
        // One of them clears the expired rows of all.
        clearExpiredByTimeout: window === 'day',
      }),
  );
  const alone = createMemoryCounter();
  let outageUntil = 0;
  let failing = false;

  async function ask<T>(question: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> {
    if (Date.now() < outageUntil) return otherwise();
    try {
      const answer = await question();
      if (failing) log.info('rate limits are counted across processes again');
      failing = false;
      return answer;
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'rate limits cannot be counted across processes, each counts alone');
      failing = true;
      outageUntil = Date.now() + OUTAGE_MS;
      return otherwise();
    }
  }

  const waiting = new Map<string, ((use: Use) => void)[]>();
  const known = new Map<string, Use>();
  const remember = (id: string, use: Use) => {
    if (known.size >= REMEMBERED) known.clear();
    known.set(id, use);
  };

  async function writeWaiting(id: string, caller: string, window: Window): Promise<void> {
    for (let batch = waiting.get(id); batch?.length; batch = waiting.get(id)) {
      waiting.set(id, []);
      const size = batch.length;
      const use = await ask(
        async () => useOf(await limiters[window].penalty(caller, size)),
        async () => {
          let last = await alone.count(caller, window, 0);
          for (let index = 1; index < size; index++) last = await alone.count(caller, window, 0);
          return last;
        },
      );
      remember(id, use);
      batch.forEach((resolve, index) => {
        resolve({ ...use, used: use.used - size + index + 1 });
      });
    }
    waiting.delete(id);
  }

  return {
    async count(caller, window, limit) {
      const id = `${window}:${caller}`;
      const last = known.get(id);
      if (last && last.used >= limit && last.resetsAt > Date.now()) return { ...last, used: last.used + 1 };
      return new Promise((resolve) => {
        const others = waiting.get(id);
        if (others) {
          others.push(resolve);
          return;
        }
        waiting.set(id, [resolve]);
        void writeWaiting(id, caller, window);
      });
    },
    look: (caller, window) =>
      ask(
        async () => {
          const result = await limiters[window].get(caller);
          return result ? useOf(result) : unused(window);
        },
        () => alone.look(caller, window),
      ),
    close: () => pool.end(),
  };
}
