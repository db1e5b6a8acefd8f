import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Null: the profile of the installation.
  await sql`
    alter table organizations add column rate_profile text
      check (rate_profile in ('free', 'bronze', 'silver', 'gold', 'enterprise', 'self-hosted'))`.execute(db);

  // The shape rate-limiter-flexible works with. Counters of a minute need no log: after a crash of the database they
  // begin anew. Half-empty pages let PostgreSQL update a counter in place.
  await sql`
    create unlogged table rate_limits (
      key varchar(255) primary key,
      points integer not null default 0,
      expire bigint
    ) with (fillfactor = 50)`.execute(db);

  await sql`
    create table idempotency_keys (
      organization_id integer not null references organizations (id),
      caller text not null,
      route text not null,
      key text not null check (length(key) between 1 and 255),
      fingerprint bytea not null,
      attempt uuid not null,
      lease_until timestamptz not null,
      status smallint,
      answer bytea,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      primary key (organization_id, caller, route, key)
    )`.execute(db);
  await sql`create index idempotency_keys_expired on idempotency_keys (expires_at)`.execute(db);
}
