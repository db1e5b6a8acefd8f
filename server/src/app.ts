import type { FastifyRequest } from 'fastify';
import type { Actor, RequestCtx, RootCtx } from './context.ts';
import { createEventHub, eventRoutes } from './features/events/index.ts';
import { modelRoutes } from './features/models/index.ts';
import { mediaRoutes, resultRoutes, sessionControlRoutes, sessionRoutes } from './features/sessions/index.ts';
import { apiReference, systemRoutes } from './features/system/index.ts';
import { createAuthenticator, tokenRoutes } from './features/tokens/index.ts';
import { createTusUploads, directUploadRoutes, uploadRoutes } from './features/uploads/index.ts';
import { basicCredentials, createSignIn } from './features/users/index.ts';
import { webhookDeliveryRoutes, webhookRoutes, webhookSecretRoutes } from './features/webhooks/index.ts';
import { AppError } from './platform/errors.ts';
import { ErrorBody } from './platform/http/envelope.ts';
import { type Access, createHttpServer, type HttpServer } from './platform/http/server.ts';

/** Every feature that answers requests. */
export async function createApp(ctx: RootCtx): Promise<HttpServer> {
  const app = createHttpServer({ log: ctx.log, metrics: ctx.metrics, corsOrigins: ctx.config.corsOrigins });
  app.addSchema(ErrorBody);
  identifyRequests(app, ctx);
  await apiReference(app);

  await app.register(systemRoutes);
  if (ctx.config.roles.includes('api')) {
    await app.register(sessionRoutes);
    await app.register(sessionControlRoutes);
    await app.register(resultRoutes);
    await app.register(mediaRoutes);
    await app.register(directUploadRoutes);
    await app.register(uploadRoutes(await createTusUploads(ctx)));
    await app.register(modelRoutes);
    await app.register(tokenRoutes);
    await app.register(webhookRoutes);
    await app.register(webhookSecretRoutes);
    await app.register(webhookDeliveryRoutes);
    await app.register(eventRoutes(createEventHub(ctx)));
  }
  return app;
}

const admits = (access: Access, kind: string) => ([access].flat() as string[]).includes(kind);

/** Gives each request its context before any of its body is read. Routes that declare nothing are closed. */
function identifyRequests(app: HttpServer, ctx: RootCtx): void {
  const authenticator = createAuthenticator(ctx);
  const signIn = createSignIn(ctx);
  const nobody = { ...ctx, actor: { token_id: 0, organization_id: 0, type: 'user' } } satisfies RequestCtx;

  const identify = async (request: FastifyRequest, access: Access): Promise<Actor> => {
    const given = admits(access, 'developer') ? basicCredentials(request.headers.authorization) : undefined;
    if (given || access === 'developer') {
      if (!given) throw new AppError('unauthorized', { detail: 'Send e-mail and password as Authorization: Basic.' });
      const user = await signIn({ ...given, address: request.ip });
      if (!user.roles.includes('DEVELOPER')) throw new AppError('insufficient_role', { detail: 'It takes DEVELOPER.' });
      return { token_id: 0, organization_id: user.organization_id, type: 'user' };
    }
    const actor = await authenticator.authenticate(request.headers);
    if (access === 'any-key' || admits(access, actor.type)) return actor;
    const kinds = [access].flat().filter((kind) => kind !== 'developer');
    throw new AppError('wrong_token_type', {
      detail: `This needs a key of the kind ${kinds.join(' or ')}, not ${actor.type}.`,
    });
  };

  app.decorateRequest('ctx', undefined as never);
  app.addHook('onRequest', async (request) => {
    request.ctx = nobody;
    const access = request.routeOptions.config?.access ?? 'any-key';
    const isPublic = access === 'public' || request.is404 || request.url.startsWith('/docs');
    if (isPublic || (request.method === 'OPTIONS' && request.headers['access-control-request-method'])) return;
    const actor = await identify(request, access);
    request.ctx = { ...ctx, actor, log: request.log as RequestCtx['log'] };
  });
}
