import type { RootCtx } from '../../../context.ts';
import { findAnySession, updateSessionMediaGone } from './pipeline.repo.ts';
import { sessionFolder } from './session-end.ts';

/** Removes every byte of a deleted session from storage. */
export async function eraseSessionFiles(ctx: RootCtx, id: number): Promise<void> {
  const session = await findAnySession(ctx.db, id);
  if (!session?.deleted_at) return;
  await ctx.storage.delete(sessionFolder(session));
  if (session.media_key) await ctx.storage.delete(session.media_key);
  await updateSessionMediaGone(ctx.db, id, { copy: true });
}
