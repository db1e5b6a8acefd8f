import { execFile } from 'node:child_process';
import { once } from 'node:events';
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

export interface FileOptions {
  type?: string;
  /** Without one, only the date tells whether the file is the same. */
  etag?: string | null;
  /** Answers ranges, as most file servers do. Default true. */
  ranges?: boolean;
  /** Says how long it is. Default true. */
  length?: boolean;
  headers?: Record<string, string>;
  /** Closes the connection after so many bytes of this answer; the first answer has the number 0. */
  cutAfter?: (answer: number) => number | undefined;
  /** Waits after each 16 kB. */
  pauseMs?: number;
}

/** A file as file servers give it, with ranges (RFC 9110 section 14), or as bad ones do. */
export function fileAnswer(content: Buffer, options: FileOptions = {}): Answerer {
  let answers = 0;
  return async (request, response) => {
    const { etag = '"v1"', ranges = true, length = true } = options;
    const cutAfter = options.cutAfter?.(answers++);
    const ifRange = request.headers['if-range'];
    const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
    const start = ranges && from && (ifRange === undefined || ifRange === etag) ? Number(from) : 0;
    const headers: Record<string, string | number> = {
      'content-type': options.type ?? 'audio/wav',
      ...options.headers,
    };
    if (etag) headers.etag = etag;
    if (start >= content.length) {
      response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
      return;
    }
    if (length) headers['content-length'] = content.length - start;
    if (start > 0) headers['content-range'] = `bytes ${start}-${content.length - 1}/${content.length}`;
    response.writeHead(start > 0 ? 206 : 200, headers);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const end = cutAfter === undefined ? content.length : Math.min(content.length, start + cutAfter);
    for (let at = start; at < end && !response.destroyed; at += 16_384) {
      const part = content.subarray(at, Math.min(end, at + 16_384));
      if (!response.write(part)) await once(response, 'drain', { signal: gone.signal }).catch(() => {});
      if (options.pauseMs) await new Promise((resolve) => setTimeout(resolve, options.pauseMs));
    }
    if (end === content.length) response.end();
    else response.write('', () => response.socket?.end());
  };
}
