import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table documents (
      id bigint generated always as identity primary key,
      document_id uuid not null unique default gen_random_uuid(),
      organization_id int not null references organizations on delete cascade,
      session bigint not null references sessions on delete cascade,
      session_id text not null,
      type text not null check (type in ('document', 'caption')),
      filename text,
      language text not null,
      timecode_offset_ms bigint not null default 0,
      finished boolean not null default false,
      use_plain_document boolean not null default false,
      plain_document_changed boolean not null default false,
      speakers jsonb not null default '{}',
      rules jsonb,
      revision int not null default 1,
      original_revision int not null default 1,
      webhook_url text,
      webhook_method text not null default 'POST',
      webhook_headers text[],
      created timestamptz not null default now(),
      last_modified timestamptz not null default now()
    )`.execute(db);
  await sql`create index on documents (session, id)`.execute(db);
  await sql`create index on documents (organization_id, id)`.execute(db);

  // Rows of these never change: an edit makes new ones.
  await sql`
    create table document_segments (
      id bigint generated always as identity primary key,
      document bigint not null references documents on delete cascade,
      organization_id int not null,
      segment_id text not null,
      start_ms bigint not null,
      stop_ms bigint not null,
      speaker text,
      text text not null,
      words jsonb not null default '[]',
      digest bytea not null,
      search tsvector not null generated always as (to_tsvector('simple', text)) stored
    )`.execute(db);
  await sql`create index on document_segments (document, segment_id)`.execute(db);
  await sql`create index on document_segments using gin (search)`.execute(db);

  await sql`
    create table document_revisions (
      document bigint not null references documents on delete cascade,
      number int not null,
      organization_id int not null,
      segments bigint[] not null,
      action text not null,
      actor text not null,
      created timestamptz not null default now(),
      primary key (document, number)
    )`.execute(db);
}
