import { domainToASCII } from 'node:url';
import type { Ctx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { type Device, noteEvent } from '../../audit/index.ts';
import { queueMail, securityMail } from '../../mails/index.ts';
import { findUser, findUserByEmail, insertUser, nameOf, type UserRow } from '../../users/index.ts';
import type { Identity } from './identity.ts';
import type { ProviderSettings } from './providers.ts';
import { findIdentity, insertIdentity, listOrganizationsOfDomain } from './sso.repo.ts';

/**
 * The account of whoever signed in at a provider: the one that is linked; else the one with the same address, if the provider
 * vouches for that and it was proven here too; else a new one, in the organisation that takes in addresses of that domain.
 * To be called in a transaction.
 *
 * @throws AppError `sso_no_account`, `account_inactive`, `organization_suspended`
 */
export async function accountOf(
  ctx: Ctx,
  provider: ProviderSettings,
  identity: Identity,
  device: Device,
): Promise<UserRow> {
  return (await linkedAccount(ctx, identity)) ?? (await newLink(ctx, provider, identity, device));
}

async function linkedAccount(ctx: Ctx, { issuer, subject }: Identity): Promise<UserRow | undefined> {
  const linked = await findIdentity(ctx.db, issuer, subject);
  if (!linked) return undefined;
  if (linked.suspended_at || linked.organization_deleted_at) throw new AppError('organization_suspended');
  if (!linked.is_active || linked.deleted_at) throw new AppError('account_inactive');
  return findUser(ctx.db, linked.organization_id, linked.id);
}

async function newLink(ctx: Ctx, provider: ProviderSettings, identity: Identity, device: Device): Promise<UserRow> {
  const { email } = identity;
  if (email === null) throw noAccount(`${provider.name} tells no e-mail address of yours.`);
  if (!identity.is_verified) throw noAccount(`${provider.name} does not vouch for the address ${email}.`);
  const known = await findUserByEmail(ctx.db, email);
  if (known) return link(ctx, known, provider, identity, device);
  const made = await newAccount(ctx, provider, identity, email, device);
  if (made) return link(ctx, made, provider, identity, device, { isNew: true });
  // Another request made it meanwhile, or they belong to a suspended organisation.
  const other = await findUserByEmail(ctx.db, email);
  if (!other) throw new AppError('organization_suspended');
  return (await linkedAccount(ctx, identity)) ?? link(ctx, other, provider, identity, device);
}

async function link(
  ctx: Ctx,
  user: UserRow,
  provider: ProviderSettings,
  { issuer, subject }: Identity,
  device: Device,
  { isNew = false } = {},
): Promise<UserRow> {
  if (!user.is_active) throw new AppError('account_inactive');
  if (user.activated_at === null) {
    throw noAccount('You are invited: follow the link in the mail first, then sign in this way.');
  }
  if (!(await insertIdentity(ctx.db, { issuer, subject, user_id: user.id, created_at: ctx.now() }))) return user;
  const { id, organization_id } = user;
  const details = { by: provider.id, issuer };
  await noteEvent(ctx, {
    ...{ organization_id, actor: `user:${id}`, action: 'identity.linked', target: `user:${id}`, device, details },
  });
  if (isNew) return user;
  const mail = securityMail(
    { email: user.email, name: nameOf(user) },
    {
      subject: `You can sign in with ${provider.name} now`,
      sentence: `An account at ${provider.name} with your address was linked to your account: it signs in here from now on.`,
      ...{ at: ctx.now(), address: device.address, device: device.user_agent },
    },
  );
  await queueMail(ctx, { ...mail, organization_id, kind: 'identity_linked' });
  return user;
}

/** @returns undefined when somebody has the address already */
async function newAccount(
  ctx: Ctx,
  provider: ProviderSettings,
  { first_name, last_name }: Identity,
  email: string,
  device: Device,
): Promise<UserRow | undefined> {
  // International ones are kept in Punycode.
  const domain = domainToASCII(email.slice(email.lastIndexOf('@') + 1));
  const [organization, ...others] = await listOrganizationsOfDomain(ctx.db, domain);
  if (!organization || others.length > 0) {
    throw noAccount(`No organisation takes in addresses of ${domain}. Ask your administrator for an invitation.`);
  }
  if (organization.suspended_at) throw new AppError('organization_suspended');
  const { id: organization_id } = organization;
  const user = await insertUser(ctx.db, {
    ...{ organization_id, email, first_name, last_name },
    password_hash: null,
    roles: ['CONTRIBUTOR'],
    activated_at: ctx.now(),
  });
  if (!user) return undefined;
  await noteEvent(ctx, {
    ...{ organization_id, actor: `user:${user.id}`, action: 'user.created_by_sso', target: `user:${user.id}`, device },
    details: { by: provider.id },
  });
  return findUser(ctx.db, organization_id, user.id);
}

const noAccount = (detail: string) => new AppError('sso_no_account', { detail });
