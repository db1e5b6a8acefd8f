import type { Ctx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';

/** The documented limit of addresses (reference section 9.1 has none; 2 000 is what every server and proxy takes). */
export const MAX_URL_LENGTH = 2_000;

/**
 * What can be known of an address before it is called: https, a name and no IP literal, not this machine (reference
 * section 9.1), except for what the operator allows. Where the name leads is checked at every attempt.
 *
 * @throws AppError `validation_error` naming the field
 */
export function checkWebhookUrl(ctx: Ctx, url: string, field: string): void {
  const invalid = (issue: string) =>
    new AppError('validation_error', { detail: `${field} ${issue}`, details: { field, issue } });
  if (url.length > MAX_URL_LENGTH) throw invalid(`must not be longer than ${MAX_URL_LENGTH} characters`);
  const parsed = URL.canParse(url) && !/[\s\\]/.test(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) throw invalid('must be an https address');
  if (parsed.username || parsed.password) throw invalid('must not contain credentials: send them as a header');
  if (/(^|\.)localdomain\.?$/i.test(parsed.hostname)) throw invalid('must not be an address of this machine');
  try {
    ctx.fetch.check(url, { httpsOnly: true });
  } catch (error) {
    if (error instanceof AppError) throw invalid(`is not allowed: ${error.detail ?? error.message}`);
    throw error;
  }
}

/** The address as it is kept in logs and shown there: values of its query may be passwords. */
export function maskUrl(url: string): string {
  const parsed = new URL(url);
  for (const name of new Set(parsed.searchParams.keys())) parsed.searchParams.set(name, '***');
  return parsed.href;
}
