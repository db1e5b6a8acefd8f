import { deviceOf } from '../../platform/http/device.ts';
import { errors } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import {
  CreateOrganizationBody,
  DeleteOrganizationBody,
  ListOrganizationsQuery,
  OrganizationAnswer,
  OrganizationList,
  OrganizationParams,
  UpdateOrganizationBody,
} from './organizations.schema.ts';
import {
  createAdminOrganization,
  deleteAdminOrganization,
  getAdminOrganization,
  listAdminOrganizations,
  updateAdminOrganization,
} from './organizations.service.ts';

const ORGANIZATIONS = '/api/v3/admin/organizations';
const tags = ['Administration'];
const config = { access: ['admin'] as const };

export async function adminOrganizationRoutes(app: HttpServer): Promise<void> {
  app.get(
    ORGANIZATIONS,
    {
      config,
      schema: {
        operationId: 'listAdminOrganizations',
        summary: 'All organisations, with how much is in them',
        tags,
        querystring: ListOrganizationsQuery,
        response: { 200: OrganizationList, ...errors(401, 403, 422, 429) },
      },
    },
    (request) => listAdminOrganizations(request.ctx, request.query),
  );

  app.post(
    ORGANIZATIONS,
    {
      config,
      schema: {
        operationId: 'createAdminOrganization',
        summary: 'Make an organisation and invite its first administrator',
        tags,
        body: CreateOrganizationBody,
        response: { 201: OrganizationAnswer, ...errors(401, 403, 409, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return createAdminOrganization(request.ctx, request.body, deviceOf(request));
    },
  );

  app.get(
    `${ORGANIZATIONS}/:id`,
    {
      config,
      schema: {
        operationId: 'getAdminOrganization',
        summary: 'One organisation',
        tags,
        params: OrganizationParams,
        response: { 200: OrganizationAnswer, ...errors(401, 403, 404, 422, 429) },
      },
    },
    (request) => getAdminOrganization(request.ctx, request.params.id),
  );

  app.put(
    `${ORGANIZATIONS}/:id`,
    {
      config,
      schema: {
        operationId: 'updateAdminOrganization',
        summary: 'Rename, limit, suspend or unsuspend an organisation',
        tags,
        params: OrganizationParams,
        body: UpdateOrganizationBody,
        response: { 200: OrganizationAnswer, ...errors(401, 403, 404, 409, 415, 422, 429) },
      },
    },
    (request) => updateAdminOrganization(request.ctx, request.params.id, request.body, deviceOf(request)),
  );

  app.delete(
    `${ORGANIZATIONS}/:id`,
    {
      config,
      schema: {
        operationId: 'deleteAdminOrganization',
        summary: 'Delete an organisation: closed at once, erased by a job (`erased_at` says when that was done)',
        tags,
        params: OrganizationParams,
        body: DeleteOrganizationBody,
        response: { 202: OrganizationAnswer, ...errors(401, 403, 404, 409, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(202);
      return deleteAdminOrganization(request.ctx, request.params.id, request.body.confirm, deviceOf(request));
    },
  );
}
