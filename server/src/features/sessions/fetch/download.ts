import type { Readable } from 'node:stream';
import type { Ctx } from '../../../context.ts';
import { bodyChunks, fetchFailed } from '../../../platform/safe-fetch/index.ts';
import { type Begun, type Coming, mediaRefused, readAnswer, requestHeaders } from './answer.ts';
import { checkBeginning, checkType, HEAD_BYTES } from './content-check.ts';

const MAX_REDIRECTS = 5;
const HEADERS_TIMEOUT_MS = 60_000;
/** How often what was received is made durable and told. */
const SAVE_EVERY_MS = 1_000;
/** Slower than this over a minute, a server only holds a place that others wait for. */
const SLOWEST_BYTES = 16_384;
const SLOWEST_WINDOW_MS = 60_000;

export interface Download {
  url: string;
  /** Storage key. */
  key: string;
  begun: Begun;
  signal: AbortSignal;
  /** So much is durable: called once a second, and at the end however it comes. */
  save(state: Begun): Promise<void>;
}

export interface Downloaded {
  bytes: number;
  /** As the server names it. */
  type: string | null;
}

/**
 * One attempt: asks for the file, or for the rest of it, and streams it into storage. What arrived before a cut stays.
 * @throws AppError `media_fetch_failed` for good; `fetch_failed`, `storage_full` for now; the signal's reason.
 */
export async function download(ctx: Ctx, input: Download): Promise<Downloaded> {
  const { signal, begun } = input;
  const answer = await ctx.fetch({
    url: input.url,
    headers: requestHeaders(begun),
    maxRedirects: MAX_REDIRECTS,
    timeoutMs: HEADERS_TIMEOUT_MS,
    idleTimeoutMs: ctx.config.fetchIdleSeconds * 1000,
    signal,
  });
  try {
    const type = answer.headers['content-type'] ?? null;
    const coming = readAnswer(answer, begun, ctx.now());
    if (coming === 'complete') return { bytes: begun.received, type };
    checkType(answer.headers['content-type']);
    refuseTooLarge(ctx, coming.total ?? 0);
    const bytes = await store(ctx, input, coming, answer.body);
    return { bytes, type };
  } finally {
    answer.body.destroy();
  }
}

function refuseTooLarge(ctx: Ctx, bytes: number): void {
  const { maxUploadBytes } = ctx.config;
  if (bytes > maxUploadBytes) throw mediaRefused(`The file is larger than the ${maxUploadBytes} bytes that are taken.`);
}

/** @returns the size of the whole file */
async function store(ctx: Ctx, input: Download, coming: Coming, body: Readable): Promise<number> {
  const file = await ctx.storage.append(input.key, coming.start);
  let received = coming.start;
  const save = async () => {
    await file.sync();
    await input.save({ received, total: coming.total, validator: coming.validator });
  };
  try {
    let savedAt = performance.now();
    const pace = paceOf(received);
    // Known before the first byte: how large it will be.
    await save();
    await ctx.capacity.admitMore((coming.total ?? coming.start) - coming.start);
    const chunks = bodyChunks(body, input.signal);
    for await (const chunk of coming.start === 0 ? checkedChunks(chunks) : chunks) {
      await file.write(chunk);
      received += chunk.length;
      refuseTooLarge(ctx, received);
      const now = performance.now();
      if (now - savedAt < SAVE_EVERY_MS) continue;
      savedAt = now;
      await save();
      await ctx.capacity.admitMore();
      pace(received, now);
    }
    if (coming.total !== null && received < coming.total) throw fetchFailed('cut', 'The connection was cut.');
    if (received === 0) throw mediaRefused('The file is empty.');
    return received;
  } finally {
    await save().finally(() => file.close());
  }
}

/** Watches how fast it goes; ends what only drips. */
function paceOf(received: number): (received: number, now: number) => void {
  let window = { received, at: performance.now() };
  return (received, now) => {
    if (now - window.at < SLOWEST_WINDOW_MS) return;
    if (received - window.received < SLOWEST_BYTES) throw fetchFailed('timeout', 'The server sends too slowly.');
    window = { received, at: now };
  };
}

/** A file whose beginning is looked at before any of it is kept. */
async function* checkedChunks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < HEAD_BYTES) continue;
    checkBeginning(head);
    yield head;
    head = undefined;
  }
  if (head === undefined) return;
  checkBeginning(head);
  yield head;
}
