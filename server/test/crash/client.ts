import { once } from 'node:events';
import { type ClientRequest, type IncomingHttpHeaders, request as open } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: answers of every route
  body: any;
}

export interface Exchange {
  method: string;
  /** Path and query. */
  path: string;
  headers?: Record<string, string>;
  json?: unknown;
  body?: Buffer;
  /** Pause after each piece of the body. */
  paceMs?: number;
  /** Hangs up when so many bytes of the body are on their way. */
  cutAfter?: number;
}

/** A client of the API that knows servers go down: it asks again until there is an answer. */
export interface Client {
  /** One try. Rejects when the connection fails. */
  send(exchange: Exchange): Promise<Reply>;
  /**
   * Repeats on failed connections and on answers that say "later" until there is another one. `unclear` tells whether an
   * earlier try may have been done without its answer being heard.
   */
  insist(exchange: Exchange): Promise<Reply & { unclear: boolean }>;
}

const PIECE_BYTES = 32_768;
const SILENCE_MS = 30_000;
const GIVE_UP_MS = 180_000;
const LONGEST_PAUSE_MS = 1_000;

export function createClient(server: { port: number; key: string }, onRepeat: () => void): Client {
  const send: Client['send'] = (exchange) =>
    new Promise((resolve, reject) => {
      const body = exchange.json === undefined ? exchange.body : Buffer.from(JSON.stringify(exchange.json));
      const request = open({
        host: '127.0.0.1',
        port: server.port,
        method: exchange.method,
        path: exchange.path,
        timeout: SILENCE_MS,
        headers: {
          'x-zoom-s2t-key': server.key,
          ...(exchange.json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(body ? { 'content-length': body.length } : {}),
          ...exchange.headers,
        },
      });
      request.on('timeout', () => request.destroy(new Error('the server was silent for too long')));
      request.on('error', reject);
      request.on('response', (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          const isJson = text !== '' && response.headers['content-type']?.includes('json');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: isJson ? JSON.parse(text) : text,
          });
        });
      });
      if (body) sendBody(request, body, exchange).catch(reject);
      else request.end();
    });

  return {
    send,
    async insist(exchange) {
      const giveUpAt = Date.now() + GIVE_UP_MS;
      let unclear = false;
      for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)) {
        const reply = await send(exchange).catch((error: Error) => error);
        if (!(reply instanceof Error) && !isLater(reply)) return { ...reply, unclear };
        if (Date.now() > giveUpAt) {
          const last = reply instanceof Error ? reply.message : `${reply.status} ${JSON.stringify(reply.body)}`;
          throw new Error(`${exchange.method} ${exchange.path}: no answer in ${GIVE_UP_MS / 1000} s; last: ${last}`);
        }
        if (reply instanceof Error || reply.status >= 500) unclear = true;
        onRepeat();
        await delay(pauseMs);
      }
    },
  };
}

/** Locked uploads, limits, restarts, and a first try with the same key that has not been given up yet. */
function isLater({ status, body }: Reply): boolean {
  return status >= 500 || status === 429 || status === 423 || body?.error_code === 'IDEMPOTENCY_IN_PROGRESS';
}

async function sendBody(request: ClientRequest, body: Buffer, { paceMs, cutAfter }: Exchange): Promise<void> {
  const gone = new AbortController();
  request.once('close', () => gone.abort());
  const end = Math.min(body.length, cutAfter ?? body.length);
  for (let at = 0; at < end && !gone.signal.aborted; at += PIECE_BYTES) {
    if (!request.write(body.subarray(at, Math.min(at + PIECE_BYTES, end)))) {
      await once(request, 'drain', { signal: gone.signal }).catch(() => {});
    }
    if (paceMs) await delay(paceMs);
  }
  if (end < body.length) request.destroy(new Error('the customer hung up'));
  else request.end();
}
