import { type Ctx, callerOf, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { countOpenRealtime, organizationLimits } from '../limits/index.ts';
import { insertRealtimeSession, lockCaller, type RealtimeRow } from './realtime.repo.ts';

export interface BeginRealtime {
  session_id: string;
  process: string;
  language: string | null;
  model_key: string;
  type: 'fast' | 'quality';
  source: 'client' | 'pull';
  save: boolean;
}

/**
 * Notes that somebody begins a live session. No two of a caller's take the same of the places that are left, on whatever
 * processes they begin.
 *
 * @throws AppError `realtime_full`, `memory_short`, `storage_full` where it is to be saved
 */
export async function beginRealtime(ctx: RequestCtx, input: BeginRealtime): Promise<RealtimeRow> {
  const { organization_id, token_id } = ctx.actor;
  await requireRoom(ctx, input.save);
  const caller = callerOf(ctx.actor);
  const { concurrent_realtime: limit } = await organizationLimits(ctx, organization_id);
  const now = ctx.now();
  return inTransaction(ctx, async ({ db }) => {
    if (limit !== null) {
      await lockCaller(db, caller);
      const used = await countOpenRealtime(db, organization_id, caller, now);
      if (used >= limit) throw tooMany(used, limit);
    }
    return insertRealtimeSession(db, {
      ...input,
      ...{ organization_id, token_id, caller },
      ...{ started_at: now, seen_at: now },
    });
  });
}

/**
 * Whether one more could begin now, without taking the place.
 *
 * @throws AppError as {@link beginRealtime}
 */
export async function requireRealtimeRoom(ctx: RequestCtx, save: boolean): Promise<void> {
  const { organization_id } = ctx.actor;
  await requireRoom(ctx, save);
  const { concurrent_realtime: limit } = await organizationLimits(ctx, organization_id);
  if (limit === null) return;
  const used = await countOpenRealtime(ctx.db, organization_id, callerOf(ctx.actor), ctx.now());
  if (used >= limit) throw tooMany(used, limit);
}

async function requireRoom(ctx: Ctx, save: boolean): Promise<void> {
  const { short_of } = await ctx.capacity.state();
  if (short_of.includes('memory')) throw new AppError('memory_short', { detail: 'Try again in a moment.' });
  if (save) await ctx.capacity.admitMore();
}

const tooMany = (used: number, limit: number) =>
  new AppError('realtime_full', {
    detail: `${used} live connections of this key are open; ${limit} are allowed. Stop one, then try again.`,
    details: { limit: 'concurrent_realtime', allowed: limit, used },
    retryAfterSeconds: 10,
  });
