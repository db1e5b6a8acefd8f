import { createHmac } from 'node:crypto';
import { type Ctx, inTransaction } from '../../context.ts';
import { dualOne } from '../../platform/http/envelope.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { queueMail, securityMail } from '../mails/index.ts';
import { nameOf, type UserRow, updateUserLogin } from '../users/index.ts';
import { endOf } from './authenticate-login.service.ts';
import { hashSecret, newLoginToken } from './login-token.ts';
import { deleteLoginsBeyond, hasSignedInFrom, insertLogin } from './logins.repo.ts';

/** A program that signs in for every call must not fill the table. */
const MOST_LOGINS = 500;

/** What a sign-in comes to: for the answer, and the token for the cookie. */
export interface SignedIn {
  token: string | null;
  expires_at: Date | null;
  is_remembered: boolean;
  answer: ReturnType<typeof answerOf>;
}

/** A token for somebody who has proven who they are. */
export async function openLogin(
  ctx: Ctx,
  user: UserRow,
  how: { kind: 'token' | 'cookie'; is_remembered: boolean; device: Device; by?: string; is_external?: boolean },
): Promise<SignedIn> {
  const { kind, is_remembered, device, by = 'password', is_external = false } = how;
  const token = newLoginToken();
  const now = ctx.now();
  const expires_at = endOf({ is_remembered, created_at: now }, now.getTime());
  const { id } = await inTransaction(ctx, async (ctx) => {
    const isNewPlace =
      user.last_login !== null && !(await hasSignedInFrom(ctx.db, user.id, device.address, new Date(0)));
    const row = await insertLogin(ctx.db, {
      user_id: user.id,
      organization_id: user.organization_id,
      token_hash: hashSecret(token),
      ...{ kind, is_remembered, is_external, expires_at },
      address: device.address,
      user_agent: device.user_agent?.slice(0, 300) ?? null,
      created_at: now,
      last_seen_at: now,
      confirmed_at: now,
    });
    await deleteLoginsBeyond(ctx.db, user.id, MOST_LOGINS);
    await updateUserLogin(ctx.db, user.organization_id, user.id, now);
    await noteEvent(ctx, {
      organization_id: user.organization_id,
      actor: `user:${user.id}`,
      action: 'login.succeeded',
      target: `login:${row.id}`,
      device,
      details: { by, kind },
    });
    if (isNewPlace) {
      const event = {
        subject: 'New sign-in to your account',
        sentence: 'Somebody, probably you, signed in to your account from a place we have not seen before.',
        ...{ at: now, address: device.address, device: device.user_agent },
      };
      const mail = securityMail({ email: user.email, name: nameOf(user) }, event);
      await queueMail(ctx, { ...mail, organization_id: user.organization_id, kind: 'new_login' });
    }
    return row;
  });
  const answer = answerOf({
    login: true,
    mfa_setup_required: user.require_mfa && !user.mfa_enabled_at && !is_external,
    access_token: kind === 'token' ? token : null,
    session_id: id,
    signature: createHmac('sha256', token).update(id).digest('base64url'),
    expires_at,
  });
  return { token, expires_at, is_remembered, answer };
}

/** What somebody is told whose password was right and who has a second factor. */
export const needsSecondFactor = (): SignedIn => ({
  token: null,
  expires_at: null,
  is_remembered: false,
  answer: answerOf({ login: false, mfa_required: true }),
});

function answerOf(facts: {
  login: boolean;
  mfa_required?: boolean;
  mfa_setup_required?: boolean;
  access_token?: string | null;
  session_id?: string;
  signature?: string;
  expires_at?: Date;
}) {
  return dualOne({
    login: facts.login,
    mfa_required: facts.mfa_required ?? false,
    mfa_setup_required: facts.mfa_setup_required ?? false,
    access_token: facts.access_token ?? null,
    session_id: facts.session_id ?? null,
    signature: facts.signature ?? null,
    expires_at: facts.expires_at ?? null,
  });
}
