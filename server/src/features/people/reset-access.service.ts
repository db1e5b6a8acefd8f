import { inTransaction, type RequestCtx } from '../../context.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { endLoginsOf, requireRecentProof } from '../logins/index.ts';
import { resetFactorOf } from '../mfa/index.ts';
import { lockOrganization } from '../users/index.ts';
import { requireAuthority, requireManager, requireSomebodyElse } from './people.policy.ts';
import { requirePersonOf } from './people.service.ts';

/** Signs somebody out everywhere: a device was lost. @throws AppError `user_not_found`, `insufficient_role`, `conflict` */
export async function endUserLogins(ctx: RequestCtx, id: number, device: Device): Promise<void> {
  const { organization_id } = ctx.actor;
  await inTransaction(ctx, async (ctx) => {
    await lockOrganization(ctx.db, organization_id);
    const manager = await requireManager(ctx);
    const person = await requirePersonOf(ctx, organization_id, id);
    requireSomebodyElse(manager, person, 'DELETE /api/v3/account/sessions');
    requireAuthority(manager, person);
    await endLoginsOf(ctx, person);
    const [actor, target] = [`user:${manager.id}`, `user:${id}`];
    await noteEvent(ctx, { organization_id, actor, action: 'login.ended_by_admin', target, device });
  });
}

/**
 * Takes the second factor of somebody away who lost it. Whoever does so must know them, and have proven themselves lately.
 *
 * @throws AppError `user_not_found`, `insufficient_role`, `reauthentication_required`; `conflict` without one, and for oneself
 */
export async function resetUserMfa(ctx: RequestCtx, id: number, device: Device): Promise<void> {
  const { organization_id } = ctx.actor;
  await requireRecentProof(ctx);
  await inTransaction(ctx, async (ctx) => {
    await lockOrganization(ctx.db, organization_id);
    const manager = await requireManager(ctx);
    const person = await requirePersonOf(ctx, organization_id, id);
    requireSomebodyElse(manager, person, 'POST /api/v3/mfa/2fa/disable');
    requireAuthority(manager, person);
    await resetFactorOf(ctx, person, device);
  });
}
