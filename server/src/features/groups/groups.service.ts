import { type Ctx, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne, many, page } from '../../platform/http/envelope.ts';
import { requireLine } from '../../platform/http/one-line.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { forgetGrantee } from '../folder-access/index.ts';
import { lockOrganization } from '../users/index.ts';
import {
  countGroups,
  deleteGroupRow,
  findGroup,
  type GroupRow,
  insertGroup,
  isNameTaken,
  listGroupRows,
  updateGroupRow,
} from './groups.repo.ts';
import type { CreateGroupBody, ListGroupsQuery, UpdateGroupBody } from './groups.schema.ts';

const MAX_GROUPS = 1_000;

/** @throws AppError `group_not_found`, for foreign ones too */
export async function requireGroup(ctx: Ctx, organizationId: number, id: number): Promise<GroupRow> {
  const row = await findGroup(ctx.db, organizationId, id);
  if (!row) throw new AppError('group_not_found');
  return row;
}

export async function listGroups(ctx: RequestCtx, query: ListGroupsQuery) {
  const { organization_id } = ctx.actor;
  const { q, sort = 'created_at', direction = 'desc' } = query;
  const [rows, total] = await Promise.all([
    listGroupRows(ctx.db, organization_id, q, { sort, direction, ...page(query) }),
    countGroups(ctx.db, organization_id, q),
  ]);
  return many(rows, total);
}

export async function getGroup(ctx: RequestCtx, id: number) {
  return dualOne(await requireGroup(ctx, ctx.actor.organization_id, id));
}

/** @throws AppError `conflict` for a name the organisation has, and when there are too many */
export async function createGroup(ctx: RequestCtx, body: CreateGroupBody, device: Device) {
  const { organization_id } = ctx.actor;
  const name = requireLine('name', body.name);
  return inTransaction(ctx, async (ctx) => {
    await lockOrganization(ctx.db, organization_id);
    if ((await countGroups(ctx.db, organization_id, undefined)) >= MAX_GROUPS) {
      throw new AppError('conflict', { detail: `There are ${MAX_GROUPS} groups already. Delete one first.` });
    }
    const now = ctx.now();
    const group = await insertGroup(ctx.db, {
      ...{ organization_id, name, description: body.description?.toWellFormed() || null },
      ...{ created_at: now, last_modified: now },
    });
    if (!group) throw taken(name);
    await noteGroupEvent(ctx, 'group.created', group.id, device, { name });
    return getGroup(ctx, group.id);
  });
}

/** @throws AppError `group_not_found`; `conflict` for a name that another group has */
export async function updateGroup(ctx: RequestCtx, id: number, body: UpdateGroupBody, device: Device) {
  const { organization_id } = ctx.actor;
  const name = body.name === undefined ? undefined : requireLine('name', body.name);
  return inTransaction(ctx, async (ctx) => {
    await lockOrganization(ctx.db, organization_id);
    const before = await requireGroup(ctx, organization_id, id);
    if (name !== undefined && (await isNameTaken(ctx.db, organization_id, name, id))) throw taken(name);
    await updateGroupRow(ctx.db, organization_id, id, {
      name: name ?? before.name,
      description: body.description === undefined ? before.description : body.description?.toWellFormed() || null,
      last_modified: ctx.now(),
    });
    await noteGroupEvent(ctx, 'group.changed', id, device, { name: name ?? before.name });
    return getGroup(ctx, id);
  });
}

/** Deletes a group; who was in it stays in the organisation. @throws AppError `group_not_found` */
export async function deleteGroup(ctx: RequestCtx, id: number, device: Device): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { organization_id } = ctx.actor;
    await forgetGrantee(ctx.db, organization_id, `group:${id}`);
    const group = await deleteGroupRow(ctx.db, organization_id, id);
    if (!group) throw new AppError('group_not_found');
    await noteGroupEvent(ctx, 'group.deleted', id, device, group);
  });
}

export async function noteGroupEvent(
  ctx: RequestCtx,
  action: string,
  id: number,
  device: Device,
  details: Record<string, unknown>,
): Promise<void> {
  const { organization_id, user_id } = ctx.actor;
  await noteEvent(ctx, { organization_id, actor: `user:${user_id}`, action, target: `group:${id}`, device, details });
}

const taken = (name: string) =>
  new AppError('conflict', {
    detail: `There is a group called “${name}”.`,
    details: { field: 'name', issue: 'is taken' },
  });
