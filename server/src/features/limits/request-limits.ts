import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, type Ctx, callerOf } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import type { Use } from '../../platform/rate-limits/counter.ts';
import type { RateProfile } from '../../platform/rate-limits/profiles.ts';
import { addressBlock } from './address-block.ts';
import { type OrganizationLimits, organizationLimits } from './limits.service.ts';

/** How long a changed profile may take to be noticed: reading it for every request would be a query more for each. */
const PROFILE_BELIEVED_MS = 5_000;
const PROFILES_REMEMBERED = 10_000;

export interface RequestLimits {
  /** Counts a request of a known caller, writes the headers. @throws AppError `rate_limit_exceeded` */
  countCaller(request: FastifyRequest, reply: FastifyReply, actor: Actor): Promise<void>;
  /** Counts a request without a valid key against its address. @throws AppError `rate_limit_exceeded` */
  countAddress(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** Counts a request of whoever came by a link to one document, writes the headers. @throws AppError `rate_limit_exceeded` */
  countLink(reply: FastifyReply, link: string, requestsPerMinute: number): Promise<void>;
  /** The headers of a request that is not counted. */
  showAddress(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /**
   * Finds out who sends a request. Failures count against the address; a valid key is never shut out by the failures of its
   * neighbours.
   *
   * @throws AppError `rate_limit_exceeded` in place of the failure
   */
  whileUnknown<T>(request: FastifyRequest, reply: FastifyReply, identify: () => Promise<T>): Promise<T>;
}

/**
 * Addresses are counted in this process alone: a flood of guessed keys must not become a flood of writes, and a limit for
 * each process is as good a dam.
 */
export function createRequestLimits(ctx: Ctx): RequestLimits {
  const allowed = ctx.config.unauthenticatedPerMinute;
  const profileOf = rememberedProfiles(ctx);
  const addressUse = (request: FastifyRequest) => ctx.rates.addresses.look(addressBlock(request.ip), 'minute');
  const countAddress = async (request: FastifyRequest, reply: FastifyReply) => {
    const use = await ctx.rates.addresses.count(addressBlock(request.ip), 'minute', allowed);
    showUse(reply, allowed, use);
    refuseOver(use, allowed, 'unauthenticated_per_minute', 'requests without a valid key from one address');
  };

  return {
    async countCaller(request, reply, actor) {
      const limits = await profileOf(actor.organization_id);
      const caller = callerOf(actor);
      const { rate } = request.routeOptions.config;
      if (rate === 'uncounted') {
        showUse(reply, limits.requests_per_minute, await ctx.rates.callers.look(caller, 'minute'));
        return;
      }
      for (const window of ['minute', 'hour', 'day'] as const) {
        const limit = limits[`requests_per_${window}`];
        if (limit === null) continue;
        const use = await ctx.rates.callers.count(caller, window, limit);
        if (window === 'minute') showUse(reply, limit, use);
        refuseOver(use, limit, `requests_per_${window}`, 'requests');
      }
      const limit = rate && limits[`${rate}_per_minute`];
      if (rate && limit) {
        const use = await ctx.rates.callers.count(`${caller}:${rate}`, 'minute', limit);
        refuseOver(use, limit, `${rate}_per_minute`, 'requests of this kind');
      }
    },
    countAddress,
    async countLink(reply, link, requestsPerMinute) {
      const use = await ctx.rates.callers.count(link, 'minute', requestsPerMinute);
      showUse(reply, requestsPerMinute, use);
      refuseOver(use, requestsPerMinute, 'requests_per_minute', 'requests by one link');
    },
    showAddress: async (request, reply) => {
      showUse(reply, allowed, await addressUse(request));
    },
    async whileUnknown(request, reply, identify) {
      try {
        return await identify();
      } catch (error) {
        if (error instanceof AppError && error.status === 401) await countAddress(request, reply);
        else showUse(reply, allowed, await addressUse(request));
        throw error;
      }
    },
  };
}

/** Counts a wrong key that came past the requests, over a connection that was open. @throws AppError `rate_limit_exceeded` */
export async function countWrongKey(ctx: Ctx, address: string): Promise<void> {
  const allowed = ctx.config.unauthenticatedPerMinute;
  const use = await ctx.rates.addresses.count(addressBlock(address), 'minute', allowed);
  refuseOver(use, allowed, 'unauthenticated_per_minute', 'requests without a valid key from one address');
}

function rememberedProfiles(ctx: Ctx): (organizationId: number) => Promise<RateProfile> {
  const known = new Map<number, { limits: Promise<OrganizationLimits>; until: number }>();
  return (organizationId) => {
    const now = Date.now();
    const found = known.get(organizationId);
    if (found && found.until > now) return found.limits;
    if (known.size >= PROFILES_REMEMBERED) known.clear();
    // Without the database nobody's profile is known, and a request that needs no database should still be answered.
    const limits = organizationLimits(ctx, organizationId).catch(() => {
      known.delete(organizationId);
      return { profile: ctx.config.rateProfile, ...ctx.config.rateProfiles[ctx.config.rateProfile] };
    });
    known.set(organizationId, { limits, until: now + PROFILE_BELIEVED_MS });
    return limits;
  };
}

/** The headers of reference section 4; they tell of the minute window. */
function showUse(reply: FastifyReply, limit: number, use: Use): void {
  reply.header('x-ratelimit-limit', String(limit));
  reply.header('x-ratelimit-remaining', String(Math.max(0, limit - use.used)));
  reply.header('x-ratelimit-reset', String(Math.ceil(use.resetsAt / 1000)));
}

function refuseOver(use: Use, limit: number, name: string, what: string): void {
  if (use.used <= limit) return;
  const seconds = Math.max(1, Math.ceil((use.resetsAt - Date.now()) / 1000));
  const window = /_per_(\w+)$/.exec(name)?.[1] ?? 'minute';
  throw new AppError('rate_limit_exceeded', {
    detail: `${limit} ${what} a ${window} are allowed. Try again in ${seconds} s.`,
    details: { limit: name, allowed: limit, reset_at: new Date(use.resetsAt).toISOString() },
    retryAfterSeconds: seconds,
  });
}
