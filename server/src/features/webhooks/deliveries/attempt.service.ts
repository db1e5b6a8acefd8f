import type { Readable } from 'node:stream';
import type { Ctx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { VERSION } from '../../../platform/version.ts';
import { maskHeader, openHeaders } from '../custom-headers.ts';
import { signingSecrets } from '../secrets/secrets.service.ts';
import type { DeliveryRow } from './deliveries.repo.ts';
import { MASKED_SIGNATURES, signatureHeaders } from './signature.ts';

/** What is kept of an answer: enough to see what went wrong, too little to fill the disk. */
const KEPT_BODY_BYTES = 4_096;
const KEPT_HEADER_CHARACTERS = 500;
const KEPT_HEADERS = 50;

export type Message = Pick<
  DeliveryRow,
  'id' | 'organization_id' | 'session_id' | 'document_id' | 'event' | 'url' | 'method' | 'headers'
> & { body: string };

/** How an attempt went. Nothing secret is left in it. */
export interface Attempt {
  started_at: Date;
  duration_ms: number;
  request_headers: Record<string, string>;
  response_status: number | null;
  response_headers: Record<string, string> | null;
  response_body: string | null;
  response_truncated: boolean;
  /** Why there is no good answer; null after a 2xx. */
  error: string | null;
  /** As the receiver sent it. */
  retry_after: string | undefined;
}

/**
 * Sends a message once. Every answer and every failure to get one is an attempt; it throws only when the process is
 * stopping (`signal`), as then nobody knows.
 */
export async function attemptDelivery(ctx: Ctx, message: Message, signal: AbortSignal): Promise<Attempt> {
  const started_at = ctx.now();
  const begun = performance.now();
  const timeoutMs = ctx.config.webhookTimeoutSeconds * 1000;
  const attempt: Attempt = {
    started_at,
    duration_ms: 0,
    request_headers: {},
    response_status: null,
    response_headers: null,
    response_body: null,
    response_truncated: false,
    error: null,
    retry_after: undefined,
  };
  try {
    const headers = await requestHeaders(ctx, message, started_at);
    attempt.request_headers = headers.masked;
    const { url, method } = message;
    const body = Buffer.from(message.body);
    const answer = await ctx.fetch({ url, method, headers: headers.sent, body, signal, timeoutMs, httpsOnly: true });
    const left = Math.max(0, timeoutMs - (performance.now() - begun));
    attempt.response_status = answer.status;
    attempt.response_headers = keptHeaders(answer.headers);
    attempt.retry_after = answer.headers['retry-after'];
    attempt.error = answerError(answer.status);
    const kept = await readBeginning(answer.body, left);
    attempt.response_body = kept.text;
    attempt.response_truncated = kept.truncated;
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError)) throw error;
    if (error.kind === 'internal_error') ctx.log.error({ err: error }, 'a webhook could not be signed');
    attempt.error = error.detail ?? error.message;
  }
  attempt.duration_ms = Math.round(performance.now() - begun);
  return attempt;
}

/** Custom headers first: what is ours to set stands over them. */
async function requestHeaders(ctx: Ctx, message: Message, at: Date) {
  const custom = openHeaders(ctx, message.headers);
  const facts = {
    'Content-Type': 'application/json',
    'User-Agent': `Parlance/${VERSION}`,
    'X-Scriptix-Event': message.event,
    ...(message.session_id ? { 'X-Scriptix-Session': message.session_id } : {}),
    ...(message.document_id ? { 'X-Scriptix-Document': message.document_id } : {}),
  };
  const signatures = signatureHeaders({ ...message, at }, await signingSecrets(ctx, message.organization_id));
  const masked = Object.fromEntries(Object.entries(custom).map(([name, value]) => [name, maskHeader(name, value)]));
  return {
    sent: { ...custom, ...facts, ...signatures },
    masked: { ...masked, ...facts, ...signatures, ...MASKED_SIGNATURES },
  };
}

function answerError(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return `The receiver answered ${status}: redirects are not followed.`;
  return `The receiver answered ${status}.`;
}

function keptHeaders(headers: Record<string, string>): Record<string, string> {
  const kept = Object.entries(headers).slice(0, KEPT_HEADERS);
  return Object.fromEntries(
    kept.map(([name, value]) => [name, storable(maskHeader(name, value).slice(0, KEPT_HEADER_CHARACTERS))]),
  );
}

/** Reads as much of an answer as is kept, for as long as there is time, and cuts the rest off. */
async function readBeginning(body: Readable, timeoutMs: number): Promise<{ text: string; truncated: boolean }> {
  const parts: Buffer[] = [];
  let bytes = 0;
  let truncated = false;
  const timer = setTimeout(() => body.destroy(new AppError('fetch_failed')), timeoutMs);
  try {
    for await (const part of body) {
      parts.push(part);
      bytes += part.length;
      if (bytes <= KEPT_BODY_BYTES) continue;
      truncated = true;
      break;
    }
  } catch {
    // The status had come; that the rest did not is no failure.
    truncated = true;
  } finally {
    clearTimeout(timer);
    body.on('error', () => {}).destroy();
  }
  const text = Buffer.concat(parts).subarray(0, KEPT_BODY_BYTES).toString('utf8');
  return { text: storable(text), truncated };
}

/** PostgreSQL stores no NUL. */
const storable = (text: string) => text.replaceAll('\0', '\ufffd').toWellFormed();
