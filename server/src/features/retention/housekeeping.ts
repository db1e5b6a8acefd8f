import type { RootCtx } from '../../context.ts';
import type { Removed } from '../../platform/storage/storage.ts';
import { purgeAuditLog } from '../audit-log/index.ts';
import { purgeSignIn } from '../auth/index.ts';
import { finishErasures } from '../erasure/index.ts';
import { purgeEvents } from '../events/index.ts';
import { expireFolderJobs } from '../folder-jobs/index.ts';
import { finishErasingFolders } from '../folders/index.ts';
import { purgeIdempotencyKeys } from '../idempotency/index.ts';
import { resealFactors } from '../mfa/index.ts';
import { sweepViewers } from '../presence/index.ts';
import {
  addMissingTurns,
  addUpAllChanges,
  expireCopies,
  expireFailedMedia,
  expireSessions,
  failEmptySessions,
  reportMissingMedia,
} from '../sessions/index.ts';
import { purgeShares } from '../sharing/index.ts';
import { sweepUploads } from '../uploads/index.ts';
import { purgeDeliveries, resealWebhooks } from '../webhooks/index.ts';
import { collectOrphans } from './collect-orphans.service.ts';

export interface Chore {
  /** What it takes away or, at the end, finds: a word of the report and of the metrics. */
  kind: string;
  /** Ends early when the signal says so: the next run finds the rest. */
  run(ctx: RootCtx, signal: AbortSignal): Promise<Removed>;
}

/** After the server's key was changed; otherwise everything is sealed with the present one. */
async function resealAll(ctx: RootCtx): Promise<number> {
  if (ctx.config.previousSecretKey === undefined) return 0;
  return (await resealFactors(ctx)) + (await resealWebhooks(ctx));
}

/** Rows have no bytes of their own. */
const rows = (count: number): Removed => ({ count, bytes: 0 });

/** All that is done behind everybody's back, in this order; what somebody may be waiting for comes first. */
export const HOUSEKEEPING: readonly Chore[] = [
  { kind: 'lost_turns', run: async (ctx) => rows(await addMissingTurns(ctx)) },
  { kind: 'expired_uploads', run: sweepUploads },
  { kind: 'archives', run: expireFolderJobs },
  { kind: 'empty_sessions', run: failEmptySessions },
  { kind: 'failed_media', run: expireFailedMedia },
  { kind: 'kept_copies', run: expireCopies },
  { kind: 'ended_sessions', run: expireSessions },
  { kind: 'events', run: async (ctx) => rows(await purgeEvents(ctx)) },
  { kind: 'document_viewers', run: async (ctx) => rows(await sweepViewers(ctx)) },
  { kind: 'webhook_deliveries', run: async (ctx) => rows(await purgeDeliveries(ctx)) },
  { kind: 'idempotency_keys', run: async (ctx) => rows(await purgeIdempotencyKeys(ctx)) },
  { kind: 'logins', run: async (ctx) => rows(await purgeSignIn(ctx)) },
  { kind: 'ended_shares', run: async (ctx) => rows(await purgeShares(ctx)) },
  { kind: 'audit_log', run: async (ctx, signal) => rows(await purgeAuditLog(ctx, signal)) },
  { kind: 'erasures', run: async (ctx, signal) => rows(await finishErasures(ctx, signal)) },
  { kind: 'deleted_folders', run: async (ctx, signal) => rows(await finishErasingFolders(ctx, signal)) },
  { kind: 'resealed_secrets', run: async (ctx) => rows(await resealAll(ctx)) },
  { kind: 'session_count_changes', run: async (ctx) => rows(await addUpAllChanges(ctx.db)) },
  { kind: 'orphaned_files', run: collectOrphans },
  { kind: 'missing_media', run: async (ctx, signal) => rows(await reportMissingMedia(ctx, signal)) },
];
