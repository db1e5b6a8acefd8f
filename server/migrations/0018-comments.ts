import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table comments (
      id integer generated always as identity primary key,
      organization_id integer not null references organizations on delete cascade,
      document bigint not null references documents on delete cascade,
      -- The first comment of the thread this one answers; it stands where that stands.
      parent_id integer references comments on delete cascade,
      -- user:3 or key:12; null: somebody who is gone.
      author text,
      text text not null,
      -- People it names now, and those who were ever told by mail that it does.
      mentions integer[] not null default '{}',
      notified integer[] not null default '{}',
      resolved_by text,
      resolved_at timestamptz,
      edited_at timestamptz,
      -- Kept as a mark because others answered.
      deleted_at timestamptz,
      -- Where it stands in the revision that comment_places names: null for the whole document.
      kind text check (kind in ('range', 'segment')),
      start_ms bigint,
      stop_ms bigint,
      segment_id text,
      quote text,
      is_detached boolean not null default false,
      -- Its first and last word: rows of document_segments and places in them; and the same where all of it was last there.
      place jsonb,
      home jsonb,
      from_row bigint generated always as ((place ->> 'from_row')::bigint) stored,
      to_row bigint generated always as ((place ->> 'to_row')::bigint) stored,
      created_at timestamptz not null default now(),
      last_modified timestamptz not null default now()
    )`.execute(db);
  await sql`create index comments_document on comments (document, id)`.execute(db);
  await sql`create index comments_parent on comments (parent_id) where parent_id is not null`.execute(db);
  await sql`create index comments_author on comments (author, id) where author is not null`.execute(db);
  await sql`create index comments_resolved_by on comments (resolved_by) where resolved_by is not null`.execute(db);
  await sql`create index comments_notified on comments using gin (notified) where notified <> '{}'`.execute(db);
  await sql`create index comments_organization on comments (organization_id)`.execute(db);

  // The revision for which the places of a document's comments are worked out. Whoever writes comments holds it.
  await sql`
    create table comment_places (
      document bigint primary key references documents on delete cascade,
      organization_id integer not null,
      revision integer not null
    )`.execute(db);
}
