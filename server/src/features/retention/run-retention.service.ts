import type { RootCtx } from '../../context.ts';
import type { Removed } from '../../platform/storage/storage.ts';
import { HOUSEKEEPING } from './housekeeping.ts';
import { deleteOldRuns, insertRun } from './retention.repo.ts';

/** Reports kept: four days of hourly runs. */
const RUNS_KEPT = 100;

/** By kind, as in {@link HOUSEKEEPING}. */
export interface RetentionReport {
  removed: Record<string, Removed>;
  /** Kinds that could not be dealt with; the log says why. */
  failed: string[];
}

/**
 * Does all of the housekeeping and reports what it removed: to the log, the metrics and the table `retention_runs`. One
 * chore that fails does not keep the others from being done. Safe to repeat and to cut off anywhere.
 */
export async function runRetention(ctx: RootCtx, signal: AbortSignal): Promise<RetentionReport> {
  const started_at = ctx.now();
  const report: RetentionReport = { removed: {}, failed: [] };
  for (const { kind, run } of HOUSEKEEPING) {
    signal.throwIfAborted();
    try {
      const removed = await run(ctx, signal);
      report.removed[kind] = removed;
      ctx.metrics.retentionRemoved.inc({ kind }, removed.count);
      ctx.metrics.retentionRemovedBytes.inc({ kind }, removed.bytes);
    } catch (error) {
      signal.throwIfAborted();
      report.failed.push(kind);
      ctx.log.error({ err: error, kind }, 'a part of the clean-up failed');
    }
  }
  await insertRun(ctx.db, { started_at, finished_at: ctx.now(), report });
  await deleteOldRuns(ctx.db, RUNS_KEPT);
  logReport(ctx, report);
  return report;
}

/** One line, of what there was to do. */
function logReport(ctx: RootCtx, { removed, failed }: RetentionReport): void {
  const done = Object.fromEntries(Object.entries(removed).filter(([, { count }]) => count > 0));
  if (Object.keys(done).length === 0 && failed.length === 0) ctx.log.debug('cleaned up: there was nothing to remove');
  else ctx.log.info({ removed: done, ...(failed.length > 0 ? { failed } : {}) }, 'cleaned up');
}
