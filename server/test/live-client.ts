import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type ClientOptions, WebSocket } from 'ws';

// biome-ignore lint/suspicious/noExplicitAny: tests look into messages of every shape
export type LiveMessage = any;

export interface LiveClient {
  readonly socket: WebSocket;
  /** Every message so far, parsed. */
  readonly messages: LiveMessage[];
  /** The same as they came. */
  readonly texts: string[];
  send(message: object): void;
  audio(bytes: Buffer): void;
  /** Waits for a message, looking at those that came already too. */
  until(isMeant: (message: LiveMessage) => boolean): Promise<LiveMessage>;
  /** Resolves at the end of the connection. */
  readonly closed: Promise<{ code: number; reason: string }>;
  /** The words of all finals. */
  words(): string[];
}

/** Connects to an address of a server. @throws RefusedUpgrade */
export async function openLive(url: string, path: string, options: ClientOptions = {}): Promise<LiveClient> {
  const socket = new WebSocket(url.replace(/^http/, 'ws') + path, options);
  const messages: LiveMessage[] = [];
  const texts: string[] = [];
  const listeners = new Set<() => void>();
  socket.on('message', (data) => {
    texts.push(data.toString());
    messages.push(JSON.parse(data.toString()));
    for (const listener of listeners) listener();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => {
      resolve({ code, reason: reason.toString() });
      for (const listener of listeners) listener();
    });
  });
  const refused = once(socket, 'unexpected-response').then(([, response]) => readRefusal(response as IncomingMessage));
  socket.on('error', () => {});
  refused.catch(() => {});
  await Promise.race([once(socket, 'open'), refused.then((error) => Promise.reject(error))]);
  return {
    socket,
    messages,
    texts,
    closed,
    send: (message) => socket.send(JSON.stringify(message)),
    audio: (bytes) => socket.send(bytes),
    until(isMeant) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = messages.find(isMeant);
          if (!found && socket.readyState !== WebSocket.CLOSED) return;
          listeners.delete(look);
          if (found) resolve(found);
          else reject(new Error(`closed without it, after ${texts.join('\n')}`));
        };
        listeners.add(look);
        look();
      });
    },
    words: () => messages.flatMap(({ result, words }) => (result ?? words ?? []).map(([word]: [string]) => word)),
  };
}

/** An upgrade that was answered like any other request. */
export class RefusedUpgrade extends Error {
  status: number;
  headers: IncomingMessage['headers'];
  body: LiveMessage;

  constructor(status: number, headers: IncomingMessage['headers'], text: string) {
    super(`${status} ${text}`);
    this.status = status;
    this.headers = headers;
    this.body = text.startsWith('{') ? JSON.parse(text) : text;
  }
}

async function readRefusal(response: IncomingMessage): Promise<RefusedUpgrade> {
  let text = '';
  for await (const chunk of response) text += chunk;
  return new RefusedUpgrade(response.statusCode ?? 0, response.headers, text);
}

/** How a connection is refused. */
export async function refusalOf(opening: Promise<LiveClient>): Promise<RefusedUpgrade> {
  try {
    (await opening).socket.terminate();
  } catch (error) {
    if (error instanceof RefusedUpgrade) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

export const isListening = ({ state }: LiveMessage) => state === 'listening';
export const isStopped = ({ state }: LiveMessage) => state === 'stopped';
export const isFinal = ({ result, is_final }: LiveMessage) => result !== undefined || is_final === true;

/** Sends `start` and waits until audio is taken. */
export async function startLive(client: LiveClient, options: object = {}): Promise<LiveMessage> {
  client.send({ action: 'start', ...options });
  return client.until(isListening);
}

/** Sends audio in pieces, as quickly as the server takes it. */
export async function sendAudio(client: LiveClient, pcm: Buffer, pieceBytes = 6_400): Promise<void> {
  for (let at = 0; at < pcm.length; at += pieceBytes) {
    client.audio(pcm.subarray(at, at + pieceBytes));
    while (client.socket.bufferedAmount > 4 * pieceBytes) await delay(1);
  }
}
