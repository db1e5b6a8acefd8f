/** What the page of a shared document asks the server, by the link it was opened with. */

/** `/shared/{session}/{document}`, and what the documented addresses put before and behind it. */
const [, session, documentId, inPath] = /\/shared\/([^/]+)\/([^/]+)(?:\/([^/]+))?\/?$/.exec(location.pathname) ?? [];
const base = `/api/v3/speech-to-text/session/${session}/shared`;
const place = `share ${session}/${documentId}`;

/** Kept for this tab alone, so that it can be loaded again. */
function keep(changes) {
  Object.assign(state, changes);
  try {
    sessionStorage.setItem(place, JSON.stringify(state));
  } catch {
    // A browser that keeps nothing: the link has to be opened again then.
  }
}
function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(place)) ?? {};
  } catch {
    return {};
  }
}

/** `name` is undefined until the guest was asked. */
const state = kept();
const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? (inPath && decodeURIComponent(inPath));
if (token && token !== state.token) {
  for (const name of Object.keys(state)) delete state[name];
  keep({ token });
}
// Out of the address, so that it stays in no history and on no screenshot.
if (location.hash || inPath) history.replaceState(null, '', `/shared/${session}/${documentId}`);

export const hasToken = () => Boolean(state.token);
export const guestName = () => state.name;
export const setGuestName = (name) => keep({ name });

/** @returns {Promise<{ status: number, ok: boolean, body: any, etag: string | null }>} */
async function request(method, path, { json, ifMatch } = {}) {
  const headers = { accept: 'application/json', 'x-share-token': state.token ?? '' };
  if (state.unlock) headers['x-share-unlock'] = state.unlock;
  if (state.name) headers['x-guest-name'] = encodeURIComponent(state.name);
  if (ifMatch) headers['if-match'] = ifMatch;
  if (json) headers['content-type'] = 'application/json';
  try {
    const response = await fetch(base + path, {
      method,
      headers,
      cache: 'no-store',
      // Whoever is signed in here is a guest all the same.
      credentials: 'omit',
      ...(json ? { body: JSON.stringify(json) } : {}),
    });
    const text = await response.text();
    const { status, ok } = response;
    return { status, ok, body: text ? JSON.parse(text) : null, etag: response.headers.get('etag') };
  } catch {
    return { status: 0, ok: false, body: null, etag: null };
  }
}

const text = `/document/${documentId}`;
export const getSession = () => request('GET', '');
export const getText = () => request('GET', text);
export const saveChanges = (changes, ifMatch) => request('PUT', text, { json: { changes }, ifMatch });
export const finishText = (ifMatch) => request('PUT', `${text}/finish`, { ifMatch });
export const getFileLink = (format) => request('GET', `${text}?format=${format}&direct_download=true`);

export async function unlock(password) {
  const answer = await request('POST', '/unlock', { json: { password } });
  if (answer.ok) keep({ unlock: answer.body.result.unlock });
  return answer;
}

/** Links come with the public address of the server; this page may have been opened at another. */
export const here = (url) => url && new URL(url).pathname + new URL(url).search;

/** What went wrong, in words for people. */
export function sentenceOf({ status, body }) {
  if (status === 0) return 'The server cannot be reached. Are you online?';
  const known = {
    SHARE_LINK_INVALID:
      'This link does not work (any more): it is not complete, has expired or was withdrawn. Ask whoever sent it for a new one.',
    SHARE_PASSWORD_REQUIRED: 'The password is wrong.',
    DOCUMENT_FINISHED: 'This text is finished: it can be read, not changed.',
    FORBIDDEN: 'This link is for reading.',
    FILE_NOT_FOUND: 'This file is not there any more.',
  };
  if (known[body?.error_code]) return known[body.error_code];
  if (status === 429) return `Too much at once. Try again in ${body?.retry_after ?? 60} seconds.`;
  return body?.detail ?? body?.message ?? 'Something went wrong. Try again.';
}
