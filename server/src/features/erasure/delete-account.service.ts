import { inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import type { Device } from '../audit/index.ts';
import { checkCredentials, requireRecentProof } from '../logins/index.ts';
import { queueMail, securityMail } from '../mails/index.ts';
import { nameOf, requireUser, type UserRow } from '../users/index.ts';
import { deleteOrganization } from './erase-organization.service.ts';
import { eraseUser } from './erase-user.service.ts';
import type { DeleteAccountBody } from './erasure.schema.ts';
import { countOtherOperators, countOthers, lockOrganization } from './organization-erasure.repo.ts';

/**
 * Deletes the account of whoever asks, and, of the only person of an organisation, that too.
 *
 * @throws AppError `invalid_credentials`; `validation_error` without a password; `reauthentication_required` for
 * an old login of somebody who has none; `conflict` when somebody else has to be put in charge first
 */
export async function deleteAccount(ctx: RequestCtx, body: DeleteAccountBody, device: Device): Promise<void> {
  const user = await requireUser(ctx);
  await proveItIsThem(ctx, user, body.password, device);
  const { id, organization_id } = user;
  const by = { actor: `user:${id}`, device };
  await inTransaction(ctx, async (ctx) => {
    await lockOrganization(ctx.db, organization_id);
    const deletesOrganization = await mustBeFree(ctx, user, body.delete_organization === true);
    const event = {
      subject: 'Your account was deleted',
      sentence: `Your account was deleted, as you asked${deletesOrganization ? ', and your organisation with it' : ''}.`,
      ...{ at: ctx.now(), address: device.address, device: device.user_agent },
    };
    const mail = securityMail({ email: user.email, name: nameOf(user) }, event);
    await eraseUser(ctx, { id, organization_id }, by);
    if (deletesOrganization) await deleteOrganization(ctx, organization_id, by);
    // Of nobody any more: the erasure of the organisation is not to take it away before it was sent.
    await queueMail(ctx, { ...mail, organization_id: null, kind: 'account_deleted' });
  });
}

async function proveItIsThem(ctx: RequestCtx, user: UserRow, password: string | undefined, device: Device) {
  if (user.password_hash !== null) {
    if (password !== undefined) return void (await checkCredentials(ctx, { email: user.email, password }, device));
    throw new AppError('validation_error', {
      detail: 'Send your password.',
      details: { field: 'password', issue: 'is required' },
    });
  }
  await requireRecentProof(ctx);
}

/** Whether they may go. @returns whether their organisation goes with them */
async function mustBeFree(ctx: RequestCtx, user: UserRow, deletesOrganization: boolean): Promise<boolean> {
  const refuse = (detail: string) => new AppError('conflict', { detail });
  if (user.roles.includes('SYSOP') && (await countOtherOperators(ctx.db, user.id)) === 0) {
    throw refuse('Nobody else runs this installation. Give somebody the role SYSOP first.');
  }
  const others = await countOthers(ctx.db, user.organization_id, user.id);
  if (others.people === 0) {
    if (deletesOrganization) return true;
    throw refuse(
      'You are the only person of your organisation: send delete_organization: true, and it is deleted too, with all sessions and keys, or invite an administrator first.',
    );
  }
  if (deletesOrganization) throw refuse('There are other people in your organisation: delete them first.');
  if (user.roles.includes('ORGADMIN') && others.admins === 0) {
    throw refuse('You are the last administrator of your organisation. Give somebody the role ORGADMIN first.');
  }
  return false;
}
