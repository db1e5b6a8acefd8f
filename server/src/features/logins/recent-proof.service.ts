import type { RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { findLoginConfirmed, updateLoginConfirmed } from './logins.repo.ts';
import { requirePerson } from './require-person.ts';

/** How long a proof of who somebody is counts for what could lock them out (ASVS 5.0, 7.5.1 and 7.5.2). */
const RECENT_MS = 15 * 60_000;

/**
 * For what a thief of a login must not be able to do.
 *
 * @throws AppError `reauthentication_required`
 */
export async function requireRecentProof(ctx: RequestCtx): Promise<void> {
  const { user_id, login_id } = requirePerson(ctx);
  const confirmedAt = await findLoginConfirmed(ctx.db, user_id, login_id);
  if (confirmedAt && ctx.now().getTime() - confirmedAt.getTime() <= RECENT_MS) return;
  throw new AppError('reauthentication_required', {
    detail:
      'Send your password to POST /api/v3/account/confirm, or sign in anew, and try again within a quarter of an hour.',
  });
}

/** Whoever asks has just proven who they are. */
export async function noteProof(ctx: RequestCtx): Promise<void> {
  const { user_id, login_id } = requirePerson(ctx);
  await updateLoginConfirmed(ctx.db, user_id, login_id, ctx.now());
}
