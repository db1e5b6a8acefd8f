import { randomUUID } from 'node:crypto';
import { inTransaction, type RootCtx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { mediaTypeOf } from '../../../platform/http/media-type.ts';
import { fetchJob } from '../pipeline/pipeline.jobs.ts';
import { findUnfinishedSession, lockUnfinishedSession, type WorkSession } from '../pipeline/pipeline.repo.ts';
import { failSession, publishSession, removeLeftFiles, runSessionJob, sourceKey } from '../pipeline/session-end.ts';
import { attachMedia } from '../sessions.service.ts';
import { type Begun, mediaRefused } from './answer.ts';
import { FETCH_SECRETS } from './begin-fetch.service.ts';
import { type Downloaded, download } from './download.ts';
import { deleteMediaFetch, type MediaFetch, updateFetch, updateFetchBegun } from './fetch.repo.ts';

/** An attempt that brought less than this counts as one in vain. */
const WORTHWHILE_BYTES = 65_536;
const LONGEST_PAUSE_SECONDS = 60;
/** A name that is not there will hardly come: what is behind a wrong address should be known soon. */
const DNS_ATTEMPTS = 3;

/** Another attempt took over, because this process was taken for dead. */
class Superseded extends Error {}

/** How long to wait for another attempt that is about to end, and when to come again if it does not. */
const OTHER_ENDS_MS = 2_000;
const COME_AGAIN_SECONDS = 5;

/**
 * Fetches the media of a session into storage, from where an earlier attempt was cut off, and hands it to the work like
 * an upload. What may pass is tried again after a pause; what cannot, ends the session.
 */
export async function fetchMedia(ctx: RootCtx, id: number, signal: AbortSignal): Promise<void> {
  const session = await findUnfinishedSession(ctx.db, id);
  if (session?.stage === 'fetch') await fetchAlone(ctx, session, signal);
  // It may have been deleted or cancelled just now, or while it waited for another attempt.
  await removeLeftFiles(ctx, id);
}

/**
 * One attempt at a time writes the file: a session that was cancelled in the pause before an attempt and tried again has
 * two in the queue, and the later to open the file would empty it under the other.
 */
async function fetchAlone(ctx: RootCtx, session: WorkSession, signal: AbortSignal): Promise<void> {
  const lock = await ctx.locks
    .acquire(`fetch:${session.session_id}`, { signal, timeoutMs: OTHER_ENDS_MS })
    .catch((error) => {
      if (error instanceof AppError && error.kind === 'locked') return undefined;
      throw error;
    });
  if (!lock) return ctx.jobs.send(fetchJob, { session: session.id }, { startAfter: COME_AGAIN_SECONDS });
  try {
    const run = randomUUID();
    const fetch = await updateFetchBegun(ctx.db, session.id, run, ctx.now());
    if (fetch) await runSessionJob(ctx, session, signal, (signal) => attempt(ctx, session, fetch, run, signal));
  } finally {
    await lock.release();
  }
}

async function attempt(ctx: RootCtx, session: WorkSession, fetch: MediaFetch, run: string, signal: AbortSignal) {
  const startedAt = fetch.started_at ?? ctx.now();
  const endsAt = startedAt.getTime() + ctx.config.fetchTimeoutSeconds * 1000;
  const late = AbortSignal.timeout(Math.max(0, endsAt - ctx.now().getTime()));
  const begun = await whatIsThere(ctx, session, fetch);
  let received = begun.received;
  try {
    const file = await download(ctx, {
      url: ctx.secretBox(FETCH_SECRETS).open(fetch.url),
      key: sourceKey(session),
      begun,
      signal: AbortSignal.any([signal, late]),
      save: async (state) => {
        received = state.received;
        await saveProgress(ctx, session, run, state);
      },
    });
    await finishFetch(ctx, session, run, file);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Superseded) return;
    const tooLong = `It took longer than the ${ctx.config.fetchTimeoutSeconds} seconds it may take.`;
    const failure = late.aborted ? mediaRefused(tooLong) : error;
    const isWorthwhile = received - begun.received >= WORTHWHILE_BYTES;
    await tryAgainOrFail(ctx, session, run, failure, { attempts: isWorthwhile ? 1 : fetch.attempts + 1, endsAt });
  }
}

/** Only what was made durable counts, and only if the server can say whether it still has the same file. */
async function whatIsThere(ctx: RootCtx, session: WorkSession, fetch: MediaFetch): Promise<Begun> {
  const { validator, total_bytes: total } = fetch;
  const stored = (await ctx.storage.size(sourceKey(session))) ?? 0;
  return { received: validator ? Math.min(stored, fetch.received_bytes) : 0, total, validator };
}

async function saveProgress(ctx: RootCtx, session: WorkSession, run: string, state: Begun): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const facts = { received_bytes: state.received, total_bytes: state.total, validator: state.validator };
    if (!(await updateFetch(ctx.db, session.id, run, facts))) throw new Superseded();
    await publishSession(ctx, session, { download: { received_bytes: state.received, total_bytes: state.total } });
  });
}

async function finishFetch(ctx: RootCtx, session: WorkSession, run: string, file: Downloaded): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    if (!(await lockUnfinishedSession(ctx.db, session.id))) return;
    if (!(await deleteMediaFetch(ctx.db, session.id, run))) return;
    await attachMedia(ctx, session, {
      media_key: sourceKey(session),
      filename: session.filename,
      media_type: mediaTypeOf(file.type, session.filename),
      bytes: file.bytes,
      fetched: true,
    });
  });
  ctx.metrics.uploadedBytes.inc(file.bytes);
}

/** Which failures may pass by themselves. */
function mayPass(error: AppError): boolean {
  if (error.kind === 'storage_full') return true;
  return error.kind === 'fetch_failed' && !['tls', 'redirects'].includes(String(error.details?.reason));
}

async function tryAgainOrFail(
  ctx: RootCtx,
  session: WorkSession,
  run: string,
  error: unknown,
  state: { attempts: number; endsAt: number },
): Promise<void> {
  const known = ['media_fetch_failed', 'fetch_failed', 'address_not_allowed', 'storage_full'];
  // Neither the other server nor the address, but something of ours: the queue tries again.
  if (!(error instanceof AppError) || !known.includes(error.kind)) throw error;
  const { reason, retry_after_seconds: retryAfter = 0 } = error.details ?? {};
  const most = reason === 'dns' ? Math.min(DNS_ATTEMPTS, ctx.config.fetchAttempts) : ctx.config.fetchAttempts;
  const pause = Math.max(Math.min(2 ** (state.attempts - 1), LONGEST_PAUSE_SECONDS), Number(retryAfter));
  const inTime = ctx.now().getTime() + pause * 1000 < state.endsAt;
  if (!mayPass(error) || state.attempts >= most || !inTime) {
    const tries = mayPass(error) && state.attempts > 1 ? ` It was tried ${state.attempts} times.` : '';
    await failSession(ctx, session, mediaRefused(`${error.detail ?? error.message}${tries}`));
    return;
  }
  await inTransaction(ctx, async (ctx) => {
    // What was received belongs to a file that is no more.
    const anew = reason === 'changed' ? { received_bytes: 0, total_bytes: null, validator: null } : {};
    if (!(await updateFetch(ctx.db, session.id, run, { attempts: state.attempts, ...anew }))) return;
    await ctx.jobs.send(fetchJob, { session: session.id }, { startAfter: pause });
  });
  ctx.log.info({ session: session.session_id, reason, pause_seconds: pause }, 'fetching the media is tried again');
}
