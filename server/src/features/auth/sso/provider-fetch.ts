import type { Readable } from 'node:stream';
import type { CustomFetch } from 'openid-client';
import { AppError } from '../../../platform/errors.ts';
import type { SafeFetch } from '../../../platform/safe-fetch/index.ts';

/** Somebody waits at a blank page meanwhile. */
export const TIMEOUT_MS = 10_000;
/** Keys of large providers have some ten kilobytes. */
const MOST_BYTES = 512 * 1024;

/** What an address is called in lists of what may be dialled. */
export function hostAndPort(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
}

/** Requests of the OpenID library by the guarded way out: limited in time and size, without redirects. */
export function fetchForProvider(fetch: SafeFetch): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const response = await fetch({
      url,
      method: method as 'GET' | 'POST',
      headers: { ...headers, 'accept-encoding': 'identity' },
      ...(body === undefined || body === null ? {} : { body: String(body) }),
      signal: signal ?? AbortSignal.timeout(TIMEOUT_MS),
      timeoutMs: TIMEOUT_MS,
      idleTimeoutMs: TIMEOUT_MS,
    });
    const { status } = response;
    const text = await textOf(response.body);
    return new Response([204, 205, 304].includes(status) ? null : text, { status, headers: response.headers });
  };
}

async function textOf(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    // Leaving the loop ends the connection.
    if (bytes > MOST_BYTES) throw new AppError('fetch_failed', { detail: 'The identity provider answers too much.' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
