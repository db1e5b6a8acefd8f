import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { type Ctx, inTransaction } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { createSafeFetch } from '../../../platform/safe-fetch/index.ts';
import { type Device, noteEvent } from '../../audit/index.ts';
import { addressBlock } from '../../limits/index.ts';
import { openLogin, type SignedIn } from '../../logins/index.ts';
import { accountOf } from './accounts.service.ts';
import { callbackPath, FLOW_MS, type Flow, takeFlow } from './flow-cookie.ts';
import { type Claims, type Identity, readIdentity } from './identity.ts';
import { providerFailure } from './provider-failure.ts';
import { hostAndPort } from './provider-fetch.ts';
import { type Connection, connectProvider, type ProviderId, requireSettings } from './providers.ts';
import { checkRedirect } from './redirects.ts';

/** From one block of addresses: each asks the provider something, and an office begins its day at once. */
const ATTEMPTS_A_MINUTE = 200;

/** Signing in at identity providers; what they say of themselves is remembered. */
export interface Sso {
  /** @throws AppError `sso_not_configured`, `invalid_parameter`, `fetch_failed`, `sso_failed` */
  begin(ctx: Ctx, provider: ProviderId, redirectUri: string | undefined): Promise<{ url: URL; flow: Flow }>;
  /**
   * @param query of the address the provider sent somebody to, with its question mark
   * @throws AppError `sso_failed`, `sso_no_account`, `account_inactive`, `organization_suspended`, `fetch_failed`
   */
  finish(
    ctx: Ctx,
    provider: ProviderId,
    come: { flow: Flow | undefined; query: string; device: Device },
  ): Promise<{ url: URL; signedIn: SignedIn; isOwn: boolean }>;
  close(): Promise<void>;
}

/** No provider is asked anything before somebody wants to sign in with it. */
export function createSso(root: Ctx): Sso {
  const closing: (() => Promise<void>)[] = [];
  const connections = new Map<ProviderId, Connection>();
  const connectionOf = (id: ProviderId): Connection => {
    const known = connections.get(id);
    if (known) return known;
    const settings = requireSettings(root.config, id);
    // The operator names it, so it may be on a private network; what it names in turn must be public or allowed.
    const fetch = createSafeFetch({ allow: [hostAndPort(settings.issuer), ...root.config.outboundAllow] });
    closing.push(fetch.close);
    const connection = connectProvider(settings, fetch, root);
    connections.set(id, connection);
    return connection;
  };
  return {
    async begin(ctx, provider, redirectUri) {
      const settings = requireSettings(ctx.config, provider);
      const redirect = checkRedirect(ctx, redirectUri);
      const configuration = await connectionOf(provider).configuration();
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: `${ctx.publicUrl}${callbackPath(settings.id)}`,
        scope: 'openid email profile',
        response_type: 'code',
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      const expires_at = ctx.now().getTime() + FLOW_MS;
      return { url, flow: { provider, state, nonce, verifier, redirect_uri: redirect.url.href, expires_at } };
    },
    async finish(ctx, provider, { flow, query, device }) {
      const settings = requireSettings(ctx.config, provider);
      try {
        await countAttempt(ctx, device);
        if (!flow || !(await takeFlow(ctx, flow))) {
          throw new AppError('sso_failed', { detail: 'It took too long, or was begun in another browser. Try again.' });
        }
        // The list may have changed meanwhile.
        const { url, isOwn } = checkRedirect(ctx, flow.redirect_uri);
        const identity = await askProvider(ctx, connectionOf(provider), provider, flow, query);
        const signedIn = await inTransaction(ctx, async (ctx) => {
          const user = await accountOf(ctx, settings, identity, device);
          const kind = isOwn ? 'cookie' : 'token';
          return openLogin(ctx, user, { kind, is_remembered: false, device, by: provider, is_external: true });
        });
        if (!isOwn) url.searchParams.set('token', signedIn.token as string);
        return { url, signedIn, isOwn };
      } catch (error) {
        // Floods are not written down, drop by drop.
        const isFlood = error instanceof AppError && error.kind === 'rate_limit_exceeded';
        if (!isFlood) await noteFailure(ctx, provider, error, device);
        throw error;
      }
    },
    async close() {
      await Promise.all(closing.map((close) => close()));
    },
  };

  async function askProvider(
    ctx: Ctx,
    connection: Connection,
    provider: ProviderId,
    flow: Flow,
    query: string,
  ): Promise<Identity> {
    const configuration = await connection.configuration();
    try {
      const tokens = await authorizationCodeGrant(
        configuration,
        new URL(`${ctx.publicUrl}${callbackPath(provider)}${query}`),
        {
          expectedState: flow.state,
          expectedNonce: flow.nonce,
          pkceCodeVerifier: flow.verifier,
          idTokenExpected: true,
        },
      );
      const claims = tokens.claims() as Claims;
      const { issuer, userinfo_endpoint } = configuration.serverMetadata();
      // Some tell addresses and names there only.
      const isTold = claims.email !== undefined || !userinfo_endpoint;
      const more = isTold ? {} : await fetchUserInfo(configuration, tokens.access_token, claims.sub);
      return readIdentity(requireSettings(ctx.config, provider), issuer, { ...more, ...claims });
    } catch (error) {
      const failure = providerFailure(error);
      const { code } = error as { code?: unknown };
      ctx.log.warn({ provider, code, reason: (error as Error).message }, 'signing in at the identity provider failed');
      throw failure;
    }
  }
}

async function countAttempt(ctx: Ctx, device: Device): Promise<void> {
  const use = await ctx.rates.callers.count(`sso-from:${addressBlock(device.address)}`, 'minute', ATTEMPTS_A_MINUTE);
  if (use.used <= ATTEMPTS_A_MINUTE) return;
  throw new AppError('rate_limit_exceeded', {
    detail: 'Too many attempts to sign in. Try again later.',
    retryAfterSeconds: Math.max(1, Math.ceil((use.resetsAt - Date.now()) / 1_000)),
  });
}

async function noteFailure(ctx: Ctx, provider: ProviderId, error: unknown, device: Device): Promise<void> {
  const reason = error instanceof AppError ? error.code : 'INTERNAL_ERROR';
  await noteEvent(ctx, {
    organization_id: null,
    actor: 'unknown',
    action: 'login.failed',
    device,
    details: { by: provider, reason },
  });
}
