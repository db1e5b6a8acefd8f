import { answerOf, type Connection } from './connection.ts';
import type { operations } from './schema.generated.ts';
import type { CallOptions, Page } from './types.ts';

/** Whoever is signed in. */
export type Me = operations['getMe']['responses'][200]['content']['application/json']['result'];
/** A device somebody is signed in on. */
export type Login = operations['listLogins']['responses'][200]['content']['application/json']['result'][number];
/** An API key, without the key. */
export type Token = operations['listTokens']['responses'][200]['content']['application/json']['result'][number];
/** An API key just made: `key` is shown this once. */
export type CreatedToken = operations['createToken']['responses'][201]['content']['application/json']['result'];
export type TokenSettings = operations['createToken']['requestBody']['content']['application/json'];

type PageQuery = { offset?: number; limit?: number };

/** What people do with their account and with API keys; the token of `signIn` opens it, API keys do not. */
export interface AccountOperations {
  getMe(options?: CallOptions): Promise<Me>;
  /** Ends this login, everywhere and at once. */
  logout(options?: CallOptions): Promise<void>;
  /** Where one is signed in, the last used first. */
  listLogins(query?: PageQuery, options?: CallOptions): Promise<Page<Login>>;
  /** Signs out on one device. */
  endLogin(id: string, options?: CallOptions): Promise<void>;
  /** The API keys of the organisation, newest first. Needs the role DEVELOPER, as the next two. */
  listTokens(query?: PageQuery, options?: CallOptions): Promise<Page<Token>>;
  /** @example const { key } = await parlance.createToken({ name: 'CI', type: 'batch', expires_in_years: 1 }); */
  createToken(settings: TokenSettings, options?: CallOptions): Promise<CreatedToken>;
  /** Ends an API key, everywhere and at once. */
  deleteToken(id: number, options?: CallOptions): Promise<void>;
}

/** Each operation may throw ParlanceError: an error answer with the server's code, or `NETWORK_ERROR`. */
export function createAccountOperations(connection: Connection): AccountOperations {
  const { api } = connection;
  const of = <T>(call: Promise<{ data?: T; error?: unknown; response: Response }>, options: CallOptions) =>
    answerOf(connection, call, options.signal);

  return {
    async getMe(options = {}) {
      return (await of(api.GET('/api/v3/account/me', { ...options }), options)).result;
    },
    async logout(options = {}) {
      await of(api.POST('/api/v3/auth/logout', { ...options }), options);
    },
    async listLogins(query = {}, options = {}) {
      const body = await of(api.GET('/api/v3/account/sessions', { params: { query }, ...options }), options);
      return { items: body.result, total: body.total_results };
    },
    async endLogin(id, options = {}) {
      await of(api.DELETE('/api/v3/account/sessions/{id}', { params: { path: { id } }, ...options }), options);
    },
    async listTokens(query = {}, options = {}) {
      const body = await of(api.GET('/api/v3/tokens', { params: { query }, ...options }), options);
      return { items: body.result, total: body.total_results };
    },
    async createToken(body, options = {}) {
      return (await of(api.POST('/api/v3/tokens', { body, ...options }), options)).result;
    },
    async deleteToken(id, options = {}) {
      await of(api.DELETE('/api/v3/tokens/{id}', { params: { path: { id } }, ...options }), options);
    },
  };
}
