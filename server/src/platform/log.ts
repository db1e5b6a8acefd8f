import { type DestinationStream, type Logger, pino } from 'pino';
import { PinoPretty } from 'pino-pretty';

export type { Logger };

/** Paths whose values never reach a log line: keys, passwords, signed links, transcripts. */
const REDACTED_PATHS = [
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-zoom-s2t-key"]',
  'req.headers["x-api-key"]',
  'req.headers["api-key"]',
  'req.headers["x-share-token"]',
  'req.headers["x-share-unlock"]',
  'req.headers["x-share-password"]',
  'req.headers["x-guest-name"]',
  '*.password',
  '*.unlock',
  '*.key',
  '*.token',
  '*.text',
  '*.words',
  '*.media_url',
];

/**
 * Makes the process-wide logger: JSON lines on stderr, or readable lines when `pretty`.
 * Standard output stays free for what people or scripts asked to see.
 */
export function createLogger(options: { level: string; pretty: boolean }, destination?: DestinationStream): Logger {
  const stream =
    destination ??
    (options.pretty
      ? PinoPretty({ destination: 2, sync: true, translateTime: 'HH:MM:ss', ignore: 'pid,hostname', singleLine: true })
      : pino.destination({ fd: 2, sync: false }));
  return pino(
    {
      level: options.level,
      redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
      serializers: { err: describeError },
    },
    stream,
  );
}

/** What helps to understand an error. Errors of libraries drag along whole connections, with what they hold. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, detail } = error as { code?: unknown; detail?: unknown };
  return {
    type: error.constructor.name,
    message: error.message,
    ...(code === undefined ? {} : { code }),
    ...(typeof detail === 'string' ? { detail } : {}),
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
