import type { FastifyRequest } from 'fastify';
import type { Ctx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';

/**
 * The key that a live connection brings: browsers cannot set headers on a WebSocket, so there are more ways than elsewhere
 * (reference section 2). The first that is there counts.
 */
export function socketKeyOf(request: FastifyRequest): string | undefined {
  const { headers } = request;
  const { token: inQuery } = request.query as { token?: unknown };
  const { token: inPath } = request.params as { token?: unknown };
  const bearer = /^Bearer +(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1];
  for (const key of [headers['x-zoom-s2t-key'], bearer, headers['x-api-key'], headers['api-key'], inQuery, inPath]) {
    if (typeof key === 'string' && key.trim() !== '') return key.trim();
  }
  return undefined;
}

/**
 * Browsers let any page open WebSockets anywhere and say only where the page comes from: pages of other origins than those
 * that may use the API get none, whatever key they bring. Programs that are no browsers send no origin.
 *
 * @throws AppError `cross_site`
 */
export function refuseForeignPages(ctx: Ctx, request: FastifyRequest): void {
  const { origin } = request.headers;
  const { corsOrigins } = ctx.config;
  if (origin === undefined || corsOrigins.includes('*') || corsOrigins.includes(origin)) return;
  if (origin === new URL(ctx.publicUrl).origin) return;
  throw new AppError('cross_site', { detail: 'Pages of this origin may not use this server.' });
}
