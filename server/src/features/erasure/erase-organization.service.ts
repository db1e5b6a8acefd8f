import { type Ctx, inTransaction, type RootCtx } from '../../context.ts';
import { noteEvent } from '../audit/index.ts';
import { discardSavesOf } from '../realtime/index.ts';
import { eraseSomeSessions } from '../sessions/index.ts';
import { discardUploadsOf } from '../uploads/index.ts';
import { type ErasureOptions, eraseUser, finishErasingUser } from './erase-user.service.ts';
import { eraseOrganizationJob } from './erasure.jobs.ts';
import {
  closeOrganization,
  deleteSomeRows,
  EMPTIED_TABLES,
  flattenFolders,
  forgetOrganization,
  forgetOrganizationInAuditLog,
  listFilesOf,
  listPeopleOf,
  lockOrganization,
} from './organization-erasure.repo.ts';

/** Things dealt with between two looks at whether to stop, and rows deleted by one statement. */
const AT_ONCE = 100;
const ROWS_AT_ONCE = 1_000;

/**
 * Deletes an organisation, in the transaction of whoever calls: from its commit on none of its keys, logins and links works.
 * A job erases what is in it; its number, name, dates and the counts of what it used stay, for billing.
 *
 * @returns whether there was one
 */
export function deleteOrganization(ctx: Ctx, id: number, { actor = 'system', device }: ErasureOptions = {}) {
  return inTransaction(ctx, async (ctx) => {
    if (!(await lockOrganization(ctx.db, id))) return false;
    await closeOrganization(ctx.db, id, ctx.now());
    const target = `organization:${id}`;
    await noteEvent(ctx, { organization_id: id, actor, action: 'organization.deleted', target, device });
    await ctx.jobs.send(eraseOrganizationJob, { organization: id });
    // Every process forgets whom it knows by keys and logins.
    await ctx.events.publish({ type: 'login.ended', id: target, organization_id: id });
    return true;
  });
}

/** Erases all that is in a deleted organisation, in small steps; can be cut off anywhere and begun again. */
export async function finishErasingOrganization(ctx: RootCtx, id: number, signal: AbortSignal): Promise<void> {
  const log = ctx.log.child({ organization: id });
  const inSteps = async (what: string, step: () => Promise<number>) => {
    let erased = 0;
    for (;;) {
      signal.throwIfAborted();
      const count = await step();
      if (count === 0) return erased;
      erased += count;
      log.info({ [what]: erased }, 'a deleted organisation is being erased');
    }
  };
  await discardSavesOf(ctx, id, signal);
  await inSteps('sessions', () => eraseSomeSessions(ctx, id, AT_ONCE));
  await discardUploadsOf(ctx, id, signal);
  await inSteps('people', () => eraseSomePeople(ctx, id, signal));
  for (const key of await listFilesOf(ctx.db, id)) await ctx.storage.deleteFile(key);
  await flattenFolders(ctx.db, id);
  for (const table of EMPTIED_TABLES) {
    await inSteps(table, () => deleteSomeRows(ctx.db, table, id, ROWS_AT_ONCE));
  }
  await inSteps('audit_log', () => forgetOrganizationInAuditLog(ctx.db, id, ROWS_AT_ONCE));
  if (await forgetOrganization(ctx.db, id, ctx.now())) log.info('a deleted organisation was erased');
}

async function eraseSomePeople(ctx: Ctx, organization_id: number, signal: AbortSignal): Promise<number> {
  const ids = await listPeopleOf(ctx.db, organization_id, AT_ONCE);
  for (const id of ids) {
    await eraseUser(ctx, { id, organization_id });
    await finishErasingUser(ctx, id, signal);
  }
  return ids.length;
}
