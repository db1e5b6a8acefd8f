import { sql } from 'kysely';
import type { Ctx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';

/** Ready means: a request that needs the database would be answered. */
export async function checkReady(ctx: Ctx): Promise<{ status: 'ready' }> {
  try {
    await sql`select 1`.execute(ctx.db);
  } catch (error) {
    throw new AppError('service_unavailable', { detail: 'The database does not answer.', cause: error });
  }
  return { status: 'ready' };
}

export function readMetrics(ctx: Ctx): Promise<string> {
  const stats = ctx.speech.stats();
  ctx.metrics.decodersTotal.set(stats.decoders);
  ctx.metrics.decodersBusy.set(stats.busy);
  ctx.metrics.decoderRestarts.set(stats.restarts);
  return ctx.metrics.registry.metrics();
}
