import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table realtime_sessions (
      id bigint generated always as identity primary key,
      session_id text not null unique,
      organization_id int not null references organizations on delete cascade,
      token_id int not null references tokens,
      -- user:3 or key:12.
      caller text not null,
      process uuid not null,
      language text,
      model_key text not null,
      type text not null check (type in ('fast', 'quality')),
      source text not null check (source in ('client', 'pull')),
      save boolean not null,
      started_at timestamptz not null,
      seen_at timestamptz not null,
      ended_at timestamptz,
      ended_by text,
      audio_ms bigint not null default 0
    )`.execute(db);
  await sql`create index realtime_sessions_open on realtime_sessions (organization_id, caller, seen_at)
    where ended_at is null`.execute(db);
  await sql`create index realtime_sessions_process on realtime_sessions (process) where ended_at is null`.execute(db);
  await sql`create index realtime_sessions_lost on realtime_sessions (seen_at) where ended_at is null`.execute(db);
  await sql`create index realtime_sessions_list on realtime_sessions (organization_id, started_at desc)`.execute(db);
}
