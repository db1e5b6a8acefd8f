import type { RootCtx } from '../../../context.ts';
import { exportsFolder } from '../../document-store/index.ts';
import { findAnySession, updateSessionMediaGone } from './pipeline.repo.ts';
import { removeLeftFiles, sessionFolder } from './session-end.ts';

/** Removes every byte of a deleted session from storage, and the work files of one that was cancelled. */
export async function eraseSessionFiles(ctx: RootCtx, id: number): Promise<void> {
  const session = await findAnySession(ctx.db, id);
  if (!session) return;
  if (!session.deleted_at) return removeLeftFiles(ctx, id);
  await ctx.storage.delete(sessionFolder(session));
  await ctx.storage.delete(exportsFolder(session.session_id));
  if (session.media_key) await ctx.storage.delete(session.media_key);
  await updateSessionMediaGone(ctx.db, id, { copy: true });
}
