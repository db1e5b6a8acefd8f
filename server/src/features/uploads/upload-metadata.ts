import { Compile } from 'typebox/compile';
import { AppError } from '../../platform/errors.ts';
import { CreateSessionBody } from '../sessions/index.ts';

export type UploadMetadata = Record<string, string | null>;

const body = Compile(CreateSessionBody);

const FLAGS = ['punctuation', 'keep_source', 'multichannel', 'diarization'] as const;
const NUMBERS = ['folder_id', 'custom_model_id', 'speaker_count'] as const;
const DOCUMENT_TYPES = ['caption', 'document', 'transcript'];

const invalid = (field: string, issue: string) =>
  new AppError('validation_error', { detail: `Upload-Metadata: ${field} ${issue}`, details: { field, issue } });

/** @throws AppError `validation_error` for text that cannot be stored, and for a `sha256` that is none */
export function checkMetadata(metadata: UploadMetadata): void {
  for (const [name, value] of Object.entries(metadata)) {
    if (value?.includes('\0')) throw invalid(name, 'must not contain NUL');
  }
  if (metadata.sha256 && !/^[0-9a-f]{64}$/i.test(metadata.sha256)) throw invalid('sha256', 'must be 64 hex characters');
}

/** The address the media is fetched from instead of being uploaded; `upload` is the documented word for none. */
export function mediaSourceOf(metadata: UploadMetadata): string | undefined {
  const source = metadata.media_source;
  return source && source !== 'upload' ? source : undefined;
}

/**
 * Reads the metadata of a TUS upload, all of it text, as the body of a new session (reference section 8). Webhook
 * settings may stand at the top or inside `document`. Unknown keys are left to the client.
 *
 * @throws AppError `validation_error` naming the key
 */
export function sessionFromMetadata(metadata: UploadMetadata): CreateSessionBody {
  const result: Record<string, unknown> = {};
  const text = (name: string) => {
    const value = metadata[name];
    return value === undefined || value === null || value === '' ? undefined : value;
  };
  if (text('language') === undefined) throw invalid('language', 'is required');
  result.language = text('language');
  for (const name of FLAGS) {
    const value = text(name)?.toLowerCase();
    if (value === undefined) continue;
    if (!['true', 'false', '1', '0'].includes(value)) throw invalid(name, 'must be "true" or "false"');
    result[name] = value === 'true' || value === '1';
  }
  for (const name of NUMBERS) {
    const value = text(name);
    if (value === undefined || value === 'null') continue;
    if (!/^\d{1,10}$/.test(value)) throw invalid(name, 'must be a whole number');
    result[name] = Number(value);
  }
  const document = jsonObject('document', text('document'));
  const documentType = text('document_type');
  if (documentType !== undefined && !DOCUMENT_TYPES.includes(documentType)) {
    throw invalid('document_type', `must be one of ${DOCUMENT_TYPES.join(', ')}`);
  }
  if (document || documentType)
    result.document = { ...(documentType ? { document_type: documentType } : {}), ...document };
  for (const name of ['webhook_url', 'webhook_method'] as const) {
    const value = text(name) ?? document?.[name];
    if (value !== undefined) result[name] = value;
  }
  const headers = text('webhook_headers')
    ? jsonValue('webhook_headers', text('webhook_headers'))
    : document?.webhook_headers;
  if (headers !== undefined) result.webhook_headers = headers;
  const metaData = jsonObject('meta_data', text('meta_data'));
  if (metaData) result.meta_data = metaData;
  if (text('session_mode')) result.session_mode = text('session_mode');
  const source = mediaSourceOf(metadata);
  if (source !== undefined) result.media_source = source;

  if (!body.Check(result)) {
    const [first] = body.Errors(result);
    throw invalid(
      first?.instancePath.replace(/^\//, '').replaceAll('/', '.') || 'metadata',
      first?.message ?? 'is not valid',
    );
  }
  return result;
}

/** What is kept for reading back: no webhook headers, and no query of an address, where keys and signatures stand. */
export function withoutSecrets({ webhook_headers, ...metadata }: UploadMetadata): UploadMetadata {
  const source = mediaSourceOf(metadata);
  if (source) {
    const { origin, pathname } = new URL(source);
    metadata.media_source = origin + pathname;
  }
  const document = jsonObject('document', metadata.document || undefined);
  if (document?.webhook_headers) {
    const { webhook_headers, ...rest } = document;
    metadata.document = JSON.stringify(rest);
  }
  return metadata;
}

function jsonValue(field: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(field, 'must be JSON');
  }
  // Found out now, and not when PostgreSQL refuses it after the last byte of the upload.
  if (JSON.stringify(value).includes('\\u0000')) throw invalid(field, 'must not contain NUL');
  return value;
}

function jsonObject(field: string, text: string | undefined): Record<string, unknown> | undefined {
  const value = jsonValue(field, text);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid(field, 'must be a JSON object');
  return value as Record<string, unknown>;
}
