import { type Ctx, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne, many, page } from '../../platform/http/envelope.ts';
import type { Device } from '../audit/index.ts';
import { eraseUser } from '../erasure/index.ts';
import { listGroupsOf } from '../groups/index.ts';
import { findUser, keepOneAdmin, lockOrganization, type UserRow } from '../users/index.ts';
import { requireAuthority, requireManager, requireSomebodyElse } from './people.policy.ts';
import { countPeopleRows, findPerson, listPeopleRows, type PersonRow } from './people.repo.ts';
import type { ListUsersQuery } from './people.schema.ts';

/** People as they are shown, with their groups: one query for all of those. */
async function viewPeople(ctx: Ctx, organizationId: number, rows: PersonRow[]) {
  const ids = rows.map(({ id }) => id);
  const groups = await listGroupsOf(ctx.db, organizationId, ids);
  return rows.map(({ activated_at, mfa_enabled_at, ...row }) => ({
    ...row,
    is_activated: activated_at !== null,
    mfa_enabled: mfa_enabled_at !== null,
    groups: groups.get(row.id) ?? [],
  }));
}

export async function listUsers(ctx: RequestCtx, query: ListUsersQuery) {
  const { organization_id } = ctx.actor;
  const { sort = 'created_at', direction = 'desc' } = query;
  const [rows, total] = await Promise.all([
    listPeopleRows(ctx.db, organization_id, query, { sort, direction, ...page(query) }),
    countPeopleRows(ctx.db, organization_id, query),
  ]);
  return many(await viewPeople(ctx, organization_id, rows), total);
}

/** @throws AppError `user_not_found`, for people of other organisations too */
export async function getUser(ctx: RequestCtx, id: number) {
  const { organization_id } = ctx.actor;
  const row = await findPerson(ctx.db, organization_id, id);
  if (!row) throw new AppError('user_not_found');
  const [person] = await viewPeople(ctx, organization_id, [row]);
  return dualOne(person as NonNullable<typeof person>);
}

/** @throws AppError `user_not_found`, for people of other organisations too */
export async function requirePersonOf(ctx: Ctx, organizationId: number, id: number): Promise<UserRow> {
  const person = await findUser(ctx.db, organizationId, id);
  if (!person) throw new AppError('user_not_found');
  return person;
}

/**
 * Deletes somebody for good; what they made stays in the organisation.
 *
 * @throws AppError `user_not_found`; `insufficient_role`; `conflict` for oneself and for the last administrator
 */
export async function deleteUser(ctx: RequestCtx, id: number, device: Device): Promise<void> {
  const { organization_id } = ctx.actor;
  await inTransaction(ctx, async (ctx) => {
    await lockOrganization(ctx.db, organization_id);
    const manager = await requireManager(ctx);
    const person = await requirePersonOf(ctx, organization_id, id);
    requireSomebodyElse(manager, person, 'DELETE /api/v3/account');
    requireAuthority(manager, person);
    await keepOneAdmin(ctx, person);
    await eraseUser(ctx, person, { actor: `user:${manager.id}`, device });
  });
}
