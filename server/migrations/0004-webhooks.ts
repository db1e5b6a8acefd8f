import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table webhooks (
      id integer generated always as identity primary key,
      organization_id integer not null references organizations (id),
      url text not null,
      method text not null check (method in ('POST', 'PUT')),
      headers text[] not null,
      events text[] not null,
      description text,
      is_active boolean not null,
      inactive_reason text,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db);
  await sql`create index webhooks_organization on webhooks (organization_id, id)`.execute(db);

  await sql`
    create table webhook_secrets (
      id integer generated always as identity primary key,
      organization_id integer not null references organizations (id),
      secret bytea not null,
      preview text not null,
      created_at timestamptz not null,
      expires_at timestamptz
    )`.execute(db);
  await sql`create index webhook_secrets_organization on webhook_secrets (organization_id, id)`.execute(db);
  await sql`create unique index webhook_secrets_current on webhook_secrets (organization_id)
            where expires_at is null`.execute(db);

  // The log outlives the endpoint it tells of: webhook_id is no foreign key.
  await sql`
    create table webhook_deliveries (
      id text primary key check (id ~ '^msg_[0-9a-f]{32}$'),
      organization_id integer not null references organizations (id),
      webhook_id integer,
      session_id text,
      document_id uuid,
      event text not null,
      url text not null,
      destination text not null,
      method text not null check (method in ('POST', 'PUT')),
      headers text[] not null,
      body text,
      status text not null check (status in ('pending', 'delivered', 'abandoned', 'stopped')),
      reason text,
      attempts_made integer not null default 0,
      round_attempts smallint not null default 0,
      round_started_at timestamptz not null,
      next_attempt_at timestamptz,
      queued boolean not null default false,
      created_at timestamptz not null,
      finished_at timestamptz
    )`.execute(db);
  await sql`create index webhook_deliveries_organization
            on webhook_deliveries (organization_id, created_at desc, id desc)`.execute(db);
  await sql`create index webhook_deliveries_webhook
            on webhook_deliveries (organization_id, webhook_id, created_at desc, id desc)`.execute(db);
  await sql`create index webhook_deliveries_session
            on webhook_deliveries (organization_id, session_id, created_at desc, id desc)`.execute(db);
  await sql`create index webhook_deliveries_due on webhook_deliveries (next_attempt_at)
            where status = 'pending' and not queued`.execute(db);
  await sql`create index webhook_deliveries_queued on webhook_deliveries (organization_id, destination)
            where status = 'pending' and queued`.execute(db);
  await sql`create index webhook_deliveries_age on webhook_deliveries (created_at) where status <> 'pending'`.execute(
    db,
  );

  await sql`
    create table webhook_attempts (
      delivery_id text not null references webhook_deliveries (id) on delete cascade,
      organization_id integer not null references organizations (id),
      number integer not null,
      outcome text not null check (outcome in ('delivered', 'retried', 'abandoned', 'stopped')),
      started_at timestamptz not null,
      duration_ms integer not null,
      method text not null,
      url text not null,
      request_headers jsonb not null,
      response_status smallint,
      response_headers jsonb,
      response_body text,
      response_truncated boolean not null,
      error text,
      primary key (delivery_id, number)
    )`.execute(db);
}
