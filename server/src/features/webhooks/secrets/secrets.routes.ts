import { errors, NoContent } from '../../../platform/http/envelope.ts';
import type { HttpServer } from '../../../platform/http/server.ts';
import { CreatedSecretAnswer, SecretList, SecretParams } from './secrets.schema.ts';
import { deleteWebhookSecret, listWebhookSecrets, rotateWebhookSecret } from './secrets.service.ts';

const tags = ['Webhooks'];
const config = { access: ['batch', 'webhooks.manage'] as const };

export async function webhookSecretRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/organization/webhooks/secret',
    {
      config,
      schema: {
        operationId: 'listWebhookSecrets',
        summary: 'The secrets that sign webhooks now, newest first; never the secrets themselves',
        tags,
        response: { 200: SecretList, ...errors(401, 403, 429) },
      },
    },
    (request) => listWebhookSecrets(request.ctx),
  );

  app.post(
    '/api/v3/organization/webhooks/secret',
    {
      config: { ...config, rate: 'webhooks', idempotent: 'json' },
      schema: {
        operationId: 'rotateWebhookSecret',
        summary: 'Make a new signing secret; it is shown this once',
        description:
          'The one before signs along for 24 hours: `webhook-signature` then holds a signature by each. ' +
          '`X-Scriptix-Signature: sha256=<hex>` is the HMAC-SHA256 of the body by the newest secret; its key is the ' +
          'text of the secret as shown here, `whsec_` included.',
        tags,
        response: { 201: CreatedSecretAnswer, ...errors(401, 403, 409, 429) },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return rotateWebhookSecret(request.ctx);
    },
  );

  app.delete(
    '/api/v3/organization/webhooks/secret/:secret_id',
    {
      config,
      schema: {
        operationId: 'deleteWebhookSecret',
        summary: 'End a rotated secret at once, before its 24 hours are over',
        tags,
        params: SecretParams,
        response: { 204: NoContent, ...errors(401, 403, 404, 409, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await deleteWebhookSecret(request.ctx, request.params.secret_id);
    },
  );
}
