import type { RootCtx } from '../../../context.ts';
import { countTasks, listJobsOfTasks, releaseTasks } from './tasks.repo.ts';
import { LANES, turnOf } from './turns.jobs.ts';

/**
 * Every task has a turn, because both come to be in one transaction. Should turns be lost all the same (somebody emptied
 * the job table), the tasks would wait for ever: so the missing ones are made at the start and every hour, and tasks whose
 * job is no more are free again. Gives how many were missing.
 */
export async function addMissingTurns(ctx: RootCtx): Promise<number> {
  let lost = 0;
  const ended = await ctx.jobs.listEnded(await listJobsOfTasks(ctx.db));
  if (ended.length > 0) await releaseTasks(ctx.db, ended);
  for (const lane of LANES) {
    const missing = (await countTasks(ctx.db, lane)) - (await ctx.jobs.countLive(turnOf(lane)));
    for (let made = 0; made < missing; made++) await ctx.jobs.send(turnOf(lane), {});
    if (missing <= 0) continue;
    lost += missing;
    ctx.log.warn({ ...lane, turns: missing }, 'tasks had lost their turns');
  }
  return lost;
}
