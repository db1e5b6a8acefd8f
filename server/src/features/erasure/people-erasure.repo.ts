import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';

/*
 * Erasure goes on after an organisation has been closed, by ids that its own jobs carry.
 */

/** Somebody who is there, held until the transaction ends. */
export function lockUser(db: Db, organizationId: number, id: number) {
  return db
    .selectFrom('users')
    .select(['id', 'email'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** Leaves a nameless row of somebody; `.invalid` is a domain that never exists (RFC 2606). */
export async function forgetUser(db: Db, organizationId: number, id: number, at: Date): Promise<void> {
  await db
    .updateTable('users')
    .set({
      ...{ deleted_at: at, last_modified: at, is_active: false, newsletter: false },
      email: `deleted-${id}@deleted.invalid`,
      ...{ first_name: null, last_name: null, password_hash: null, roles: [], last_login: null },
      ...{ mfa_secret: null, mfa_enabled_at: null, mfa_step: 0 },
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** Keys that somebody made end with them. */
export async function revokeTokensOf(db: Db, organizationId: number, userId: number, at: Date): Promise<void> {
  await db
    .updateTable('tokens')
    .set({ revoked_at: at })
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Mails that wait: to an address that is about to be forgotten. */
export async function deleteMailsTo(db: Db, recipient: string): Promise<void> {
  await db.deleteFrom('mails').where('recipient', '=', recipient).execute();
}

/** Everything that hangs on somebody, of which there is never much. */
export async function deleteTracesOf(db: Db, id: number): Promise<void> {
  for (const table of [
    'logins',
    'user_secrets',
    'backup_codes',
    'user_identities',
    'user_preferences',
    'group_members',
    'pins',
  ] as const) {
    await db.deleteFrom(table).where('user_id', '=', id).execute();
  }
  await db.deleteFrom('idempotency_keys').where('caller', '=', `user:${id}`).execute();
  // Links they made go on working for whoever has them: they are of the organisation.
  await db.updateTable('shares').set({ created_by: null }).where('created_by', '=', `user:${id}`).execute();
}

/** What is said of somebody in the audit log besides their number. */
const PERSONAL_DETAILS = ['email', 'old_email', 'new_email', 'name', 'first_name', 'last_name', 'recipient', 'subject'];

/**
 * The audit log keeps that something happened, not where from and with what device, nor names and addresses. Of what others
 * did to them the place is the others' own and stays.
 *
 * @returns how many rows; 0 once there is nothing left to forget
 */
export async function forgetInAuditLog(db: Db, id: number, limit: number): Promise<number> {
  const who = `user:${id}`;
  const { numAffectedRows = 0n } = await sql`
    with forgotten as (
      select id from audit_log
      where (actor = ${who} or target = ${who})
        and (details ?| ${PERSONAL_DETAILS}::text[]
          or (actor in (${who}, 'unknown') and (address is not null or user_agent is not null)))
      order by id limit ${limit}
    )
    update audit_log set
      details = details - ${PERSONAL_DETAILS}::text[],
      address = case when actor in (${who}, 'unknown') then null else address end,
      user_agent = case when actor in (${who}, 'unknown') then null else user_agent end
    from forgotten where forgotten.id = audit_log.id`.execute(db);
  return Number(numAffectedRows);
}

/**
 * Comments stay with the document they are on, as what was said about it; who said it, and whom it names, is forgotten.
 *
 * @returns how many rows; 0 once there is nothing left to forget
 */
export async function forgetInComments(db: Db, id: number, limit: number): Promise<number> {
  const who = `user:${id}`;
  const { numAffectedRows = 0n } = await sql`
    with forgotten as (
      select id from comments
      where author = ${who} or resolved_by = ${who} or (notified @> array[${id}::int] and notified <> '{}')
      order by id limit ${limit} for update
    )
    update comments set
      author = nullif(author, ${who}),
      resolved_by = nullif(resolved_by, ${who}),
      mentions = array_remove(mentions, ${id}),
      notified = array_remove(notified, ${id})
    from forgotten where forgotten.id = comments.id`.execute(db);
  return Number(numAffectedRows);
}

/** @returns whether it was not known yet */
export async function updateUserErased(db: Db, id: number, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set({ erased_at: at })
    .where('id', '=', id)
    .where('deleted_at', 'is not', null)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** People who were deleted and are not erased yet. */
export async function listUsersToErase(db: Db, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('deleted_at', 'is not', null)
    .where('erased_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Removes the numbers of erased people that nothing names any more. @returns how many */
export async function deleteUnnamedUsers(db: Db, limit: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from users where id in (
      select id from users
      where erased_at is not null and deleted_at is not null
        and not exists (select from audit_log where actor = 'user:' || users.id)
        and not exists (select from audit_log where target = 'user:' || users.id)
        and not exists (
          select from document_revisions where actor = 'user:' || users.id and actor like 'user:%')
      order by id limit ${limit})`.execute(db);
  return Number(numAffectedRows);
}
