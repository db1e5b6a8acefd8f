import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from './errors.ts';
import type { EventBus } from './events.ts';
import type { Logger } from './log.ts';
import { openSessionLocks } from './postgres/session-locks.ts';

export interface Lock {
  release(): Promise<void>;
}

export interface LockOptions {
  /** Ends the waiting. */
  signal?: AbortSignal;
  /** How long to wait for a holder that does not let go. */
  timeoutMs?: number;
  /** Somebody waits for this lock, in this process or in another, or it is lost: come to an end soon. */
  onWanted?: () => void;
}

/** Locks by name that hold across all processes on one database. */
export interface Locks {
  /** Waits for the lock and asks its holder to let go. @throws AppError `locked` when time or `signal` ends the waiting */
  acquire(name: string, options?: LockOptions): Promise<Lock>;
  /** The lock, if nobody has it; its holder is left in peace. */
  tryAcquire(name: string): Promise<Lock | undefined>;
  close(): Promise<void>;
}

/** How often a lock that another process has is tried, and how often that process is told. */
const TRY_EVERY_MS = 50;
const ASK_EVERY_MS = 500;
const TIMEOUT_MS = 30_000;

interface Holder {
  /** False while this process still waits for another one. */
  granted: boolean;
  onWanted: (() => void) | undefined;
  released: Promise<void>;
  release(): void;
}

/**
 * Two layers: a table of this process, in which its own requests queue, and PostgreSQL's advisory locks between
 * processes. Who waits for another process says so over the event bus; a process that dies has no locks any more.
 */
export function createLocks(connectionString: string, events: EventBus, log: Logger): Locks {
  const holders = new Map<string, Holder>();
  const database = openSessionLocks(connectionString, log, () => {
    for (const holder of holders.values()) holder.onWanted?.();
  });
  const unsubscribe = events.subscribe((event) => {
    if (event.type !== 'lock.wanted') return;
    const holder = holders.get(event.id);
    if (holder?.granted) holder.onWanted?.();
  });

  const claim = (name: string, onWanted?: () => void): Holder => {
    const { promise: released, resolve } = Promise.withResolvers<void>();
    const holder: Holder = {
      granted: false,
      onWanted,
      released,
      release() {
        holders.delete(name);
        resolve();
      },
    };
    holders.set(name, holder);
    return holder;
  };
  const granted = (name: string, holder: Holder): Lock => {
    holder.granted = true;
    return {
      async release() {
        await database.give(name);
        holder.release();
      },
    };
  };

  return {
    async acquire(name, { signal, timeoutMs = TIMEOUT_MS, onWanted } = {}) {
      const giveUpAt = Date.now() + timeoutMs;
      const checkPatience = () => {
        if (signal?.aborted || Date.now() >= giveUpAt)
          throw new AppError('locked', { detail: 'Try again in a moment.' });
      };
      for (let holder = holders.get(name); holder; holder = holders.get(name)) {
        checkPatience();
        if (holder.granted) holder.onWanted?.();
        await Promise.race([holder.released, pause(giveUpAt - Date.now(), signal)]);
      }
      checkPatience();
      const mine = claim(name, onWanted);
      try {
        for (let tried = 0; !(await database.take(name)); tried++) {
          checkPatience();
          if (tried % (ASK_EVERY_MS / TRY_EVERY_MS) === 0) {
            await events.publish({ type: 'lock.wanted', id: name, organization_id: 0 });
          }
          await pause(TRY_EVERY_MS, signal);
        }
        return granted(name, mine);
      } catch (error) {
        mine.release();
        throw error;
      }
    },

    async tryAcquire(name) {
      if (holders.has(name)) return undefined;
      const mine = claim(name);
      try {
        if (await database.take(name)) return granted(name, mine);
      } catch (error) {
        mine.release();
        throw error;
      }
      mine.release();
      return undefined;
    },

    async close() {
      unsubscribe();
      await database.close();
    },
  };
}

/** Waits so long, or until the signal. */
async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await delay(Math.max(0, ms), undefined, { ref: false, ...(signal ? { signal } : {}) }).catch(() => {});
}
