import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table realtime_saves (
      realtime_session bigint primary key references realtime_sessions on delete cascade,
      session_id text not null unique,
      organization_id int not null references organizations on delete cascade,
      token_id int not null references tokens,
      caller text not null,
      language text not null,
      spoken_language text not null,
      model_key text not null,
      engine text not null,
      filename text,
      started_at timestamptz not null
    )`.execute(db);
  await sql`create index realtime_saves_organization on realtime_saves (organization_id)`.execute(db);
  await sql`
    create table realtime_finals (
      realtime_session bigint not null references realtime_saves on delete cascade,
      index int not null,
      start_ms int not null,
      end_ms int not null,
      words jsonb not null,
      primary key (realtime_session, index)
    )`.execute(db);
}
