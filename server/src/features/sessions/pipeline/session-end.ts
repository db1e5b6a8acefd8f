import { type Ctx, inTransaction } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import type { PlatformEvent, SessionEvent } from '../../../platform/events.ts';
import type { SessionStatus } from '../../../platform/tables.ts';
import { noteEvent } from '../../audit/index.ts';
import { sendSessionWebhooks } from '../../webhooks/index.ts';
import { deleteTask, deleteTasksOfSession, hasTask, type Task } from '../queue/tasks.repo.ts';
import { assembleJob } from './pipeline.jobs.ts';
import {
  findAnySession,
  findUnfinishedSession,
  lockAnySession,
  lockOpenSession,
  lockUnfinishedSession,
  updateSessionFailed,
  updateSessionStage,
  type WorkSession,
} from './pipeline.repo.ts';

/** Storage key below which everything made for a session lies. */
export const sessionFolder = (session: Pick<WorkSession, 'session_id'>) => `sessions/${session.session_id}`;

/** Where media that is fetched from another server lies. */
export const sourceKey = (session: Pick<WorkSession, 'session_id' | 'attempt'>) =>
  `${sessionFolder(session)}/source-${session.attempt}`;

/** Every try of a session has a folder of its own, so that cleaning up after one never hits the next. */
export const segmentsFolder = (session: Pick<WorkSession, 'session_id' | 'attempt'>) =>
  `${sessionFolder(session)}/segments-${session.attempt}`;

export function segmentKey(
  session: Pick<WorkSession, 'session_id' | 'attempt'>,
  segment: { channel: number; index: number },
): string {
  return `${segmentsFolder(session)}/${segment.channel}-${segment.index}.pcm`;
}

const ENDINGS: Partial<Record<SessionStatus, SessionEvent['type']>> = {
  completed: 'session.completed',
  failed: 'session.failed',
};

/** Tells whoever listens how a session stands; call it behind the change, in the same transaction. */
export async function publishSession(
  ctx: Ctx,
  session: Pick<WorkSession, 'id'>,
  more: Pick<SessionEvent, 'download'> = {},
): Promise<void> {
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
    ...(row.error_code === null ? {} : { error_code: row.error_code }),
    ...more,
  });
}

/** Notes the end of a session in the log of its organisation. */
export async function noteEnd(
  ctx: Ctx,
  { organization_id, id, session_id, status, error_code }: WorkSession,
): Promise<void> {
  const details = error_code === null ? {} : { error_code };
  const target = `session:${session_id}`;
  await noteEvent(ctx, { organization_id, actor: 'system', action: `session.${status}`, target, session: id, details });
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

/**
 * Holds the session of a task while its work is written down.
 *
 * @throws AppError `conflict` when the task is no longer this job's: the session has ended or begun anew.
 */
export async function requireTask(ctx: Ctx, task: Task): Promise<void> {
  if ((await lockUnfinishedSession(ctx.db, task.session)) && (await hasTask(ctx.db, task))) return;
  throw new AppError('conflict', { detail: 'This piece of work is no longer wanted.' });
}

/** Forgets a task whose session has ended. */
export async function dropTask(ctx: Ctx, task: Task): Promise<void> {
  await deleteTask(ctx.db, task.id);
}

/**
 * Ends a session with an error its owner can read. What was uploaded stays for another try, until it is deleted. Work of
 * an earlier try cannot end a later one.
 */
export async function failSession(
  ctx: Ctx,
  failed: Pick<WorkSession, 'id' | 'attempt'>,
  error: AppError,
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const session = await lockOpenSession(ctx.db, failed.id);
    if (session?.attempt !== failed.attempt) return;
    const ended = await updateSessionFailed(ctx.db, session.id, {
      error: sessionErrorText(error),
      error_code: error.code,
      at: ctx.now(),
    });
    await deleteTasksOfSession(ctx.db, session.id);
    await sendSessionWebhooks(ctx, ended, 'transcription.failed');
    await publishSession(ctx, session);
    await noteEnd(ctx, ended);
    ctx.metrics.sessionsFinished.inc({ status: 'failed' });
    ctx.log.info({ session: session.session_id, error_code: error.code }, 'session failed');
  });
}

/**
 * For a session that ended while its files were being written: whoever cleaned up after it may have come before the last
 * of them. Does nothing to the work of the present try, and holds the row so that no other can begin meanwhile.
 */
export async function removeLeftFiles(ctx: Ctx, id: number): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const session = await lockAnySession(ctx.db, id);
    if (!session) return;
    if (session.deleted_at) await ctx.storage.delete(sessionFolder(session));
    else {
      const ended = session.status === 'failed' ? session : { ...session, attempt: session.attempt - 1 };
      await ctx.storage.delete(segmentsFolder(ended));
      // Half a file that was being fetched.
      if (session.media_key !== sourceKey(ended)) await ctx.storage.delete(sourceKey(ended));
    }
  });
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
  'language_not_detected',
  'model_not_found',
  'model_invalid',
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
  const isCurrent = async () => (await findUnfinishedSession(ctx.db, session.id))?.attempt === session.attempt;
  try {
    // It may have ended between being read and being listened for.
    if (await isCurrent()) await work(AbortSignal.any([signal, ended.signal]));
  } catch (error) {
    if (ended.signal.aborted) {
      // After a lost connection, the end of an earlier try may be heard of during this one: the queue goes on with it.
      if (await isCurrent()) throw error;
      return;
    }
    if (error instanceof AppError && error.kind === 'conflict') return;
    if (error instanceof AppError && FINAL.has(error.kind)) {
      await failSession(ctx, session, error);
      await ctx.storage.delete(segmentsFolder(session));
      return;
    }
    throw error;
  } finally {
    unsubscribe();
  }
}
