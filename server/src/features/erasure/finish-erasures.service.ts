import type { RootCtx } from '../../context.ts';
import { finishErasingOrganization } from './erase-organization.service.ts';
import { finishErasingUser } from './erase-user.service.ts';
import { listOrganizationsToErase } from './organization-erasure.repo.ts';
import { deleteUnnamedUsers, listUsersToErase } from './people-erasure.repo.ts';

/** Requests that were under way when an organisation was closed have long ended by then. */
const LOOKED_AFTER_MS = 2 * 86_400_000;
const AT_ONCE = 100;

/**
 * Erases what jobs left: one that gave up, or a request that wrote after its organisation was closed. Of people who were erased
 * long ago it removes the number too, once nothing names it.
 *
 * @returns how many people
 */
export async function finishErasures(ctx: RootCtx, signal: AbortSignal): Promise<number> {
  for (const id of await listOrganizationsToErase(ctx.db, new Date(ctx.now().getTime() - LOOKED_AFTER_MS))) {
    await finishErasingOrganization(ctx, id, signal);
  }
  let people = 0;
  for (;;) {
    const ids = await listUsersToErase(ctx.db, AT_ONCE);
    for (const id of ids) {
      signal.throwIfAborted();
      await finishErasingUser(ctx, id, signal);
    }
    people += ids.length;
    if (ids.length < AT_ONCE) break;
  }
  for (;;) {
    signal.throwIfAborted();
    if ((await deleteUnnamedUsers(ctx.db, AT_ONCE)) < AT_ONCE) return people;
  }
}
