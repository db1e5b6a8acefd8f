import {
  allowInsecureRequests,
  type Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import type { Config } from '../../../config.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Logger } from '../../../platform/log.ts';
import type { SafeFetch } from '../../../platform/safe-fetch/index.ts';
import { providerFailure } from './provider-failure.ts';
import { fetchForProvider, TIMEOUT_MS } from './provider-fetch.ts';

export const PROVIDER_IDS = ['microsoft', 'oidc'] as const;
export type ProviderId = (typeof PROVIDER_IDS)[number];

/** An identity provider, as the operator set it up. */
export interface ProviderSettings {
  id: ProviderId;
  /** What people know it by. */
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string | undefined;
  /** Tenant of Microsoft: an ID or domain, `organizations` or `common`. */
  tenant: string | undefined;
}

const NEEDED = {
  microsoft: {
    microsoftClientId: 'PARLANCE_MICROSOFT_CLIENT_ID',
    microsoftClientSecret: 'PARLANCE_MICROSOFT_CLIENT_SECRET',
  },
  oidc: { oidcIssuer: 'PARLANCE_OIDC_ISSUER', oidcClientId: 'PARLANCE_OIDC_CLIENT_ID' },
} as const;

/** The ways to sign in elsewhere that are set up, for buttons. */
export const listProviders = (config: Config): { id: ProviderId; name: string }[] =>
  PROVIDER_IDS.filter((id) => missing(config, id).length === 0).map((id) => ({
    id,
    name: id === 'microsoft' ? 'Microsoft' : config.oidcName,
  }));

const missing = (config: Config, id: ProviderId): string[] =>
  Object.entries(NEEDED[id]).flatMap(([key, env]) => (config[key as keyof Config] ? [] : [env]));

/** @throws AppError `sso_not_configured` that says what to set */
export function requireSettings(config: Config, id: ProviderId): ProviderSettings {
  const unset = missing(config, id);
  if (unset.length > 0) {
    throw new AppError('sso_not_configured', { detail: `The operator has to set ${unset.join(' and ')}.` });
  }
  if (id === 'oidc') {
    return {
      ...{ id, name: config.oidcName, issuer: config.oidcIssuer as string, tenant: undefined },
      clientId: config.oidcClientId as string,
      clientSecret: config.oidcClientSecret,
    };
  }
  const tenant = config.microsoftTenant;
  return {
    ...{ id, name: 'Microsoft', issuer: `https://login.microsoftonline.com/${tenant}/v2.0`, tenant },
    clientId: config.microsoftClientId as string,
    clientSecret: config.microsoftClientSecret,
  };
}

/** How long what a provider says of itself is believed, and how long after a failure it is asked again. */
const BELIEVED_MS = 3_600_000;
const ASKED_AGAIN_MS = 2_000;

export interface Connection {
  /** What the provider says of itself; asked for at the first sign-in, and again after an hour. @throws AppError `fetch_failed`, `sso_failed` */
  configuration(): Promise<Configuration>;
}

export function connectProvider(
  settings: ProviderSettings,
  fetch: SafeFetch,
  { log, now }: { log: Logger; now: () => Date },
): Connection {
  let known: { at: number; configuration: Configuration } | undefined;
  let asking: Promise<Configuration> | undefined;
  let failed: { at: number; error: unknown } | undefined;

  async function ask(): Promise<Configuration> {
    const server = new URL(settings.issuer);
    const isPlain = server.protocol === 'http:';
    try {
      const configuration = await discovery(server, settings.clientId, settings.clientSecret, undefined, {
        [customFetch]: fetchForProvider(fetch),
        timeout: TIMEOUT_MS / 1_000,
        // Signatures are checked too, not only where the token came from: `alg=none` is none.
        execute: [enableNonRepudiationChecks, ...(isPlain ? [allowInsecureRequests] : [])],
      });
      known = { at: now().getTime(), configuration };
      failed = undefined;
      return configuration;
    } catch (error) {
      failed = { at: now().getTime(), error: providerFailure(error) };
      const { message } = error as Error;
      log.warn(
        { provider: settings.id, reason: message, detail: (failed.error as AppError).detail },
        'identity provider not reached',
      );
      throw failed.error;
    }
  }

  return {
    async configuration() {
      const at = now().getTime();
      if (known && at - known.at < BELIEVED_MS) return known.configuration;
      if (failed && at - failed.at < ASKED_AGAIN_MS) throw failed.error;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      // Out of date is better than nothing while the provider is away.
      return known ? asking.catch(() => (known as { configuration: Configuration }).configuration) : asking;
    },
  };
}
