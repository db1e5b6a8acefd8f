import type { RequestCtx, RootCtx } from './context.ts';
import { modelRoutes } from './features/models/index.ts';
import { mediaRoutes, resultRoutes, sessionRoutes } from './features/sessions/index.ts';
import { apiReference, systemRoutes } from './features/system/index.ts';
import { type Authenticator, createAuthenticator } from './features/tokens/index.ts';
import { createTusUploads, directUploadRoutes, uploadRoutes } from './features/uploads/index.ts';
import { AppError } from './platform/errors.ts';
import { ErrorBody } from './platform/http/envelope.ts';
import { createHttpServer, type HttpServer } from './platform/http/server.ts';

/** Every feature that answers requests. */
export async function createApp(ctx: RootCtx): Promise<HttpServer> {
  const app = createHttpServer({ log: ctx.log, metrics: ctx.metrics, corsOrigins: ctx.config.corsOrigins });
  app.addSchema(ErrorBody);
  identifyRequests(app, ctx, createAuthenticator(ctx));
  await apiReference(app);

  await app.register(systemRoutes);
  if (ctx.config.roles.includes('api')) {
    await app.register(sessionRoutes);
    await app.register(resultRoutes);
    await app.register(mediaRoutes);
    await app.register(directUploadRoutes);
    await app.register(uploadRoutes(await createTusUploads(ctx)));
    await app.register(modelRoutes);
  }
  return app;
}

/** Gives each request its context before any of its body is read. Routes that declare nothing are closed. */
function identifyRequests(app: HttpServer, ctx: RootCtx, authenticator: Authenticator): void {
  const nobody = { ...ctx, actor: { token_id: 0, organization_id: 0, type: 'batch' } } satisfies RequestCtx;
  app.decorateRequest('ctx', undefined as never);
  app.addHook('onRequest', async (request) => {
    request.ctx = nobody;
    const access = request.routeOptions.config?.access ?? 'any-key';
    const isPublic = access === 'public' || request.is404 || request.url.startsWith('/docs');
    if (isPublic || (request.method === 'OPTIONS' && request.headers['access-control-request-method'])) return;
    const actor = await authenticator.authenticate(request.headers);
    if (access !== 'any-key' && !access.includes(actor.type)) {
      throw new AppError('wrong_token_type', {
        detail: `This needs a key of the kind ${access.join(' or ')}, not ${actor.type}.`,
      });
    }
    request.ctx = { ...ctx, actor, log: request.log as RequestCtx['log'] };
  });
}
