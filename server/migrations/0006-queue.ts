import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table sessions
      add column announced_seconds double precision,
      add column attempt integer not null default 1,
      add column error_code text`.execute(db);
  await sql`create index sessions_processing on sessions (organization_id)
            where status = 'processing' and deleted_at is null`.execute(db);

  // Work that waits for its turn, or that a job has taken (docs/adr/0005).
  await sql`
    create table tasks (
      id bigint generated always as identity primary key,
      organization_id integer not null references organizations (id),
      session bigint not null references sessions (id),
      stage text not null check (stage in ('prepare', 'recognise')),
      batch integer not null,
      is_interactive boolean not null,
      rank double precision not null,
      job uuid,
      tries integer not null default 0,
      created_at timestamptz not null default now(),
      unique (session, stage, batch)
    )`.execute(db);
  await sql`create index tasks_waiting on tasks (stage, is_interactive, organization_id, rank, batch, id)
            where job is null`.execute(db);
  await sql`create index tasks_taken on tasks (organization_id, stage) where job is not null`.execute(db);
  await sql`create unique index tasks_job on tasks (job) where job is not null`.execute(db);

  await sql`
    create table queue_turns (
      organization_id integer not null references organizations (id),
      stage text not null,
      last_turn_at timestamptz not null,
      primary key (organization_id, stage)
    )`.execute(db);

  // Worker processes that are alive: sessions can say that they wait for one.
  await sql`
    create table workers (
      id uuid primary key,
      host text not null,
      decoders integer not null,
      started_at timestamptz not null default now(),
      seen_at timestamptz not null default now()
    )`.execute(db);

  // Sessions that an earlier version left in the queue get the tasks and jobs of this one at the next start.
  await sql`
    insert into tasks (organization_id, session, stage, batch, is_interactive, rank)
    select organization_id, id, 'prepare', 0, false, extract(epoch from coalesce(queued_at, created_at))
    from sessions
    where stage = 'prepare' and status in ('queued', 'processing') and deleted_at is null`.execute(db);
  await sql`
    insert into tasks (organization_id, session, stage, batch, is_interactive, rank)
    select distinct s.organization_id, s.id, 'recognise', g.batch, false, extract(epoch from coalesce(s.queued_at, s.created_at))
    from segments g join sessions s on s.id = g.session
    where g.words is null and s.status = 'processing' and s.deleted_at is null`.execute(db);
}
