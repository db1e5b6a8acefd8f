import type { Ctx } from '../../context.ts';
import { findResult } from './results/results.repo.ts';
import type { SessionRow } from './sessions.repo.ts';
import { updateSessionDocument, updateSessionWithoutDocument } from './sessions.repo.ts';

/** What was recognised; undefined while a session is not completed, and of one that was never recognised. */
export const findUtterances = (ctx: Ctx, session: Pick<SessionRow, 'id' | 'organization_id'>) =>
  findResult(ctx.db, session.organization_id, session.id);

/**
 * Tells a session of a document that was made for it: it names the first one. A session for documents only
 * (`session_mode: upload`) is completed with it.
 */
export async function noteDocument(
  ctx: Ctx,
  session: Pick<SessionRow, 'id' | 'organization_id'>,
  documentId: string,
): Promise<void> {
  const completed = await updateSessionDocument(ctx.db, session, documentId, ctx.now());
  if (!completed) return;
  const { session_id, organization_id, token_id, status, stage, progress } = completed;
  await ctx.events.publish({
    type: 'session.completed',
    id: session_id,
    ...{ organization_id, token_id, status, stage, progress },
  });
}

/** Makes a session no longer name a document that is gone. */
export async function forgetDocument(
  ctx: Ctx,
  session: Pick<SessionRow, 'id' | 'organization_id'>,
  documentId: string,
): Promise<void> {
  await updateSessionWithoutDocument(ctx.db, session, documentId);
}
