import { type Kysely, sql } from 'kysely';

/**
 * How many sessions each key has in each state, without counting them: a list says its exact total, and a million rows take
 * as long as a thousand. Every change is a row of its own, so that no two transactions wait for one counter; now and then
 * the changes are added up (sessions/session-counts.repo.ts).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table session_counts (
      organization_id integer not null,
      token_id integer not null,
      status text not null,
      count bigint not null,
      primary key (organization_id, token_id, status)
    )`.execute(db);
  await sql`
    create table session_count_changes (
      organization_id integer not null,
      token_id integer not null,
      status text not null,
      change bigint not null
    )`.execute(db);
  await sql`create index session_count_changes_token on session_count_changes (organization_id, token_id)`.execute(db);

  await sql`
    create function count_inserted_sessions() returns trigger language plpgsql as $$
    begin
      insert into session_count_changes
      select organization_id, token_id, status, count(*) from inserted where deleted_at is null group by 1, 2, 3;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger count_inserted after insert on sessions referencing new table as inserted
    for each statement execute function count_inserted_sessions()`.execute(db);

  await sql`
    create function count_removed_sessions() returns trigger language plpgsql as $$
    begin
      insert into session_count_changes
      select organization_id, token_id, status, -count(*) from removed where deleted_at is null group by 1, 2, 3;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger count_removed after delete on sessions referencing old table as removed
    for each statement execute function count_removed_sessions()`.execute(db);

  await sql`
    create function count_changed_session() returns trigger language plpgsql as $$
    begin
      if old.deleted_at is null then
        insert into session_count_changes values (old.organization_id, old.token_id, old.status, -1);
      end if;
      if new.deleted_at is null then
        insert into session_count_changes values (new.organization_id, new.token_id, new.status, 1);
      end if;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger count_changed after update of status, deleted_at, token_id, organization_id on sessions
    for each row when (
      (old.status, old.deleted_at is null, old.token_id, old.organization_id)
      is distinct from (new.status, new.deleted_at is null, new.token_id, new.organization_id))
    execute function count_changed_session()`.execute(db);

  await sql`
    insert into session_counts
    select organization_id, token_id, status, count(*) from sessions where deleted_at is null group by 1, 2, 3`.execute(
    db,
  );
}
