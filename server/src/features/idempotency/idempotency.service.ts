import { createHash, randomUUID } from 'node:crypto';
import { type Ctx, callerOf, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { IDEMPOTENCY_KEPT_SECONDS } from '../../platform/http/document-limits.ts';
import {
  deleteAttempt,
  deleteExpired,
  findKeptRequest,
  insertAttempt,
  type RequestName,
  updateAnswer,
  updateLease,
} from './idempotency.repo.ts';

/** A run that has not been heard of for so long has crashed, and the client's next try may run. */
const LEASE_MS = 60_000;
const RENEW_MS = 20_000;

export interface KeptAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** One run of a request that is to happen once. Ends with `keep` or `release`. */
export interface Attempt {
  /**
   * Keeps the answer. In the transaction of the request's own writes both happen or neither.
   *
   * @throws AppError `idempotency_in_progress` when this run was taken for crashed and another has begun.
   */
  keep(ctx: Ctx, answer: KeptAnswer): Promise<void>;
  /** Nothing happened: the same key may be used again. */
  release(): Promise<void>;
}

/**
 * Begins a request that carries an `Idempotency-Key`.
 *
 * @returns the answer of the first time, or an attempt if this is it
 * @throws AppError `idempotency_key_reused` (422) for other parameters, `idempotency_in_progress` (409) while it runs
 */
export async function beginOnce(
  ctx: RequestCtx,
  request: { route: string; key: string; parameters: unknown },
): Promise<Attempt | KeptAnswer> {
  const name: RequestName = {
    organization_id: ctx.actor.organization_id,
    caller: callerOf(ctx.actor),
    route: request.route,
    key: request.key,
  };
  const fingerprint = createHash('sha256').update(canonicalJson(request.parameters)).digest();
  const id = randomUUID();
  const at = ctx.now();
  const owned = await insertAttempt(ctx.db, name, {
    id,
    fingerprint,
    at,
    lease_until: new Date(at.getTime() + LEASE_MS),
    expires_at: expiry(at),
  });
  if (owned) return attemptOf(ctx, name, id);

  const kept = await findKeptRequest(ctx.db, name);
  if (kept && !kept.fingerprint.equals(fingerprint)) {
    throw new AppError('idempotency_key_reused', {
      detail: 'Its parameters were others. Use a new key for a new request.',
      details: { field: 'Idempotency-Key', issue: 'was used with other parameters' },
    });
  }
  // Without a row the first run has just failed and released the key.
  if (!kept?.answer || kept.status === null) {
    throw new AppError('idempotency_in_progress', { detail: 'Try again in a moment to get its answer.' });
  }
  return { status: kept.status, ...JSON.parse(ctx.secretBox('idempotency').open(kept.answer)) };
}

const expiry = (at: Date) => new Date(at.getTime() + IDEMPOTENCY_KEPT_SECONDS * 1000);

function attemptOf(ctx: RequestCtx, name: RequestName, id: string): Attempt {
  const renewal = setInterval(() => {
    updateLease(ctx.db, name, id, new Date(ctx.now().getTime() + LEASE_MS)).catch((error) =>
      ctx.log.warn({ err: error }, 'the lease of an idempotency key could not be renewed'),
    );
  }, RENEW_MS);
  renewal.unref();
  return {
    async keep(inner, { status, headers, body }) {
      const answer = inner.secretBox('idempotency').seal(JSON.stringify({ headers, body }));
      const mine = await updateAnswer(inner.db, name, id, { status, answer, expires_at: expiry(inner.now()) });
      if (!mine) throw new AppError('idempotency_in_progress');
      clearInterval(renewal);
    },
    async release() {
      clearInterval(renewal);
      await deleteAttempt(ctx.db, name, id).catch((error) =>
        ctx.log.warn({ err: error }, 'an idempotency key could not be released; it is in a minute'),
      );
    },
  };
}

/** JSON with the keys of objects in order: the same parameters, however a client happens to write them down. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Forgets the answers of a day ago. */
export async function purgeIdempotencyKeys(ctx: Ctx): Promise<number> {
  return deleteExpired(ctx.db, ctx.now());
}
