import { createHash } from 'node:crypto';
import { authorizationCodeGrant, buildAuthorizationUrl } from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeClaims, type FakeProvider, startFakeProvider } from '../../../../test/fake-provider.ts';
import { readConfig } from '../../../config.ts';
import { createLogger } from '../../../platform/log.ts';
import { createSafeFetch, type SafeFetch } from '../../../platform/safe-fetch/index.ts';
import { type Claims, readIdentity } from './identity.ts';
import { hostAndPort } from './provider-fetch.ts';
import { connectProvider, requireSettings } from './providers.ts';

/** Microsoft is far away: what is asked of it goes to a loopback server that says of itself what Microsoft does. */
const MICROSOFT = 'https://login.microsoftonline.com';
const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const OTHER = '11111111-2222-3333-4444-555555555555';
const issuerOf = (tenant: string) => `${MICROSOFT}/${tenant}/v2.0`;

let provider: FakeProvider;
let fetch: SafeFetch & { close(): Promise<void> };
let asked: string[];
beforeAll(async () => {
  provider = await startFakeProvider('application');
  const real = createSafeFetch({ allow: [hostAndPort(provider.issuer)] });
  const moved: SafeFetch = Object.assign(
    (input: Parameters<SafeFetch>[0]) => {
      asked.push(input.url);
      return real({ ...input, url: input.url.replace(MICROSOFT, provider.issuer) });
    },
    { check: real.check },
  );
  fetch = Object.assign(moved, { close: real.close });
});
afterAll(async () => {
  await fetch.close();
  await provider.stop();
});

/** What comes of signing in at a tenant, with a token that says this. */
async function signIn(tenant: string, metadataIssuer: string, claims: FakeClaims) {
  asked = [];
  Object.assign(provider.metadata, {
    issuer: metadataIssuer,
    authorization_endpoint: `${MICROSOFT}/authorize`,
    token_endpoint: `${MICROSOFT}/token`,
    jwks_uri: `${MICROSOFT}/keys`,
  });
  const settings = requireSettings(
    readConfig({
      PARLANCE_MICROSOFT_CLIENT_ID: 'application',
      PARLANCE_MICROSOFT_CLIENT_SECRET: 'of the tests',
      PARLANCE_MICROSOFT_TENANT: tenant,
    }),
    'microsoft',
  );
  const log = createLogger({ level: 'silent', pretty: false });
  const configuration = await connectProvider(settings, fetch, { log, now: () => new Date() }).configuration();
  provider.claims = { sub: 'somebody', email: 'a@contoso.example', ...claims };
  const verifier = 'v'.repeat(43);
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: 'https://parlance.example/callback',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    state: 'state',
    nonce: 'nonce',
  });
  const tokens = await authorizationCodeGrant(configuration, new URL(provider.authorize(url.href)), {
    ...{ expectedState: 'state', expectedNonce: 'nonce', pkceCodeVerifier: verifier, idTokenExpected: true },
  });
  return readIdentity(settings, configuration.serverMetadata().issuer, tokens.claims() as Claims);
}

const ANY = issuerOf('{tenantid}');
/** By the library, or by us. */
const REFUSED = /unexpected JWT claim value|did not succeed/;

describe('Microsoft', () => {
  it('any tenant: the issuer is of the tenant that the token names, and an address counts with xms_edov only', async () => {
    const token = { iss: issuerOf(TENANT), tid: TENANT };
    const known = await signIn('organizations', ANY, token);
    expect(asked[0]).toBe(`${MICROSOFT}/organizations/v2.0/.well-known/openid-configuration`);
    expect(known).toMatchObject({ issuer: issuerOf(TENANT), subject: 'somebody', is_verified: false });
    expect(await signIn('common', ANY, { ...token, email_verified: true })).toMatchObject({ is_verified: false });
    for (const xms_edov of [true, 1, '1', 'true']) {
      expect(await signIn('organizations', ANY, { ...token, xms_edov })).toMatchObject({ is_verified: true });
    }
    expect(await signIn('organizations', ANY, { ...token, xms_edov: false })).toMatchObject({ is_verified: false });
  });

  it.each<[string, FakeClaims]>([
    ['of another tenant than it names', { iss: issuerOf(TENANT), tid: OTHER }],
    ['of the template itself', { iss: ANY, tid: '{tenantid}' }],
    ['of no tenant', { iss: issuerOf(TENANT) }],
    ['of something that is no tenant', { iss: issuerOf('x/../y'), tid: 'x/../y' }],
    ['of another issuer', { iss: `https://evil.example/${TENANT}/v2.0`, tid: TENANT }],
  ])('any tenant: a token %s is refused', async (_name, claims) => {
    await expect(signIn('organizations', ANY, claims)).rejects.toThrow(REFUSED);
  });

  it('one tenant: nobody of another, and addresses count', async () => {
    const own = issuerOf(TENANT);
    expect(await signIn(TENANT, own, { iss: own, tid: TENANT })).toMatchObject({ is_verified: true });
    expect(await signIn('contoso.example', own, { iss: own, tid: TENANT })).toMatchObject({ is_verified: true });
    await expect(signIn(TENANT, own, { iss: issuerOf(OTHER), tid: OTHER })).rejects.toThrow(REFUSED);
    await expect(signIn('contoso.example', own, { iss: issuerOf(OTHER), tid: OTHER })).rejects.toThrow(REFUSED);
    // Not even if its name led to the description of another.
    await expect(signIn(TENANT, issuerOf(OTHER), { iss: issuerOf(OTHER), tid: OTHER })).rejects.toThrow(REFUSED);
  });
});
