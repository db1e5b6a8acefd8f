import type { Segment, WriteOptions } from './segment.ts';
import { timestamp } from './timestamps.ts';

/** A table (RFC 4180, UTF-8 with the mark by which spreadsheets know it): start, end, speaker, text. */
export function* writeCsv(segments: Iterable<Segment>, options: WriteOptions): Generator<string> {
  const columns = [
    ...(options.with_timestamps ? ['start', 'end'] : []),
    ...(options.with_speakers ? ['speaker'] : []),
    'text',
  ];
  yield `\ufeff${columns.join(',')}\r\n`;
  for (const { start_ms, end_ms, speaker, text } of segments) {
    const times = options.with_timestamps ? [timestamp(start_ms, '.'), timestamp(end_ms, '.')] : [];
    const names = options.with_speakers ? [speaker ?? ''] : [];
    yield `${[...times, ...names, text].map(csvField).join(',')}\r\n`;
  }
}

/** What begins like a formula gets an apostrophe, so that no spreadsheet runs what somebody said or typed (OWASP, CSV injection). */
export function csvField(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
