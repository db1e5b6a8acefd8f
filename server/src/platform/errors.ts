/**
 * Every error a client can meet: [HTTP status, machine code, sentence].
 * TUS, HTTP and (later) WebSocket answers are all written from this one table; the codes follow section 33.1 of the
 * API reference. A sentence says what is wrong; `detail` on the thrown error says what to do in this very case.
 */
export const ERRORS = {
  bad_request: [400, 'BAD_REQUEST', 'The request could not be understood'],
  invalid_language: [400, 'INVALID_LANGUAGE', 'Invalid language'],
  invalid_parameter: [400, 'INVALID_PARAMETER', 'Invalid parameter'],
  unauthorized: [401, 'UNAUTHORIZED', 'No API key or token was given'],
  invalid_token: [401, 'INVALID_TOKEN', 'The API key or token is not valid'],
  token_expired: [401, 'TOKEN_EXPIRED', 'The API key or token has expired'],
  invalid_credentials: [401, 'INVALID_CREDENTIALS', 'E-mail or password is wrong'],
  wrong_session_token: [401, 'WRONG_SESSION_TOKEN', 'This session belongs to another API key'],
  account_inactive: [401, 'ACCOUNT_INACTIVE', 'This account was deactivated'],
  invalid_code: [400, 'INVALID_CODE', 'The code is wrong, too old or was used'],
  link_invalid: [400, 'LINK_INVALID', 'The link is wrong, too old or was used'],
  sso_failed: [400, 'SSO_FAILED', 'Signing in at the identity provider did not succeed'],
  sso_no_account: [403, 'SSO_NO_ACCOUNT', 'There is no account for you here'],
  sso_not_configured: [404, 'SSO_NOT_CONFIGURED', 'This way to sign in is not set up'],
  organization_suspended: [403, 'ORGANIZATION_SUSPENDED', 'This organisation is suspended'],
  reauthentication_required: [403, 'REAUTHENTICATION_REQUIRED', 'Prove once more who you are'],
  mfa_setup_required: [403, 'MFA_SETUP_REQUIRED', 'Your organisation wants a second factor'],
  cross_site: [403, 'CROSS_SITE', 'This request comes from another site'],
  login_not_found: [404, 'LOGIN_NOT_FOUND', 'There is no such login'],
  forbidden: [403, 'FORBIDDEN', 'This is not allowed'],
  insufficient_role: [403, 'INSUFFICIENT_ROLE', 'Your role does not allow this'],
  wrong_token_type: [403, 'WRONG_TOKEN_TYPE', 'This kind of API key cannot be used here'],
  not_found: [404, 'NOT_FOUND', 'Not found'],
  session_not_found: [404, 'SESSION_NOT_FOUND', 'Session not found'],
  file_not_found: [404, 'FILE_NOT_FOUND', 'File not found'],
  webhook_not_found: [404, 'WEBHOOK_NOT_FOUND', 'Webhook not found'],
  webhook_secret_not_found: [404, 'WEBHOOK_SECRET_NOT_FOUND', 'Webhook secret not found'],
  delivery_not_found: [404, 'DELIVERY_NOT_FOUND', 'Webhook delivery not found'],
  template_not_found: [404, 'TEMPLATE_NOT_FOUND', 'Template not found'],
  model_not_found: [404, 'MODEL_NOT_FOUND', 'There is no such model'],
  user_not_found: [404, 'USER_NOT_FOUND', 'There is no such person'],
  group_not_found: [404, 'GROUP_NOT_FOUND', 'There is no such group'],
  folder_not_found: [404, 'FOLDER_NOT_FOUND', 'There is no such folder'],
  folder_job_not_found: [404, 'FOLDER_JOB_NOT_FOUND', 'There is no such job'],
  comment_not_found: [404, 'COMMENT_NOT_FOUND', 'There is no such comment'],
  share_not_found: [404, 'SHARE_NOT_FOUND', 'There is no such link'],
  share_link_invalid: [401, 'SHARE_LINK_INVALID', 'This link is wrong, has expired or was revoked'],
  share_password_required: [401, 'SHARE_PASSWORD_REQUIRED', 'This link needs its password'],
  preference_not_found: [404, 'PREFERENCE_NOT_FOUND', 'There is no such preference'],
  image_invalid: [422, 'IMAGE_INVALID', 'The picture cannot be used'],
  token_not_found: [404, 'TOKEN_NOT_FOUND', 'Token not found'],
  method_not_allowed: [405, 'METHOD_NOT_ALLOWED', 'This method is not available here'],
  range_not_satisfiable: [416, 'RANGE_NOT_SATISFIABLE', 'The file has no such range of bytes'],
  request_timeout: [408, 'REQUEST_TIMEOUT', 'The request did not arrive in time'],
  conflict: [409, 'CONFLICT', 'The request conflicts with the present state'],
  idempotency_in_progress: [409, 'IDEMPOTENCY_IN_PROGRESS', 'A request with this Idempotency-Key is still running'],
  upload_gone: [410, 'UPLOAD_GONE', 'The upload has expired or was ended'],
  tus_version: [412, 'TUS_VERSION_UNSUPPORTED', 'This version of the TUS protocol is not supported'],
  file_too_large: [413, 'FILE_TOO_LARGE', 'The file is larger than allowed'],
  unsupported_media_type: [415, 'UNSUPPORTED_MEDIA_TYPE', 'The content type is not supported'],
  validation_error: [422, 'VALIDATION_ERROR', 'The request is not valid'],
  address_not_allowed: [422, 'ADDRESS_NOT_ALLOWED', 'This address is not allowed'],
  model_invalid: [422, 'MODEL_INVALID', 'The model cannot be used'],
  document_not_found: [404, 'DOCUMENT_NOT_FOUND', 'Document not found'],
  document_finished: [400, 'DOCUMENT_FINISHED', 'The document is finished'],
  revision_conflict: [412, 'REVISION_CONFLICT', 'The document has changed meanwhile'],
  edit_conflict: [409, 'EDIT_CONFLICT', 'Somebody else changed the same text meanwhile'],
  revision_not_found: [404, 'REVISION_NOT_FOUND', 'Revision not found'],
  invalid_format: [400, 'INVALID_FORMAT', 'There is no such format'],
  template_invalid: [422, 'TEMPLATE_INVALID', 'The template cannot be used'],
  import_invalid: [422, 'IMPORT_INVALID', 'The file cannot be imported'],
  idempotency_key_reused: [422, 'IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another request'],
  locked: [423, 'UPLOAD_LOCKED', 'Another request is writing to this upload'],
  checksum_mismatch: [460, 'CHECKSUM_MISMATCH', 'What arrived is not what was sent'],
  rate_limit_exceeded: [429, 'RATE_LIMIT_EXCEEDED', 'Too many requests'],
  upgrade_required: [426, 'UPGRADE_REQUIRED', 'This address is for WebSockets'],
  headers_too_large: [431, 'HEADERS_TOO_LARGE', 'The headers are larger than allowed'],
  internal_error: [500, 'INTERNAL_ERROR', 'Something went wrong on our side'],
  fetch_failed: [502, 'FETCH_FAILED', 'The address could not be fetched'],
  service_unavailable: [503, 'SERVICE_UNAVAILABLE', 'The service is not ready'],
  realtime_full: [429, 'REALTIME_LIMIT_EXCEEDED', 'Too many live connections'],
  realtime_not_found: [404, 'REALTIME_SESSION_NOT_FOUND', 'There is no such live session'],
  realtime_bad_message: [400, 'REALTIME_BAD_MESSAGE', 'This message is not understood here'],
  realtime_bad_audio: [400, 'REALTIME_BAD_AUDIO', 'The audio cannot be read'],
  realtime_not_started: [408, 'REALTIME_NOT_STARTED', 'The connection was not started in time'],
  realtime_idle: [408, 'REALTIME_IDLE', 'Nothing was sent for too long'],
  realtime_too_long: [408, 'REALTIME_TOO_LONG', 'The live session has reached its longest time'],
  realtime_slow_reader: [408, 'REALTIME_SLOW_READER', 'Messages are not read fast enough'],
  queue_full: [503, 'QUEUE_FULL', 'Too many sessions are waiting'],
  memory_short: [503, 'MEMORY_SHORT', 'The server is short of memory'],
  not_implemented: [501, 'NOT_IMPLEMENTED', 'This is not supported'],
  not_available: [501, 'NOT_AVAILABLE', 'This installation lacks what it takes'],
  storage_full: [507, 'STORAGE_FULL', 'The server has no room left to store this'],

  // What a session can fail with: stored in its `error` field and never an HTTP answer. The wording is documented
  // (reference 3.4), and clients look for `format` and `too short` in it.
  audio_undecodable: [422, 'AUDIO_UNDECODABLE', 'Audio format could not be decoded. Please check file integrity.'],
  audio_too_short: [422, 'AUDIO_TOO_SHORT', 'Audio file is too short'],
  cancelled: [409, 'CANCELLED', 'Cancelled'],
  processing_timeout: [422, 'PROCESSING_TIMEOUT', 'Processing timeout'],
  media_fetch_failed: [422, 'MEDIA_FETCH_FAILED', 'Media could not be fetched'],
  no_media: [422, 'NO_MEDIA', 'No media was uploaded'],
  language_not_detected: [422, 'LANGUAGE_NOT_DETECTED', 'Language detection failed'],
  recognition_failed: [422, 'RECOGNITION_FAILED', 'Speech recognition failed'],
} as const satisfies Record<string, readonly [number, string, string]>;

export type ErrorName = keyof typeof ERRORS;

/** When it makes sense to try again, if whoever throws does not know better. */
const RETRY_AFTER_SECONDS: Partial<Record<ErrorName, number>> = {
  idempotency_in_progress: 1,
  rate_limit_exceeded: 60,
  memory_short: 15,
  queue_full: 30,
  storage_full: 60,
};

export interface ErrorExtras {
  /** What to do about it, in a sentence for people. */
  detail?: string;
  /** The field of the request that is wrong, and what is wrong with it. */
  details?: { field?: string; issue?: string; [key: string]: unknown };
  /** Seconds after which the same request may succeed. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** The one kind of error that services throw. `name` is its key in {@link ERRORS}. */
export class AppError extends Error {
  readonly kind: ErrorName;
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  readonly details: ErrorExtras['details'];
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: ErrorName, extras: ErrorExtras = {}) {
    const [status, code, sentence] = ERRORS[kind];
    super(sentence, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.name = 'AppError';
    this.kind = kind;
    this.status = status;
    this.code = code;
    this.detail = extras.detail;
    this.details = extras.details;
    this.retryAfterSeconds = extras.retryAfterSeconds ?? RETRY_AFTER_SECONDS[kind];
  }
}
