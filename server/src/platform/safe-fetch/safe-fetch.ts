import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { Agent, type Dispatcher, request } from 'undici';
import { asFetchError, fetchFailed } from './fetch-failure.ts';
import { createGuardedConnector } from './guarded-connector.ts';
import { checkUrl, type OutboundRules, parseOutboundRules } from './outbound-rules.ts';

export interface SafeFetchInput {
  url: string;
  method?: 'GET' | 'POST' | 'PUT' | 'HEAD';
  headers?: Record<string, string>;
  body?: string | Buffer;
  signal: AbortSignal;
  /** The whole exchange up to the response headers, redirects included. */
  timeoutMs: number;
  /** The longest silence within the body. Default 30 s. */
  idleTimeoutMs?: number;
  /** Default 0: a redirect is returned as it is. */
  maxRedirects?: number;
  /** Refuses literal addresses as hosts too, unless the allow list names them. */
  httpsOnly?: boolean;
}

export interface SafeFetchResponse {
  status: number;
  /** Lower-case names; several values of one name are joined by `, `. */
  headers: Record<string, string>;
  /** The last URL. */
  url: string;
  /** As it came over the wire, never decompressed. Must be consumed or destroyed. */
  body: Readable;
}

/**
 * The only way out of the product: https to the public internet, and what the operator allows beyond. The address of
 * every connection is checked as it is dialled, on every hop of a redirect.
 * @throws AppError `address_not_allowed`; `fetch_failed` when there is no answer, with `details.reason` (see
 * `FetchFailure`); the signal's reason when aborted. Errors within the body are for {@link asFetchError}.
 */
export interface SafeFetch {
  (input: SafeFetchInput): Promise<SafeFetchResponse>;
  /** What can be known without the DNS, to tell a client early. @throws AppError `address_not_allowed` */
  check(url: string, options?: { httpsOnly?: boolean }): void;
}

const IDLE_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 4_000;
/** Of the page that comes with a redirect, so much is read to keep the connection. */
const REDIRECT_BODY_BYTES = 16_384;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** What another origin than the one it was meant for may see: nothing that could be a secret. */
const HEADERS_FOR_ANYONE = new Set(['accept', 'accept-language', 'content-type', 'if-range', 'range', 'user-agent']);

export function createSafeFetch(options: {
  /** PARLANCE_OUTBOUND_ALLOW */
  allow: readonly string[];
  /** How names are looked up. Default: as the system does. */
  lookup?: LookupFunction;
}): SafeFetch & { close(): Promise<void> } {
  const rules = parseOutboundRules(options.allow);
  const agent = new Agent({
    connect: createGuardedConnector(rules, options.lookup),
    allowH2: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
  });
  return Object.assign((input: SafeFetchInput) => exchange(agent, rules, input), {
    check: (url: string, checks?: { httpsOnly?: boolean }) => void checkUrl(url, rules, checks),
    close: () => agent.destroy(),
  });
}

async function exchange(agent: Agent, rules: OutboundRules, input: SafeFetchInput): Promise<SafeFetchResponse> {
  const { signal, timeoutMs, maxRedirects = 0 } = input;
  signal.throwIfAborted();
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeoutMs);
  const signals = AbortSignal.any([signal, late.signal]);
  let url = checkUrl(input.url, rules, input);
  let send: Outgoing = {
    method: input.method ?? 'GET',
    headers: lowerCased(input.headers ?? {}),
    body: input.body,
  };
  try {
    for (let hops = 0; ; hops++) {
      const response = await dispatch(agent, url, send, { ...input, signal: signals });
      const location = response.headers.location;
      if (maxRedirects === 0 || !REDIRECTS.has(response.statusCode) || typeof location !== 'string') {
        return asResponse(response, url);
      }
      await response.body.dump({ limit: REDIRECT_BODY_BYTES, signal: signals }).catch(() => {});
      if (hops === maxRedirects) throw fetchFailed('redirects', `There are more than ${maxRedirects} redirects.`);
      if (!URL.canParse(location, url)) throw fetchFailed('redirects', 'It redirects to something that is no address.');
      const next = checkUrl(new URL(location, url).href, rules, input);
      send = redirected(send, response.statusCode, next.origin === url.origin);
      url = next;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (late.signal.aborted)
      throw fetchFailed('timeout', `There was no answer within ${timeoutMs / 1000} seconds.`, error);
    throw asFetchError(error);
  } finally {
    clearTimeout(timer);
  }
}

interface Outgoing {
  method: NonNullable<SafeFetchInput['method']>;
  headers: Record<string, string>;
  body: string | Buffer | undefined;
}

const lowerCased = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function dispatch(agent: Agent, url: URL, send: Outgoing, input: SafeFetchInput): Promise<Dispatcher.ResponseData> {
  return request(url, {
    dispatcher: agent,
    method: send.method,
    // Compressed content could be made to grow without end; it is neither asked for nor unpacked.
    headers: { 'user-agent': 'Parlance', ...send.headers, 'accept-encoding': 'identity' },
    ...(send.body === undefined ? {} : { body: send.body }),
    signal: input.signal,
    headersTimeout: 0,
    bodyTimeout: input.idleTimeoutMs ?? IDLE_TIMEOUT_MS,
  });
}

function asResponse({ statusCode, headers, body }: Dispatcher.ResponseData, url: URL): SafeFetchResponse {
  // Whoever reads it is told; an answer that nobody reads any more must not end the process.
  body.on('error', () => {});
  return {
    status: statusCode,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
    ),
    url: url.href,
    body,
  };
}

/** As RFC 9110 section 15.4 and all clients have it: a redirected POST becomes GET, except by 307 and 308. */
function redirected(send: Outgoing, status: number, sameOrigin: boolean): Outgoing {
  const keeps = status === 307 || status === 308 || send.method === 'GET' || send.method === 'HEAD';
  const headers = Object.entries(send.headers).filter(([name]) => sameOrigin || HEADERS_FOR_ANYONE.has(name));
  if (keeps) return { ...send, headers: Object.fromEntries(headers) };
  return {
    method: 'GET',
    headers: Object.fromEntries(headers.filter(([name]) => !name.startsWith('content-'))),
    body: undefined,
  };
}
