import { AuthorizationResponseError, ResponseBodyError } from 'openid-client';
import { AppError } from '../../../platform/errors.ts';

/** The name of an error of OAuth is a word (RFC 6749 section 4.1.2.1); nothing else of what came is repeated. */
const word = (text: string) => text.replace(/[^\w-]/g, '').slice(0, 40);

/** Codes of the library for a server that is out of order: a wrong status, no JSON, no answer in time. */
const AWAY = ['OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_TIMEOUT'];

/**
 * What went wrong between us and the provider, without anything in it that belongs to whoever signs in: the library's errors
 * carry tokens and claims.
 */
export function providerFailure(thrown: unknown): AppError {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error instanceof AppError) return error;
    if (error instanceof AuthorizationResponseError && error.error === 'access_denied') {
      return new AppError('sso_failed', { detail: 'It was cancelled, or the provider does not let you in.' });
    }
    if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
      return new AppError('sso_failed', { detail: `The provider answers "${word(error.error)}". Try again.` });
    }
    if (AWAY.includes(String((error as { code?: unknown }).code))) {
      return new AppError('fetch_failed', {
        detail: 'The identity provider does not answer as it should. Try again later.',
      });
    }
    const { cause } = error as { cause?: { expected?: unknown; attribute?: unknown; body?: { issuer?: unknown } } };
    if (cause?.attribute === 'issuer' && typeof cause.body?.issuer === 'string') {
      return new AppError('sso_failed', {
        detail: `The provider calls itself ${cause.body.issuer.slice(0, 200)}: the operator has to set PARLANCE_OIDC_ISSUER to exactly that.`,
      });
    }
  }
  return new AppError('sso_failed', { detail: 'What the provider sent is not right. Try again.' });
}
