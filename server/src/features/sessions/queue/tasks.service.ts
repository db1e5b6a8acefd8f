import type { Ctx } from '../../../context.ts';
import type { TaskStage } from '../../../platform/tables.ts';
import { insertTask } from './tasks.repo.ts';
import { turnOf } from './turns.jobs.ts';

/** What decides where a session stands in the queue. */
export interface Queued {
  id: number;
  organization_id: number;
  queued_at: Date | null;
  announced_seconds: number | null;
}

/** Puts one piece of a session's work into the queue, with the turn it takes; call it in the transaction that makes it. */
export async function addTask(ctx: Ctx, session: Queued, stage: TaskStage, batch = 0): Promise<void> {
  const seconds = session.announced_seconds ?? 0;
  const is_interactive = seconds <= ctx.config.interactiveSeconds;
  const queuedAt = session.queued_at ?? ctx.now();
  await insertTask(ctx.db, {
    organization_id: session.organization_id,
    session: session.id,
    stage,
    batch,
    is_interactive,
    rank: queuedAt.getTime() / 1000 + seconds,
  });
  await ctx.jobs.send(turnOf({ stage, is_interactive }), {});
}
