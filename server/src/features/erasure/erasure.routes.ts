import { deviceOf } from '../../platform/http/device.ts';
import { errors, NoContent } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { clearLoginCookie } from '../auth/index.ts';
import { deleteAccount } from './delete-account.service.ts';
import { DeleteAccountBody } from './erasure.schema.ts';

export async function erasureRoutes(app: HttpServer): Promise<void> {
  app.delete(
    '/api/v3/account',
    {
      config: { access: ['account'] },
      schema: {
        operationId: 'deleteAccount',
        summary: 'Delete the own account, at once and for good',
        tags: ['Account'],
        body: DeleteAccountBody,
        response: { 204: NoContent, ...errors(401, 403, 409, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await deleteAccount(request.ctx, request.body, deviceOf(request));
      clearLoginCookie(request.ctx, reply);
    },
  );
}
