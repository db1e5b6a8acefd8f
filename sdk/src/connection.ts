import createClient, { type Client } from 'openapi-fetch';
import { errorOfAnswer, errorOfNetwork, ParlanceError } from './errors.ts';
import type { paths } from './schema.generated.ts';

/** A server that accepts a connection and then says nothing for so long is not there. Bodies may take longer. */
const ANSWER_BEGINS_MS = 30_000;

export interface ConnectionOptions {
  /** Address of the server, e.g. `http://127.0.0.1:8080`. */
  url: string;
  /** An API key of the kind `batch`, or the token of `signIn`. */
  key: string;
  /** Stands in for the global `fetch`. Uploads do not use it. */
  fetch?: typeof globalThis.fetch;
}

export interface Connection {
  url: string;
  headers: Record<string, string>;
  /** The `fetch` to use for what the generated client cannot do. */
  send: typeof globalThis.fetch;
  api: Client<paths>;
}

/** @throws ParlanceError `INVALID_OPTION` */
export function openConnection(options: Omit<ConnectionOptions, 'key'> & { key?: string }): Connection {
  if (!URL.canParse(options.url) || !/^https?:$/.test(new URL(options.url).protocol)) {
    throw new ParlanceError(`"${options.url}" is not an http or https address.`, { errorCode: 'INVALID_OPTION' });
  }
  // A header cannot carry anything else, and fetch would call the server unreachable because of it.
  if (options.key !== undefined && !/^[\x21-\x7e]+$/.test(options.key)) {
    throw new ParlanceError('The API key is empty or has characters no key has.', { errorCode: 'INVALID_OPTION' });
  }
  const url = options.url.replace(/\/+$/, '');
  const headers: Record<string, string> = options.key === undefined ? {} : { 'x-zoom-s2t-key': options.key };
  // Browsers refuse a `fetch` that is called as a method of something else.
  const send: typeof globalThis.fetch = (...request) => (options.fetch ?? globalThis.fetch)(...request);
  return { url, headers, send, api: createClient<paths>({ baseUrl: url, headers, fetch: withDeadline(send) }) };
}

function withDeadline(send: typeof globalThis.fetch) {
  return async (request: Request): Promise<Response> => {
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(new Error(`no answer within ${ANSWER_BEGINS_MS / 1000} s`)),
      ANSWER_BEGINS_MS,
    );
    try {
      return await send(new Request(request, { signal: AbortSignal.any([request.signal, late.signal]) }));
    } finally {
      clearTimeout(timer);
    }
  };
}

/**
 * Awaits a call of the generated client and gives its body.
 *
 * @throws ParlanceError for every error answer and for no answer; the reason of the signal when the caller gave up
 */
export async function answerOf<T>(
  connection: Connection,
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
  signal?: AbortSignal,
): Promise<T> {
  let answer: { data?: T; error?: unknown; response: Response };
  try {
    answer = await call;
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (error instanceof SyntaxError) {
      throw new ParlanceError(`What answers at ${connection.url} is not a Parlance server.`, {
        errorCode: 'INVALID_ANSWER',
        cause: error,
      });
    }
    throw errorOfNetwork(connection.url, error);
  }
  const { data, error, response } = answer;
  if (!response.ok) {
    throw errorOfAnswer(response.status, error, response.headers.get('x-request-id') ?? undefined);
  }
  return data as T;
}
