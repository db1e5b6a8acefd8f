import { callerOf, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';

/** Who asks for a job, as its row keeps it. */
export const callerColumns = ({ actor }: RequestCtx) => ({
  organization_id: actor.organization_id,
  caller: callerOf(actor),
  token_id: actor.token_id,
  user_id: actor.user_id ?? null,
});

/** A folder of a path; null for `root`. @throws AppError `folder_not_found` for a number no folder can have */
export function folderNumber(id: string): number | null {
  if (id === 'root') return null;
  const number = Number(id);
  if (number < 1 || number > 2_147_483_647) throw new AppError('folder_not_found');
  return number;
}
