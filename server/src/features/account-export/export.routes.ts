import { Type } from 'typebox';
import { deviceOf } from '../../platform/http/device.ts';
import { errors } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { exportAccount } from './export.service.ts';

export async function accountExportRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/account/export',
    {
      config: { access: ['account'] },
      schema: {
        operationId: 'exportAccount',
        summary: 'Everything that is kept about oneself, as a ZIP of JSON files',
        tags: ['Account'],
        response: {
          200: {
            description: 'The ZIP; README.txt in it says what each file is',
            content: { 'application/zip': { schema: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }) } },
          },
          ...errors(401, 403, 429),
        },
      },
    },
    async (request, reply) => {
      const zip = await exportAccount(request.ctx, deviceOf(request));
      return reply
        .type('application/zip')
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="account.zip"')
        .send(zip);
    },
  );
}
