import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** What a client has not read; above it, it is cut and comes back with the last id it saw. */
export const MAX_UNREAD_BYTES = 1024 * 1024;

/** How long a client waits before it connects again. */
const RETRY_MS = 2_000;

/** One client's stream of server-sent events (WHATWG HTML, section 9.2). */
export interface EventConnection {
  readonly isOpen: boolean;
  /** Writes whole blocks, or cuts a client that does not read. */
  write(blocks: string | Buffer): void;
  /** Resolves when the client has read most of what was written, or is gone. */
  drained(): Promise<void>;
  end(lastBlocks?: string): void;
  onClose(listener: () => void): void;
}

export function openEventConnection(
  response: ServerResponse,
  headers: Record<string, number | string | string[] | undefined>,
): EventConnection {
  const { socket } = response;
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value);
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  socket?.setNoDelay(true);
  response.on('error', () => {});
  // So that proxies and clients see at once that something comes.
  response.write(`: connected\nretry: ${RETRY_MS}\n\n`);
  return {
    get isOpen() {
      return !response.writableEnded && !response.destroyed;
    },
    write(blocks) {
      if (!this.isOpen) return;
      response.write(blocks);
      if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
    },
    async drained() {
      if (!this.isOpen || !response.writableNeedDrain) return;
      const stopped = new AbortController();
      const gone = () => stopped.abort();
      response.once('close', gone);
      await once(response, 'drain', { signal: stopped.signal }).catch(() => {});
      response.off('close', gone);
    },
    end(lastBlocks) {
      if (this.isOpen) response.end(lastBlocks);
    },
    onClose(listener) {
      // The client may have gone while its request was looked at.
      if (response.destroyed) listener();
      else response.once('close', listener);
    },
  };
}

/** One event as it goes over the wire. Its data is one line: JSON has no line breaks outside of strings, and escapes those. */
export function eventBlock(event: { id: number | null; event: string }): string {
  const id = event.id === null ? '' : `id: ${event.id}\n`;
  return `${id}event: ${event.event}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** Keeps the connection alive and moves the place to resume at; clients make no event of it. */
export function heartbeatBlock(id: number | undefined): string {
  return id === undefined ? ': heartbeat\n\n' : `: heartbeat\nid: ${id}\n\n`;
}

/** Told at the end of the server: come back, but not all in the same instant. */
export function shutdownBlock(event: { id: number | null; event: string }): string {
  return `retry: ${RETRY_MS / 2 + Math.round(Math.random() * RETRY_MS)}\n${eventBlock(event)}`;
}
