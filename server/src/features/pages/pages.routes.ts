import type { RootCtx } from '../../context.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { readPages } from './pages.ts';

/** Nothing but our own files, no frames around us, no address of ours told to others; pictures of QR codes are data. */
const HEADERS = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
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
  for (const { path, type, content, etag, isPrivate } of await readPages(ctx.config)) {
    app.get(path, { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
      reply.headers({ ...HEADERS, etag, ...(isPrivate ? { 'cache-control': 'no-store' } : {}) });
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.type(type).send(content);
    });
  }
};
