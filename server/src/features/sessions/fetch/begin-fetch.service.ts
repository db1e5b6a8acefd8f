import type { Ctx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { fetchJob } from '../pipeline/pipeline.jobs.ts';
import { publishSession } from '../pipeline/session-end.ts';
import type { SessionRow } from '../sessions.repo.ts';
import { insertMediaFetch, updateSessionFetching } from './fetch.repo.ts';
import { filenameOfUrl } from './media-source.ts';

/** Keeps addresses of media apart from other secrets. */
export const FETCH_SECRETS = 'media source';

/** What is wrong with an address as far as it can be known at once. @throws AppError `address_not_allowed` */
export function checkMediaSource(ctx: Ctx, url: string): void {
  try {
    ctx.fetch.check(url);
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'address_not_allowed') throw error;
    throw new AppError('address_not_allowed', {
      detail: `media_source: ${error.detail}`,
      details: { field: 'media_source', ...error.details },
    });
  }
}

/**
 * Has the media of a waiting session fetched; call it inside a transaction.
 * @throws AppError `conflict` when the session already has its media or waits for none.
 */
export async function beginFetch(
  ctx: Ctx,
  session: SessionRow,
  source: { url: string; filename?: string | null },
): Promise<SessionRow> {
  const row = await updateSessionFetching(ctx.db, session.organization_id, session.id, {
    filename: source.filename ?? filenameOfUrl(source.url),
    at: ctx.now(),
  });
  if (!row) throw new AppError('conflict', { detail: 'This session already has its media. Make a new session.' });
  await insertMediaFetch(ctx.db, {
    session: row.id,
    organization_id: row.organization_id,
    url: ctx.secretBox(FETCH_SECRETS).seal(source.url),
  });
  await ctx.jobs.send(fetchJob, { session: row.id });
  await publishSession(ctx, row);
  return row;
}
