import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Ctx } from '../../../context.ts';
import { WORKER_GONE_SECONDS } from './queue-position.repo.ts';
import { deleteGoneWorkers, deleteWorker, upsertWorker } from './workers.repo.ts';

const SIGN_MS = (WORKER_GONE_SECONDS * 1000) / 3;
const FORGET_MS = 86_400_000;

/** Notes every ten seconds that this worker is there, so that a waiting session can say when none is. Returns its end. */
export async function giveSignsOfLife(ctx: Ctx): Promise<() => Promise<void>> {
  const id = randomUUID();
  const sign = () => upsertWorker(ctx.db, { id, host: hostname(), decoders: ctx.config.decoders, seen_at: ctx.now() });
  await sign();
  await deleteGoneWorkers(ctx.db, new Date(ctx.now().getTime() - FORGET_MS));
  const timer = setInterval(() => {
    sign().catch((error) => ctx.log.warn({ err: error }, 'the worker could not note that it is there'));
  }, SIGN_MS).unref();
  return async () => {
    clearInterval(timer);
    await deleteWorker(ctx.db, id);
  };
}
