const digits = (value: number, count: number) => String(value).padStart(count, '0');

/** `00:00:01,500`: SRT separates milliseconds with a comma, others with a full stop. @param ms not negative */
export function timestamp(ms: number, separator: ',' | '.'): string {
  const whole = Math.max(0, Math.round(ms));
  const seconds = Math.floor(whole / 1_000);
  return `${digits(Math.floor(seconds / 3_600), 2)}:${digits(Math.floor(seconds / 60) % 60, 2)}:${digits(seconds % 60, 2)}${separator}${digits(whole % 1_000, 3)}`;
}

/** `0:00:01.500`, the way of SBV. */
export function shortTimestamp(ms: number): string {
  const full = timestamp(ms, '.');
  return full.startsWith('0') ? full.slice(1) : full;
}

/** Hours, if given, minutes, seconds and a fraction of one to three digits. */
const CLOCK = /^(?:(\d{1,9}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?$/;

/** Milliseconds of `01:02:03,456`, `02:03.456` and the like; undefined when it is no such time. */
export function readTimestamp(text: string): number | undefined {
  const [, hours = '0', minutes = '', seconds = '', fraction = '0'] = CLOCK.exec(text.trim()) ?? [];
  if (minutes === '' || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000 + Number(fraction.padEnd(3, '0'));
}

/** As {@link readTimestamp}; a time before the beginning (`-00:00:01,000`) is negative. */
export function readSignedTimestamp(text: string): number | undefined {
  if (!text.startsWith('-')) return readTimestamp(text);
  const ms = readTimestamp(text.slice(1));
  return ms === undefined ? undefined : -ms;
}
