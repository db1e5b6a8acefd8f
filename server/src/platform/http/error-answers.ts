import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, type ErrorName } from '../errors.ts';
import { asStorageError } from '../storage/disk.ts';

/** The one error body: every key any documented client looks for (reference section 3.1). */
export interface ErrorBody {
  error: string;
  message: string;
  error_code: string;
  error_description: string;
  detail: string | null;
  details: Record<string, unknown> | null;
  /** Seconds, as in the header `Retry-After`; only where trying again makes sense. */
  retry_after?: number;
}

/** Of statuses that HTTP does not know: 460 is of the TUS protocol. */
const TITLES: Record<number, string> = { 460: 'Checksum Mismatch' };

export function errorBody(error: AppError): ErrorBody {
  const message = error.detail ? `${error.message}: ${error.detail}` : error.message;
  return {
    error: STATUS_CODES[error.status] ?? TITLES[error.status] ?? 'Error',
    message,
    error_code: error.code,
    error_description: message,
    detail: error.detail ?? null,
    details: error.details ?? null,
    ...(error.retryAfterSeconds === undefined ? {} : { retry_after: error.retryAfterSeconds }),
  };
}

/** Turns whatever was thrown into an {@link AppError}; what nobody foresaw becomes 500 and keeps its cause for the log. */
export function asAppError(thrown: unknown): AppError {
  const error = asStorageError(thrown);
  if (error instanceof AppError) return error;
  const known = error as Partial<FastifyError> & { validation?: { instancePath: string; message?: string }[] };
  if (known?.validation) {
    // Of several shapes that would do, the one that was meant is the one in which the error lies deepest.
    const first = known.validation.reduce((a, b) => (depth(b) > depth(a) ? b : a)) as {
      instancePath: string;
      message?: string;
      params?: { missingProperty?: string };
    };
    const place = [first.instancePath.slice(1).replaceAll('/', '.'), first.params?.missingProperty];
    const field = place.filter(Boolean).join('.');
    const issue = first.params?.missingProperty ? 'is required' : (first.message ?? 'is not valid');
    return new AppError('validation_error', { detail: `${field || 'body'} ${issue}`, details: { field, issue } });
  }
  switch (known?.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new AppError('unsupported_media_type', { detail: 'Send application/json.' });
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE':
      return new AppError('file_too_large');
    // What PostgreSQL refuses to store: NUL and broken characters, numbers beyond its types.
    case '22021':
    case '22P05':
    case '22P02':
    case '22003':
      return new AppError('bad_request', {
        detail: 'A value has characters or a size that cannot be stored.',
        cause: error,
      });
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new AppError('bad_request', { detail: 'The body is empty; JSON was announced.' });
    default:
  }
  // Node's word for a client that closed its connection in the middle of a body.
  if (known?.code === 'ECONNRESET' && known.message === 'aborted') {
    return cutOff();
  }
  if (isDatabaseAway(error)) {
    return new AppError('service_unavailable', {
      detail: 'The database does not answer. Try again in a moment.',
      cause: error,
    });
  }
  if (error instanceof SyntaxError && known?.statusCode === 400) {
    return new AppError('bad_request', { detail: 'The body is not valid JSON.' });
  }
  // Two made the same at one moment, and the database let one through.
  if ((error as { code?: string }).code === UNIQUE_VIOLATION) {
    return new AppError('conflict', { detail: 'Somebody made the same at this moment.', cause: error });
  }
  if (known?.statusCode !== undefined && known.statusCode >= 400 && known.statusCode < 500) {
    return new AppError('bad_request', { detail: known.message ?? '', cause: error });
  }
  return new AppError('internal_error', { cause: error });
}

/** PostgreSQL, appendix A. */
const UNIQUE_VIOLATION = '23505';

/** PostgreSQL ends, starts or cannot be reached: what a connection, a query or the pool says then. */
function isDatabaseAway(error: unknown): boolean {
  const { code = '', syscall, message = '' } = (error ?? {}) as NodeJS.ErrnoException;
  return (
    syscall === 'connect' ||
    /^(57P0[123]|08\w{3}|EPIPE|ECONNRESET)$/.test(code) ||
    /^(Connection terminated|timeout exceeded when trying to connect)/.test(message)
  );
}

const cutOff = () => new AppError('bad_request', { detail: 'The connection was closed before the answer.' });

/** A client closed its connection and so ended what was being done for it: nobody hears the answer, nothing is wrong. */
function hasLeft(thrown: unknown, request: FastifyRequest): boolean {
  return (thrown as Error | undefined)?.name === 'AbortError' && request.raw.socket?.destroyed !== false;
}

export function handleError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const error = hasLeft(thrown, request) ? cutOff() : asAppError(thrown);
  if (error.status >= 500) request.log.error({ err: error.cause ?? error }, error.message);
  if (!request.raw.readableEnded && request.method !== 'GET') {
    if (request.raw.destroyed) reply.header('connection', 'close');
    else readOn(request.raw);
  }
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', String(error.retryAfterSeconds));
  reply.code(error.status).send(errorBody(error));
}

/** Long enough for an answer to reach a client that is busy sending, short enough not to take its gigabytes. */
const READ_ON_MS = 3_000;

/**
 * For an upload that is refused half-way: takes what still comes and lets it go, for a while. To close at once would
 * reset the connection, and many clients would see that instead of the answer.
 */
export function readOn(request: IncomingMessage): void {
  if (request.readableEnded || request.destroyed) return;
  const timer = setTimeout(() => request.socket.destroy(), READ_ON_MS);
  request.once('close', () => clearTimeout(timer));
  request.once('error', () => {});
  request.unpipe();
  // Whoever read it by hand has stopped; while it is listening nothing flows.
  request.removeAllListeners('readable');
  request.resume();
}

/** What the HTTP parser of Node refuses, by its error codes: there is no request yet that could be handled. */
const UNREADABLE: Record<string, ErrorName> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

/** Answers bytes that are no HTTP request, in the one error body too. */
export function handleUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const known = new AppError(UNREADABLE[error.code ?? ''] ?? 'bad_request', { detail: 'It is no valid HTTP request.' });
  const body = JSON.stringify(errorBody(known));
  const title = STATUS_CODES[known.status];
  socket.end(
    `HTTP/1.1 ${known.status} ${title}\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
  // What still comes is taken and let go, or the reset would overtake the answer.
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), READ_ON_MS);
  socket.once('close', () => clearTimeout(timer));
}

export function handleNotFound(request: FastifyRequest, reply: FastifyReply): void {
  const error = new AppError('not_found', {
    detail: `There is no ${request.method} ${request.url.slice(0, 200).split('?')[0]}.`,
  });
  reply.code(error.status).send(errorBody(error));
}

const depth = ({ instancePath }: { instancePath: string }) => instancePath.split('/').length;
