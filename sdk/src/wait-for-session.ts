import { type Clock, realClock } from './clock.ts';
import type { Connection } from './connection.ts';
import { mayPass, ParlanceError } from './errors.ts';
import { openEventStream } from './event-stream.ts';
import type { Operations } from './operations.ts';
import type { ParlanceEvent, Session } from './types.ts';

/** Short files are done in a second or two; nobody should wait three for them. */
const FIRST_DELAYS_MS = [250, 500, 1_000, 2_000];

/** A restart of the server takes seconds, a reboot of its machine minutes. */
const OUTAGE_MS = 300_000;

/** So many streams that end before they tell anything are something in between that does not let them through. */
const EMPTY_STREAMS = 3;

export interface WaitOptions {
  signal?: AbortSignal;
  /** Called with every state that becomes known, the last one included. */
  onProgress?: (session: Session) => void;
  /** Gives up after this many milliseconds. Default: never. */
  timeoutMs?: number;
  /** How long the server may be away before waiting ends with the error it gives. Default five minutes. */
  outageMs?: number;
  /** How long the event stream may be silent before asking takes its place. Default 30 s, twice the server's heartbeat. */
  silenceMs?: number;
  clock?: Clock;
}

/**
 * How long to wait before asking again, where there is no event stream: 250 ms, 500 ms, 1 s, 2 s, then every 3 s in the
 * first minute, every 5 s up to five minutes, every 10 s after that (the intervals the API reference recommends, "Check
 * Session Status").
 *
 * @param asked how often was asked so far, from 1
 * @example pollDelayMs(1, 0) // 250
 */
export function pollDelayMs(asked: number, elapsedMs: number): number {
  const first = FIRST_DELAYS_MS[asked - 1];
  if (first !== undefined) return first;
  if (elapsedMs < 60_000) return 3_000;
  return elapsedMs < 300_000 ? 5_000 : 10_000;
}

/**
 * Follows the session's event stream until it is completed; see {@link Parlance.waitForSession}. Whatever a stream says
 * or why it ends, the answer to a request decides; where no stream comes through, asking is all there is.
 */
export async function followSession(
  connection: Connection,
  getSession: Operations['getSession'],
  sessionId: string,
  options: WaitOptions,
): Promise<Session> {
  const { signal, onProgress, timeoutMs = Number.POSITIVE_INFINITY, outageMs = OUTAGE_MS, clock = realClock } = options;
  const started = clock.now();
  const follow = streamFollower(connection, sessionId, options);
  let lastAnswer = started;
  for (let asked = 1; ; asked++) {
    signal?.throwIfAborted();
    try {
      const session = await getSession(sessionId, signal ? { signal } : {});
      lastAnswer = clock.now();
      onProgress?.(session);
      if (session.status === 'completed') return session;
      if (session.status === 'failed') throw sessionFailed(session);
      const { heard, isEnded } = await follow(session, timeoutMs - (clock.now() - started));
      lastAnswer = clock.now();
      // After a cut in good service it is as at the beginning, and after the end there is nothing to wait for.
      if (heard > 0) asked = 1;
      if (isEnded) continue;
    } catch (error) {
      if (!mayPass(error) || clock.now() - lastAnswer >= outageMs) throw error;
    }
    const elapsed = clock.now() - started;
    if (elapsed >= timeoutMs) {
      throw new ParlanceError(`The session ${sessionId} was not completed within ${timeoutMs / 1000} s.`, {
        errorCode: 'TIMEOUT',
        details: { session_id: sessionId },
      });
    }
    await clock.sleep(Math.min(pollDelayMs(asked, elapsed), timeoutMs - elapsed), signal);
  }
}

/** Follows one stream after the other, each until its end. Where none comes through, nothing is heard. */
function streamFollower(connection: Connection, sessionId: string, options: WaitOptions) {
  const { signal, onProgress, silenceMs } = options;
  const path = `/api/v3/speech-to-text/session/${encodeURIComponent(sessionId)}/events`;
  let lastEventId: number | undefined;
  let emptyStreams = 0;

  return async (session: Session, remainingMs: number): Promise<{ heard: number; isEnded: boolean }> => {
    if (emptyStreams >= EMPTY_STREAMS) return { heard: 0, isEnded: false };
    const deadline = deadlineSignal(remainingMs);
    let heard = 0;
    try {
      const signals = [signal, deadline.signal].filter((given) => given !== undefined);
      const merged = signals.length > 0 ? AbortSignal.any(signals) : undefined;
      const onId = (id: number) => {
        lastEventId = id;
      };
      for await (const event of openEventStream(connection, path, { lastEventId, signal: merged, silenceMs, onId })) {
        if (event.session_id === null) continue;
        heard++;
        if (event.event !== 'session.updated') return { heard, isEnded: true };
        onProgress?.(withNews(session, event));
      }
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      // Whatever is wrong with the session or the server, the next request says it.
      if (!deadline.signal?.aborted && isUnavailable(error)) emptyStreams = EMPTY_STREAMS;
    } finally {
      deadline.clear();
    }
    emptyStreams = heard > 0 ? 0 : emptyStreams + 1;
    return { heard, isEnded: false };
  };
}

/** No route, no method, no such type, too many streams, or silence. A session that is gone answers 404 to requests too. */
function isUnavailable(error: unknown): boolean {
  if (!(error instanceof ParlanceError)) return false;
  return error.errorCode === 'STREAM_UNAVAILABLE' || [404, 405, 406, 429, 501].includes(error.status);
}

function deadlineSignal(ms: number): { signal: AbortSignal | undefined; clear(): void } {
  // Timers cannot be longer; after three weeks the loop looks at the clock again.
  if (ms > 2_147_483_647) return { signal: undefined, clear() {} };
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), Math.max(0, ms));
  return { signal: late.signal, clear: () => clearTimeout(timer) };
}

function withNews(session: Session, event: ParlanceEvent): Session {
  return {
    ...session,
    status: event.status ?? session.status,
    stage: event.stage,
    progress: event.progress ?? session.progress,
    queue_position: event.queue_position,
    waiting_for: event.waiting_for,
    estimated_seconds_left: event.estimated_seconds_left,
    download: event.download,
  };
}

function sessionFailed(session: Session): ParlanceError {
  const reason = session.error ?? 'The server gives no reason.';
  return new ParlanceError(`Transcription failed: ${reason}`, {
    errorCode: 'SESSION_FAILED',
    detail: reason,
    details: { session_id: session.session_id },
  });
}
