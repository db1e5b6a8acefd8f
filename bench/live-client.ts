import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { BenchServer } from './server.ts';

/** Milliseconds of audio in a message, as a microphone gives it. */
export const PIECE_MS = 100;
const BYTES_PER_MS = 32;

/** One thing the server said, and when. */
export interface Heard {
  /** `performance.now()` */
  at: number;
  isFinal: boolean;
  /** Of partials: how much of the stream was heard for it. Of finals: the end of the utterance. */
  offset_ms: number;
  /** The end of its last word; 0 without words. */
  wordsEnd_ms: number;
  text: string;
}

export interface LiveClient {
  heard: Heard[];
  /** When the piece was sent that the audio at this place of the stream lies in. */
  sentAt(offset_ms: number): number;
  sendPiece(pcm: Buffer): void;
  /** Milliseconds sent so far. */
  sentMs(): number;
  /** Sends a control message and resolves when an answer of this state is there, with the time it took. */
  ask(message: object, state: string): Promise<number>;
  stop(): Promise<void>;
  close(): void;
}

/** Opens a live connection and waits until it listens. */
export async function openLiveClient(server: BenchServer, query: Record<string, string> = {}): Promise<LiveClient> {
  const address = new URL(`${server.url.replace(/^http/, 'ws')}/v2/realtime`);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  const socket = new WebSocket(address, {
    headers: { 'x-zoom-s2t-key': server.realtimeKey },
    perMessageDeflate: false,
  });
  const heard: Heard[] = [];
  const sent: number[] = [];
  const waiting = new Map<string, () => void>();
  let failure: Error | undefined;
  socket.on('error', (error) => {
    failure = error;
  });
  socket.on('message', (data, isBinary) => {
    if (isBinary) return;
    const at = performance.now();
    const message = JSON.parse(String(data)) as {
      state?: string;
      error?: string;
      is_final?: boolean;
      offset_ms?: number;
      words?: [string, number, number, number][];
      text?: string;
    };
    if (message.error) failure = new Error(message.error);
    if (message.state) waiting.get(message.state)?.();
    if (message.is_final === undefined) return;
    const { is_final: isFinal, offset_ms = 0, words = [], text = '' } = message;
    heard.push({ at, isFinal, offset_ms, wordsEnd_ms: words.at(-1)?.[2] ?? 0, text });
  });
  const closed = once(socket, 'close').then(() => {
    throw failure ?? new Error('the connection was closed');
  });
  closed.catch(() => {});
  const state = (name: string) => Promise.race([new Promise<void>((resolve) => waiting.set(name, resolve)), closed]);
  await Promise.race([once(socket, 'open'), closed]);
  const listening = state('listening');
  socket.send('{"action":"start"}');
  await listening;
  return {
    heard,
    sentAt: (offset_ms) => sent[Math.max(0, Math.ceil(offset_ms / PIECE_MS) - 1)] ?? Number.NaN,
    sendPiece(pcm) {
      sent.push(performance.now());
      socket.send(pcm);
    },
    sentMs: () => sent.length * PIECE_MS,
    async ask(message, name) {
      const answered = state(name);
      const asked = performance.now();
      socket.send(JSON.stringify(message));
      await answered;
      return performance.now() - asked;
    },
    async stop() {
      const stopped = state('stopped');
      socket.send('{"action":"stop"}');
      await stopped;
      socket.close();
    },
    close: () => socket.terminate(),
  };
}

/** Endless audio: the same over and over, from some place on, in pieces of {@link PIECE_MS}. */
export function* piecesOf(pcm: Buffer, from_ms = 0): Generator<Buffer, never> {
  const whole = pcm.subarray(0, pcm.length - (pcm.length % (PIECE_MS * BYTES_PER_MS)));
  let at = (Math.floor(from_ms / PIECE_MS) * PIECE_MS * BYTES_PER_MS) % whole.length;
  for (;;) {
    yield whole.subarray(at, at + PIECE_MS * BYTES_PER_MS);
    at = (at + PIECE_MS * BYTES_PER_MS) % whole.length;
  }
}

/** Where in the audio the stream of one client of so many begins: no words of two clients fall together. */
export function beginning_ms(pcm: Buffer, index: number, clients: number): number {
  const length_ms = Math.floor(pcm.length / BYTES_PER_MS / PIECE_MS) * PIECE_MS;
  return Math.floor((index * length_ms) / clients / PIECE_MS) * PIECE_MS;
}

/** Has clients send at the pace of speech for so long, each with audio and a beat of its own. */
export async function speakFor(clients: LiveClient[], pcm: Buffer, durationMs: number): Promise<void> {
  await Promise.all(
    clients.map(async (client, index) => {
      const pieces = piecesOf(pcm, beginning_ms(pcm, index, clients.length));
      // Nor do the moments of sending.
      const begin = performance.now() + (index * PIECE_MS) / clients.length;
      for (let count = 1; count * PIECE_MS <= durationMs; count++) {
        const wait = begin + count * PIECE_MS - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        client.sendPiece(pieces.next().value);
      }
    }),
  );
}

/** The value below which this share of all values lies. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}
