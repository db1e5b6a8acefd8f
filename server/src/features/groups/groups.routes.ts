import type { FastifyRequest } from 'fastify';
import { deviceOf } from '../../platform/http/device.ts';
import { errors, NoContent } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import {
  AddMembersBody,
  CreateGroupBody,
  GroupAnswer,
  GroupList,
  GroupParams,
  ListGroupsQuery,
  ListMembersQuery,
  MemberList,
  RemoveMembersBody,
  RemoveMembersQuery,
  UpdateGroupBody,
} from './groups.schema.ts';
import { createGroup, deleteGroup, getGroup, listGroups, updateGroup } from './groups.service.ts';
import { addGroupUsers, listGroupUsers, removeGroupUsers } from './members.service.ts';

const tags = ['Groups'];
const reading = { access: ['groups.read'] as const };
const managing = { access: ['groups.manage'] as const };

export async function groupRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/organization/group',
    {
      config: reading,
      schema: {
        operationId: 'listGroups',
        summary: 'The groups of the organisation, newest first',
        tags,
        querystring: ListGroupsQuery,
        response: { 200: GroupList, ...errors(401, 403, 422, 429) },
      },
    },
    (request) => listGroups(request.ctx, request.query),
  );

  app.post(
    '/api/v3/organization/group',
    {
      config: { ...managing, idempotent: 'json' },
      schema: {
        operationId: 'createGroup',
        summary: 'Make a group',
        tags,
        body: CreateGroupBody,
        response: { 201: GroupAnswer, ...errors(400, 401, 403, 409, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return createGroup(request.ctx, request.body, deviceOf(request));
    },
  );

  app.get(
    '/api/v3/organization/group/:id',
    {
      config: reading,
      schema: {
        operationId: 'getGroup',
        summary: 'One group',
        tags,
        params: GroupParams,
        response: { 200: GroupAnswer, ...errors(401, 403, 404, 422, 429) },
      },
    },
    (request) => getGroup(request.ctx, request.params.id),
  );

  app.put(
    '/api/v3/organization/group/:id',
    {
      config: managing,
      schema: {
        operationId: 'updateGroup',
        summary: 'Change a group; what is left out stays',
        tags,
        params: GroupParams,
        body: UpdateGroupBody,
        response: { 200: GroupAnswer, ...errors(400, 401, 403, 404, 409, 415, 422, 429) },
      },
    },
    (request) => updateGroup(request.ctx, request.params.id, request.body, deviceOf(request)),
  );

  app.delete(
    '/api/v3/organization/group/:id',
    {
      config: managing,
      schema: {
        operationId: 'deleteGroup',
        summary: 'Delete a group; the people in it stay',
        tags,
        params: GroupParams,
        response: { 204: NoContent, ...errors(401, 403, 404, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await deleteGroup(request.ctx, request.params.id, deviceOf(request));
    },
  );

  app.get(
    '/api/v3/organization/group/:id/users',
    {
      config: reading,
      schema: {
        operationId: 'listGroupUsers',
        summary: 'Who is in a group, newest first',
        tags,
        params: GroupParams,
        querystring: ListMembersQuery,
        response: { 200: MemberList, ...errors(401, 403, 404, 422, 429) },
      },
    },
    (request) => listGroupUsers(request.ctx, request.params.id, request.query),
  );

  app.post(
    '/api/v3/organization/group/:id/users',
    {
      config: managing,
      schema: {
        operationId: 'addGroupUsers',
        summary: 'Put people into a group: all of them or none',
        tags,
        params: GroupParams,
        body: AddMembersBody,
        response: { 200: GroupAnswer, ...errors(400, 401, 403, 404, 415, 422, 429) },
      },
    },
    (request) => addGroupUsers(request.ctx, request.params.id, request.body, deviceOf(request)),
  );

  app.delete(
    '/api/v3/organization/group/:id/users/remove',
    {
      config: managing,
      // Clients that name people in the address announce JSON and send none.
      onRequest: async (request) => dropEmptyBody(request),
      schema: {
        operationId: 'removeGroupUsers',
        summary: 'Take people out of a group: all of them or none',
        tags,
        params: GroupParams,
        querystring: RemoveMembersQuery,
        body: RemoveMembersBody,
        response: { 204: NoContent, ...errors(400, 401, 403, 404, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await removeGroupUsers(request.ctx, request.params.id, request.body, request.query, deviceOf(request));
    },
  );
}

function dropEmptyBody({ headers }: FastifyRequest): void {
  const isEmpty = headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0';
  if (isEmpty) delete headers['content-type'];
}
