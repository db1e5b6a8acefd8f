import { ParlanceError } from './errors.ts';
import type { Operations } from './operations.ts';
import type { Session } from './types.ts';

/** Short files are done in a second or two; nobody should wait three for them. */
const FIRST_DELAYS_MS = [250, 500, 1_000, 2_000];

/** A restart of the server takes seconds, a reboot of its machine minutes. */
const OUTAGE_MS = 300_000;

/** Time, so that tests need not wait for it. */
export interface Clock {
  now(): number;
  /** Rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface WaitOptions {
  signal?: AbortSignal;
  /** Called with every state that was fetched, the last one included. */
  onProgress?: (session: Session) => void;
  /** Gives up after this many milliseconds. Default: never. */
  timeoutMs?: number;
  /** How long the server may be away before waiting ends with the error it gives. Default five minutes. */
  outageMs?: number;
  clock?: Clock;
}

/**
 * How long to wait before asking again: 250 ms, 500 ms, 1 s, 2 s, then every 3 s in the first minute, every 5 s up to
 * five minutes, every 10 s after that (the intervals the API reference recommends, "Check Session Status").
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

/** Asks until the session is completed; see {@link Parlance.waitForSession}. */
export async function pollSession(
  getSession: Operations['getSession'],
  sessionId: string,
  options: WaitOptions,
): Promise<Session> {
  const { signal, onProgress, timeoutMs = Number.POSITIVE_INFINITY, outageMs = OUTAGE_MS, clock = realClock } = options;
  const started = clock.now();
  let lastAnswer = started;
  for (let asked = 1; ; asked++) {
    signal?.throwIfAborted();
    try {
      const session = await getSession(sessionId, signal ? { signal } : {});
      lastAnswer = clock.now();
      onProgress?.(session);
      if (session.status === 'completed') return session;
      if (session.status === 'failed') throw sessionFailed(session);
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

function sessionFailed(session: Session): ParlanceError {
  const reason = session.error ?? 'The server gives no reason.';
  return new ParlanceError(`Transcription failed: ${reason}`, {
    errorCode: 'SESSION_FAILED',
    detail: reason,
    details: { session_id: session.session_id },
  });
}

/** Away, restarting or busy: asking again may help. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof ParlanceError)) return false;
  return error.errorCode === 'NETWORK_ERROR' || [429, 502, 503, 504].includes(error.status);
}

const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const wake = () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', stop, { once: true });
    }),
};
