import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

export const WINDOW_SECONDS = { minute: 60, hour: 3_600, day: 86_400 } as const;
export type Window = keyof typeof WINDOW_SECONDS;
export const WINDOWS = Object.keys(WINDOW_SECONDS) as Window[];

/** What one caller used of a window. A window begins with the first request in it and has a fixed length. */
export interface Use {
  /** Requests counted, this one included, and refused ones as well. */
  used: number;
  /** Milliseconds since 1970. */
  resetsAt: number;
}

/** Counts requests by caller and window. No two requests get the same place in a window. */
export interface RateCounter {
  /** Counts one request. `limit` only lets a counter know that asking its store again is of no use. */
  count(caller: string, window: Window, limit: number): Promise<Use>;
  /** The use so far, without counting. */
  look(caller: string, window: Window): Promise<Use>;
  close(): Promise<void>;
}

export const unused = (window: Window): Use => ({ used: 0, resetsAt: Date.now() + WINDOW_SECONDS[window] * 1000 });

export const useOf = (result: RateLimiterRes): Use => ({
  used: result.consumedPoints,
  resetsAt: Date.now() + result.msBeforeNext,
});

/** Limiters of the library are asked for their count only (`penalty`): what is too many, the caller's profile says. */
export const limiterOptions = (window: Window) => ({
  keyPrefix: window,
  duration: WINDOW_SECONDS[window],
  points: Number.MAX_SAFE_INTEGER,
});

export const perWindow = <T>(make: (window: Window) => T): Record<Window, T> => ({
  minute: make('minute'),
  hour: make('hour'),
  day: make('day'),
});

/** For the only process that answers requests: exact, and free of queries. A restart begins anew. */
export function createMemoryCounter(): RateCounter {
  const limiters = perWindow((window) => new RateLimiterMemory(limiterOptions(window)));
  return {
    count: async (caller, window) => useOf(await limiters[window].penalty(caller)),
    async look(caller, window) {
      const result = await limiters[window].get(caller);
      return result && result.msBeforeNext > 0 ? useOf(result) : unused(window);
    },
    close: async () => {},
  };
}
