import { type Ctx, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne, many, page } from '../../platform/http/envelope.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { sendActivation } from '../auth/index.ts';
import { deleteOrganization } from '../erasure/index.ts';
import { insertOrganization } from '../organizations/index.ts';
import { findUser, insertUser } from '../users/index.ts';
import {
  countOrganizations,
  countPeople,
  countUse,
  findOrganization,
  listOrganizationRows,
  type OrganizationRow,
  updateOrganization,
} from './organizations.repo.ts';
import type {
  CreateOrganizationBody,
  ListOrganizationsQuery,
  OrganizationView,
  UpdateOrganizationBody,
} from './organizations.schema.ts';

const unknown = () => new AppError('not_found', { detail: 'There is no such organisation.' });

/** With how much is in them: two queries for all of them. */
async function viewOrganizations(ctx: Ctx, rows: OrganizationRow[]): Promise<OrganizationView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [people, use] = await Promise.all([countPeople(ctx.db, ids), countUse(ctx.db, ids)]);
  const peopleOf = new Map(people.map((row) => [row.organization_id, row.people]));
  const useOf = new Map(use.map((row) => [row.organization_id, row]));
  return rows.map((row) => ({
    ...row,
    is_suspended: row.suspended_at !== null,
    people: peopleOf.get(row.id) ?? 0,
    sessions: useOf.get(row.id)?.sessions ?? 0,
    // To a second, nearly.
    hours: Math.round((useOf.get(row.id)?.seconds ?? 0) / 0.36) / 10_000,
  }));
}

export async function listAdminOrganizations(ctx: RequestCtx, query: ListOrganizationsQuery) {
  const { sort = 'created_at', direction = 'desc' } = query;
  const [rows, total] = await Promise.all([
    listOrganizationRows(ctx.db, query, { sort, direction, ...page(query) }),
    countOrganizations(ctx.db, query),
  ]);
  return many(await viewOrganizations(ctx, rows), total);
}

/** One of all, deleted ones too: there it shows how far the erasure is. @throws AppError `not_found` */
export async function getAdminOrganization(ctx: Ctx, id: number) {
  const row = await findOrganization(ctx.db, id);
  if (!row) throw unknown();
  const [view] = await viewOrganizations(ctx, [row]);
  return dualOne(view as OrganizationView);
}

/** Makes an organisation and invites its first administrator. @throws AppError `conflict` when somebody has the address */
export async function createAdminOrganization(ctx: RequestCtx, body: CreateOrganizationBody, device: Device) {
  const { name, rate_profile, first_name = null, last_name = null } = body;
  const email = body.email.trim().toLowerCase();
  const id = await inTransaction(ctx, async (ctx) => {
    const { id: organization_id } = await insertOrganization(ctx.db, name.trim());
    if (rate_profile) await updateOrganization(ctx.db, organization_id, { rate_profile });
    const person = { organization_id, email, first_name, last_name, roles: ['ORGADMIN'] };
    const invited = await insertUser(ctx.db, person);
    const user = invited && (await findUser(ctx.db, organization_id, invited.id));
    if (!user) throw new AppError('conflict', { detail: 'Somebody has this e-mail address already.' });
    await sendActivation(ctx, user, name.trim());
    await note(ctx, { id: organization_id, action: 'organization.created', device, details: { rate_profile } });
    return organization_id;
  });
  return getAdminOrganization(ctx, id);
}

/**
 * Renames, limits or suspends an organisation. A suspended one is closed within a second, in every process.
 *
 * @throws AppError `not_found`; `conflict` for suspending one's own
 */
export async function updateAdminOrganization(
  ctx: RequestCtx,
  id: number,
  body: UpdateOrganizationBody,
  device: Device,
) {
  const { name, rate_profile, is_suspended } = body;
  if (is_suspended && id === ctx.actor.organization_id) {
    throw new AppError('conflict', { detail: 'This is your own organisation: you would lock yourself out.' });
  }
  await inTransaction(ctx, async (ctx) => {
    const before = await findOrganization(ctx.db, id);
    if (!before) throw unknown();
    const suspended_at = is_suspended ? (before.suspended_at ?? ctx.now()) : null;
    const updated = await updateOrganization(ctx.db, id, {
      last_modified: ctx.now(),
      ...(name === undefined ? {} : { name: name.trim() }),
      ...(rate_profile === undefined ? {} : { rate_profile }),
      ...(is_suspended === undefined ? {} : { suspended_at }),
    });
    if (!updated) throw unknown();
    const isNews = is_suspended !== undefined && is_suspended !== (before.suspended_at !== null);
    if (isNews) {
      await note(ctx, { id, action: `organization.${is_suspended ? 'suspended' : 'unsuspended'}`, device });
      // Every process forgets whom it knows by keys and logins, and cuts their streams.
      await ctx.events.publish({ type: 'login.ended', id: `organization:${id}`, organization_id: id });
    }
    if (name !== undefined || rate_profile !== undefined) {
      await note(ctx, { id, action: 'organization.changed', device, details: { rate_profile } });
    }
  });
  return getAdminOrganization(ctx, id);
}

/**
 * Deletes an organisation with all that is in it; a job erases it.
 *
 * @param confirm its name
 * @throws AppError `not_found`; `validation_error` for another name; `conflict` for one's own
 */
export async function deleteAdminOrganization(ctx: RequestCtx, id: number, confirm: string, device: Device) {
  const row = await findOrganization(ctx.db, id);
  if (!row || row.deleted_at !== null) throw unknown();
  if (id === ctx.actor.organization_id) {
    throw new AppError('conflict', { detail: 'This is your own organisation: delete your account instead.' });
  }
  if (confirm !== row.name) {
    const details = { field: 'confirm', issue: 'is not the name' };
    throw new AppError('validation_error', { detail: 'Send the name of the organisation as confirm.', details });
  }
  if (!(await deleteOrganization(ctx, id, { actor: `user:${ctx.actor.user_id}`, device }))) throw unknown();
  return getAdminOrganization(ctx, id);
}

interface Noted {
  id: number;
  action: string;
  device: Device;
  details?: Record<string, unknown>;
}

function note(ctx: RequestCtx, { id, action, device, details = {} }: Noted): Promise<void> {
  const [actor, target] = [`user:${ctx.actor.user_id}`, `organization:${id}`];
  return noteEvent(ctx, { organization_id: id, actor, action, target, device, details });
}
