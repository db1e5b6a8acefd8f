import { Type } from 'typebox';
import { errors } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { checkReady, readMetrics } from './system.service.ts';

const tags = ['System'];
const config = { access: 'public' } as const;

export async function systemRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/health/live',
    {
      config,
      schema: {
        operationId: 'getLiveness',
        summary: 'Whether the process runs',
        tags,
        security: [],
        response: { 200: Type.Object({ status: Type.Literal('live') }), ...errors() },
      },
    },
    async () => ({ status: 'live' as const }),
  );

  app.get(
    '/health/ready',
    {
      config,
      schema: {
        operationId: 'getReadiness',
        summary: 'Whether requests would be answered',
        tags,
        security: [],
        response: { 200: Type.Object({ status: Type.Literal('ready') }), ...errors(503) },
      },
    },
    (request) => checkReady(request.ctx),
  );

  app.get(
    '/metrics',
    {
      config,
      schema: {
        operationId: 'getMetrics',
        summary: 'Prometheus metrics',
        tags,
        security: [],
        produces: ['text/plain'],
        response: { 200: Type.String(), ...errors() },
      },
    },
    (_request, reply) => readMetrics(reply.type('text/plain; version=0.0.4').request.ctx),
  );
}
