/** Codes this SDK adds to those of the server (`error_code` in every error body of the API). */
export type LocalErrorCode =
  | 'NETWORK_ERROR'
  | 'INVALID_ANSWER'
  | 'INVALID_OPTION'
  | 'MFA_REQUIRED'
  | 'FILE_UNREADABLE'
  | 'SESSION_FAILED'
  | 'STREAM_UNAVAILABLE'
  | 'REALTIME_CLOSED'
  | 'REALTIME_ENDED'
  | 'TIMEOUT';

export interface ParlanceErrorFields {
  status?: number;
  errorCode: string;
  detail?: string | null;
  details?: Record<string, unknown> | null;
  requestId?: string | undefined;
  retryAfterSeconds?: number | null;
  cause?: unknown;
}

/**
 * The one error this SDK throws. `message` is a sentence for people, `errorCode` is for programs.
 *
 * @example
 * try {
 *   await parlance.getSession('65f0…');
 * } catch (error) {
 *   if (error instanceof ParlanceError && error.errorCode === 'SESSION_NOT_FOUND') return undefined;
 *   throw error;
 * }
 */
export class ParlanceError extends Error {
  /** HTTP status of the answer; 0 when there was no answer. */
  readonly status: number;
  /** A code of the server (`SESSION_NOT_FOUND`, `INVALID_TOKEN`, …) or a {@link LocalErrorCode}. */
  readonly errorCode: string;
  /** What is wrong in this very case, if more is known than the code says. */
  readonly detail: string | null;
  /** For programs: the field that is wrong, what is installed, … */
  readonly details: Record<string, unknown> | null;
  /** Names the request in the server's log. */
  readonly requestId: string | undefined;
  /** When asking again may help, in seconds; null when the server did not say. */
  readonly retryAfterSeconds: number | null;

  constructor(message: string, fields: ParlanceErrorFields) {
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.name = 'ParlanceError';
    this.status = fields.status ?? 0;
    this.errorCode = fields.errorCode;
    this.detail = fields.detail ?? null;
    this.details = fields.details ?? null;
    this.requestId = fields.requestId;
    this.retryAfterSeconds = fields.retryAfterSeconds ?? null;
  }
}

/** The error of an HTTP answer: from the one error body of the API, or from whatever stood in its place. */
export function errorOfAnswer(status: number, body: unknown, requestId: string | undefined): ParlanceError {
  const known = (typeof body === 'object' && body !== null ? body : {}) as {
    message?: string;
    error_code?: string;
    detail?: string | null;
    details?: Record<string, unknown> | null;
    retry_after?: number;
  };
  if (!known.error_code) {
    return new ParlanceError(`The server answered ${status} without saying why; is it a Parlance server?`, {
      status,
      errorCode: 'INVALID_ANSWER',
      requestId,
    });
  }
  return new ParlanceError(known.message ?? known.error_code, {
    status,
    errorCode: known.error_code,
    detail: known.detail ?? null,
    details: known.details ?? null,
    requestId,
    retryAfterSeconds: known.retry_after ?? null,
  });
}

/** The error of a request that got no answer. Node hides the reason in `cause`, browsers give none. */
export function errorOfNetwork(url: string, cause: unknown): ParlanceError {
  const inner = (cause as { cause?: { code?: string; message?: string } } | undefined)?.cause;
  const reason = inner?.code ?? inner?.message ?? (cause as { code?: string } | undefined)?.code;
  return new ParlanceError(`No Parlance server answers at ${url}${reason ? ` (${reason})` : ''}.`, {
    errorCode: 'NETWORK_ERROR',
    detail: reason ?? null,
    cause,
  });
}

/** Away, restarting or busy: asking again may help. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof ParlanceError)) return false;
  return error.errorCode === 'NETWORK_ERROR' || [429, 502, 503, 504].includes(error.status);
}
