import { AppError } from '../errors.ts';

/** Why an exchange failed; `changed` when the parts of a file do not belong together. */
export type FetchFailure = 'changed' | 'dns' | 'connect' | 'tls' | 'cut' | 'timeout' | 'protocol' | 'redirects';

export function fetchFailed(reason: FetchFailure, detail: string, cause?: unknown): AppError {
  return new AppError('fetch_failed', { detail, details: { reason }, ...(cause === undefined ? {} : { cause }) });
}

const KNOWN: [codes: RegExp, reason: FetchFailure, detail: string][] = [
  [/^(ENOTFOUND|ENODATA|EAI_\w+|ESERVFAIL|EREFUSED|EBADNAME)$/, 'dns', 'The host name could not be found.'],
  [/^ECONNREFUSED$/, 'connect', 'The host refuses connections.'],
  [
    /^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT|E(HOST|NET)UNREACH|E(HOST|NET)DOWN)$/,
    'connect',
    'The host cannot be reached.',
  ],
  [/^(UND_ERR_BODY_TIMEOUT|UND_ERR_HEADERS_TIMEOUT)$/, 'timeout', 'The host stopped sending.'],
  [/^(UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|ECONNRESET|EPIPE)$/, 'cut', 'The connection was cut.'],
  [
    /^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/,
    'tls',
    'No trusted https connection was possible.',
  ],
  [/^UND_ERR_/, 'protocol', 'The host does not answer in proper HTTP.'],
];

/** Whatever went wrong between the request and the last byte of its answer, as `fetch_failed` in words for people. */
export function asFetchError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code = '', name } = (error ?? {}) as { code?: string; name?: string };
  if (name === 'HTTPParserError') return fetchFailed('protocol', 'The host does not answer in proper HTTP.', error);
  const [, reason, detail] = KNOWN.find(([codes]) => codes.test(code)) ?? [];
  return fetchFailed(reason ?? 'connect', detail ?? 'The connection failed.', error);
}
