import { setTimeout as wait } from 'node:timers/promises';
import type { SafeFetchResponse } from '../../../platform/safe-fetch/index.ts';
import type { Feed } from './feed.ts';
import { get, promptChunks } from './get.ts';
import { insist, isPassing, type Pull, pullFailed } from './pull-input.ts';

/** An answer whose body is media. */
export interface Stream {
  answer: SafeFetchResponse;
  chunks: AsyncGenerator<Buffer>;
}

/** Speech needs at least 4 kbit/s; what comes slower only holds a place. */
const SLOWEST_BYTES_PER_SECOND = 500;

export function streamChunks(pull: Pull, answer: SafeFetchResponse): AsyncGenerator<Buffer> {
  return promptChunks(pull, answer.body, { waitMs: pull.patience.bodyMs, bytesPerSecond: SLOWEST_BYTES_PER_SECOND });
}

/**
 * Media in one body. When the connection is cut, the rest of a file is fetched where it was cut, and a broadcast joined
 * again: what was said meanwhile is lost.
 */
export async function readStream(pull: Pull, feed: Feed, url: string, first: Stream): Promise<void> {
  const { headers } = first.answer;
  const type = headers['content-type'] ?? '';
  const total = headers['content-length'] === undefined ? undefined : Number(headers['content-length']);
  let stream = first;
  let received = 0;
  let heard = 0;
  let heardAt = performance.now();
  for (;;) {
    try {
      for await (const chunk of stream.chunks) {
        received += chunk.length;
        await feed.write(chunk, type);
        if (feed.hasEnded) return;
      }
      if (total === undefined || received >= total) return;
    } catch (error) {
      pull.signal.throwIfAborted();
      if (!isPassing(error)) throw error;
      if (feed.given > heard) heardAt = performance.now();
      else if (performance.now() - heardAt > pull.patience.giveUpMs) throw error;
      heard = feed.given;
    }
    await wait(pull.patience.firstPauseMs, undefined, { signal: pull.signal });
    if (total === undefined) await feed.startAnew();
    stream = await insist(pull, pull.patience.giveUpMs, () =>
      total === undefined ? join(pull, url) : resume(pull, url, { received, total, first: first.answer }),
    );
  }
}

async function join(pull: Pull, url: string): Promise<Stream> {
  const answer = await get(pull, url);
  return { answer, chunks: streamChunks(pull, answer) };
}

async function resume(
  pull: Pull,
  url: string,
  known: { received: number; total: number; first: SafeFetchResponse },
): Promise<Stream> {
  const { received, total, first } = known;
  const validator = first.headers.etag ?? first.headers['last-modified'];
  const isStrong = validator !== undefined && !validator.startsWith('W/');
  const headers: Record<string, string> = { range: `bytes=${received}-` };
  const answer = await get(pull, url, isStrong ? { ...headers, 'if-range': validator } : headers);
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.headers['content-range'] ?? '');
  const isPart = answer.status === 206 && Number(range?.[1]) === received && Number(range?.[2]) === total;
  const isWhole = answer.status === 200 && Number(answer.headers['content-length']) === total;
  if (!isPart && !isWhole) {
    answer.body.destroy();
    throw pullFailed('The file changed while it was fetched.');
  }
  const chunks = streamChunks(pull, answer);
  return { answer, chunks: isPart ? chunks : without(received, chunks) };
}

async function* without(skip: number, chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let left = skip;
  for await (const chunk of chunks) {
    const part = chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
    if (part.length > 0) yield part;
  }
}
