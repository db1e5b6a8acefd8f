import { inTransaction, type RequestCtx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { updateFetchAgain } from '../fetch/fetch.repo.ts';
import { eraseJob, fetchJob, probeJob } from '../pipeline/pipeline.jobs.ts';
import { lockSession, updateSessionAgain } from '../pipeline/pipeline.repo.ts';
import { failSession, publishSession } from '../pipeline/session-end.ts';
import { getSession, requireSession } from '../sessions.service.ts';

/**
 * Ends the work on a session; running decoders are stopped by the event of its end. Asked twice it answers the same.
 *
 * @throws AppError `conflict` when the session has ended otherwise.
 */
export async function cancelSession(ctx: RequestCtx, sessionId: string) {
  const { id } = await requireSession(ctx, sessionId, 'write');
  await inTransaction(ctx, async (ctx) => {
    const session = await lockSession(ctx.db, ctx.actor.organization_id, id);
    if (session?.error_code === 'CANCELLED') return;
    if (!session || session.status === 'completed' || session.status === 'failed') {
      throw new AppError('conflict', {
        detail: `The session is ${session?.status ?? 'gone'}: nothing is left to cancel.`,
      });
    }
    await failSession(ctx, session, new AppError('cancelled'));
    await ctx.jobs.send(eraseJob, { session: id });
  });
  return getSession(ctx, sessionId);
}

/**
 * Puts a failed session back into the queue.
 *
 * @throws AppError `conflict` when it has not failed, or its media is no longer kept.
 */
export async function retrySession(ctx: RequestCtx, sessionId: string) {
  const { id } = await requireSession(ctx, sessionId, 'write');
  await inTransaction(ctx, async (ctx) => {
    const session = await lockSession(ctx.db, ctx.actor.organization_id, id);
    if (session?.status !== 'failed') {
      throw new AppError('conflict', {
        detail: `Only a failed session can be tried again; this one is ${session?.status ?? 'gone'}.`,
      });
    }
    const stage = session.media_key ? 'prepare' : 'fetch';
    if (stage === 'fetch' && !(await updateFetchAgain(ctx.db, ctx.actor.organization_id, id))) {
      throw new AppError('conflict', {
        detail: 'The media is no longer kept. Make a new session and upload it again.',
      });
    }
    await updateSessionAgain(ctx.db, id, stage, ctx.now());
    await ctx.jobs.send(stage === 'fetch' ? fetchJob : probeJob, { session: id });
    await publishSession(ctx, session);
  });
  return getSession(ctx, sessionId);
}
