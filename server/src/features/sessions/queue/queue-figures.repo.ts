import { sql } from 'kysely';
import type { Db } from '../../../platform/postgres/connect.ts';

/* Figures of the whole installation, for its operator: counts only. */

export async function measureUnfinishedSessions(db: Db, now: Date) {
  const { rows } = await sql<{ status: string; count: number; oldest_seconds: number }>`
    select status, count(*) as count, extract(epoch from ${now}::timestamptz - min(queued_at))::float8 as oldest_seconds
    from sessions where status in ('queued', 'processing') and deleted_at is null group by status`.execute(db);
  return rows;
}

export async function countTasksByState(db: Db) {
  const { rows } = await sql<{ stage: string; state: 'waiting' | 'taken'; count: number }>`
    select stage, case when job is null then 'waiting' else 'taken' end as state, count(*) as count
    from tasks group by 1, 2`.execute(db);
  return rows;
}
