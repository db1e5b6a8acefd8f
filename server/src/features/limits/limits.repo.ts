import type { Db } from '../../platform/postgres/connect.ts';
import type { RateProfileName } from '../../platform/rate-limits/profiles.ts';

export async function findRateProfile(db: Db, organizationId: number): Promise<RateProfileName | null> {
  const row = await db
    .selectFrom('organizations')
    .select('rate_profile')
    .where('id', '=', organizationId)
    .executeTakeFirst();
  return row?.rate_profile ?? null;
}

/** Of all organisations: what the server has taken in and not finished. */
export async function countUnfinishedSessions(db: Db): Promise<number> {
  const row = await db
    .selectFrom('sessions')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('status', 'in', ['queued', 'processing'])
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.total;
}

export async function countSessionsInWork(db: Db, organizationId: number): Promise<number> {
  const row = await db
    .selectFrom('sessions')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('organization_id', '=', organizationId)
    .where('status', '=', 'processing')
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.total;
}

/** A process that has not been heard of for this long is gone, and what it had with it. */
export const REALTIME_SEEN_MS = 90_000;

/** Live sessions of one key or person, on all processes. */
export async function countOpenRealtime(db: Db, organizationId: number, caller: string, at: Date): Promise<number> {
  const row = await db
    .selectFrom('realtime_sessions')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('organization_id', '=', organizationId)
    .where('caller', '=', caller)
    .where('ended_at', 'is', null)
    .where('seen_at', '>', new Date(at.getTime() - REALTIME_SEEN_MS))
    .executeTakeFirstOrThrow();
  return row.total;
}
