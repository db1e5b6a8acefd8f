import { callerOf } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { organizationLimits } from '../../limits/index.ts';
import { type JobCtx, Postponed } from '../job-work.ts';

/** How long it waits before it looks again; what others are told to wait is meant for many of them at once. */
const LONGEST_WAIT_SECONDS = 5;

/**
 * Lets an import make one more session, of so many bytes.
 *
 * @throws Postponed while queue, disk or memory are short, or the organisation has made as many in this minute as it may
 */
export async function waitForRoom(ctx: JobCtx, bytes: number): Promise<void> {
  try {
    await ctx.capacity.admit(bytes);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new Postponed(Math.min(error.retryAfterSeconds ?? LONGEST_WAIT_SECONDS, LONGEST_WAIT_SECONDS));
  }
  const { creations_per_minute: limit } = await organizationLimits(ctx, ctx.actor.organization_id);
  if (limit === null) return;
  const use = await ctx.rates.callers.count(`${callerOf(ctx.actor)}:creations`, 'minute', limit);
  if (use.used > limit) throw new Postponed((use.resetsAt - Date.now()) / 1_000);
}
