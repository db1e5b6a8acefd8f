import type { Readable } from 'node:stream';
import { asFetchError } from './fetch-failure.ts';

/** The body of an answer; errors of the connection come as `fetch_failed`, an abort as the signal's reason. */
export async function* bodyChunks(body: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  const iterator = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  for (;;) {
    const next = await iterator.next().catch((error) => {
      signal.throwIfAborted();
      throw asFetchError(error);
    });
    signal.throwIfAborted();
    if (next.done) return;
    yield next.value;
  }
}
