import { answerOf, type Connection } from './connection.ts';
import type { operations } from './schema.generated.ts';
import type { CallOptions, Page } from './types.ts';

/** Somebody of the organisation. */
export type Person = operations['listUsers']['responses'][200]['content']['application/json']['result'][number];
export type ListUsersQuery = NonNullable<operations['listUsers']['parameters']['query']>;
export type Invitation = operations['inviteUser']['requestBody']['content']['application/json'];
export type PersonChanges = operations['updateUser']['requestBody']['content']['application/json'];

/** The people of the organisation; for administrators who signed in with `signIn`. */
export interface PeopleOperations {
  /** @example const { items } = await parlance.listUsers({ status: 'invited' }); */
  listUsers(query?: ListUsersQuery, options?: CallOptions): Promise<Page<Person>>;
  /**
   * Sends an invitation by mail.
   *
   * @throws ParlanceError `CONFLICT` when the address has an account already
   * @example await parlance.inviteUser({ email: 'ada@example.org', roles: ['CONTRIBUTOR'] });
   */
  inviteUser(invitation: Invitation, options?: CallOptions): Promise<Person>;
  getUser(id: number, options?: CallOptions): Promise<Person>;
  /** What is left out stays. `is_active: false` signs them out everywhere, at once. */
  updateUser(id: number, changes: PersonChanges, options?: CallOptions): Promise<Person>;
  /** Deletes somebody for good; what they made stays in the organisation. */
  deleteUser(id: number, options?: CallOptions): Promise<void>;
  /** Sends the invitation again; the earlier link is good no more. */
  resendActivation(id: number, options?: CallOptions): Promise<void>;
}

const USERS = '/api/v3/organization/user';

/** Each operation may throw ParlanceError: an error answer with the server's code, or `NETWORK_ERROR`. */
export function createPeopleOperations(connection: Connection): PeopleOperations {
  const { api } = connection;
  const of = <T>(call: Promise<{ data?: T; error?: unknown; response: Response }>, options: CallOptions) =>
    answerOf(connection, call, options.signal);
  const one = (id: number) => ({ params: { path: { id } } });

  return {
    async listUsers(query = {}, options = {}) {
      const body = await of(api.GET(USERS, { params: { query }, ...options }), options);
      return { items: body.result, total: body.total_results };
    },
    async inviteUser(body, options = {}) {
      return (await of(api.POST(USERS, { body, ...options }), options)).result;
    },
    async getUser(id, options = {}) {
      return (await of(api.GET(`${USERS}/{id}`, { ...one(id), ...options }), options)).result;
    },
    async updateUser(id, body, options = {}) {
      return (await of(api.PUT(`${USERS}/{id}`, { ...one(id), body, ...options }), options)).result;
    },
    async deleteUser(id, options = {}) {
      await of(api.DELETE(`${USERS}/{id}`, { ...one(id), ...options }), options);
    },
    async resendActivation(id, options = {}) {
      await of(api.POST(`${USERS}/{id}/resend-activation`, { ...one(id), ...options }), options);
    },
  };
}
