import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table folders (
      id integer generated always as identity primary key,
      organization_id integer not null references organizations on delete cascade,
      parent_id integer references folders,
      name text not null,
      is_private boolean not null default false,
      -- The nearest private folder at or above this one; null: open to the whole organisation. All folders with the same
      -- one are open to the same people, so that a list asks once and a change of rights touches no session.
      access_root integer references folders,
      -- user:3 or key:12; null: somebody who is gone.
      created_by text,
      -- Its contents are being deleted; nobody sees it any more.
      deleted_at timestamptz,
      created_at timestamptz not null default now(),
      last_modified timestamptz not null default now()
    )`.execute(db);
  await sql`create index folders_parent on folders (organization_id, parent_id, name, id) where deleted_at is null`.execute(
    db,
  );
  await sql`create index folders_name on folders (organization_id, name, id) where deleted_at is null`.execute(db);
  await sql`create index folders_deleted on folders (organization_id) where deleted_at is not null`.execute(db);
  await sql`create index folders_children on folders (parent_id)`.execute(db);
  await sql`create index folders_access_root on folders (access_root) where access_root is not null`.execute(db);

  // What somebody set on a folder …
  await sql`
    create table folder_permissions (
      folder_id integer not null references folders on delete cascade,
      group_id integer not null references groups on delete cascade,
      organization_id integer not null,
      permission smallint not null check (permission between 0 and 2),
      primary key (folder_id, group_id)
    )`.execute(db);
  await sql`create index folder_permissions_group on folder_permissions (group_id)`.execute(db);
  // … and what follows from it for each private folder, with what it inherits. Worked out when folders change.
  await sql`
    create table folder_grants (
      folder_id integer not null references folders on delete cascade,
      -- group:5, user:3 or key:12.
      grantee text not null,
      organization_id integer not null,
      permission smallint not null check (permission between 1 and 2),
      primary key (folder_id, grantee)
    )`.execute(db);
  await sql`create index folder_grants_grantee on folder_grants (organization_id, grantee, folder_id)`.execute(db);

  // Of one person: what stands at the top of their lists.
  await sql`
    create table pins (
      user_id integer not null references users on delete cascade,
      organization_id integer not null,
      folder_id integer references folders on delete cascade,
      session bigint references sessions on delete cascade,
      created_at timestamptz not null default now(),
      check (num_nonnulls(folder_id, session) = 1),
      unique nulls not distinct (user_id, folder_id, session)
    )`.execute(db);
  await sql`create index pins_folder on pins (folder_id) where folder_id is not null`.execute(db);
  await sql`create index pins_session on pins (session) where session is not null`.execute(db);

  // Until now this was any number a client chose; there were no folders.
  await sql`update sessions set folder_id = null where folder_id is not null`.execute(db);
  // Without any action: what is in a folder is moved or deleted on purpose, never by the way.
  await sql`alter table sessions add foreign key (folder_id) references folders`.execute(db);
  await sql`create index sessions_organization on sessions (organization_id, created_at desc, id desc)
    where deleted_at is null`.execute(db);
  await sql`create index sessions_folder on sessions (organization_id, folder_id, created_at desc, id desc)
    where deleted_at is null`.execute(db);
  await sql`create index sessions_folder_name on sessions (organization_id, folder_id, filename, id)
    where deleted_at is null`.execute(db);
  await sql`create index sessions_folder_modified on sessions (organization_id, folder_id, updated_at desc, id desc)
    where deleted_at is null`.execute(db);
  await sql`create index sessions_in_folder on sessions (folder_id) where folder_id is not null`.execute(db);
  // Where an upload will go. It goes with its folder.
  await sql`alter table uploads add column folder_id integer references folders on delete cascade`.execute(db);
  await sql`create index uploads_folder on uploads (folder_id) where folder_id is not null`.execute(db);

  // What was done to which session, document or folder.
  await sql`alter table audit_log add column session bigint, add column document_id uuid, add column folder_id integer`.execute(
    db,
  );
  await sql`create index audit_log_session on audit_log (session, id) where session is not null`.execute(db);
  await sql`create index audit_log_document on audit_log (document_id, id) where document_id is not null`.execute(db);
  await sql`create index audit_log_folder on audit_log (folder_id, id) where folder_id is not null`.execute(db);

  await countByFolder(db);
}

/** Sessions are counted by folder too; 0 stands for none. */
async function countByFolder(db: Kysely<unknown>): Promise<void> {
  await sql`delete from session_count_changes`.execute(db);
  await sql`delete from session_counts`.execute(db);
  await sql`alter table session_counts add column folder_id integer not null default 0`.execute(db);
  await sql`alter table session_counts drop constraint session_counts_pkey`.execute(db);
  await sql`alter table session_counts add primary key (organization_id, token_id, status, folder_id)`.execute(db);
  await sql`create index session_counts_folder on session_counts (organization_id, folder_id)`.execute(db);
  await sql`alter table session_count_changes add column folder_id integer not null default 0`.execute(db);

  await sql`
    create or replace function count_inserted_sessions() returns trigger language plpgsql as $$
    begin
      insert into session_count_changes (organization_id, token_id, status, folder_id, change)
      select organization_id, token_id, status, coalesce(folder_id, 0), count(*)
      from inserted where deleted_at is null group by 1, 2, 3, 4;
      return null;
    end $$`.execute(db);
  await sql`
    create or replace function count_removed_sessions() returns trigger language plpgsql as $$
    begin
      insert into session_count_changes (organization_id, token_id, status, folder_id, change)
      select organization_id, token_id, status, coalesce(folder_id, 0), -count(*)
      from removed where deleted_at is null group by 1, 2, 3, 4;
      return null;
    end $$`.execute(db);

  // Once for each statement: whole folders are moved by one.
  await sql`drop trigger count_changed on sessions`.execute(db);
  await sql`drop function count_changed_session()`.execute(db);
  await sql`
    create function count_changed_sessions() returns trigger language plpgsql as $$
    begin
      insert into session_count_changes (organization_id, token_id, status, folder_id, change)
      select organization_id, token_id, status, folder_id, sum(change) from (
        select organization_id, token_id, status, coalesce(folder_id, 0) as folder_id, -1 as change
        from before where deleted_at is null
        union all
        select organization_id, token_id, status, coalesce(folder_id, 0), 1 from after where deleted_at is null
      ) as changes group by 1, 2, 3, 4 having sum(change) <> 0;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger count_changed after update on sessions
    referencing old table as before new table as after
    for each statement execute function count_changed_sessions()`.execute(db);

  await sql`
    insert into session_counts (organization_id, token_id, status, folder_id, count)
    select organization_id, token_id, status, coalesce(folder_id, 0), count(*)
    from sessions where deleted_at is null group by 1, 2, 3, 4`.execute(db);
}
