import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';

/** Who is asked about: of nobody else anything is read. */
export interface Person {
  user_id: number;
  organization_id: number;
}

/** Everything of the account but what would let somebody in. */
export function findAccount(db: Db, { user_id, organization_id }: Person) {
  return db
    .selectFrom('users')
    .innerJoin('organizations', 'organizations.id', 'users.organization_id')
    .select([
      'users.id',
      'users.email',
      'users.first_name',
      'users.last_name',
      'users.roles',
      'users.newsletter',
      'users.is_active',
      'users.activated_at',
      'users.last_login',
      'users.mfa_enabled_at',
      'users.created_at',
      'users.last_modified',
      'users.organization_id',
      'organizations.name as organization_name',
      sql<boolean>`users.password_hash is not null`.as('has_password'),
    ])
    .where('users.organization_id', '=', organization_id)
    .where('users.id', '=', user_id)
    .executeTakeFirstOrThrow();
}

export function listLogins(db: Db, { user_id }: Person) {
  return db
    .selectFrom('logins')
    .select(['id', 'kind', 'is_remembered', 'address', 'user_agent', 'created_at', 'last_seen_at', 'expires_at'])
    .where('user_id', '=', user_id)
    .orderBy('created_at')
    .execute();
}

export function listIdentities(db: Db, { user_id }: Person) {
  return db
    .selectFrom('user_identities')
    .select(['issuer', 'subject', 'created_at'])
    .where('user_id', '=', user_id)
    .orderBy('created_at')
    .execute();
}

export function listGroups(db: Db, { user_id, organization_id }: Person) {
  return db
    .selectFrom('group_members')
    .innerJoin('groups', 'groups.id', 'group_members.group_id')
    .select(['groups.id', 'groups.name', 'groups.description'])
    .where('group_members.user_id', '=', user_id)
    .where('groups.organization_id', '=', organization_id)
    .orderBy('groups.id')
    .execute();
}

export function listKeys(db: Db, { user_id, organization_id }: Person) {
  return db
    .selectFrom('tokens')
    .select(['id', 'name', 'type', 'key_preview', 'created_at', 'expires_at', 'last_used_at', 'revoked_at'])
    .where('organization_id', '=', organization_id)
    .where('user_id', '=', user_id)
    .orderBy('id')
    .execute();
}

/** Parts of what there may be much of: from above an id. */
type Part = { after: number; limit: number };

export function listPreferences(db: Db, { user_id }: Person, { after, limit }: Part) {
  return db
    .selectFrom('user_preferences')
    .select(['id', 'key', 'value', 'created_at', 'last_modified'])
    .where('user_id', '=', user_id)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** What they did and what was done to them; where others did it from is the others' own. */
export function listAuditEntries(db: Db, { user_id, organization_id }: Person, { after, limit }: Part) {
  const who = `user:${user_id}`;
  const own = (column: 'address' | 'user_agent') =>
    sql<string | null>`case when actor in (${who}, 'unknown') then ${sql.ref(column)} end`.as(column);
  return db
    .selectFrom('audit_log')
    .select(['id', 'at', 'actor', 'action', 'target', own('address'), own('user_agent'), 'details'])
    .where('organization_id', '=', organization_id)
    .where((where) => where.or([where('actor', '=', who), where('target', '=', who)]))
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** What they wrote about documents of the organisation, but for what they deleted. */
export function listComments(db: Db, { user_id, organization_id }: Person, { after, limit }: Part) {
  return db
    .selectFrom('comments')
    .innerJoin('documents', 'documents.id', 'comments.document')
    .select([
      'comments.id',
      'documents.session_id',
      'documents.document_id',
      'comments.parent_id',
      'comments.text',
      'comments.created_at',
      'comments.edited_at',
    ])
    .where('comments.organization_id', '=', organization_id)
    .where('comments.author', '=', `user:${user_id}`)
    .where('comments.id', '>', after)
    .orderBy('comments.id')
    .limit(limit)
    .execute();
}

/** Documents of the organisation that they made or edited: which, when and how; the text is the organisation's. */
export function listEdits(db: Db, { user_id, organization_id }: Person, { after, limit }: Part) {
  return db
    .selectFrom('document_revisions')
    .innerJoin('documents', 'documents.id', 'document_revisions.document')
    .select([
      'document_revisions.document as id',
      'documents.document_id',
      (select) => select.fn.countAll<number>().as('changes'),
      (select) => select.fn.min('document_revisions.created').as('first_at'),
      (select) => select.fn.max('document_revisions.created').as('last_at'),
    ])
    .where('document_revisions.organization_id', '=', organization_id)
    .where('document_revisions.actor', '=', `user:${user_id}`)
    .where('document_revisions.document', '>', after)
    .groupBy(['document_revisions.document', 'documents.document_id'])
    .orderBy('document_revisions.document')
    .limit(limit)
    .execute();
}
