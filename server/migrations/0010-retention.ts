import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // What was removed, when, by the runs of the whole installation.
  await sql`
    create table retention_runs (
      id bigint generated always as identity primary key,
      started_at timestamptz not null,
      finished_at timestamptz not null,
      report jsonb not null
    )`.execute(db);

  // Whether a stored file belongs to a session, and the media of failed ones: few sessions have any left.
  await sql`create index sessions_media on sessions (media_key) where media_key is not null`.execute(db);
  // Copies, whole sessions and empty ones whose time has come, the oldest first.
  await sql`create index sessions_copies on sessions (finished_at) where copy_key is not null`.execute(db);
  await sql`create index sessions_ended on sessions (finished_at, id)
            where finished_at is not null and deleted_at is null`.execute(db);
  await sql`create index sessions_empty on sessions (created_at, id)
            where status in ('new', 'created') and deleted_at is null`.execute(db);
}
