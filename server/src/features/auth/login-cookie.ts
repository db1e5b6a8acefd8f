import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';

/** On https the prefix makes browsers refuse one that another host or an unsafe page set (RFC 6265bis, `__Host-`). */
const nameOf = (ctx: Ctx) => (isSecure(ctx) ? '__Host-parlance' : 'parlance');
const isSecure = (ctx: Ctx) => ctx.publicUrl.startsWith('https:');

const attributes = (ctx: Ctx) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'strict' as const,
  secure: isSecure(ctx),
});

/** @param expires_at null: until the browser is closed */
export function setLoginCookie(ctx: Ctx, reply: FastifyReply, token: string, expires_at: Date | null): void {
  const expiry = expires_at ? { expires: expires_at } : {};
  reply.header('set-cookie', stringifySetCookie({ name: nameOf(ctx), value: token, ...attributes(ctx), ...expiry }));
}

export function clearLoginCookie(ctx: Ctx, reply: FastifyReply): void {
  reply.header(
    'set-cookie',
    stringifySetCookie({ name: nameOf(ctx), value: '', ...attributes(ctx), expires: new Date(0) }),
  );
}

export function loginCookie(ctx: Ctx, request: FastifyRequest): string | undefined {
  const { cookie } = request.headers;
  return cookie === undefined ? undefined : parseCookie(cookie)[nameOf(ctx)];
}

/**
 * Nobody's page may sign somebody in as somebody else: what they do from then on would be told to whoever made that account.
 * Programs that are no browsers send neither header.
 *
 * @throws AppError `cross_site`
 */
export function refuseSignInElsewhere(ctx: Ctx, request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (request.headers.origin !== undefined) refuseOtherSites(ctx, request);
  else if (isForeign) throw new AppError('cross_site', { detail: 'Sign in on a page of this server.' });
}

/**
 * Browsers send cookies with whatever page makes them ask. A request must come from a page of ours or of an origin that is
 * allowed by name: `Origin` says so, and for those that change something `Sec-Fetch-Site` where there is none. `SameSite` keeps
 * other sites out already; this also keeps out neighbours under the same domain.
 *
 * @throws AppError `cross_site`
 */
export function refuseOtherSites(ctx: Ctx, request: FastifyRequest): void {
  const { origin } = request.headers;
  const isReading = ['GET', 'HEAD', 'OPTIONS'].includes(request.method);
  const isOurs =
    origin === undefined
      ? isReading || request.headers['sec-fetch-site'] === 'same-origin'
      : origin === new URL(ctx.publicUrl).origin || ctx.config.corsOrigins.includes(origin);
  if (!isOurs) throw new AppError('cross_site', { detail: 'Send it from a page of this server, or use a token.' });
}
