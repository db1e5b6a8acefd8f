import { AppError } from '../../platform/errors.ts';

/** A file that cannot be understood. @param issue without a full stop */
export function importFailed(issue: string, details: Record<string, unknown> = {}): AppError {
  return new AppError('import_invalid', { detail: `${issue}.`, details: { issue, ...details } });
}
