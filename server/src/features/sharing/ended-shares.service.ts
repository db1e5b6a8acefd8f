import type { Ctx } from '../../context.ts';
import { deleteEndedShares } from './shares.repo.ts';

/** How long links that expired or were revoked are kept for those who ask what became of them. */
const KEPT_MS = 30 * 86_400_000;

/** @returns how many were removed */
export const purgeShares = (ctx: Ctx): Promise<number> =>
  deleteEndedShares(ctx.db, new Date(ctx.now().getTime() - KEPT_MS));
