import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export interface OidcServer {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the provider knows of people, by the name they sign in with there. */
  people: Map<string, { email: string; email_verified: boolean; given_name?: string; family_name?: string }>;
  /** Names the server that people come from and are sent back to. */
  serve(callback: string): void;
  stop(): Promise<void>;
}

/** A certified OpenID provider on loopback, with its own pages to sign in and to consent. */
export async function startOidcServer(): Promise<OidcServer> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people: OidcServer['people'] = new Map();
  const client = { clientId: 'parlance', clientSecret: 'only-for-the-tests-of-this-file' };
  return {
    ...{ issuer, ...client, people },
    serve(callback) {
      const provider = new Provider(issuer, {
        clients: [
          {
            client_id: client.clientId,
            client_secret: client.clientSecret,
            redirect_uris: [callback],
            token_endpoint_auth_method: 'client_secret_post',
          },
        ],
        claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['given_name', 'family_name'] },
        cookies: { keys: ['only for the tests of this file'] },
        findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ sub, ...people.get(sub) }) }),
      });
      server.on('request', provider.callback());
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
