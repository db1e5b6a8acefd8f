import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../log.ts';
import type { Exit, Postmaster } from './embedded-postmaster.ts';

/** Waits before each attempt to bring PostgreSQL back; when all fail it is given up. */
const RESTART_DELAYS_MS = [0, 250, 1000, 3000, 10_000];
/** After running this long, the next end counts as the first again. */
const STABLE_AFTER_MS = 60_000;
/** How long an orderly stop may take before the caller goes on to harder means. */
const ORDERLY_STOP_MS = 3000;

export interface Supervisor {
  readonly pid: number;
  /** Resolves when PostgreSQL has ended by itself and all attempts to bring it back have failed. */
  exited: Promise<Exit>;
  /** No restart from now on. Asks PostgreSQL to end and resolves when it has, at the latest after 3 seconds. */
  stop(): Promise<void>;
}

/** Watches over `postmaster`: when it ends unasked, `launch` makes the next one, after ever longer waits. */
export function supervise(
  postmaster: Postmaster,
  launch: (signal: AbortSignal) => Promise<Postmaster>,
  log: Logger,
  restartDelaysMs: readonly number[] = RESTART_DELAYS_MS,
): Supervisor {
  const stopping = new AbortController();
  let current = postmaster;
  let giveUp: (exit: Exit) => void;
  const exited = new Promise<Exit>((resolve) => {
    giveUp = resolve;
  });

  async function watch(): Promise<void> {
    let attempts = 0;
    for (;;) {
      const startedAt = Date.now();
      const exit = await current.exited;
      if (stopping.signal.aborted) return;
      log.warn({ ...exit, postgres_pid: current.pid }, 'embedded PostgreSQL ended unexpectedly, restarting it');
      if (Date.now() - startedAt > STABLE_AFTER_MS) attempts = 0;

      let next: Postmaster | null = null;
      while (next === null) {
        if (stopping.signal.aborted) return;
        const waitMs = restartDelaysMs[attempts++];
        if (waitMs === undefined) return giveUp(exit);
        next = await relaunch(waitMs);
      }
      current = next;
      if (stopping.signal.aborted) current.kill('SIGINT');
    }
  }

  async function relaunch(waitMs: number): Promise<Postmaster | null> {
    try {
      await delay(waitMs, undefined, { signal: stopping.signal });
      return await launch(stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted) log.error({ err: error }, 'embedded PostgreSQL could not be restarted');
      return null;
    }
  }
  const watching = watch();

  return {
    get pid() {
      return current.pid;
    },
    exited,
    async stop() {
      stopping.abort();
      current.kill('SIGINT');
      await Promise.race([watching, delay(ORDERLY_STOP_MS, undefined, { ref: false })]);
    },
  };
}
