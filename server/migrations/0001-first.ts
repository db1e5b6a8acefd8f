import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table organizations (
      id integer generated always as identity primary key,
      name text not null,
      created_at timestamptz not null default now()
    )`.execute(db);

  await sql`
    create table users (
      id integer generated always as identity primary key,
      organization_id integer not null references organizations (id),
      email text not null unique check (email = lower(email)),
      password_hash text not null,
      first_name text,
      last_name text,
      roles text[] not null,
      is_active boolean not null default true,
      created_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index users_organization on users (organization_id)`.execute(db);

  await sql`
    create table tokens (
      id integer generated always as identity primary key,
      organization_id integer not null references organizations (id),
      name text not null,
      type text not null check (type in ('batch', 'realtime', 'reseller')),
      key_hash bytea not null unique,
      key_preview text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      last_used_at timestamptz,
      revoked_at timestamptz
    )`.execute(db);
  await sql`create index tokens_organization on tokens (organization_id, id)`.execute(db);

  await sql`
    create table sessions (
      id bigint generated always as identity primary key,
      session_id text not null unique check (session_id ~ '^[0-9a-f]{26}$'),
      organization_id integer not null references organizations (id),
      token_id integer not null references tokens (id),
      status text not null check (status in ('new', 'created', 'queued', 'processing', 'completed', 'failed')),
      session_mode text not null check (session_mode in ('decode', 'align', 'upload')),
      language text not null,
      model_key text not null,
      filename text,
      media_type text,
      media_kind text check (media_kind in ('audio', 'video')),
      media_key text,
      copy_key text,
      copy_type text,
      copy_done boolean not null default false,
      keep_source boolean not null,
      punctuation boolean not null,
      multichannel boolean not null,
      diarization boolean,
      document jsonb,
      meta_data jsonb,
      folder_id integer,
      custom_model_id integer,
      document_id uuid,
      webhook_url text,
      webhook_method text not null check (webhook_method in ('POST', 'PUT')),
      webhook_headers text[],
      duration double precision not null default 0,
      stage text check (stage in ('prepare', 'recognise', 'assemble')),
      progress smallint not null default 0 check (progress between 0 and 100),
      prepared double precision not null default 0,
      segments_total integer not null default 0,
      segments_done integer not null default 0,
      speech_ms_total bigint not null default 0,
      speech_ms_done bigint not null default 0,
      error text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      queued_at timestamptz,
      started_at timestamptz,
      finished_at timestamptz,
      deleted_at timestamptz
    )`.execute(db);
  // The list of one key's sessions, newest first, and the same narrowed to one status.
  await sql`create index sessions_token on sessions (organization_id, token_id, created_at desc, id desc)
            where deleted_at is null`.execute(db);
  await sql`create index sessions_status on sessions (organization_id, token_id, status, created_at desc, id desc)
            where deleted_at is null`.execute(db);
  // Queue positions count the unfinished sessions before one.
  await sql`create index sessions_waiting on sessions (queued_at, id)
            where status in ('queued', 'processing') and deleted_at is null`.execute(db);
  await sql`create index sessions_finished on sessions (finished_at desc) where status = 'completed'`.execute(db);

  await sql`
    create table session_results (
      session bigint primary key references sessions (id),
      utterances jsonb not null,
      word_count integer not null,
      created_at timestamptz not null default now()
    )`.execute(db);

  await sql`
    create table segments (
      session bigint not null references sessions (id),
      channel smallint not null,
      index integer not null,
      start_ms integer not null,
      end_ms integer not null,
      batch integer not null,
      words jsonb,
      primary key (session, channel, index)
    )`.execute(db);

  await sql`
    create table uploads (
      id text primary key check (id ~ '^[0-9a-f]{32}$'),
      organization_id integer not null references organizations (id),
      token_id integer not null references tokens (id),
      session bigint references sessions (id),
      metadata json not null,
      size bigint,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      completed_at timestamptz
    )`.execute(db);
  await sql`create index uploads_session on uploads (session) where session is not null`.execute(db);
  await sql`create index uploads_unfinished on uploads (expires_at) where completed_at is null`.execute(db);
}
