import { mayPass, ParlanceError } from './errors.ts';

/** Waits between tries to come back: at once, then longer and longer. */
const RETRY_DELAYS_MS = [0, 250, 500, 1_000, 2_000, 4_000];

/** How a connection ended. */
export interface ConnectionEnd {
  /** Of the WebSocket; 1006 when it was cut or never came about. */
  code: number;
  /** Why it never came about, or what the server said before it closed. */
  error: ParlanceError | undefined;
  /** It was open. */
  wasOpen: boolean;
}

export interface Story {
  /** The server has listened once: a server that was never there is not away. */
  hasListened: boolean;
  /** Tries since anything got on. */
  failures: number;
  /** Time since anything got on. */
  awayMs: number;
  outageMs: number;
  random: () => number;
}

export type NextStep =
  | { type: 'fail'; error: ParlanceError }
  | { type: 'retry'; delayMs: number; isNewSession: boolean; reason: ParlanceError };

/** What to do when a connection has ended otherwise than by `stopped`. */
export function nextStep(end: ConnectionEnd, story: Story): NextStep {
  const reason = end.error ?? errorOfClose(end);
  const fail = (): NextStep => ({ type: 'fail', error: reason });
  const retry = (isNewSession: boolean, leastMs = 0): NextStep => {
    const delay = RETRY_DELAYS_MS[Math.min(story.failures, RETRY_DELAYS_MS.length - 1)] as number;
    // Spread, as whoever was cut was not cut alone.
    const delayMs = Math.round(Math.max(leastMs, delay) * (1 + 0.5 * story.random()));
    if (story.awayMs + delayMs > story.outageMs) return fail();
    return { type: 'retry', delayMs, isNewSession, reason };
  };
  const later = () => retry(false, 1_000 * (reason.retryAfterSeconds ?? 1));

  if (!end.wasOpen && end.error) {
    if (end.error.status === 429 || end.error.status === 503) return later();
    return mayPass(end.error) && story.hasListened ? retry(false) : fail();
  }
  switch (end.code) {
    case 1001: // the server ends; another one, or the next start, knows nothing of the session
    case 4404: // it does already
      return retry(true);
    case 1005:
    case 1006:
    case 1011:
    case 1012:
    case 1014:
      return story.hasListened ? retry(false) : fail();
    case 1013:
    case 4429:
      return later();
    case 4408:
      if (reason.errorCode === 'REALTIME_SLOW_READER') return retry(false);
      // The stream goes on; only the session has reached its length.
      return reason.errorCode === 'REALTIME_TOO_LONG' ? retry(true) : fail();
    default:
      return fail();
  }
}

function errorOfClose({ code }: ConnectionEnd): ParlanceError {
  const [message, errorCode] = SENTENCES[code] ?? [
    `The server closed the live connection (code ${code}).`,
    'REALTIME_ENDED',
  ];
  return new ParlanceError(message, { errorCode, detail: `close code ${code}` });
}

const SENTENCES: Record<number, [message: string, errorCode: string]> = {
  1000: ['The server ended the session; another connection may have taken it over.', 'REALTIME_ENDED'],
  1001: ['The server ends.', 'REALTIME_ENDED'],
  1006: ['The connection was cut.', 'NETWORK_ERROR'],
  1013: ['The server has no room for another live session just now.', 'SERVICE_UNAVAILABLE'],
  4401: ['The key is not or no longer valid.', 'INVALID_TOKEN'],
  4403: ['This key may not be used for live sessions: make one of the kind realtime.', 'FORBIDDEN'],
  4404: ['The server does not know the session any more.', 'REALTIME_SESSION_NOT_FOUND'],
  4429: ['Too many live connections.', 'REALTIME_LIMIT_EXCEEDED'],
};
