import { errorOfAnswer, errorOfNetwork, ParlanceError } from './errors.ts';
import type { ConnectionEnd } from './realtime-policy.ts';

/** The same as Scriptix asks of its clients. */
const OPENS_WITHIN_MS = 15_000;
const ANSWERS_WITHIN_MS = 10_000;

export interface LiveSocket {
  readonly bufferedAmount: number;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  /** Takes it for ended at once, with that code, and closes it. */
  drop(code: number): void;
  /** Resolves when it has ended, also when it never opened. */
  readonly ended: Promise<ConnectionEnd>;
}

export interface SocketOptions {
  /** `ws:` or `wss:`. */
  url: string;
  WebSocket: typeof globalThis.WebSocket;
  onOpen(): void;
  onText(text: string): void;
  /** Says why it did not open; browsers and Node do not. */
  findRefusal(): Promise<ParlanceError | undefined>;
}

export function openSocket(options: SocketOptions): LiveSocket {
  const socket = new options.WebSocket(options.url);
  socket.binaryType = 'arraybuffer';
  const { promise: ended, resolve } = Promise.withResolvers<ConnectionEnd>();
  let isOver = false;
  let wasOpen = false;
  const end = (code: number) => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    if (wasOpen) return resolve({ code, error: undefined, wasOpen });
    options.findRefusal().then((error) => resolve({ code, error, wasOpen }));
  };
  const drop = (code: number) => {
    end(code);
    // 1000 says that we are done; without a code the server keeps the session for a while.
    if (code === 1000) socket.close(1000);
    else socket.close();
  };
  const timer = setTimeout(() => drop(1006), OPENS_WITHIN_MS);
  socket.onopen = () => {
    if (isOver) return;
    clearTimeout(timer);
    wasOpen = true;
    options.onOpen();
  };
  socket.onmessage = ({ data }) => {
    if (!isOver && typeof data === 'string') options.onText(data);
  };
  // What went wrong is not told; `close` follows.
  socket.onerror = () => {};
  socket.onclose = ({ code }) => end(code);
  return {
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    send(data) {
      if (!isOver && socket.readyState === socket.OPEN) socket.send(data);
    },
    drop,
    ended,
  };
}

/**
 * Why a connection does not come about. A refusal is a plain HTTP answer, which a WebSocket hides from its user; asked
 * for without an upgrade the address gives the same one, or says that it is for WebSockets only (426).
 */
export async function findRefusal(
  socketUrl: string,
  baseUrl: string,
  send: typeof globalThis.fetch,
): Promise<ParlanceError | undefined> {
  const address = new URL(socketUrl);
  address.protocol = address.protocol === 'wss:' ? 'https:' : 'http:';
  try {
    const response = await send(address, { cache: 'no-store', signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
    const body = await response.json().catch(() => undefined);
    // The address would take a connection, or there is none of that kind: something on the way does not let it through.
    if (response.ok || response.status === 426) return undefined;
    const error = errorOfAnswer(response.status, body, response.headers.get('x-request-id') ?? undefined);
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    if (error.retryAfterSeconds !== null || !Number.isFinite(seconds)) return error;
    return new ParlanceError(error.message, { ...error, retryAfterSeconds: seconds });
  } catch (error) {
    // The address may hold the key and is not told.
    return errorOfNetwork(baseUrl, error);
  }
}
