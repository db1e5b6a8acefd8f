import type { RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';

/** Who sends a request, if it is a person. @throws AppError `wrong_token_type` for keys */
export function requirePerson(ctx: RequestCtx): { user_id: number; login_id: string; organization_id: number } {
  const { user_id, login_id, organization_id } = ctx.actor;
  if (user_id === undefined || login_id === undefined) throw new AppError('wrong_token_type');
  return { user_id, login_id, organization_id };
}
