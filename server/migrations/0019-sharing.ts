import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table shares (
      id integer generated always as identity primary key,
      organization_id integer not null references organizations on delete cascade,
      document bigint not null references documents on delete cascade,
      -- SHA-256 of the token; the token itself is stored nowhere.
      token_hash bytea not null unique,
      permission text not null check (permission in ('edit', 'view')),
      -- What its maker calls it.
      name text,
      -- Argon2id; null: none is asked for.
      password_hash text,
      -- user:3 or key:12; null: somebody who is gone.
      created_by text,
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      revoked_at timestamptz,
      last_used_at timestamptz,
      use_count integer not null default 0,
      -- When its use was last noted in the audit log, and last told as an event.
      noted_at timestamptz,
      told_at timestamptz
    )`.execute(db);
  await sql`create index shares_document on shares (document, id)`.execute(db);
  await sql`create index shares_created_by on shares (created_by) where created_by is not null`.execute(db);
  await sql`create index shares_organization on shares (organization_id)`.execute(db);
  await sql`create index shares_expired on shares (expires_at) where expires_at is not null`.execute(db);
  await sql`create index shares_revoked on shares (revoked_at) where revoked_at is not null`.execute(db);
}
