import { AppError } from '../../../platform/errors.ts';
import { fetchFailed, type SafeFetchResponse } from '../../../platform/safe-fetch/index.ts';

/** What earlier attempts brought. */
export interface Begun {
  /** Bytes that are there; 0 to begin anew. */
  received: number;
  total: number | null;
  validator: string | null;
}

/** What an answer brings. */
export interface Coming {
  /** Where its first byte belongs. */
  start: number;
  /** Of the whole file; null when the server does not say. */
  total: number | null;
  /** By which the same file is known later; null when it cannot be. */
  validator: string | null;
}

/** An error another attempt would only repeat. */
export function mediaRefused(detail: string): AppError {
  return new AppError('media_fetch_failed', { detail });
}

/** The longest pause a server may ask for. */
const MAX_RETRY_AFTER_SECONDS = 3_600;
/** Beyond 5xx: too early, too many, too slow. */
const WORTH_ANOTHER_TRY = new Set([408, 425, 429]);

/** Asks for the rest of a file, if it is still the same one (RFC 9110 section 13.1.5). */
export function requestHeaders({ received, validator }: Begun): Record<string, string> {
  const accept = 'audio/*, video/*, application/octet-stream, */*;q=0.5';
  if (received === 0 || !validator) return { accept };
  return { accept, range: `bytes=${received}-`, 'if-range': validator };
}

/**
 * Reads the head of an answer.
 * @throws AppError `media_fetch_failed` when this is no media to be had; `fetch_failed` when it is worth another attempt,
 * with `details.retry_after_seconds` if the server says when.
 */
export function readAnswer(answer: SafeFetchResponse, begun: Begun, now: Date): Coming | 'complete' {
  const { status, headers } = answer;
  if (status === 416 && begun.received > 0) {
    const [, total] = /^bytes \*\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
    if (Number(total) === begun.received && begun.total === begun.received) return 'complete';
    throw startAgain();
  }
  if (status >= 500 || WORTH_ANOTHER_TRY.has(status)) {
    throw new AppError('fetch_failed', {
      detail: `The server answered ${status}.`,
      details: { reason: 'status', retry_after_seconds: retryAfterSeconds(headers['retry-after'], now) },
    });
  }
  if (status !== 200 && status !== 206) throw mediaRefused(`The server answered ${status}.`);
  if (/\b(gzip|compress|deflate|br|zstd)\b/i.test(headers['content-encoding'] ?? '')) {
    throw mediaRefused('The server sends it compressed, although it was asked not to.');
  }
  return status === 206 ? readRest(headers, begun) : readWhole(headers);
}

function readWhole(headers: Record<string, string>): Coming {
  const length = headers['content-length'];
  return { start: 0, total: length === undefined ? null : Number(length), validator: validatorOf(headers) };
}

function readRest(headers: Record<string, string>, begun: Begun): Coming {
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '') ?? [];
  const known = total === undefined || total === '*' ? begun.total : Number(total);
  const validator = validatorOf(headers) ?? begun.validator;
  const sameFile = validator === begun.validator && (begun.total === null || known === begun.total);
  if (begun.received === 0 || Number(start) !== begun.received || !sameFile) throw startAgain();
  return { start: begun.received, total: known, validator };
}

/** What was received belongs to another state of the file. */
function startAgain(): AppError {
  return fetchFailed('changed', 'The file changed while it was being fetched.');
}

/**
 * A strong validator: an ETag that is not weak, or a date that is certainly older than the answer (RFC 9110 section
 * 8.8.2.2 asks for one second).
 */
function validatorOf(headers: Record<string, string>): string | null {
  const { etag, date = '' } = headers;
  if (etag !== undefined && /^"[^"]*"$/.test(etag)) return etag.length <= 1_000 ? etag : null;
  const modified = headers['last-modified'] ?? '';
  return Date.parse(date) - Date.parse(modified) >= 1_000 ? modified : null;
}

/** `Retry-After` in seconds or as a date; 0 when there is none. */
function retryAfterSeconds(header: string | undefined, now: Date): number {
  if (header === undefined) return 0;
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - now.getTime()) / 1000);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), MAX_RETRY_AFTER_SECONDS) : 0;
}
