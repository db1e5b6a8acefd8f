import { connect } from 'node:net';
import type { Draft } from './requests.ts';

/** A request down to its bytes: nothing between here and the server makes it better. */
export interface WireRequest {
  method: string;
  /** As it stands in the first line. */
  target: string;
  headers: [name: string, value: string][];
  body: Buffer | undefined;
  transfer: Draft['transfer'];
}

export interface WireAnswer {
  status: number;
  headers: Map<string, string>;
  text: string;
}

/** Longer than any answer takes on a busy machine: who waits this long waits for ever. */
const ANSWER_MS = 15_000;

/**
 * Sends a request over a connection of its own and reads one answer. Undefined when the server closed the connection
 * without one. Of an endless answer (server-sent events) only the beginning is read.
 */
export function exchange(port: number, request: WireRequest): Promise<WireAnswer | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const received: Buffer[] = [];
    const end = (answer: WireAnswer | undefined) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no answer within ${ANSWER_MS} ms`));
    }, ANSWER_MS);
    socket.on('data', (chunk) => {
      received.push(chunk);
      const answer = readAnswer(Buffer.concat(received), request.method, false);
      if (answer) end(answer);
    });
    const closed = () => end(readAnswer(Buffer.concat(received), request.method, true));
    socket.on('end', closed);
    socket.on('error', closed);
    socket.on('connect', () => {
      socket.write(bytesOf(request));
      if (request.transfer === 'cut off' && request.body) socket.end();
    });
  });
}

function bytesOf({ method, target, headers, body, transfer }: WireRequest): Buffer {
  const lines = [`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  const head = (more: string[]) =>
    Buffer.from(`${[...lines, ...more, 'connection: close'].join('\r\n')}\r\n\r\n`, 'latin1');
  if (!body) return head([]);
  const half = Math.ceil(body.length / 2);
  switch (transfer) {
    case 'length':
      return Buffer.concat([head([`content-length: ${body.length}`]), body]);
    case 'cut off':
      return Buffer.concat([head([`content-length: ${body.length + 100}`]), body]);
    case 'longer than announced':
      return Buffer.concat([head([`content-length: ${half}`]), body]);
    case 'chunked':
    case 'broken chunk': {
      const chunk = (part: Buffer) =>
        Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]);
      const parts = [body.subarray(0, half), body.subarray(half)].filter((part) => part.length > 0).map(chunk);
      const last = Buffer.from(transfer === 'chunked' ? '0\r\n\r\n' : 'zz\r\n\r\n');
      return Buffer.concat([head(['transfer-encoding: chunked']), ...parts, last]);
    }
  }
}

/** The answer in `bytes`; undefined while it is not complete. What comes before the real one (100) is left out. */
function readAnswer(bytes: Buffer, method: string, ended: boolean): WireAnswer | undefined {
  const text = bytes.toString('latin1');
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const [first = '', ...lines] = text.slice(0, head).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0);
  const rest = bytes.subarray(head + 4);
  if (status >= 100 && status < 200) return readAnswer(rest, method, ended);
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const answer = (body: Buffer) => ({ status, headers, text: body.toString('utf8') });
  if (method === 'HEAD' || status === 204 || status === 304) return answer(Buffer.alloc(0));
  if (headers.get('content-type')?.startsWith('text/event-stream')) return answer(Buffer.alloc(0));
  const length = headers.get('content-length');
  if (length !== undefined) return rest.length >= Number(length) ? answer(rest.subarray(0, Number(length))) : undefined;
  if (headers.get('transfer-encoding') === 'chunked') return unchunked(rest, answer);
  return ended ? answer(rest) : undefined;
}

function unchunked(bytes: Buffer, answer: (body: Buffer) => WireAnswer): WireAnswer | undefined {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    if (size === 0) return answer(Buffer.concat(parts));
    if (bytes.length < line + 2 + size + 2) return undefined;
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}

const SHOWN_BYTES = 1_000;

/** The request as a line for a shell, for whoever mends what it breaks. */
export function asCurl(url: string, { method, target, headers, body, transfer }: WireRequest): string {
  const quote = (text: string) => `$'${text.replace(/[^\x20-\x26\x28-\x5b\x5d-\x7e]/g, escaped)}'`;
  const parts = ['curl -sS -i --path-as-is -X', method, quote(url + target)];
  for (const [name, value] of headers) if (name !== 'host') parts.push('-H', quote(`${name}: ${value}`));
  if (body) parts.push('--data-binary', quote(body.subarray(0, SHOWN_BYTES).toString('latin1')));
  const notes = [
    ...(body && body.length > SHOWN_BYTES ? [`the body goes on: ${body.length} bytes`] : []),
    ...(transfer === 'length' ? [] : [`body sent: ${transfer}`]),
  ];
  return parts.join(' ') + (notes.length > 0 ? `   # ${notes.join('; ')}` : '');
}

const escaped = (character: string) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
