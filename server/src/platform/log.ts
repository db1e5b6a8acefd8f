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
  '*.password',
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
      ? PinoPretty({ destination: 2, sync: true, translateTime: 'HH:MM:ss', ignore: 'pid,hostname' })
      : pino.destination({ fd: 2, sync: false }));
  return pino({ level: options.level, redact: { paths: REDACTED_PATHS, censor: '[redacted]' } }, stream);
}
