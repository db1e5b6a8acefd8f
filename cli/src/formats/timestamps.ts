/** `HH:MM:SS` and milliseconds behind `mark`: a comma in SubRip, a full stop in WebVTT. @example timestamp(3.25, ',') // "00:00:03,250" */
export function timestamp(seconds: number, mark: ',' | '.'): string {
  const total = Math.round(seconds * 1000);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const clock = [total / 3_600_000, (total / 60_000) % 60, (total / 1000) % 60].map(two).join(':');
  return `${clock}${mark}${String(total % 1000).padStart(3, '0')}`;
}
