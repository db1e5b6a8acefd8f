import { sql } from 'kysely';
import type { Db } from '../../../platform/postgres/connect.ts';

export interface QueueState {
  /** Sessions of anyone that are being processed. */
  processing: number;
  /** Of these, the organisation's own. */
  own_processing: number;
  /** Whether any worker process gave a sign of life lately. */
  has_worker: boolean;
}

/** A worker that gave no sign for this long is gone: three times the interval of its signs. */
export const WORKER_GONE_SECONDS = 30;

/** What waiting sessions of an organisation wait for. */
export async function findQueueState(db: Db, organizationId: number, now: Date): Promise<QueueState> {
  const { rows } = await sql<QueueState>`
    select count(*) as processing,
      count(*) filter (where organization_id = ${organizationId}) as own_processing,
      exists (select from workers
        where seen_at > ${now}::timestamptz - ${`${WORKER_GONE_SECONDS} seconds`}::interval) as has_worker
    from sessions where status = 'processing' and deleted_at is null`.execute(db);
  return rows[0] as QueueState;
}

/**
 * For waiting sessions of one organisation: how many waiting sessions of anyone go before each, at most. Its own are
 * those that turns.service.ts takes before it; of every other organisation as many as take their turns meanwhile.
 */
export async function countSessionsBefore(
  db: Db,
  organizationId: number,
  ids: number[],
  interactiveSeconds: number,
): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; before: number }>`
    with waiting as (
      select id, organization_id, announced_seconds <= ${interactiveSeconds} as is_interactive,
        extract(epoch from queued_at) + coalesce(announced_seconds, 0) as rank
      from sessions where status = 'queued' and deleted_at is null
    ), others as (
      select organization_id, count(*) as all_sizes, count(*) filter (where is_interactive) as interactive
      from waiting where organization_id <> ${organizationId} group by organization_id
    ), own as (
      select id, is_interactive, row_number() over (order by is_interactive is true desc, rank, id) - 1 as before
      from waiting where organization_id = ${organizationId}
    )
    select id, before + coalesce(
      (select sum(least(case when is_interactive then others.interactive else others.all_sizes end, before + 1))
       from others), 0)::bigint as before
    from own where id = any(${ids}::bigint[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.before]));
}
