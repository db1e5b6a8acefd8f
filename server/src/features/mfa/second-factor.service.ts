import { type Ctx, inTransaction } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { resealIfPossible } from '../../platform/secret-box.ts';
import { hashBackupCode } from './backup-codes.ts';
import { findBackupSalt, listSealedFactors, lockFactor, updateBackupCodeUsed, updateFactor } from './mfa.repo.ts';
import { checkTotp } from './totp.ts';

/** What secrets of authenticators are sealed for. */
export const FACTOR_PURPOSE = 'totp secrets';

export interface Code {
  totp_code?: string | undefined;
  backup_code?: string | undefined;
}

/** Wrong codes for one account in a minute: a million of them cannot be tried in the time one is good. */
const FAILURES = 5;

/**
 * Takes a code of somebody's second factor; none is taken twice.
 *
 * @param options.evenUnconfirmed also of a factor that is just being set up
 * @throws AppError `invalid_code`; `rate_limit_exceeded` after too many wrong ones
 */
export async function useCode(
  ctx: Ctx,
  user: { organization_id: number; id: number },
  code: Code,
  options: { evenUnconfirmed?: boolean } = {},
): Promise<void> {
  const caller = `second-factor:${user.id}`;
  const use = await ctx.rates.callers.look(caller, 'minute');
  if (use.used >= FAILURES) {
    throw new AppError('rate_limit_exceeded', {
      detail: 'Too many wrong codes. Try again in a minute.',
      retryAfterSeconds: Math.max(1, Math.ceil((use.resetsAt - Date.now()) / 1_000)),
    });
  }
  const codeHash = await hashOf(ctx, user.id, code);
  const isRight = await inTransaction(ctx, async (ctx) => {
    const factor = await lockFactor(ctx.db, user.organization_id, user.id);
    if (!factor?.mfa_secret || !(factor.mfa_enabled_at || options.evenUnconfirmed)) return false;
    if (code.backup_code !== undefined && factor.mfa_enabled_at) {
      return codeHash !== undefined && updateBackupCodeUsed(ctx.db, user.id, codeHash, ctx.now());
    }
    if (code.totp_code === undefined) return false;
    const secret = ctx.secretBox(FACTOR_PURPOSE).open(factor.mfa_secret);
    const step = await checkTotp(secret, code.totp_code, { after: factor.mfa_step, now: ctx.now() });
    if (step === undefined) return false;
    await updateFactor(ctx.db, user.organization_id, user.id, { mfa_step: step });
    return true;
  });
  if (isRight) return;
  await ctx.rates.callers.count(caller, 'minute', FAILURES);
  throw new AppError('invalid_code');
}

/** Seals the secrets of authenticators with the present key of the server. @returns how many were sealed with an earlier one */
export async function resealFactors(ctx: Ctx): Promise<number> {
  let count = 0;
  for (const { id, organization_id, mfa_secret } of await listSealedFactors(ctx.db)) {
    const resealed = mfa_secret && resealIfPossible(ctx.secretBox(FACTOR_PURPOSE), mfa_secret);
    if (!resealed) continue;
    await updateFactor(ctx.db, organization_id, id, { mfa_secret: resealed });
    count++;
  }
  return count;
}

/** Outside the transaction: it takes a while. */
async function hashOf(ctx: Ctx, userId: number, { backup_code }: Code): Promise<Buffer | undefined> {
  if (backup_code === undefined) return undefined;
  const salt = await findBackupSalt(ctx.db, userId);
  return salt && hashBackupCode(backup_code, salt);
}
