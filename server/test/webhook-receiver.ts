import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came in, byte for byte. */
export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export type Responder = (response: ServerResponse, received: Received) => void;

/** A program that takes webhooks, on the loopback. */
export interface WebhookReceiver {
  /** Without a slash at its end. */
  url: string;
  received: Received[];
  /** Those that came to one path. */
  at(path: string): Received[];
  /** How a path answers from now on; without it everything is answered with 200. */
  answer(path: string, responder: Responder): void;
  /** Resolves with what comes to a path as the `count`-th request, now or later. */
  nth(path: string, count: number): Promise<Received>;
  close(): Promise<void>;
}

export async function startWebhookReceiver(port = 0): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const responders = new Map<string, Responder>();
  const waiting = new Set<() => void>();
  const at = (path: string) => received.filter((one) => one.path === path);
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const { method = '', url = '', headers } = request;
    const one = { method, path: url, headers, body: Buffer.concat(parts).toString('utf8') };
    received.push(one);
    const respond = responders.get(url) ?? ((response) => response.end('ok'));
    respond(response, one);
    for (const look of waiting) look();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    at,
    answer: (path, responder) => responders.set(path, responder),
    nth(path, count) {
      return new Promise((resolve) => {
        const look = () => {
          const found = at(path)[count - 1];
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      });
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
