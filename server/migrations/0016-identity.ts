import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table organizations
      add column diarization boolean not null default false,
      add column brand_color text,
      add column logo_key text,
      add column require_mfa boolean not null default false,
      add column sso_domains text[] not null default '{}',
      add column suspended_at timestamptz,
      add column deleted_at timestamptz,
      add column erased_at timestamptz,
      add column last_modified timestamptz not null default now()`.execute(db);

  // What organisations used, by month, and what somebody edited.
  await sql`
    create index sessions_usage on sessions (organization_id, created_at)
    include (duration, status, session_mode)`.execute(db);
  // People list the sessions of their whole organisation, perhaps of one status.
  await sql`
    create index sessions_organization_status on sessions (organization_id, status, created_at desc, id desc)
    where deleted_at is null`.execute(db);
  await sql`
    create index document_revisions_person on document_revisions (actor, document)
    where actor like 'user:%'`.execute(db);

  // What people make belongs to a key of their organisation that nobody ever holds: its hash is of nothing.
  await sql`alter table tokens add column is_internal boolean not null default false,
    add column user_id integer references users on delete set null`.execute(db);
  await sql`alter table organizations add column app_token_id integer references tokens`.execute(db);
  await sql`
    with made as (
      insert into tokens (organization_id, name, type, key_hash, key_preview, is_internal)
      select id, 'App', 'batch', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), '', true
      from organizations returning id, organization_id
    )
    update organizations set app_token_id = made.id from made where made.organization_id = organizations.id`.execute(
    db,
  );

  // Who is invited or signs in elsewhere has no password.
  await sql`
    alter table users
      alter column password_hash drop not null,
      add column newsletter boolean not null default false,
      add column activated_at timestamptz,
      add column last_login timestamptz,
      add column mfa_secret bytea,
      add column mfa_enabled_at timestamptz,
      add column mfa_step bigint not null default 0,
      add column deleted_at timestamptz,
      add column erased_at timestamptz,
      add column last_modified timestamptz not null default now()`.execute(db);
  await sql`update users set activated_at = created_at`.execute(db);
  await sql`create index users_organization_email on users (organization_id, email)`.execute(db);
  await sql`create index users_organization_created on users (organization_id, created_at, id)`.execute(db);
  await sql`create index organizations_sso_domains on organizations using gin (sso_domains)`.execute(db);
  await sql`create index users_deleted on users (deleted_at) where deleted_at is not null`.execute(db);
  // Somebody has to run the installation: whoever was there first.
  await sql`
    update users set roles = array_append(roles, 'SYSOP')
    where id = (select min(id) from users where 'ORGADMIN' = any(roles) and is_active)`.execute(db);

  // One row for each device somebody is signed in on.
  await sql`
    create table logins (
      id uuid primary key default gen_random_uuid(),
      user_id integer not null references users on delete cascade,
      organization_id integer not null,
      token_hash bytea not null unique,
      kind text not null check (kind in ('token', 'cookie')),
      is_remembered boolean not null,
      is_external boolean not null default false,
      address text not null,
      user_agent text,
      created_at timestamptz not null default now(),
      last_seen_at timestamptz not null default now(),
      confirmed_at timestamptz not null default now(),
      expires_at timestamptz not null
    )`.execute(db);
  await sql`create index logins_user on logins (user_id, created_at)`.execute(db);
  await sql`create index logins_expiry on logins (expires_at)`.execute(db);

  // Links by mail, and steps of signing in, that are good once.
  await sql`
    create table user_secrets (
      secret_hash bytea primary key,
      user_id integer references users on delete cascade,
      purpose text not null check (purpose in ('activate', 'reset', 'email', 'register')),
      data jsonb,
      expires_at timestamptz not null,
      created_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index user_secrets_user on user_secrets (user_id, purpose)`.execute(db);
  await sql`create index user_secrets_expiry on user_secrets (expires_at)`.execute(db);

  await sql`
    create table backup_codes (
      user_id integer not null references users on delete cascade,
      salt bytea not null,
      code_hash bytea not null,
      used_at timestamptz,
      primary key (user_id, code_hash)
    )`.execute(db);

  // Accounts at identity providers: whom the provider calls \`subject\`.
  await sql`
    create table user_identities (
      issuer text not null,
      subject text not null,
      user_id integer not null references users on delete cascade,
      created_at timestamptz not null default now(),
      primary key (issuer, subject)
    )`.execute(db);
  await sql`create index user_identities_user on user_identities (user_id)`.execute(db);

  await sql`
    create table audit_log (
      id bigint generated always as identity primary key,
      at timestamptz not null default now(),
      organization_id integer,
      actor text not null,
      action text not null,
      target text,
      address text,
      user_agent text,
      details jsonb not null default '{}'
    )`.execute(db);
  await sql`create index audit_log_organization on audit_log (organization_id, id)`.execute(db);
  await sql`create index audit_log_action on audit_log (action text_pattern_ops, id)`.execute(db);
  await sql`create index audit_log_actor on audit_log (actor, id)`.execute(db);
  await sql`create index audit_log_target on audit_log (target, id)`.execute(db);
  await sql`create index audit_log_at on audit_log (at)`.execute(db);

  await sql`
    create table mails (
      id bigint generated always as identity primary key,
      organization_id integer,
      recipient text not null,
      kind text not null,
      content bytea not null,
      attempts integer not null default 0,
      created_at timestamptz not null default now()
    )`.execute(db);

  await sql`
    create table groups (
      id integer generated always as identity primary key,
      organization_id integer not null references organizations on delete cascade,
      name text not null,
      description text,
      created_at timestamptz not null default now(),
      last_modified timestamptz not null default now(),
      unique (organization_id, name)
    )`.execute(db);
  await sql`
    create table group_members (
      group_id integer not null references groups on delete cascade,
      user_id integer not null references users on delete cascade,
      organization_id integer not null,
      primary key (group_id, user_id)
    )`.execute(db);
  await sql`create index group_members_user on group_members (user_id)`.execute(db);
  await sql`create index groups_organization_created on groups (organization_id, created_at, id)`.execute(db);

  await sql`
    create table user_preferences (
      id integer generated always as identity primary key,
      user_id integer not null references users on delete cascade,
      organization_id integer not null,
      key text not null,
      -- No jsonb: that refuses some strings which JSON allows, and what clients keep is given back as it came.
      value json not null,
      created_at timestamptz not null default now(),
      last_modified timestamptz not null default now(),
      unique (user_id, key)
    )`.execute(db);
}
