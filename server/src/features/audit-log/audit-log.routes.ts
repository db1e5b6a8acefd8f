import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { deviceOf } from '../../platform/http/device.ts';
import { errors } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { AdminAuditQuery, AuditList, AuditQuery } from './audit-log.schema.ts';
import { type AuditRequest, listAdminAudit, listAudit } from './audit-log.service.ts';

const content = {
  'application/json': { schema: AuditList },
  'text/csv': { schema: Type.String({ description: 'All that match; cells are no formulas' }) },
};
const response = { 200: { description: 'Default Response', content }, ...errors(400, 401, 403, 422, 429) };

const requestOf = (request: FastifyRequest): AuditRequest => ({
  query: request.query as AuditQuery,
  wantsCsv: /\btext\/csv\b/i.test(request.headers.accept ?? ''),
  device: deviceOf(request),
});

function send(reply: FastifyReply, answer: Awaited<ReturnType<typeof listAudit>>) {
  reply.header('cache-control', 'no-store');
  if (answer.page) return reply.type('application/json; charset=utf-8').send(answer.page);
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', 'attachment; filename="audit.csv"')
    .send(answer.csv);
}

export async function auditLogRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/organization/audit',
    {
      config: { access: ['audit.read'] },
      schema: {
        operationId: 'listAudit',
        summary: 'What happened in the organisation, newest first, as JSON or CSV',
        tags: ['Organization'],
        querystring: AuditQuery,
        response,
      },
    },
    async (request, reply) => send(reply as FastifyReply, await listAudit(request.ctx, requestOf(request))),
  );

  app.get(
    '/api/v3/admin/audit',
    {
      config: { access: ['admin'] },
      schema: {
        operationId: 'listAdminAudit',
        summary: 'What happened in the whole installation, newest first, as JSON or CSV',
        tags: ['Administration'],
        querystring: AdminAuditQuery,
        response,
      },
    },
    async (request, reply) => send(reply as FastifyReply, await listAdminAudit(request.ctx, requestOf(request))),
  );
}
