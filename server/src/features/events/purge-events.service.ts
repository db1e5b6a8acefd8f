import type { Ctx } from '../../context.ts';
import { deleteEventsBefore } from '../../platform/event-log.ts';

const HOUR_MS = 3_600_000;

/** Forgets events that nobody can ask for any more. Gives how many. */
export async function purgeEvents(ctx: Ctx): Promise<number> {
  const oldest = new Date(ctx.now().getTime() - ctx.config.eventRetentionHours * HOUR_MS);
  const removed = await deleteEventsBefore(ctx.db, oldest);
  if (removed > 0) ctx.log.debug({ removed }, 'old events removed');
  return removed;
}
