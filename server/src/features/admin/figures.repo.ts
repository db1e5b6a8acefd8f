import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Stranded } from './figures.schema.ts';

/* Figures of all organisations: counts, states and times, nothing of what is in a session. */

interface Page {
  offset: number;
  limit: number;
}

/** How many of all there are, beside each row of a page: one scan for both. */
type Counted<T> = T & { total: number };

export interface UsageRow {
  organization_id: number;
  organization_name: string;
  month: string;
  sessions: number;
  completed: number;
  audio_seconds: number;
}

/** By month and organisation, from the index `sessions_usage` alone. */
export async function listUsage(
  db: Db,
  { from, until, organizationId }: { from: Date; until: Date; organizationId: number | undefined },
  page: Page,
): Promise<Counted<UsageRow>[]> {
  const narrowed = organizationId === undefined ? sql`` : sql`and organization_id = ${organizationId}`;
  const { rows } = await sql<Counted<UsageRow>>`
    with used as (
      select organization_id, date_trunc('month', created_at at time zone 'UTC') as month, count(*) as sessions,
        count(*) filter (where status = 'completed') as completed,
        coalesce(sum(duration) filter (where status = 'completed' and session_mode <> 'upload'), 0) as audio_seconds
      from sessions where created_at >= ${from} and created_at < ${until} ${narrowed}
      group by 1, 2
    )
    select used.organization_id, organizations.name as organization_name, to_char(used.month, 'YYYY-MM') as month,
      used.sessions, used.completed, round(used.audio_seconds::numeric, 3)::float8 as audio_seconds,
      count(*) over () as total
    from used join organizations on organizations.id = used.organization_id
    order by used.month desc, used.organization_id offset ${page.offset} limit ${page.limit}`.execute(db);
  return rows;
}

export interface QueueRow {
  organization_id: number;
  organization_name: string;
  queued: number;
  processing: number;
  oldest_seconds: number;
  prepare_waiting: number;
  prepare_taken: number;
  recognise_waiting: number;
  recognise_taken: number;
}

/** Organisations that have something in the queue, the longest queue first. */
export async function listQueues(db: Db, now: Date, page: Page): Promise<Counted<QueueRow>[]> {
  const { rows } = await sql<Counted<QueueRow>>`
    with unfinished as (
      select organization_id, count(*) filter (where status = 'queued') as queued,
        count(*) filter (where status = 'processing') as processing,
        greatest(0, extract(epoch from ${now}::timestamptz - min(queued_at)))::float8 as oldest_seconds
      from sessions where status in ('queued', 'processing') and deleted_at is null group by 1
    ), work as (
      select organization_id,
        count(*) filter (where stage = 'prepare' and job is null) as prepare_waiting,
        count(*) filter (where stage = 'prepare' and job is not null) as prepare_taken,
        count(*) filter (where stage = 'recognise' and job is null) as recognise_waiting,
        count(*) filter (where stage = 'recognise' and job is not null) as recognise_taken
      from tasks group by 1
    )
    select organizations.id as organization_id, organizations.name as organization_name,
      coalesce(queued, 0) as queued, coalesce(processing, 0) as processing, coalesce(oldest_seconds, 0) as oldest_seconds,
      coalesce(prepare_waiting, 0) as prepare_waiting, coalesce(prepare_taken, 0) as prepare_taken,
      coalesce(recognise_waiting, 0) as recognise_waiting, coalesce(recognise_taken, 0) as recognise_taken,
      count(*) over () as total
    from unfinished full join work using (organization_id) join organizations on organizations.id = organization_id
    order by coalesce(queued, 0) + coalesce(processing, 0) desc, organizations.id
    offset ${page.offset} limit ${page.limit}`.execute(db);
  return rows;
}

const CLASSES: Record<Stranded, (at: Date) => RawBuilder<boolean>> = {
  unfinished: (at) =>
    sql`sessions.status in ('queued', 'processing') and coalesce(sessions.queued_at, sessions.created_at) <= ${at}`,
  without_media: (at) => sql`sessions.status in ('new', 'created') and sessions.created_at <= ${at}`,
  failed: (at) => sql`sessions.status = 'failed' and sessions.finished_at >= ${at}`,
};

/** Sessions that somebody should look at, the newest first. `at` divides what is long ago from what is not. */
export async function listStranded(
  db: Db,
  { classes, at, organizationId }: { classes: readonly Stranded[]; at: Date; organizationId: number | undefined },
  page: Page,
) {
  const wanted = sql.join(
    classes.map((name) => sql`(${CLASSES[name](at)})`),
    sql` or `,
  );
  return db
    .selectFrom('sessions')
    .innerJoin('organizations', 'organizations.id', 'sessions.organization_id')
    .select([
      'sessions.organization_id',
      'organizations.name as organization_name',
      'sessions.session_id',
      'sessions.status',
      'sessions.stage',
      'sessions.progress',
      'sessions.attempt',
      'sessions.error_code',
      'sessions.created_at',
      'sessions.queued_at',
      'sessions.started_at',
      'sessions.finished_at',
      sql<Stranded>`case when sessions.status = 'failed' then 'failed'
        when sessions.status in ('new', 'created') then 'without_media' else 'unfinished' end`.as('class'),
      sql<number>`count(*) over ()`.as('total'),
    ])
    .where('sessions.deleted_at', 'is', null)
    .where(sql<boolean>`(${wanted})`)
    .$if(organizationId !== undefined, (query) =>
      query.where('sessions.organization_id', '=', organizationId as number),
    )
    .orderBy('sessions.created_at', 'desc')
    .orderBy('sessions.id', 'desc')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
}

/** Of any organisation, by its name on the wire. */
export function findSessionOfAny(db: Db, sessionId: string) {
  return db
    .selectFrom('sessions')
    .select(['id', 'session_id', 'organization_id'])
    .where('session_id', '=', sessionId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}
