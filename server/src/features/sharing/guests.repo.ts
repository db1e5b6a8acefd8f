import { sql } from 'kysely';
import { type Db, prepared } from '../../platform/postgres/connect.ts';
import type { Database } from '../../platform/tables.ts';

/** All of a document, by name: a statement that is prepared must mean the same after a migration. */
const DOCUMENT_COLUMNS = [
  'documents.id',
  'documents.document_id',
  'documents.organization_id',
  'documents.session',
  'documents.session_id',
  'documents.type',
  'documents.filename',
  'documents.language',
  'documents.timecode_offset_ms',
  'documents.finished',
  'documents.use_plain_document',
  'documents.plain_document_changed',
  'documents.speakers',
  'documents.rules',
  'documents.revision',
  'documents.original_revision',
  'documents.webhook_url',
  'documents.webhook_method',
  'documents.webhook_headers',
  'documents.created',
  'documents.last_modified',
] as const;

/**
 * Links that work: neither revoked nor expired, of a document that is there, of an organisation that is open. Without an
 * organisation: whoever holds a link names none.
 */
function workingShares(db: Db, at: Date) {
  return db
    .selectFrom('shares')
    .innerJoin('documents', 'documents.id', 'shares.document')
    .innerJoin('sessions', 'sessions.id', 'documents.session')
    .innerJoin('organizations', 'organizations.id', 'shares.organization_id')
    .leftJoin('folders', 'folders.id', 'sessions.folder_id')
    .select(DOCUMENT_COLUMNS)
    .select([
      'shares.id as share_id',
      'shares.token_hash',
      'shares.permission',
      'shares.password_hash',
      'shares.expires_at',
      'shares.last_used_at',
      'sessions.token_id',
      'sessions.status as session_status',
      'sessions.duration as session_duration',
      'sessions.language as session_language',
      'sessions.filename as session_filename',
      'sessions.media_type',
      'sessions.copy_key',
      'sessions.copy_type',
      'organizations.rate_profile',
    ])
    .where('shares.revoked_at', 'is', null)
    .where((where) => where.or([where('shares.expires_at', 'is', null), where('shares.expires_at', '>', at)]))
    .where('sessions.deleted_at', 'is', null)
    .where('folders.deleted_at', 'is', null)
    .where('organizations.suspended_at', 'is', null)
    .where('organizations.deleted_at', 'is', null);
}

/** A document with the link that leads to it, and what its guests may know of its session. */
export type SharedDocument = Awaited<ReturnType<ReturnType<typeof workingShares>['executeTakeFirstOrThrow']>>;

/** @param place the session that was asked for, and the document if one was */
export function findShareByToken(
  db: Db,
  tokenHash: Buffer,
  place: { session_id: string; document_id?: string | undefined },
  at: Date,
): Promise<SharedDocument | undefined> {
  let query = workingShares(db, at)
    .where('shares.token_hash', '=', tokenHash)
    .where('documents.session_id', '=', place.session_id);
  if (place.document_id !== undefined) query = query.where('documents.document_id', '=', place.document_id);
  return query.modifyEnd(prepared).executeTakeFirst();
}

/** By its number, for links to files that we signed ourselves. */
export function findShareById(db: Db, id: number, sessionId: string, at: Date): Promise<SharedDocument | undefined> {
  return workingShares(db, at)
    .where('shares.id', '=', id)
    .where('documents.session_id', '=', sessionId)
    .modifyEnd(prepared)
    .executeTakeFirst();
}

/** Held until the transaction ends; undefined when somebody else is noting the same use. */
export function lockShareUse(db: Db, organizationId: number, id: number) {
  return db
    .selectFrom('shares')
    .select(['last_used_at', 'noted_at', 'told_at'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

export async function updateShareUse(
  db: Db,
  organizationId: number,
  id: number,
  use: Partial<Pick<Database['shares'], 'noted_at' | 'told_at'>> & { last_used_at: Date },
): Promise<void> {
  await db
    .updateTable('shares')
    .set({ ...use, use_count: sql`use_count + 1` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}
