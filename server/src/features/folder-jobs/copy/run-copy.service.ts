import { callerOf, inTransaction } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { noteEvent } from '../../audit/index.ts';
import { listDocumentsOfSessions } from '../../document-store/index.ts';
import { createDocument } from '../../documents/index.ts';
import { requireFolderAccess } from '../../folder-access/index.ts';
import { copySession, requireSession } from '../../sessions/index.ts';
import { deleteItems } from '../folder-jobs.repo.ts';
import { type JobCtx, type JobWork, Postponed } from '../job-work.ts';
import { countCopied, countSessionsToCopy, insertCopied, listSessionsToCopy } from './copy.repo.ts';

const AT_ONCE = 50;

/** Which folder's sessions go into which. */
export interface FolderPair {
  from: number;
  to: number;
}

export interface CopyOptions {
  pairs: FolderPair[];
}

/** Copies the sessions of folders one by one; each once, however often the job is cut off. */
export async function runCopy(ctx: JobCtx, work: JobWork): Promise<void> {
  const { job, progress } = work;
  const { pairs } = job.options as unknown as CopyOptions;
  const token = ctx.actor.type === 'user' ? {} : { token_id: ctx.actor.token_id };
  const folders = pairs.map(({ from }) => from);
  progress.done = await countCopied(ctx.db, job);
  progress.total = Math.max(
    progress.done,
    await countSessionsToCopy(ctx.db, job.organization_id, { folders, ...token }),
  );
  for (const pair of pairs) {
    if (!(await mayCopy(ctx, pair))) continue;
    for (;;) {
      const sessions = await listSessionsToCopy(ctx.db, job, { folder: pair.from, ...token }, AT_ONCE);
      for (const session of sessions) {
        work.signal.throwIfAborted();
        await copyOne(ctx, work, session, pair.to);
        progress.done++;
      }
      if (sessions.length < AT_ONCE) break;
    }
  }
  progress.total = progress.done;
  await work.end(ctx, { status: 'completed' }, async (ctx) => {
    await deleteItems(ctx.db, job);
    await noteEvent(ctx, {
      ...{ organization_id: job.organization_id, folder_id: job.folder_id, actor: callerOf(ctx.actor) },
      ...{ action: 'folder.copied', details: { job: job.id, sessions: progress.done } },
    });
  });
}

/** A folder that was deleted or closed meanwhile is left out. */
async function mayCopy(ctx: JobCtx, { from, to }: FolderPair): Promise<boolean> {
  try {
    await requireFolderAccess(ctx, from, 'read');
    await requireFolderAccess(ctx, to, 'write');
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

async function copyOne(
  ctx: JobCtx,
  work: JobWork,
  { id, session_id }: { id: number; session_id: string },
  folder_id: number,
): Promise<void> {
  const { job } = work;
  try {
    await ctx.capacity.admitMore();
    const source = await requireSession(ctx, session_id, 'read');
    const made = await copySession(ctx, source, { folder_id, signal: work.signal }, async (inner, copy) => {
      await work.hold(inner);
      const documents = await listDocumentsOfSessions(inner.db, job.organization_id, [id]);
      for (const { document_id } of documents) await createDocument(inner, copy.session_id, { document_id });
      await insertCopied(inner.db, job, { id, copy: copy.session_id });
    });
    if (made) return;
    await leaveOut(ctx, work, id, session_id, 'was deleted meanwhile');
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.kind === 'storage_full') throw new Postponed(error.retryAfterSeconds ?? 60);
    if (!['session_not_found', 'document_not_found'].includes(error.kind)) throw error;
    await leaveOut(ctx, work, id, session_id, 'was deleted meanwhile');
  }
}

async function leaveOut(ctx: JobCtx, work: JobWork, id: number, session_id: string, reason: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await work.hold(ctx);
    await insertCopied(ctx.db, work.job, { id, copy: null });
  });
  await work.skip({ session_id, reason });
}
