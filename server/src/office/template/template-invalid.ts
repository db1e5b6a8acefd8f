import { AppError } from '../../platform/errors.ts';

/** @param detail what is wrong with the template, a sentence for whoever made it */
export function templateInvalid(detail: string, cause?: unknown): AppError {
  return new AppError('template_invalid', {
    detail,
    details: { field: 'template_docx', issue: detail },
    ...(cause === undefined ? {} : { cause }),
  });
}
