import { describe, expect, it } from 'vitest';
import { runCrashProgram } from './program.ts';
import { reportText } from './report.ts';

/** The long run is `npm run test:crash`; docs/crash-tests.md has its results. */
const SEED = Number(process.env.CRASH_SEED ?? 20_261_121);

describe('everything killed at random', () => {
  it(`10 kills: nothing acknowledged is lost, nothing is done twice (CRASH_SEED=${SEED})`, {
    timeout: 400_000,
  }, async () => {
    const report = await runCrashProgram({
      seed: SEED,
      kills: 10,
      topology: 'one',
      customers: 3,
      pauseMs: [200, 1_500],
      refusedShare: 0,
      settleMs: 180_000,
      onProgress: () => {},
    });
    expect(report.violations, reportText(report)).toEqual([]);
    // It was a run worth the name.
    expect(Object.values(report.killed).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(10);
    expect(report.sessions.completed).toBeGreaterThan(5);
    expect(report.webhooks.distinct).toBeGreaterThanOrEqual(report.sessions.completed);
    expect(report.segments).toBeGreaterThan(20);
  });
});
