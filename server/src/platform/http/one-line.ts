import { Type } from 'typebox';
import { AppError } from '../errors.ts';

/** Text without line breaks and other control characters: names, that get into lists, headers of mails and file names. */
export const OneLine = (maxLength: number, rest: { description?: string } = {}) =>
  Type.String({ ...rest, maxLength, pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$' });

/** A name without blanks around it, and with all its characters whole. @throws AppError `validation_error` when nothing is left */
export function requireLine(field: string, text: string): string {
  const line = text.toWellFormed().trim();
  if (line !== '') return line;
  const issue = 'must not be blank';
  throw new AppError('validation_error', { detail: `${field} ${issue}.`, details: { field, issue } });
}
