import { AppError } from '../../platform/errors.ts';

/** Frames a second of `HH:MM:SS:FF`, as nothing says which: television's in Europe. */
const FRAMES = 25;

/**
 * Milliseconds of `HH:MM:SS.mmm` or `HH:MM:SS:FF`.
 *
 * @throws AppError `validation_error`
 */
export function readTimecode(text: string): number {
  const match = /^(\d{2,3}):([0-5]\d):([0-5]\d)(?:\.(\d{1,3})|:([01]\d|2[0-4]))?$/.exec(text.trim());
  if (!match) {
    const issue = 'must be HH:MM:SS.mmm, or HH:MM:SS:FF with frames from 00 to 24';
    throw new AppError('validation_error', {
      detail: `timecode_offset ${issue}.`,
      details: { field: 'timecode_offset', issue },
    });
  }
  const [, hours, minutes, seconds, fraction = '0', frames = '0'] = match;
  const whole = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
  return whole + Number(fraction.padEnd(3, '0')) + Math.round((Number(frames) * 1_000) / FRAMES);
}
