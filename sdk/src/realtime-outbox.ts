import { type AudioFormat, keepAudio } from './realtime-audio.ts';
import type { LiveSocket } from './realtime-socket.ts';

/** One second of PCM at 16 kHz: a message is far below what the server takes, and a cut loses little. */
const PIECE_BYTES = 32_000;
/** WebSockets do not say when there is room again. */
const LOOK_EVERY_MS = 20;
/** Converting sample rates takes or leaves a little; an answer to an earlier question is further away. */
const SAME_PLACE_MS = 200;

export interface OutboxOptions {
  format: AudioFormat;
  keptBytes: number;
  highWaterBytes: number;
  lowWaterBytes: number;
}

interface Mark {
  action: 'finalize' | 'stop';
  /** Goes out behind the audio before this position. */
  at: number;
  isSent: boolean;
}

/** What goes to the server: audio and, between its bytes, what is asked. Kept until it is final, to be sent again. */
export interface Outbox {
  /** First byte that is kept, and the one behind the last that was given. */
  readonly start: number;
  readonly end: number;
  readonly lastSentAt: number;
  /** Resolves when there is room for more: true, or false when the stream has ended. */
  append(bytes: Uint8Array): Promise<boolean>;
  /** Asks for this behind all audio so far. */
  mark(action: Mark['action']): void;
  /** A `finalize` was answered for the audio before that position. False: that was an answer to one asked before. */
  answered(upTo: number | undefined): boolean;
  /** Tells the server that we are still there. */
  keepAlive(): void;
  /** Sends from this position on to that connection, and again what was asked and not answered. */
  attach(socket: LiveSocket, from: number): void;
  detach(): void;
  forgetBefore(position: number): void;
  /** Lets everybody go who waits. */
  finish(): void;
}

export function createOutbox({ format, keptBytes, highWaterBytes, lowWaterBytes }: OutboxOptions): Outbox {
  const audio = keepAudio(keptBytes);
  // Pieces end where a whole number of units does.
  const pieceBytes = Math.max(format.unitBytes, PIECE_BYTES - (PIECE_BYTES % format.unitBytes));
  let marks: Mark[] = [];
  let waiting: ((goesOn: boolean) => void)[] = [];
  let socket: LiveSocket | undefined;
  let sent = 0;
  let lastSentAt = Date.now();
  let hasEnded = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const unsent = () => audio.end - sent + (socket?.bufferedAmount ?? 0);

  function pump(): void {
    clearTimeout(timer);
    timer = undefined;
    while (socket && socket.bufferedAmount < highWaterBytes) {
      const mark = marks.find(({ isSent }) => !isSent);
      const limit = mark?.at ?? audio.end - (audio.end % format.unitBytes);
      if (sent < limit) {
        const piece = audio.read(sent, Math.min(limit, sent + pieceBytes - (sent % format.unitBytes)));
        socket.send(piece);
        sent += piece.length;
      } else if (mark) {
        socket.send(JSON.stringify({ action: mark.action }));
        mark.isSent = true;
      } else break;
      lastSentAt = Date.now();
      if (format.bytesPerMs === undefined) audio.forgetBefore(sent);
    }
    if (waiting.length > 0 && unsent() <= lowWaterBytes) release(true);
    const isBehind = socket !== undefined && socket.bufferedAmount >= highWaterBytes;
    if (isBehind || (socket && waiting.length > 0)) timer = setTimeout(pump, LOOK_EVERY_MS);
  }

  function release(goesOn: boolean): void {
    const all = waiting;
    waiting = [];
    for (const resolve of all) resolve(goesOn);
  }

  return {
    get start() {
      return audio.start;
    },
    get end() {
      return audio.end;
    },
    get lastSentAt() {
      return lastSentAt;
    },
    async append(bytes: Uint8Array): Promise<boolean> {
      if (hasEnded) return false;
      audio.append(bytes);
      // What was forgotten before it was sent cannot be sent any more.
      sent = Math.max(sent, audio.start);
      pump();
      if (unsent() <= highWaterBytes) return true;
      return new Promise((resolve) => {
        waiting.push(resolve);
        pump();
      });
    },
    mark(action: Mark['action']): void {
      marks.push({ action, at: audio.end, isSent: false });
      pump();
    },
    answered(upTo: number | undefined): boolean {
      const mark = marks.find(({ action, isSent }) => action === 'finalize' && isSent);
      const slack = SAME_PLACE_MS * (format.bytesPerMs ?? 0);
      if (!mark || (upTo !== undefined && mark.at > upTo + slack)) return false;
      marks = marks.filter((other) => other !== mark);
      return true;
    },
    keepAlive(): void {
      socket?.send(JSON.stringify({ action: 'keepalive' }));
      lastSentAt = Date.now();
    },
    attach(next: LiveSocket, from: number): void {
      socket = next;
      sent = Math.min(Math.max(from, audio.start), audio.end);
      for (const mark of marks) mark.isSent = false;
      pump();
    },
    detach(): void {
      clearTimeout(timer);
      socket = undefined;
    },
    forgetBefore: audio.forgetBefore,
    finish(): void {
      hasEnded = true;
      clearTimeout(timer);
      socket = undefined;
      release(false);
    },
  };
}
