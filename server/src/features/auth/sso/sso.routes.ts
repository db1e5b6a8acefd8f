import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { RootCtx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { deviceOf } from '../../../platform/http/device.ts';
import { errors, NoContent } from '../../../platform/http/envelope.ts';
import type { HttpServer } from '../../../platform/http/server.ts';
import { replaceLogin } from '../../logins/index.ts';
import { loginCookie, setLoginCookie } from '../login-cookie.ts';
import { callbackPath, clearFlowCookie, readFlow, setFlowCookie } from './flow-cookie.ts';
import { PROVIDER_IDS } from './providers.ts';
import { createSso } from './sso.service.ts';

const config = { access: 'public' as const };
const tags = ['Signing in'];
const TITLES = { microsoft: ['Microsoft', 'Microsoft'], oidc: ['Oidc', 'the OpenID provider of this server'] } as const;

const LoginQuery = Type.Object({
  redirect_uri: Type.Optional(
    Type.String({
      maxLength: 2_000,
      description:
        'Where to go afterwards: a page of this server, which gets a cookie, or an allowed address, which gets the ' +
        'token as the parameter `token`. Default: the own account',
    }),
  ),
});
/** Whatever else a provider sends is none of our business. */
const CallbackQuery = Type.Object({}, { additionalProperties: true });

export const ssoRoutes = (ctx: RootCtx) => async (app: HttpServer) => {
  const sso = createSso(ctx);
  app.addHook('onClose', () => sso.close());
  for (const provider of PROVIDER_IDS) {
    const [name, title] = TITLES[provider];
    app.get(
      `/api/v3/auth/login/${provider}`,
      {
        config,
        schema: {
          ...{ operationId: `login${name}`, summary: `Sign in with ${title}`, tags, security: [] },
          querystring: LoginQuery,
          response: { 302: NoContent, ...errors(400, 404, 422, 429, 502) },
        },
      },
      (request, reply) =>
        orPage(request, reply, async () => {
          const { url, flow } = await sso.begin(request.ctx, provider, request.query.redirect_uri);
          setFlowCookie(request.ctx, reply, flow);
          return url;
        }),
    );
    app.get(
      callbackPath(provider),
      {
        config,
        schema: {
          operationId: `finishLogin${name}`,
          summary: `Where ${title} sends people back to; for their browsers only`,
          ...{ tags, security: [] },
          querystring: CallbackQuery,
          response: { 302: NoContent, ...errors(400, 401, 403, 404, 429, 502) },
        },
      },
      (request, reply) =>
        orPage(request, reply, async () => {
          const flow = readFlow(request.ctx, request, provider);
          clearFlowCookie(request.ctx, reply, provider);
          const query = /\?.*$/s.exec(request.raw.url ?? '')?.[0] ?? '';
          const { url, signedIn, isOwn } = await sso.finish(request.ctx, provider, {
            ...{ flow, query, device: deviceOf(request) },
          });
          if (isOwn) {
            // One browser has one login, as with passwords.
            const earlier = loginCookie(request.ctx, request);
            if (earlier !== undefined) await replaceLogin(request.ctx, earlier);
            setLoginCookie(request.ctx, reply, signedIn.token as string, null);
          }
          return url;
        }),
    );
  }
};

/** On to where it goes. People, whose browsers ask for pages, get errors on the page to sign in at, programs as JSON. */
async function orPage(request: FastifyRequest, reply: FastifyReply, next: () => Promise<URL>): Promise<void> {
  reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  try {
    reply.redirect((await next()).href, 302);
  } catch (error) {
    const isBrowser = request.headers.accept?.includes('text/html');
    if (!isBrowser || !(error instanceof AppError) || error.status === 500) throw error;
    const page = new URLSearchParams({ error: error.code });
    reply.redirect(`/login?${page}`, 302);
  }
}
