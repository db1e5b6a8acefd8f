import type { WebSocket } from 'ws';

/** A client that is there answers a close at once. */
const ANSWERS_WITHIN_MS = 1_000;

/** Waits until these are closed, and cuts those that are not in time. */
export async function closeSockets(sockets: Set<WebSocket>): Promise<void> {
  const closed = [...sockets].map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ANSWERS_WITHIN_MS);
  await Promise.race([Promise.all(closed), late]);
  clearTimeout(timer);
  for (const socket of sockets) socket.terminate();
}
