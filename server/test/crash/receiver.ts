import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Ledger } from './ledger.ts';
import type { Random } from './random.ts';

/** A webhook that came whole and was accepted. */
export interface Notice {
  path: string;
  webhook_id: string;
  event: string;
  session_id: string;
  body: string;
}

export interface Receiver {
  url: string;
  /** The path of the organisation's endpoint. */
  everything: string;
  notices: Notice[];
  /** First attempts that were answered with 500 or cut off. */
  refused: number;
  /** What requests are checked with from now on. */
  secret: string;
  close(): Promise<void>;
}

/**
 * Takes webhooks and checks each of them in both of the documented ways. A share of the messages is refused at the first
 * attempt: by a 500, or by hanging up in the middle of the request.
 */
export async function startReceiver(ledger: Ledger, random: Random, refusedShare: number): Promise<Receiver> {
  const begun = new Set<string>();

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = String(request.headers['webhook-id']);
    const isFirst = !begun.has(request.url + id);
    begun.add(request.url + id);
    const isRefused = isFirst && random.chance(refusedShare);
    if (isRefused) receiver.refused++;
    if (isRefused && random.chance(0.5)) return void request.socket.destroy();
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString('utf8');
    check(request, body);
    if (isRefused) return void response.writeHead(500).end('not now');
    const { event, session_id } = JSON.parse(body);
    receiver.notices.push({ path: request.url ?? '', webhook_id: id, event, session_id, body });
    response.end('ok');
  }

  function check({ headers, url }: IncomingMessage, body: string): void {
    const about = `${headers['webhook-id']} to ${url}`;
    try {
      new Webhook(receiver.secret).verify(body, headers as Record<string, string>);
    } catch (error) {
      ledger.violate('no webhook is unverifiable', `${about}: ${(error as Error).message}`);
    }
    const expected = `sha256=${createHmac('sha256', receiver.secret).update(body).digest('hex')}`;
    if (headers['x-scriptix-signature'] !== expected) {
      ledger.violate('no webhook is unverifiable', `${about}: X-Scriptix-Signature is wrong`);
    }
  }

  const server = createServer((request, response) => {
    // The one who sends it may be killed in the middle.
    receive(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    everything: '/everything',
    notices: [],
    refused: 0,
    secret: '',
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return receiver;
}
