import { type Ctx, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne } from '../../platform/http/envelope.ts';
import { requireLine } from '../../platform/http/one-line.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { isPermitted, requireUser } from '../users/index.ts';
import {
  countPeople,
  findOrganization,
  listProvenDomains,
  listTakenDomains,
  lockDomains,
  lockOrganization,
  type OrganizationRow,
  updateOrganization,
} from './organizations.repo.ts';
import type { UpdateOrganizationBody } from './organizations.schema.ts';
import { readSsoDomains } from './sso-domains.ts';

/** Public address of a stored picture. The end of its key is random, so that nobody finds it who was not told. */
export const logoUrl = (ctx: Ctx, { id, logo_key }: Pick<OrganizationRow, 'id' | 'logo_key'>): string | null =>
  logo_key && `${ctx.publicUrl}/api/v3/organization/profile/${id}/logo/${logo_key.split('/').at(-1)}`;

export async function viewOrganization(ctx: Ctx, { logo_key, ...row }: OrganizationRow) {
  return dualOne({ ...row, logo_url: logoUrl(ctx, { id: row.id, logo_key }), ...(await countPeople(ctx.db, row.id)) });
}

/** Whoever asks belongs to it, so it is there; deleted ones are closed. */
export const gone = () => new AppError('not_found', { detail: 'This organisation is no more.' });

export async function getOwnOrganization(ctx: RequestCtx) {
  const row = await findOrganization(ctx.db, ctx.actor.organization_id);
  if (!row) throw gone();
  return viewOrganization(ctx, row);
}

/**
 * Changes what a body names, and nothing else of the organisation.
 *
 * @throws AppError `validation_error`; `conflict` for a domain of another organisation, and when a second factor is made a duty by
 * somebody who has none
 */
export async function updateOwnOrganization(ctx: RequestCtx, body: UpdateOrganizationBody, device: Device) {
  const { organization_id, user_id } = ctx.actor;
  const { name, diarization, brand_color, require_mfa, sso_domains } = body;
  const changes = {
    ...(name === undefined ? {} : { name: requireLine('name', name) }),
    ...(diarization === undefined ? {} : { diarization }),
    ...(brand_color === undefined ? {} : { brand_color: brand_color?.toLowerCase() ?? null }),
    ...(require_mfa === undefined ? {} : { require_mfa }),
    ...(sso_domains === undefined ? {} : { sso_domains: readSsoDomains(sso_domains) }),
  };
  return inTransaction(ctx, async (ctx) => {
    const before = await lockOrganization(ctx.db, organization_id);
    if (!before) throw gone();
    if (require_mfa && !before.require_mfa) await requireOwnFactor(ctx);
    if (changes.sso_domains) await requireFreeDomains(ctx, before, changes.sso_domains);
    const row = await updateOrganization(ctx.db, organization_id, { ...changes, last_modified: ctx.now() });
    await noteEvent(ctx, {
      organization_id,
      actor: `user:${user_id}`,
      action: 'organization.changed',
      target: `organization:${organization_id}`,
      device,
      details: changes,
    });
    return viewOrganization(ctx, row);
  });
}

/** Whoever makes it a duty must be able to fulfil it: they would lock themselves out. */
async function requireOwnFactor(ctx: RequestCtx): Promise<void> {
  if ((await requireUser(ctx)).mfa_enabled_at) return;
  throw new AppError('conflict', {
    detail:
      'Set up a second factor for yourself first (GET /api/v3/mfa/2fa/qr_code, then POST /api/v3/mfa/2fa/enable).',
    details: { field: 'require_mfa', issue: 'needs a second factor of your own' },
  });
}

/**
 * Whoever has a domain gets all those in who sign in with an address there. So it is of one organisation, and new ones must be
 * its own: somebody of it has an address there that was proven. Who runs the installation may name any.
 */
async function requireFreeDomains(ctx: RequestCtx, before: OrganizationRow, domains: string[]): Promise<void> {
  const added = domains.filter((domain) => !before.sso_domains.includes(domain));
  if (added.length === 0) return;
  await lockDomains(ctx.db);
  const [taken] = await listTakenDomains(ctx.db, before.id, added);
  if (taken !== undefined) {
    throw new AppError('conflict', {
      detail: `The domain ${taken} belongs to another organisation.`,
      details: { field: 'sso_domains', issue: 'belongs to another organisation' },
    });
  }
  if (isPermitted(ctx.actor.roles ?? [], 'admin')) return;
  const proven = await listProvenDomains(ctx.db, before.id, added);
  const foreign = added.find((domain) => !proven.includes(domain));
  if (foreign === undefined) return;
  throw new AppError('validation_error', {
    detail: `Nobody of your organisation has an address at ${foreign}. Invite somebody there first; once they have activated their account, name it.`,
    details: { field: 'sso_domains', issue: 'is nobody’s address here' },
  });
}
