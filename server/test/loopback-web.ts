import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export type Answerer = (request: IncomingMessage, response: ServerResponse) => void;

/** The wide internet, on loopback: a web server whose answers a test decides. */
export interface LoopbackWeb {
  url: string;
  port: number;
  /** Every request that came, in order. */
  requests: { method: string; url: string; headers: IncomingMessage['headers'] }[];
  /** What it answers from now on. */
  answer(answerer: Answerer): void;
  stop(): Promise<void>;
}

export async function startLoopbackWeb(
  options: { host?: string; port?: number; tls?: { key: string; cert: string } } = {},
): Promise<LoopbackWeb> {
  const host = options.host ?? '127.0.0.1';
  const requests: LoopbackWeb['requests'] = [];
  let answerer: Answerer = (_request, response) => response.end('hello');
  const listener: Answerer = (request, response) => {
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    // A client that goes away is part of many tests.
    response.on('error', () => {});
    answerer(request, response);
  };
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls ? 'https' : 'http'}://${host}:${port}`,
    port,
    requests,
    answer(next) {
      answerer = next;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A certificate for these names that only who is given it trusts. */
export async function makeCertificate(...names: string[]): Promise<{ key: string; cert: string }> {
  const directory = await mkdtemp(path.join(tmpdir(), 'parlance-certificate-'));
  const [key, cert] = [path.join(directory, 'key.pem'), path.join(directory, 'cert.pem')];
  try {
    await promisify(execFile)('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-keyout', key, '-out', cert, '-subj', '/CN=parlance test'],
      ...['-addext', `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`],
    ]);
    return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
  } finally {
    await rm(directory, { recursive: true });
  }
}
