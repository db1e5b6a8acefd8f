import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // No foreign keys: they would lock rows of others while the lock that orders events is held, which is how deadlocks
  // begin. The rows are a log that is thrown away after a day.
  await sql`
    create table events (
      id bigint generated always as identity primary key,
      organization_id integer not null,
      token_id integer not null,
      session_id text,
      type text not null,
      data jsonb not null,
      created_at timestamptz not null
    )`.execute(db);
  // What happened since, of an organisation and of one session.
  await sql`create index events_organization on events (organization_id, id)`.execute(db);
  await sql`create index events_session on events (session_id, id)`.execute(db);
  // Removing old ones. Times rise with the ids, so a block index is enough and costs next to nothing to keep.
  await sql`create index events_created on events using brin (created_at)`.execute(db);
}
