import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';

/** An organisation that is there, held until the transaction ends: nobody comes or goes meanwhile. */
export function lockOrganization(db: Db, id: number) {
  return db
    .selectFrom('organizations')
    .select(['id', 'name', 'suspended_at'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** Closes it: no key, no login and no link of it works any more. */
export async function closeOrganization(db: Db, id: number, at: Date): Promise<void> {
  await db
    .updateTable('organizations')
    .set({ deleted_at: at, last_modified: at, sso_domains: [] })
    .where('id', '=', id)
    .execute();
  await db
    .updateTable('tokens')
    .set({ revoked_at: at })
    .where('organization_id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
  await db.deleteFrom('logins').where('organization_id', '=', id).execute();
}

/** How many people there are besides somebody, and how many organisation administrators that can sign in. */
export async function countOthers(db: Db, organizationId: number, but: number) {
  return db
    .selectFrom('users')
    .select((select) => [
      select.fn.countAll<number>().as('people'),
      sql<number>`count(*) filter (where is_active and activated_at is not null and 'ORGADMIN' = any(roles))`.as(
        'admins',
      ),
    ])
    .where('organization_id', '=', organizationId)
    .where('id', '<>', but)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
}

/** How many others run the installation and can sign in. Of all organisations. */
export async function countOtherOperators(db: Db, but: number): Promise<number> {
  const row = await db
    .selectFrom('users')
    .innerJoin('organizations', 'organizations.id', 'users.organization_id')
    .select((select) => select.fn.countAll<number>().as('operators'))
    .where('users.id', '<>', but)
    .where('users.is_active', '=', true)
    .where('users.activated_at', 'is not', null)
    .where('organizations.deleted_at', 'is', null)
    .where('organizations.suspended_at', 'is', null)
    .where(sql<boolean>`'SYSOP' = any(users.roles)`)
    .executeTakeFirstOrThrow();
  return row.operators;
}

export async function listPeopleOf(db: Db, organizationId: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('erased_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Tables all of whose rows of an organisation go; what hangs on them goes with them (`on delete cascade`). */
export const EMPTIED_TABLES = [
  'folder_jobs',
  'realtime_sessions',
  'webhook_deliveries',
  'webhooks',
  'webhook_secrets',
  'export_templates',
  'folders',
  'groups',
  'mails',
  'idempotency_keys',
  'queue_turns',
  'events',
  'event_outbox',
] as const;

/** @returns how many rows; 0 once there are none */
export async function deleteSomeRows(
  db: Db,
  table: (typeof EMPTIED_TABLES)[number],
  organizationId: number,
  limit: number,
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from ${sql.table(table)} where ctid = any(array(
      select ctid from ${sql.table(table)} where organization_id = ${organizationId} limit ${limit}))`.execute(db);
  return Number(numAffectedRows);
}

/** Lays the folders of an organisation beside each other, so that they can go in any order. */
export async function flattenFolders(db: Db, organizationId: number): Promise<void> {
  await sql`
    update folders set parent_id = null, access_root = null
    where organization_id = ${organizationId} and (parent_id is not null or access_root is not null)`.execute(db);
}

/** Files that rows name which are about to go. */
export async function listFilesOf(db: Db, organizationId: number): Promise<string[]> {
  const templates = await db
    .selectFrom('export_templates')
    .select(['docx_key', 'pdf_key'])
    .where('organization_id', '=', organizationId)
    .execute();
  const organization = await db
    .selectFrom('organizations')
    .select('logo_key')
    .where('id', '=', organizationId)
    .executeTakeFirst();
  const jobs = await db
    .selectFrom('folder_jobs')
    .select('file_key')
    .where('organization_id', '=', organizationId)
    .where('file_key', 'is not', null)
    .execute();
  const keys = [
    ...jobs.map(({ file_key }) => file_key),
    ...templates.flatMap(({ docx_key, pdf_key }) => [docx_key, pdf_key]),
    organization?.logo_key ?? null,
  ];
  return keys.filter((key) => key !== null);
}

/** The log keeps what was done and when, and by which number. @returns how many rows; 0 once nothing is left to forget */
export async function forgetOrganizationInAuditLog(db: Db, organizationId: number, limit: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    with forgotten as (
      select id from audit_log
      where organization_id = ${organizationId}
        and (address is not null or user_agent is not null or details <> '{}' or actor like 'guest:_%')
      order by id limit ${limit}
    )
    update audit_log set
      address = null, user_agent = null, details = '{}',
      actor = case when actor like 'guest:%' then 'guest:' else actor end
    from forgotten where forgotten.id = audit_log.id`.execute(db);
  return Number(numAffectedRows);
}

/** Leaves its number, name and dates; its keys stay as numbers that the counts of sessions hang on. */
export async function forgetOrganization(db: Db, id: number, at: Date): Promise<boolean> {
  await db
    .updateTable('tokens')
    .set({ name: 'Deleted', key_preview: '' })
    .where('organization_id', '=', id)
    .where('is_internal', '=', false)
    .execute();
  const { numUpdatedRows } = await db
    .updateTable('organizations')
    .set({ erased_at: at, brand_color: null, logo_key: null, sso_domains: [] })
    .where('id', '=', id)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Organisations of which something is left, or may have come meanwhile by a request that was under way. */
export async function listOrganizationsToErase(db: Db, since: Date): Promise<number[]> {
  const rows = await db
    .selectFrom('organizations')
    .select('id')
    .where('deleted_at', 'is not', null)
    .where((where) => where.or([where('erased_at', 'is', null), where('deleted_at', '>', since)]))
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
