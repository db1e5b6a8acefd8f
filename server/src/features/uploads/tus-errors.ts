import { AppError, type ErrorName } from '../../platform/errors.ts';

const KIND_OF_STATUS: Record<number, ErrorName> = {
  400: 'bad_request',
  403: 'bad_request',
  404: 'file_not_found',
  409: 'conflict',
  410: 'upload_gone',
  412: 'tus_version',
  413: 'file_too_large',
  415: 'unsupported_media_type',
  501: 'not_implemented',
};

/** What the TUS library means: it says 400 or 403 to headers for which HTTP and TUS have answers of their own. */
export function errorOfLibrary(status: number, text: string): AppError {
  if (/^Invalid .*\btus-resumable\b/.test(text)) {
    return new AppError('tus_version', { detail: 'Tus-Resumable must be 1.0.0.' });
  }
  if (/^(Invalid .*\bcontent-type\b|Content-Type header required)/.test(text)) {
    return new AppError('unsupported_media_type', { detail: 'PATCH takes application/offset+octet-stream.' });
  }
  if (status === 400 && /upload-metadata/i.test(text)) {
    return new AppError('validation_error', {
      detail: text,
      details: { field: 'Upload-Metadata', issue: 'is broken' },
    });
  }
  const kind = KIND_OF_STATUS[status] ?? 'internal_error';
  return new AppError(kind, kind === 'internal_error' ? {} : { detail: text });
}
