/** Time, so that tests need not wait for it. */
export interface Scheduler {
  /** Milliseconds of a clock that does not go back. */
  now(): number;
  /** @returns what takes it back */
  after(ms: number, work: () => void): () => void;
}

export const realScheduler: Scheduler = {
  now: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
