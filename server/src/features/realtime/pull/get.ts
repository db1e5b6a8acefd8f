import type { Readable } from 'node:stream';
import { bodyChunks, fetchFailed, type SafeFetchResponse } from '../../../platform/safe-fetch/index.ts';
import { type Pull, pullFailed } from './pull-input.ts';

export interface ByteRange {
  offset: number;
  length: number;
}

const MAX_REDIRECTS = 5;
/** Of an answer that is none: not there yet, too many requests, trouble at the server. */
const PASSING = new Set([404, 408, 410, 425, 429]);

/**
 * One request through the guarded door.
 * @param range asked for; the answer may be the whole all the same
 * @throws AppError `fetch_failed` for now, `media_fetch_failed` for a refusal, `address_not_allowed`
 */
export async function get(pull: Pull, url: string, headers: Record<string, string> = {}): Promise<SafeFetchResponse> {
  const answer = await pull.fetch({
    ...{ url, headers, maxRedirects: MAX_REDIRECTS, signal: pull.signal },
    ...{ timeoutMs: pull.patience.answerMs, idleTimeoutMs: pull.patience.answerMs },
  });
  if (answer.status === 200 || answer.status === 206) return answer;
  answer.body.destroy();
  const said = `The server answers with status ${answer.status}.`;
  if (answer.status >= 500 || PASSING.has(answer.status)) throw fetchFailed('protocol', said);
  throw pullFailed(said);
}

/**
 * The chunks of a body as long as they come in time; only waiting for them counts.
 * @param limits.waitMs how long may be waited in all
 * @param limits.bytesPerSecond what comes earns new time at this pace: bodies without an end may go on, but not drip
 */
export async function* promptChunks(
  pull: Pull,
  body: Readable,
  limits: { waitMs: number; bytesPerSecond?: number },
): AsyncGenerator<Buffer> {
  const chunks = bodyChunks(body, pull.signal);
  let left = limits.waitMs;
  try {
    for (;;) {
      const began = performance.now();
      const timer = setTimeout(() => body.destroy(fetchFailed('timeout', 'The server sends too slowly.')), left);
      const next = await chunks.next().finally(() => clearTimeout(timer));
      if (next.done) return;
      const earned = limits.bytesPerSecond ? (next.value.length / limits.bytesPerSecond) * 1_000 : 0;
      left = Math.min(limits.waitMs, Math.max(1, left - (performance.now() - began)) + earned);
      yield next.value;
    }
  } finally {
    body.destroy();
  }
}

/** @throws AppError also `media_fetch_failed` when it is larger than `maxBytes` */
export async function getAll(
  pull: Pull,
  url: string,
  maxBytes: number,
  range?: ByteRange,
): Promise<{ bytes: Buffer; url: string; type: string }> {
  const answer = await getRange(pull, url, range);
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer.chunks(pull.patience.bodyMs)) {
    size += chunk.length;
    if (size > maxBytes) throw pullFailed(`A part of the stream is larger than ${maxBytes} bytes.`);
    parts.push(chunk);
  }
  return { bytes: Buffer.concat(parts), url: answer.url, type: answer.type };
}

/** A part of a file, whether or not the server knows ranges. */
export async function getRange(
  pull: Pull,
  url: string,
  range: ByteRange | undefined,
): Promise<{ url: string; type: string; chunks(waitMs: number): AsyncGenerator<Buffer> }> {
  const headers = range ? { range: `bytes=${range.offset}-${range.offset + range.length - 1}` } : undefined;
  const answer = await get(pull, url, headers);
  const isWhole = answer.status === 200;
  return {
    url: answer.url,
    type: answer.headers['content-type'] ?? '',
    async *chunks(waitMs) {
      let skip = range && isWhole ? range.offset : 0;
      let left = range ? range.length : Number.POSITIVE_INFINITY;
      for await (const chunk of promptChunks(pull, answer.body, { waitMs })) {
        const part = chunk.subarray(skip, skip + left);
        skip = Math.max(0, skip - chunk.length);
        left -= part.length;
        if (part.length > 0) yield part;
        if (left === 0) return;
      }
    },
  };
}
