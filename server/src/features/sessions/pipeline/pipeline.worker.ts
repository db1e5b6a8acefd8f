import type { RootCtx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { assembleSession } from './assemble.service.ts';
import { copyMedia } from './copy.service.ts';
import { eraseSessionFiles } from './erase.service.ts';
import { abandonJob, assembleJob, copyJob, eraseJob, prepareJob, recogniseJob } from './pipeline.jobs.ts';
import { prepareSession } from './prepare.service.ts';
import { recogniseBatch } from './recognise.service.ts';
import { failSession, removeLeftFiles } from './session-end.ts';

/** Files read at once: reading is quick next to decoding, and two keep a short file from waiting behind a long one. */
const PREPARE_CONCURRENCY = 2;

export async function startSessionWorkers(ctx: RootCtx): Promise<void> {
  const { jobs } = ctx;
  await jobs.work(prepareJob, PREPARE_CONCURRENCY, ({ session }, signal) => prepareSession(ctx, session, signal));
  // One more batch than decoders, so that the next segment is at hand when a decoder falls free.
  await jobs.work(recogniseJob, ctx.config.decoders + 1, ({ session, batch }, signal) =>
    recogniseBatch(ctx, session, batch, signal),
  );
  await jobs.work(copyJob, 1, ({ session }, signal) => copyMedia(ctx, session, signal));
  await jobs.work(assembleJob, 2, ({ session }) => assembleSession(ctx, session));
  await jobs.work(eraseJob, 1, ({ session }) => eraseSessionFiles(ctx, session));
  await jobs.work(abandonJob, 1, async ({ session }) => {
    const detail = 'The work failed too often. Try again, or ask the operator to look at the log.';
    await failSession(ctx, session, new AppError('processing_timeout', { detail }));
    await removeLeftFiles(ctx, session);
  });
}
