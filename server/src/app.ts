import type { IncomingHttpHeaders } from 'node:http';
import type { RequestCtx, RootCtx } from './context.ts';
import { accountRoutes, loginRoutes } from './features/account/index.ts';
import { accountExportRoutes } from './features/account-export/index.ts';
import { activityRoutes } from './features/activity/index.ts';
import { adminFigureRoutes, adminOrganizationRoutes } from './features/admin/index.ts';
import { auditLogRoutes } from './features/audit-log/index.ts';
import { authRoutes, linkRoutes, ssoRoutes } from './features/auth/index.ts';
import { commentRoutes } from './features/comments/index.ts';
import {
  documentRoutes,
  exportRoutes,
  mergeRoutes,
  qualityRoutes,
  revisionRoutes,
} from './features/documents/index.ts';
import { erasureRoutes } from './features/erasure/index.ts';
import { createEventHub, eventRoutes } from './features/events/index.ts';
import { folderImportRoutes, folderJobRoutes } from './features/folder-jobs/index.ts';
import { folderRoutes, placeRoutes } from './features/folders/index.ts';
import { groupRoutes } from './features/groups/index.ts';
import { answerOnce } from './features/idempotency/index.ts';
import { createRequestLimits, limitRoutes } from './features/limits/index.ts';
import { mfaRoutes } from './features/mfa/index.ts';
import { modelRoutes } from './features/models/index.ts';
import { logoRoutes, organizationRoutes } from './features/organizations/index.ts';
import { pageRoutes } from './features/pages/index.ts';
import { peopleRoutes } from './features/people/index.ts';
import { preferenceRoutes } from './features/preferences/index.ts';
import { presenceRoutes } from './features/presence/index.ts';
import { createRealtimeHub, LIVE_ACCESS, readinessRoutes, realtimeRoutes } from './features/realtime/index.ts';
import { retentionRoutes } from './features/retention/index.ts';
import { mediaRoutes, resultRoutes, sessionControlRoutes, sessionRoutes } from './features/sessions/index.ts';
import { sharedRoutes, shareRoutes } from './features/sharing/index.ts';
import { apiReference, systemRoutes } from './features/system/index.ts';
import { templateRoutes } from './features/templates/index.ts';
import { tokenRoutes } from './features/tokens/index.ts';
import { createTusUploads, directUploadRoutes, uploadLinkRoutes, uploadRoutes } from './features/uploads/index.ts';
import { webhookDeliveryRoutes, webhookRoutes, webhookSecretRoutes } from './features/webhooks/index.ts';
import { createIdentifier, type Identifier, requireAccess } from './identify.ts';
import { ANY_KEY } from './platform/http/access.ts';
import { ErrorBody } from './platform/http/envelope.ts';
import { createHttpServer, type HttpServer } from './platform/http/server.ts';

/** Documented paths of documents leave out `/session`, and more, in places (reference 11.4). */
const ALIASES: [RegExp, string][] = [
  [/^\/api\/v3\/speech-to-text\/(?=[0-9a-f]{26}\/(?:document|shared)(?:[/?]|$))/, '/api/v3/speech-to-text/session/'],
  [/^\/api\/v3\/shared\/([0-9a-f]{26})(?=[/?]|$)/, '/api/v3/speech-to-text/session/$1/shared'],
  // A member's address with the token of a link is the link's (reference 11.4).
  [/^(\/api\/v3\/speech-to-text\/session\/[0-9a-f]{26})(?=\/document\/[^/?]+\/?\?(?:[^#]*&)?token=)/, '$1/shared'],
];

/** Every feature that answers requests. */
export async function createApp(ctx: RootCtx): Promise<HttpServer> {
  const app = createHttpServer({
    log: ctx.log,
    metrics: ctx.metrics,
    corsOrigins: ctx.config.corsOrigins,
    trustedProxies: ctx.config.trustedProxies,
    aliases: ALIASES,
  });
  app.addSchema(ErrorBody);
  const identifier = createIdentifier(ctx);
  identifyRequests(app, ctx, identifier);
  answerOnce(app);
  await apiReference(app);

  await app.register(systemRoutes);
  if (ctx.config.roles.includes('api')) {
    await app.register(sessionRoutes);
    await app.register(sessionControlRoutes);
    await app.register(resultRoutes);
    await app.register(mediaRoutes);
    await app.register(documentRoutes);
    await app.register(presenceRoutes);
    await app.register(activityRoutes);
    await app.register(exportRoutes);
    await app.register(revisionRoutes);
    await app.register(qualityRoutes);
    await app.register(mergeRoutes);
    await app.register(shareRoutes);
    await app.register(sharedRoutes(ctx));
    await app.register(commentRoutes);
    await app.register(directUploadRoutes);
    await app.register(uploadLinkRoutes);
    await app.register(uploadRoutes(await createTusUploads(ctx)));
    await app.register(folderJobRoutes);
    await app.register(folderImportRoutes);
    await app.register(modelRoutes);
    await app.register(authRoutes);
    await app.register(linkRoutes);
    await app.register(ssoRoutes(ctx));
    await app.register(pageRoutes(ctx));
    await app.register(mfaRoutes);
    await app.register(accountRoutes);
    await app.register(loginRoutes);
    await app.register(erasureRoutes);
    await app.register(organizationRoutes);
    await app.register(logoRoutes);
    await app.register(peopleRoutes);
    await app.register(groupRoutes);
    await app.register(folderRoutes);
    await app.register(placeRoutes);
    await app.register(preferenceRoutes);
    await app.register(auditLogRoutes);
    await app.register(adminOrganizationRoutes);
    await app.register(adminFigureRoutes);
    await app.register(accountExportRoutes);
    await app.register(tokenRoutes);
    await app.register(templateRoutes);
    await app.register(webhookRoutes);
    await app.register(webhookSecretRoutes);
    await app.register(webhookDeliveryRoutes);
    await app.register(eventRoutes(createEventHub(ctx)));
    const live = createRealtimeHub(ctx, identifyLiveKey(identifier));
    await app.register(realtimeRoutes(live));
    await app.register(readinessRoutes(live));
    await app.register(limitRoutes);
    await app.register(retentionRoutes);
  }
  return app;
}

/**
 * Gives each request its context, counts it, and refuses new work there is no room for, all before any of its body is
 * read. Routes that declare nothing are closed.
 */
function identifyRequests(app: HttpServer, ctx: RootCtx, identifier: Identifier): void {
  const limits = createRequestLimits(ctx);
  // Made anew each time: the public address is known only once the server listens.
  const nobody = (): RequestCtx => ({ ...ctx, actor: { token_id: 0, organization_id: 0, type: 'user' } });

  app.decorateRequest('ctx', undefined as never);
  app.addHook('onRequest', async (request, reply) => {
    request.ctx = nobody();
    const { access = ANY_KEY, capacity, socketKeys } = request.routeOptions.config;
    if (request.method === 'OPTIONS' && request.headers['access-control-request-method']) return;
    if (request.is404) return limits.countAddress(request, reply);
    if (access === 'public' || request.url.startsWith('/docs')) await limits.showAddress(request, reply);
    else if (socketKeys === 'anytime' && request.headers.upgrade && !identifier.hasKey(request))
      await limits.countAddress(request, reply);
    else {
      const identity = await limits.whileUnknown(request, reply, () => identifier.ofRequest(request));
      const { actor } = identity;
      request.ctx = { ...ctx, actor, log: request.log as RequestCtx['log'] };
      await limits.countCaller(request, reply, actor);
      requireAccess(identity, access);
    }
    if (capacity === 'new') await ctx.capacity.admit(announcedBytes(request.headers, ctx.config.maxUploadBytes));
    if (capacity === 'more') await ctx.capacity.admitMore();
  });
}

/** For keys that come over a live connection. */
const identifyLiveKey = (identifier: Identifier) => async (key: string) => {
  const identity = await identifier.ofKey(key);
  requireAccess(identity, LIVE_ACCESS);
  return identity.actor;
};

/** What a request says of the size of the file it brings or announces (TUS); 0 when it says nothing, or nonsense. */
function announcedBytes(headers: IncomingHttpHeaders, maxUploadBytes: number): number {
  const bytes = Math.max(Number(headers['upload-length']) || 0, Number(headers['content-length']) || 0);
  // Larger than any file may be: the route says so.
  return bytes > maxUploadBytes ? 0 : bytes;
}
