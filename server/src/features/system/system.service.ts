import { sql } from 'kysely';
import type { Ctx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { measureQueue } from '../sessions/index.ts';

/** Ready means: a request that needs the database would be answered. */
export async function checkReady(ctx: Ctx): Promise<{ status: 'ready' }> {
  try {
    await sql`select 1`.execute(ctx.db);
  } catch (error) {
    throw new AppError('service_unavailable', { detail: 'The database does not answer.', cause: error });
  }
  return { status: 'ready' };
}

/** Figures are read when they are asked for; those of the database are left as they were when it does not answer. */
export async function readMetrics(ctx: Ctx): Promise<string> {
  const { metrics } = ctx;
  const stats = ctx.speech.stats();
  metrics.decodersTotal.set(stats.decoders);
  metrics.decodersBusy.set(stats.busy);
  metrics.decoderBusySeconds.set(stats.busy_seconds);
  metrics.interactiveDecoderBusySeconds.set(stats.interactive_busy_seconds);
  metrics.decoderRestarts.set(stats.restarts);
  await measureQueue(ctx).catch((error) => ctx.log.warn({ err: error }, 'the queue could not be measured'));
  return metrics.registry.metrics();
}
