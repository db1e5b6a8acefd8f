import { randomBytes } from 'node:crypto';
import { type Selectable, sql, type Updateable } from 'kysely';
import { type Db, prepared } from '../../platform/postgres/connect.ts';
import type { Database } from '../../platform/tables.ts';

/** Makes an organisation, with the key that stands for its people. */
export async function insertOrganization(db: Db, name: string): Promise<{ id: number; name: string }> {
  const organization = await db
    .insertInto('organizations')
    .values({ name })
    .returning(['id', 'name'])
    .executeTakeFirstOrThrow();
  const token = await db
    .insertInto('tokens')
    .values({
      organization_id: organization.id,
      name: 'App',
      type: 'batch',
      // Of bytes that nobody keeps: no key has this hash.
      key_hash: randomBytes(32),
      key_preview: '',
      is_internal: true,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db.updateTable('organizations').set({ app_token_id: token.id }).where('id', '=', organization.id).execute();
  return organization;
}

export async function findOrganizationName(db: Db, id: number): Promise<string> {
  const row = await db.selectFrom('organizations').select('name').where('id', '=', id).executeTakeFirstOrThrow();
  return row.name;
}

/** Whether this installation has been set up: asked once, at the start, about all organisations. */
export async function organizationExists(db: Db): Promise<boolean> {
  return (await db.selectFrom('organizations').select('id').limit(1).executeTakeFirst()) !== undefined;
}
/** Whether speakers are told apart where a session does not say. */
export async function findDefaultDiarization(db: Db, id: number): Promise<boolean> {
  const row = await db
    .selectFrom('organizations')
    .select('diarization')
    .where('id', '=', id)
    .modifyEnd(prepared)
    .executeTakeFirst();
  return row?.diarization ?? false;
}

const COLUMNS = [
  'id',
  'name',
  'diarization',
  'brand_color',
  'logo_key',
  'require_mfa',
  'sso_domains',
  'created_at',
  'last_modified',
] as const;
export type OrganizationRow = Pick<Selectable<Database['organizations']>, (typeof COLUMNS)[number]>;

export function findOrganization(db: Db, id: number): Promise<OrganizationRow | undefined> {
  return db
    .selectFrom('organizations')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

/** Holds an organisation until the transaction ends: of two changes of its people or rules, one waits for the other. */
export function lockOrganization(db: Db, id: number): Promise<OrganizationRow | undefined> {
  return db
    .selectFrom('organizations')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

export function updateOrganization(
  db: Db,
  id: number,
  changes: Updateable<Database['organizations']>,
): Promise<OrganizationRow> {
  return db.updateTable('organizations').set(changes).where('id', '=', id).returning(COLUMNS).executeTakeFirstOrThrow();
}

/** How many people there are, and in which state. */
export function countPeople(db: Db, organizationId: number) {
  return db
    .selectFrom('users')
    .select((select) => [
      select.fn.countAll<number>().as('user_count'),
      sql<number>`count(*) filter (where is_active and activated_at is not null)`.as('active_user_count'),
      sql<number>`count(*) filter (where is_active and activated_at is null)`.as('invited_user_count'),
    ])
    .where('organization_id', '=', organizationId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
}

const DOMAINS_LOCK = 7_203_016;

/** One at a time names domains, of all organisations: until the transaction ends. */
export async function lockDomains(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${DOMAINS_LOCK})`.execute(db);
}

/** Which of some domains another organisation has. */
export async function listTakenDomains(db: Db, organizationId: number, domains: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('organizations')
    .select('sso_domains')
    .where('id', '<>', organizationId)
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`sso_domains && ${domains}::text[]`)
    .execute();
  const taken = new Set(rows.flatMap(({ sso_domains }) => sso_domains));
  return domains.filter((domain) => taken.has(domain));
}

/** Which of some domains somebody here has an address in that was proven to be theirs. */
export async function listProvenDomains(db: Db, organizationId: number, domains: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('users')
    .select(sql<string>`split_part(email, '@', 2)`.as('domain'))
    .distinct()
    .where('organization_id', '=', organizationId)
    .where('deleted_at', 'is', null)
    .where('activated_at', 'is not', null)
    .where(sql<boolean>`split_part(email, '@', 2) = any(${domains}::text[])`)
    .execute();
  return rows.map(({ domain }) => domain);
}

/** Which of these files are the picture of an organisation. Of any: for cleaning up the storage. */
export async function listNamedLogos(db: Db, keys: string[]): Promise<string[]> {
  const rows = await db.selectFrom('organizations').select('logo_key').where('logo_key', 'in', keys).execute();
  return rows.map(({ logo_key }) => logo_key).filter((key) => key !== null);
}
