import type { Ctx } from '../../../context.ts';
import { countTasksByState, measureUnfinishedSessions } from './queue-figures.repo.ts';

/** Brings the gauges of the queue up to date. */
export async function measureQueue(ctx: Ctx): Promise<void> {
  const [sessions, tasks] = await Promise.all([
    measureUnfinishedSessions(ctx.db, ctx.now()),
    countTasksByState(ctx.db),
  ]);
  const { sessionsUnfinished, oldestSessionSeconds, tasks: taskGauge } = ctx.metrics;
  for (const status of ['queued', 'processing']) {
    const found = sessions.find((row) => row.status === status);
    sessionsUnfinished.set({ status }, found?.count ?? 0);
    oldestSessionSeconds.set({ status }, Math.max(0, found?.oldest_seconds ?? 0));
  }
  for (const stage of ['prepare', 'recognise']) {
    for (const state of ['waiting', 'taken']) {
      taskGauge.set({ stage, state }, tasks.find((row) => row.stage === stage && row.state === state)?.count ?? 0);
    }
  }
}
