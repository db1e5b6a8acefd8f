import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table sessions drop constraint sessions_stage_check`.execute(db);
  await sql`alter table sessions add constraint sessions_stage_check
            check (stage in ('fetch', 'prepare', 'recognise', 'assemble'))`.execute(db);

  // Media that is fetched from other servers, until it is here or its session is gone.
  await sql`
    create table media_fetches (
      session bigint primary key references sessions (id),
      organization_id integer not null references organizations (id),
      url bytea not null,
      received_bytes bigint not null default 0,
      total_bytes bigint,
      validator text,
      attempts integer not null default 0,
      run uuid,
      started_at timestamptz
    )`.execute(db);
}
