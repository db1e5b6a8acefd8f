import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table folder_jobs (
      id uuid primary key default gen_random_uuid(),
      organization_id int not null references organizations on delete cascade,
      kind text not null check (kind in ('export', 'import', 'copy')),
      status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed', 'cancelled')),
      -- user:3 or key:12; what it may do is looked up when the job runs.
      caller text not null,
      token_id int not null references tokens,
      user_id int,
      -- Null: the top. Without a foreign key: a folder that is gone is no reason to work at the top instead.
      folder_id int,
      options jsonb not null,
      total int not null default 0,
      done int not null default 0,
      bytes_total bigint not null default 0,
      bytes_done bigint not null default 0,
      -- The first of what was left out, with why; how many there are in all.
      skipped jsonb not null default '[]',
      skipped_count int not null default 0,
      error text,
      error_code text,
      -- The archive that is read or was written, while it is there.
      file_key text unique,
      file_bytes bigint,
      created_at timestamptz not null default now(),
      started_at timestamptz,
      finished_at timestamptz,
      expires_at timestamptz
    )`.execute(db);
  await sql`create index folder_jobs_list on folder_jobs (organization_id, created_at desc, id desc)`.execute(db);
  await sql`create index folder_jobs_own on folder_jobs (organization_id, caller, created_at desc, id desc)`.execute(
    db,
  );
  await sql`create index folder_jobs_unfinished on folder_jobs (organization_id, created_at)
    where status in ('queued', 'running')`.execute(db);
  await sql`create index folder_jobs_expiry on folder_jobs (expires_at) where file_key is not null`.execute(db);
  await sql`create index folder_jobs_finished on folder_jobs (finished_at) where finished_at is not null`.execute(db);
  await sql`create index folder_jobs_token on folder_jobs (token_id)`.execute(db);
  await sql`create index folder_jobs_user on folder_jobs (user_id) where user_id is not null`.execute(db);

  // What an import or a copy is made of, and what of it is done: a job that is cut off goes on behind it.
  await sql`
    create table folder_job_items (
      job uuid not null references folder_jobs on delete cascade,
      -- Of an import the order of the work; of a copy the row of the session that is copied.
      number bigint not null,
      organization_id int not null,
      kind text not null check (kind in ('folder', 'media', 'text', 'session')),
      -- Place in the directory of the archive; null for a folder it does not name.
      entry int,
      path text not null,
      bytes bigint not null default 0,
      -- The folder item it lies in; null: the folder of the job.
      parent bigint,
      -- The media item that captions belong to.
      media bigint,
      state text not null default 'waiting' check (state in ('waiting', 'done', 'skipped')),
      -- What was made of it.
      folder_id int,
      session_id text,
      primary key (job, number)
    )`.execute(db);
}
