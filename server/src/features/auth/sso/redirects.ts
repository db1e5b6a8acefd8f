import type { Ctx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';

/** Where people land who did not say where to: their account, on a page of this server. */
export const OWN_PAGE = '/account';
const LONGEST = 2_000;

export interface Redirect {
  url: URL;
  /** A page of this server: it gets a cookie, and no token in its address. */
  isOwn: boolean;
}

/**
 * Where somebody may be sent after signing in. Addresses are compared as browsers read them, and what browsers read in two
 * ways is refused: backslashes, control characters, names before the host, encoded slashes below an allowed path.
 *
 * @throws AppError `invalid_parameter`
 */
export function checkRedirect(ctx: Pick<Ctx, 'publicUrl' | 'config'>, text: string | undefined): Redirect {
  const own = new URL(ctx.publicUrl).origin;
  if (text === undefined) return { url: new URL(OWN_PAGE, own), isOwn: true };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what URL parsers drop without a word
  if (text.length > LONGEST || /[\\\u0000-\u0020\u007f]/.test(text)) throw refused();
  // A path is one of ours, whatever address this server was opened at.
  const isPath = text.startsWith('/') && !text.startsWith('//');
  if (!isPath && !URL.canParse(text)) throw refused();
  const url = new URL(text, own);
  if (url.username || url.password) throw refused();
  // Others than these can have an origin inside (`blob:`).
  const isWeb = ['http:', 'https:'].includes(url.protocol);
  if (isWeb && url.origin === own) return { url, isOwn: true };
  if (url.hash || !ctx.config.loginRedirects.some((allowed) => isBelow(url, new URL(allowed)))) throw refused();
  return { url, isOwn: false };
}

function isBelow(url: URL, allowed: URL): boolean {
  if (!['http:', 'https:'].includes(allowed.protocol)) return url.href === allowed.href;
  if (url.origin !== allowed.origin) return false;
  const { pathname: base } = allowed;
  if (url.pathname === base || base === '/') return true;
  return url.pathname.startsWith(base.endsWith('/') ? base : `${base}/`) && !/%(2f|5c|2e)/i.test(url.pathname);
}

function refused(): AppError {
  return new AppError('invalid_parameter', {
    detail:
      'redirect_uri must be a page of this server or an address that the operator allows with PARLANCE_LOGIN_REDIRECTS.',
    details: { field: 'redirect_uri', issue: 'is not allowed' },
  });
}
