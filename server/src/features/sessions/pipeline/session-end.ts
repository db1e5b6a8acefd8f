import { type Ctx, inTransaction } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import type { PlatformEvent, SessionEvent } from '../../../platform/events.ts';
import type { SessionStatus } from '../../../platform/tables.ts';
import { assembleJob } from './pipeline.jobs.ts';
import {
  findAnySession,
  lockUnfinishedSession,
  updateSessionFailed,
  updateSessionStage,
  type WorkSession,
} from './pipeline.repo.ts';

/** Storage key below which everything made for a session lies. */
export const sessionFolder = (session: Pick<WorkSession, 'session_id'>) => `sessions/${session.session_id}`;

export const segmentsFolder = (session: Pick<WorkSession, 'session_id'>) => `${sessionFolder(session)}/segments`;

export function segmentKey(
  session: Pick<WorkSession, 'session_id'>,
  segment: { channel: number; index: number },
): string {
  return `${segmentsFolder(session)}/${segment.channel}-${segment.index}.pcm`;
}

const ENDINGS: Partial<Record<SessionStatus, SessionEvent['type']>> = {
  completed: 'session.completed',
  failed: 'session.failed',
};

/** Tells whoever listens how a session stands; call it behind the change, in the same transaction. */
export async function publishSession(ctx: Ctx, session: Pick<WorkSession, 'id'>): Promise<void> {
  const row = await findAnySession(ctx.db, session.id);
  if (!row || row.deleted_at) return;
  await ctx.events.publish({
    type: ENDINGS[row.status] ?? 'session.updated',
    id: row.session_id,
    organization_id: row.organization_id,
    token_id: row.token_id,
    status: row.status,
    stage: row.stage,
    progress: row.progress,
  });
}

/** Sends the session to its last stage once every part of the work is there; whoever finishes last gets to do it. */
export async function assembleIfComplete(ctx: Ctx, id: number): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const session = await lockUnfinishedSession(ctx.db, id);
    if (session?.stage !== 'recognise' || session.segments_done < session.segments_total) return;
    if (session.keep_source && !session.copy_done) return;
    await updateSessionStage(ctx.db, id, 'assemble', ctx.now());
    await publishSession(ctx, session);
    await ctx.jobs.send(assembleJob, { session: id });
  });
}

/** Ends a session with an error its owner can read. What was uploaded stays, until the session is deleted. */
export async function failSession(ctx: Ctx, id: number, error: AppError): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const session = await lockUnfinishedSession(ctx.db, id);
    if (!session) return;
    await updateSessionFailed(ctx.db, id, sessionErrorText(error), ctx.now());
    await publishSession(ctx, session);
    ctx.metrics.sessionsFinished.inc({ status: 'failed' });
    ctx.log.info({ session: session.session_id, error_code: error.code }, 'session failed');
  });
}

/**
 * For a session that ended while its files were being written: whoever cleaned up after it may have come before the last
 * of them. Does nothing while there is work to do.
 */
export async function removeLeftFiles(ctx: Ctx, id: number): Promise<void> {
  const session = await findAnySession(ctx.db, id);
  if (!session) return;
  if (session.deleted_at) await ctx.storage.delete(sessionFolder(session));
  else if (session.status === 'failed') await ctx.storage.delete(segmentsFolder(session));
}

/** The documented sentence first, because clients search it; then what we know beyond it. */
function sessionErrorText(error: AppError): string {
  return error.detail ? `${error.message.replace(/\.$/, '')}. ${error.detail}` : error.message;
}

/** Errors that another attempt would only repeat. Everything else is tried again by the queue. */
const FINAL = new Set([
  'audio_undecodable',
  'audio_too_short',
  'file_too_large',
  'recognition_failed',
  'invalid_language',
]);

/**
 * Runs one job of a session: aborts it when the session is deleted or ends elsewhere, and turns an error that would
 * come again into the end of the session.
 */
export async function runSessionJob(
  ctx: Ctx & {
    events: { subscribe(listener: (event: PlatformEvent) => void): () => void };
  },
  session: WorkSession,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const ended = new AbortController();
  const unsubscribe = ctx.events.subscribe((event) => {
    if (event.id !== session.session_id) return;
    if (event.type === 'session.deleted' || event.type === 'session.failed') ended.abort();
  });
  try {
    await work(AbortSignal.any([signal, ended.signal]));
  } catch (error) {
    if (ended.signal.aborted) return;
    if (error instanceof AppError && FINAL.has(error.kind)) {
      await failSession(ctx, session.id, error);
      await ctx.storage.delete(segmentsFolder(session));
      return;
    }
    throw error;
  } finally {
    unsubscribe();
  }
}
