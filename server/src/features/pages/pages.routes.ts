import type { RootCtx } from '../../context.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { readPages } from './pages.ts';

/** Nothing but our own files and no frames around us; pictures of QR codes are data. */
const POLICY =
  "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
/** Files of somebody's own device are played from addresses that the page made for them. */
const PLAYS_FILES = "; media-src 'self' blob:";

/** No address of ours is told to others. */
const HEADERS = {
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Asked for each time, answered by 304: after an update nobody has a page with the script of yesterday.
  'cache-control': 'no-cache',
};

/** Pages to sign in with a browser. They are no operations of the API. */
export const pageRoutes = (ctx: RootCtx) => async (app: HttpServer) => {
  for (const { path, type, content, etag, isPrivate, playsFiles } of await readPages(ctx.config)) {
    app.get(path, { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
      const policy = playsFiles ? POLICY + PLAYS_FILES : POLICY;
      reply.headers({
        ...HEADERS,
        'content-security-policy': policy,
        etag,
        ...(isPrivate ? { 'cache-control': 'no-store' } : {}),
      });
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.type(type).send(content);
    });
  }
};
