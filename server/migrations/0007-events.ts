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

  // Where events wait for the commit of their own transaction; never seen by another, so nothing is lost with it in a crash.
  await sql`
    create unlogged table event_outbox (
      id bigint generated always as identity primary key,
      organization_id integer not null,
      token_id integer not null,
      session_id text,
      type text not null,
      data jsonb not null
    )`.execute(db);
  await sql`
    create function move_event() returns trigger language plpgsql as $$
    declare
      event_id bigint;
    begin
      -- Any number nobody else uses.
      perform pg_advisory_xact_lock(7301995246116);
      insert into events (organization_id, token_id, session_id, type, data, created_at)
        values (new.organization_id, new.token_id, new.session_id, new.type, new.data, clock_timestamp())
        returning id into event_id;
      delete from event_outbox where id = new.id;
      perform pg_notify('parlance_events', (new.data || jsonb_build_object('event_id', event_id, 'type', new.type,
        'id', new.session_id, 'organization_id', new.organization_id, 'token_id', new.token_id))::text);
      return null;
    end
    $$`.execute(db);
  // Deferred: it runs within the commit.
  await sql`
    create constraint trigger move_event after insert on event_outbox deferrable initially deferred
    for each row execute function move_event()`.execute(db);
}
