import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type FakeClaims = Record<string, unknown>;

/** An OpenID provider on loopback that can be made to lie. */
export interface FakeProvider {
  issuer: string;
  clientId: string;
  /** Who signs in next; changes what the ID token says of them. */
  claims: FakeClaims;
  /** Writes the ID token itself; default {@link signed}. */
  write: (claims: FakeClaims) => string;
  /** Signed with the published key, or with another. */
  signed(claims: FakeClaims, key?: KeyObject): string;
  /** Of the discovery document; changed by tests. */
  metadata: Record<string, unknown>;
  /** As long as it is set, every answer is this status. */
  outage: number | undefined;
  requests: { path: string; form: URLSearchParams }[];
  /** What the provider does when somebody comes with this address and signs in: it sends them to the one it returns. */
  authorize(url: string): string;
  stop(): Promise<void>;
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
export const otherKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

export async function startFakeProvider(clientId = 'parlance'): Promise<FakeProvider> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const codes = new Map<string, { nonce: string; challenge: string; claims: FakeClaims }>();
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fake: FakeProvider = {
    ...{ issuer, clientId, claims: {}, outage: undefined, requests: [] },
    metadata: {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
    },
    write: (claims) => fake.signed(claims),
    signed(claims, key = privateKey) {
      const content = `${base64url({ alg: 'RS256', kid: 'one' })}.${base64url(claims)}`;
      return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
    },
    authorize(url) {
      const { searchParams } = new URL(url);
      const code = randomBytes(16).toString('hex');
      const [nonce, challenge] = [searchParams.get('nonce') ?? '', searchParams.get('code_challenge') ?? ''];
      codes.set(code, { nonce, challenge, claims: { ...fake.claims } });
      return `${searchParams.get('redirect_uri')}?code=${code}&state=${searchParams.get('state')}`;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const piece of request) body += piece;
    const form = new URLSearchParams(body);
    const path = new URL(request.url ?? '/', issuer).pathname;
    fake.requests.push({ path, form });
    response.setHeader('content-type', 'application/json');
    const send = (status: number, value: unknown) => {
      response.statusCode = status;
      response.end(JSON.stringify(value));
    };
    if (fake.outage) return send(fake.outage, {});
    if (path.endsWith('/.well-known/openid-configuration')) return send(200, fake.metadata);
    if (path === '/keys')
      return send(200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig' }] });
    if (path !== '/token') return send(404, {});
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!code || code.challenge !== challenge) return send(400, { error: 'invalid_grant' });
    const now = Math.floor(Date.now() / 1_000);
    const { nonce } = code;
    const claims = { iss: fake.metadata.issuer, aud: clientId, nonce, iat: now, exp: now + 300, ...code.claims };
    send(200, { access_token: 'of no use here', token_type: 'Bearer', id_token: fake.write(claims) });
  }
  return fake;
}
