/** What the page of live captions asks the server besides the connection itself. */

const PLACE = 'live key';

/** A pasted key, kept for this tab alone. */
export function keptKey() {
  try {
    return sessionStorage.getItem(PLACE) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepKey(key) {
  try {
    if (key) sessionStorage.setItem(PLACE, key);
    else sessionStorage.removeItem(PLACE);
  } catch {
    // A browser that keeps nothing: the key has to be pasted again then.
  }
}

/** @returns {Promise<{ status: number, body: any }>} status 0: the server cannot be reached */
async function get(path, key) {
  try {
    const response = await fetch(path, {
      headers: { accept: 'application/json', ...(key ? { 'x-zoom-s2t-key': key } : {}) },
      cache: 'no-store',
      credentials: key ? 'omit' : 'same-origin',
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  } catch {
    return { status: 0, body: null };
  }
}

/** Also tells whether whoever this is may come in at all. */
export const getModels = (key) => get('/api/v3/speech-to-text/models', key);

/** The address of the connection. Browsers send no headers along: a key goes in its query, which no address bar shows. */
export function socketAddress(options, key, more) {
  const url = new URL('/v2/realtime', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  for (const [name, value] of Object.entries({ ...options, ...more, ...(key ? { token: key } : {}) })) {
    if (value) url.searchParams.set(name, value);
  }
  return url.href;
}

/**
 * Why a connection was refused: browsers keep that to themselves, so the same is asked by an ordinary request.
 *
 * @returns {Promise<{ isFinal: boolean, text: string } | undefined>} undefined: nothing is wrong any more
 */
export async function explainRefusal(options, key) {
  const asked = new URL(socketAddress(options, undefined, {}));
  const { status, body } = await get(`${asked.pathname}${asked.search}`, key);
  if (status === 0) return { isFinal: false, text: 'The server cannot be reached.' };
  // It would be let in now.
  if (status === 426) return undefined;
  const sentence = body?.detail ?? body?.message ?? `The server answers ${status}.`;
  const known = {
    401: key ? 'This key does not work (any more).' : 'You are signed out. Sign in again.',
    403: key ? `This key does not open live connections. ${sentence}` : `You may not use live connections. ${sentence}`,
    429:
      body?.error_code === 'REALTIME_LIMIT_EXCEEDED'
        ? `There is no place for one more. ${sentence}`
        : `Too many live connections were begun. Try again in ${body?.retry_after ?? 60} seconds.`,
    503: `The server takes no live connections at the moment. ${sentence}`,
  };
  return { isFinal: status < 500 && status !== 429, text: known[status] ?? sentence };
}
