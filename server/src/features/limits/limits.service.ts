import { type Ctx, callerOf, type RequestCtx } from '../../context.ts';
import { IDEMPOTENCY_KEPT_SECONDS, IDEMPOTENCY_KEY_LENGTH } from '../../platform/http/document-limits.ts';
import { one } from '../../platform/http/envelope.ts';
import { JSON_LIMIT_BYTES } from '../../platform/http/server.ts';
import { type Use, WINDOW_SECONDS, WINDOWS, type Window } from '../../platform/rate-limits/counter.ts';
import { type RateProfile, type RateProfileName, SUB_LIMITS } from '../../platform/rate-limits/profiles.ts';
import { ATTEMPT_MINUTES } from '../webhooks/index.ts';
import { addressBlock } from './address-block.ts';
import { countOpenRealtime, countSessionsInWork, findRateProfile } from './limits.repo.ts';
import { type Limit, type Limits, MAX_FILENAME_LENGTH } from './limits.schema.ts';

export type OrganizationLimits = RateProfile & { profile: RateProfileName };

/** What an organisation may ask for: its own profile, or that of the installation. */
export async function organizationLimits(ctx: Ctx, organizationId: number): Promise<OrganizationLimits> {
  const profile = (await findRateProfile(ctx.db, organizationId)) ?? ctx.config.rateProfile;
  return { profile, ...ctx.config.rateProfiles[profile] };
}

/** Every limit in force for whoever asks, and how much of it is used. */
export async function getLimits(ctx: RequestCtx, address: string) {
  const { organization_id } = ctx.actor;
  const { config } = ctx;
  const limits = await organizationLimits(ctx, organization_id);
  const caller = callerOf(ctx.actor);
  const look = async (counted: string, name: keyof RateProfile, window: Window): Promise<Limit> =>
    view(name, limits[name], window, limits[name] === null ? null : await ctx.rates.callers.look(counted, window));
  const [requests, sub_limits, inWork, live, capacity, addressUse] = await Promise.all([
    Promise.all(WINDOWS.map((window) => look(caller, `requests_per_${window}`, window))),
    Promise.all(SUB_LIMITS.map((name) => look(`${caller}:${name}`, `${name}_per_minute`, 'minute'))),
    countSessionsInWork(ctx.db, organization_id),
    countOpenRealtime(ctx.db, organization_id, caller, ctx.now()),
    ctx.capacity.state(),
    ctx.rates.addresses.look(addressBlock(address), 'minute'),
  ]);
  const { short_of } = capacity;
  return one<Limits>({
    profile: limits.profile,
    requests,
    sub_limits,
    unauthenticated: view('unauthenticated_per_minute', config.unauthenticatedPerMinute, 'minute', addressUse),
    uploads: {
      max_upload_bytes: config.maxUploadBytes,
      max_duration_seconds: config.maxDurationSeconds,
      upload_expiry_seconds: config.uploadExpirySeconds,
      max_json_body_bytes: JSON_LIMIT_BYTES,
      max_filename_length: MAX_FILENAME_LENGTH,
    },
    queue: {
      concurrent_sessions: { limit: limits.concurrent_sessions, used: inWork },
      unfinished_sessions: { limit: capacity.queue.limit, used: capacity.queue.length },
    },
    accepting: {
      new_work: short_of.length === 0,
      disk: !short_of.includes('disk'),
      queue: !short_of.includes('queue'),
      memory: !short_of.includes('memory'),
    },
    events: { streams_per_key: config.eventStreamsPerKey },
    realtime: {
      concurrent: { limit: limits.concurrent_realtime, used: live },
      max_seconds: config.realtimeMaxSeconds,
      idle_seconds: config.realtimeIdleSeconds,
      reconnect_seconds: config.realtimeReconnectSeconds,
    },
    webhooks: { attempt_minutes: [...ATTEMPT_MINUTES], timeout_seconds: config.webhookTimeoutSeconds },
    idempotency: { max_key_length: IDEMPOTENCY_KEY_LENGTH, kept_seconds: IDEMPOTENCY_KEPT_SECONDS },
  });
}

/** Requests that were refused are counted too, but nobody used more than there is. */
function view(name: string, limit: number | null, window: Window, use: Use | null): Limit {
  const used = Math.min(use?.used ?? 0, limit ?? Number.MAX_SAFE_INTEGER);
  return {
    name,
    window_seconds: WINDOW_SECONDS[window],
    limit,
    used,
    remaining: limit === null ? null : limit - used,
    reset_at: use && use.used > 0 ? new Date(use.resetsAt) : null,
  };
}
