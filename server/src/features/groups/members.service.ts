import { type Ctx, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne, many, page } from '../../platform/http/envelope.ts';
import type { Device } from '../audit/index.ts';
import { lockGroups } from './groups.repo.ts';
import type { AddMembersBody, ListMembersQuery, RemoveMembersQuery } from './groups.schema.ts';
import { noteGroupEvent, requireGroup } from './groups.service.ts';
import { countMembers, deleteMembers, insertMembers, listMemberRows, lockPeople } from './members.repo.ts';

/** @throws AppError `group_not_found` */
export async function listGroupUsers(ctx: RequestCtx, id: number, query: ListMembersQuery) {
  const { organization_id } = ctx.actor;
  await requireGroup(ctx, organization_id, id);
  const { q, sort = 'created_at', direction = 'desc' } = query;
  const [rows, total] = await Promise.all([
    listMemberRows(ctx.db, organization_id, id, q, { sort, direction, ...page(query) }),
    countMembers(ctx.db, organization_id, id, q),
  ]);
  return many(rows, total);
}

/** Puts people into a group: all of them or none. @throws AppError `group_not_found`, `user_not_found` */
export async function addGroupUsers(ctx: RequestCtx, id: number, { user_ids }: AddMembersBody, device: Device) {
  const { organization_id } = ctx.actor;
  return inTransaction(ctx, async (ctx) => {
    await requireGroups(ctx, organization_id, [id]);
    const ids = await requirePeople(ctx, organization_id, user_ids);
    await insertMembers(ctx.db, organization_id, [id], ids);
    await noteGroupEvent(ctx, 'group.users_added', id, device, { user_ids: ids });
    return dualOne(await requireGroup(ctx, organization_id, id));
  });
}

/**
 * Takes people out of a group: all of them or none. Who is not in it may be named.
 *
 * @throws AppError `group_not_found`, `user_not_found`; `validation_error` when nobody is named
 */
export async function removeGroupUsers(
  ctx: RequestCtx,
  id: number,
  body: { user_ids?: number[] } | null,
  query: RemoveMembersQuery,
  device: Device,
): Promise<void> {
  const { organization_id } = ctx.actor;
  const named = query.user_ids?.flatMap((list) => list.split(',').map(Number)) ?? [];
  const user_ids = [...(body?.user_ids ?? []), ...named];
  if (user_ids.length === 0) {
    const issue = 'is required, in the body or the address';
    throw new AppError('validation_error', { detail: `user_ids ${issue}.`, details: { field: 'user_ids', issue } });
  }
  await inTransaction(ctx, async (ctx) => {
    await requireGroups(ctx, organization_id, [id]);
    const ids = await requirePeople(ctx, organization_id, user_ids);
    await deleteMembers(ctx.db, organization_id, id, ids);
    await noteGroupEvent(ctx, 'group.users_removed', id, device, { user_ids: ids });
  });
}

/** Puts somebody new into groups. @throws AppError `group_not_found` */
export async function joinGroups(ctx: Ctx, organizationId: number, userId: number, groupIds: number[]): Promise<void> {
  const ids = [...new Set(groupIds)];
  await requireGroups(ctx, organizationId, ids);
  await insertMembers(ctx.db, organizationId, ids, [userId]);
}

/** Holds groups until the transaction ends. @throws AppError `group_not_found`, for foreign ones too */
export async function requireGroups(ctx: Ctx, organizationId: number, ids: number[]): Promise<void> {
  const found = await lockGroups(ctx.db, organizationId, ids);
  if (ids.some((id) => !found.has(id))) throw new AppError('group_not_found');
}

async function requirePeople(ctx: Ctx, organizationId: number, userIds: number[]): Promise<number[]> {
  const ids = [...new Set(userIds)];
  const found = await lockPeople(ctx.db, organizationId, ids);
  if (ids.some((id) => !found.has(id))) {
    throw new AppError('user_not_found', { detail: 'Nothing was changed.' });
  }
  return ids;
}
