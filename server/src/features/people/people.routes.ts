import { deviceOf } from '../../platform/http/device.ts';
import { errors, NoContent } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { inviteUser, resendActivation } from './invite.service.ts';
import {
  InviteUserBody,
  ListUsersQuery,
  PersonAnswer,
  PersonList,
  PersonParams,
  UpdateUserBody,
} from './people.schema.ts';
import { deleteUser, getUser, listUsers } from './people.service.ts';
import { endUserLogins, resetUserMfa } from './reset-access.service.ts';
import { updateUser } from './update-user.service.ts';

const tags = ['People'];
const config = { access: ['users.manage'] as const };

export async function peopleRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/organization/user',
    {
      config,
      schema: {
        operationId: 'listUsers',
        summary: 'The people of the organisation, newest first',
        tags,
        querystring: ListUsersQuery,
        response: { 200: PersonList, ...errors(401, 403, 422, 429) },
      },
    },
    (request) => listUsers(request.ctx, request.query),
  );

  app.post(
    '/api/v3/organization/user',
    {
      config: { ...config, idempotent: 'json' },
      schema: {
        operationId: 'inviteUser',
        summary: 'Invite somebody: they get a mail with a link that is good for a week',
        tags,
        body: InviteUserBody,
        response: { 201: PersonAnswer, ...errors(400, 401, 403, 404, 409, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return inviteUser(request.ctx, request.body, deviceOf(request));
    },
  );

  app.get(
    '/api/v3/organization/user/:id',
    {
      config,
      schema: {
        operationId: 'getUser',
        summary: 'One person',
        tags,
        params: PersonParams,
        response: { 200: PersonAnswer, ...errors(401, 403, 404, 422, 429) },
      },
    },
    (request) => getUser(request.ctx, request.params.id),
  );

  app.put(
    '/api/v3/organization/user/:id',
    {
      config,
      schema: {
        operationId: 'updateUser',
        summary: 'Change names and roles of a person, deactivate or reactivate them; what is left out stays',
        tags,
        params: PersonParams,
        body: UpdateUserBody,
        response: { 200: PersonAnswer, ...errors(400, 401, 403, 404, 409, 415, 422, 429) },
      },
    },
    (request) => updateUser(request.ctx, request.params.id, request.body, deviceOf(request)),
  );

  app.delete(
    '/api/v3/organization/user/:id',
    {
      config,
      schema: {
        operationId: 'deleteUser',
        summary: 'Delete a person for good; what they made stays',
        tags,
        params: PersonParams,
        response: { 204: NoContent, ...errors(401, 403, 404, 409, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await deleteUser(request.ctx, request.params.id, deviceOf(request));
    },
  );

  for (const [path, operationId, summary, work] of [
    ['sessions', 'endUserLogins', 'Sign a person out everywhere, at once', endUserLogins],
    ['2fa', 'resetUserMfa', 'Switch off the second factor of somebody who lost it; they are told', resetUserMfa],
  ] as const) {
    app.delete(
      `/api/v3/organization/user/:id/${path}`,
      {
        config,
        schema: {
          ...{ operationId, summary, tags },
          params: PersonParams,
          response: { 204: NoContent, ...errors(401, 403, 404, 409, 422, 429) },
        },
      },
      async (request, reply) => {
        reply.code(204);
        await work(request.ctx, request.params.id, deviceOf(request));
      },
    );
  }

  app.post(
    '/api/v3/organization/user/:id/resend-activation',
    {
      config,
      schema: {
        operationId: 'resendActivation',
        summary: 'Send an invitation again; the earlier link is good no more',
        tags,
        params: PersonParams,
        response: { 204: NoContent, ...errors(401, 403, 404, 409, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await resendActivation(request.ctx, request.params.id, deviceOf(request));
    },
  );
}
