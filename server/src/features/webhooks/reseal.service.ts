import type { Ctx } from '../../context.ts';
import { resealHeaders } from './custom-headers.ts';
import { listAllWebhooks, listSealedSecrets, updateSealedSecret, updateWebhookHeaders } from './reseal.repo.ts';
import { resealSecret } from './secrets/secrets.service.ts';

/**
 * Seals secrets and headers of webhooks with the present key of the server.
 *
 * @returns how many were sealed with an earlier one
 */
export async function resealWebhooks(ctx: Ctx): Promise<number> {
  let count = 0;
  for (const { id, organization_id, secret } of await listSealedSecrets(ctx.db)) {
    const resealed = resealSecret(ctx, secret);
    if (!resealed) continue;
    await updateSealedSecret(ctx.db, organization_id, id, resealed);
    count++;
  }
  for (const { id, organization_id, headers } of await listAllWebhooks(ctx.db)) {
    const resealed = resealHeaders(ctx, headers);
    if (!resealed) continue;
    await updateWebhookHeaders(ctx.db, organization_id, id, resealed);
    count++;
  }
  return count;
}
