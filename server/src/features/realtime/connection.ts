import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { AppError } from '../../platform/errors.ts';
import type { Encode } from './codecs/index.ts';
import type { ClientMessage } from './session/messages.ts';
import { readMessage } from './session/read-message.ts';
import type { Scheduler } from './session/scheduler.ts';
import type { Wire } from './session/session-parts.ts';

/** Unread bytes beyond which words that may still change are left out. */
const PARTIALS_UNREAD_BYTES = 64 * 1024;
/** A client that leaves so much unread, or anything for so long, is not reading. */
const MOST_UNREAD_BYTES = 1024 * 1024;
const UNREAD_MS = 10_000;
const MISSED_PINGS = 2;

export interface ConnectionListeners {
  onMessage(message: ClientMessage): void;
  onBadMessage(error: AppError): void;
  onAudio(bytes: Buffer): void;
  onHalfClosed(): void;
  onSlowReader(): void;
  /** Once, at the end. */
  onClosed(code: number): void;
}

export interface Connection extends Wire {
  /** Asks whether the other end is there; it is cut when it did not answer twice. */
  ping(): void;
  /** At once, without a word. */
  terminate(): void;
}

/** One WebSocket: frames ⇄ messages, its backpressure both ways, its half-close. */
export function openConnection(
  socket: WebSocket,
  bare: Socket,
  encode: Encode,
  scheduler: Scheduler,
  listeners: ConnectionListeners,
): Connection {
  let missedPings = 0;
  let isHeld = false;
  let isSlow = false;
  let cancelReading: (() => void) | undefined;

  socket.on('message', (data, isBinary) => {
    if (isBinary) return listeners.onAudio(data as Buffer);
    let message: ClientMessage;
    try {
      message = readMessage((data as Buffer).toString('utf8'));
    } catch (error) {
      return listeners.onBadMessage(error as AppError);
    }
    listeners.onMessage(message);
  });
  socket.on('pong', () => {
    missedPings = 0;
  });
  socket.once('close', (code) => {
    cancelReading?.();
    listeners.onClosed(code);
  });

  // The library would end the connection when the client ends its half. The client may still read: what is heard until
  // then has to reach it first.
  const endListeners = bare.listeners('end') as (() => void)[];
  bare.removeAllListeners('end');
  const endOurHalf = () => {
    for (const listener of endListeners) listener.call(bare);
  };
  let isEndSeen = false;
  bare.once('end', () => {
    isEndSeen = true;
    if (socket.readyState === socket.OPEN) listeners.onHalfClosed();
    else endOurHalf();
  });

  /** Whether the client takes in what is sent; looked at until everything has been. */
  function watchReading(): void {
    cancelReading ??= scheduler.after(UNREAD_MS, () => {
      cancelReading = undefined;
      if (socket.bufferedAmount > 0) giveUp();
    });
  }

  function giveUp(): void {
    if (isSlow || socket.readyState !== socket.OPEN) return;
    isSlow = true;
    listeners.onSlowReader();
  }

  return {
    get isOpen() {
      return socket.readyState === socket.OPEN;
    },
    send(message, onWritten) {
      if (socket.readyState !== socket.OPEN) return;
      const unread = socket.bufferedAmount;
      if (message.type === 'partial' && unread > PARTIALS_UNREAD_BYTES) return;
      const text = encode(message);
      if (text === undefined) return onWritten?.();
      socket.send(text, (error) => {
        if (socket.bufferedAmount === 0) {
          cancelReading?.();
          cancelReading = undefined;
        }
        if (!error) onWritten?.();
      });
      if (socket.bufferedAmount > 0) watchReading();
      if (unread > MOST_UNREAD_BYTES) giveUp();
    },
    hold() {
      isHeld = true;
      socket.pause();
    },
    release() {
      isHeld = false;
      missedPings = 0;
      socket.resume();
    },
    probe() {
      // Nobody answers a pong (RFC 6455 section 5.5.3): an answer would break a client that has ended its half.
      if (socket.readyState === socket.OPEN) socket.pong();
    },
    ping() {
      if (socket.readyState !== socket.OPEN || isEndSeen) return;
      // Answers are not read while it is held back.
      if (!isHeld && missedPings++ >= MISSED_PINGS) return socket.terminate();
      socket.ping();
    },
    close(code, reason) {
      if (isHeld) this.release();
      socket.close(code, reason);
      if (isEndSeen) endOurHalf();
    },
    terminate: () => socket.terminate(),
  };
}
