import { type Ctx, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { insertSessionCopy } from './copy-session.repo.ts';
import { sessionFolder } from './pipeline/session-end.ts';
import type { SessionRow } from './sessions.repo.ts';
import { newSessionId } from './sessions.service.ts';

type Source = Pick<SessionRow, 'id' | 'organization_id' | 'copy_key'>;

/**
 * A completed session once more, with its result and its kept media, owned by whoever copies; not its documents. That the
 * caller may read it and write in the folder is known before. Files are copied first, and removed again if the session does
 * not come to be.
 *
 * @param more what belongs to the same transaction
 * @returns undefined when it is gone or not completed
 */
export async function copySession(
  ctx: RequestCtx,
  source: Source,
  to: { folder_id: number | null; signal: AbortSignal },
  more: (ctx: RequestCtx, copy: { id: number; session_id: string; organization_id: number }) => Promise<void>,
): Promise<string | undefined> {
  const session_id = newSessionId(ctx.now());
  const { organization_id } = source;
  const copy_key = await copyMediaOf(ctx, source, session_id, to.signal);
  const remove = () => (copy_key === null ? undefined : ctx.storage.delete(sessionFolder({ session_id })));
  try {
    const isMade = await inTransaction(ctx, async (ctx) => {
      const copy = { session_id, token_id: ctx.actor.token_id, folder_id: to.folder_id, copy_key, at: ctx.now() };
      const row = await insertSessionCopy(ctx.db, source, copy);
      if (!row) return false;
      await more(ctx, { id: row.id, session_id, organization_id });
      return true;
    });
    if (!isMade) await remove();
    return isMade ? session_id : undefined;
  } catch (error) {
    // When the connection to the database is lost, the copy may be there all the same.
    if (error instanceof AppError || to.signal.aborted) await remove();
    throw error;
  }
}

/** @returns its key; null where no media was kept */
async function copyMediaOf(ctx: Ctx, source: Source, session_id: string, signal: AbortSignal): Promise<string | null> {
  if (source.copy_key === null) return null;
  const content = await ctx.storage.read(source.copy_key).catch((error) => {
    if (error instanceof AppError && error.kind === 'file_not_found') return undefined;
    throw error;
  });
  if (!content) return null;
  const key = `${sessionFolder({ session_id })}/copy`;
  await ctx.storage.write(key, content, { signal });
  return key;
}
