import { open, readFile, rm, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../platform/errors.ts';
import { bodyChunks, fetchFailed, type SafeFetch, type SafeFetchResponse } from '../platform/safe-fetch/index.ts';
import { replaceFile } from './store.ts';

export interface DownloadInput {
  url: string;
  /** Where it goes. What an earlier, interrupted run brought is there already, with `FILE.json` beside it. */
  file: string;
  /** How many bytes it must have. */
  bytes: number;
  /** Whether its checksum is known: then the rest of a file is asked for although the server cannot name its version. */
  isVerified: boolean;
  fetch: SafeFetch;
  signal: AbortSignal;
  onProgress(receivedBytes: number): void;
  patience: Patience;
}

/** How long is waited for a slow or broken network. */
export interface Patience {
  /** For the head of an answer, redirects included. */
  headersTimeoutMs: number;
  idleTimeoutMs: number;
  /** In a row without progress. */
  attempts: number;
  firstPauseMs: number;
}

export const PATIENT: Patience = { headersTimeoutMs: 30_000, idleTimeoutMs: 30_000, attempts: 6, firstPauseMs: 1_000 };

const MAX_REDIRECTS = 5;
const LONGEST_PAUSE_MS = 30_000;
/** An attempt that brought less than this counts as one in vain. */
const WORTHWHILE_BYTES = 65_536;

/** What is known of the bytes that are there. */
interface Begun {
  url: string;
  /** ETag or date by which the server knows the version; null when it gives none. */
  validator: string | null;
}

/**
 * Downloads a file, going on where it was cut off: in this run, or in one before that was ended in any way.
 *
 * @throws AppError `fetch_failed` that says what to do; `checksum_mismatch` when it has another length than it must have;
 * the signal's reason
 */
export async function download(input: DownloadInput): Promise<void> {
  const { signal, patience } = input;
  for (let attempt = 1; ; ) {
    const before = await sizeOf(input.file);
    try {
      await fetchRest(input);
      return;
    } catch (error) {
      signal.throwIfAborted();
      const isWorthwhile = (await sizeOf(input.file)) - before >= WORTHWHILE_BYTES;
      attempt = isWorthwhile ? 1 : attempt + 1;
      if (isChanged(error)) await discard(input.file);
      if (!mayPass(error) || attempt > patience.attempts) throw error;
      const ms = Math.min(patience.firstPauseMs * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
      await pause(ms, undefined, { signal });
    }
  }
}

/** Forgets what was downloaded. */
export async function discard(file: string): Promise<void> {
  await Promise.all([rm(file, { force: true }), rm(`${file}.json`, { force: true })]);
}

const isChanged = (error: unknown) => error instanceof AppError && error.details?.reason === 'changed';

function mayPass(error: unknown): boolean {
  if (!(error instanceof AppError) || error.kind !== 'fetch_failed') return false;
  return !['tls', 'redirects', 'refused'].includes(String(error.details?.reason));
}

async function fetchRest(input: DownloadInput): Promise<void> {
  const { url, file, bytes, signal, patience } = input;
  const begun = await readBegun(file);
  const isSame = begun?.url === url && (begun.validator !== null || input.isVerified);
  const received = isSame ? Math.min(await sizeOf(file), bytes) : 0;
  if (received === bytes) return;
  const headers: Record<string, string> = received > 0 ? { range: `bytes=${received}-` } : {};
  if (received > 0 && begun?.validator) headers['if-range'] = begun.validator;
  const answer = await input.fetch({
    url,
    headers,
    maxRedirects: MAX_REDIRECTS,
    timeoutMs: patience.headersTimeoutMs,
    idleTimeoutMs: patience.idleTimeoutMs,
    signal,
  });
  try {
    const start = readHead(answer, received, bytes);
    if (start === 0 || !isSame) {
      await replaceFile(
        `${file}.json`,
        JSON.stringify({ url, validator: validatorOf(answer.headers) } satisfies Begun),
      );
    }
    await store(input, answer.body, start);
  } finally {
    answer.body.destroy();
  }
}

/** Where the first byte of the answer belongs. @throws AppError when it is not what was asked for */
function readHead({ status, headers, url }: SafeFetchResponse, received: number, bytes: number): number {
  if (status >= 500 || [408, 425, 429].includes(status)) {
    throw fetchFailed('cut', `${hostOf(url)} answered ${status}. Try again later.`);
  }
  if (status === 416) throw startAnew();
  if (status !== 200 && status !== 206) {
    const advice = status === 404 ? 'The file is not there: a mirror must hold it under this very name.' : '';
    throw refused(`${url} answered ${status}. ${advice}`.trim());
  }
  if (/\b(gzip|compress|deflate|br|zstd)\b/i.test(headers['content-encoding'] ?? '')) {
    throw refused(`${hostOf(url)} sends it compressed, although it was asked not to.`);
  }
  if (/^text\/html\b/i.test(headers['content-type'] ?? '')) {
    throw refused(`${url} is a web page, not a model. Is there a proxy or a sign-in page in between?`);
  }
  if (status === 200) {
    const length = headers['content-length'];
    if (length !== undefined && Number(length) !== bytes) throw wrongLength(`has ${length} bytes`, bytes);
    return 0;
  }
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '') ?? [];
  if (total !== undefined && total !== '*' && Number(total) !== bytes) throw wrongLength(`has ${total} bytes`, bytes);
  if (received === 0 || Number(start) !== received) throw startAnew();
  return received;
}

async function store(input: DownloadInput, body: Readable, start: number): Promise<void> {
  const file = await open(input.file, start === 0 ? 'w' : 'r+');
  let received = start;
  try {
    // More than counts may have come before a crash.
    await file.truncate(start);
    for await (const chunk of bodyChunks(body, input.signal)) {
      if (received + chunk.length > input.bytes) throw wrongLength('goes on beyond its end', input.bytes);
      for (let at = 0; at < chunk.length; ) {
        at += (await file.write(chunk, at, chunk.length - at, received + at)).bytesWritten;
      }
      received += chunk.length;
      input.onProgress(received);
    }
    if (received < input.bytes) throw fetchFailed('cut', 'The connection was cut.');
  } catch (error) {
    // None of it is what was asked for.
    if (error instanceof AppError && error.kind === 'checksum_mismatch') await discard(input.file);
    throw error;
  } finally {
    await file.sync().finally(() => file.close());
  }
}

async function readBegun(file: string): Promise<Begun | undefined> {
  try {
    return JSON.parse(await readFile(`${file}.json`, 'utf8')) as Begun;
  } catch {
    return undefined;
  }
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}

/** A strong ETag, or the date of the last change. The checksum, if there is one, decides in the end. */
function validatorOf({ etag, 'last-modified': modified }: Record<string, string>): string | null {
  if (etag !== undefined && /^"[^"]*"$/.test(etag) && etag.length <= 1_000) return etag;
  return modified !== undefined && !Number.isNaN(Date.parse(modified)) ? modified : null;
}

const hostOf = (url: string) => new URL(url).host;

function refused(detail: string): AppError {
  return new AppError('fetch_failed', { detail, details: { reason: 'refused' } });
}

/** What was received belongs to another state of the file. */
function startAnew(): AppError {
  return fetchFailed('changed', 'The file changed while it was being fetched.');
}

function wrongLength(issue: string, bytes: number): AppError {
  return new AppError('checksum_mismatch', {
    detail: `The download ${issue} instead of ${bytes}: it is not the file that the catalogue names. Nothing was installed.`,
  });
}
