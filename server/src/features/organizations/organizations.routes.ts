import { deviceOf } from '../../platform/http/device.ts';
import { errors } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { OrganizationAnswer, UpdateOrganizationBody } from './organizations.schema.ts';
import { getOwnOrganization, updateOwnOrganization } from './organizations.service.ts';

const tags = ['Organisation'];

export async function organizationRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/account/organization',
    {
      config: { access: ['organization.read'] },
      schema: {
        operationId: 'getOwnOrganization',
        summary: 'The organisation you belong to',
        tags,
        response: { 200: OrganizationAnswer, ...errors(401, 403, 404, 429) },
      },
    },
    (request) => getOwnOrganization(request.ctx),
  );

  app.post(
    '/api/v3/account/organization',
    {
      config: { access: ['organization.manage'] },
      schema: {
        operationId: 'updateOwnOrganization',
        summary: 'Change the organisation you belong to; what is left out stays',
        tags,
        body: UpdateOrganizationBody,
        response: { 200: OrganizationAnswer, ...errors(400, 401, 403, 404, 409, 415, 422, 429) },
      },
    },
    (request) => updateOwnOrganization(request.ctx, request.body, deviceOf(request)),
  );
}
