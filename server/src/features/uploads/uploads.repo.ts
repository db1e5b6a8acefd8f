import { type Selectable, sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Database } from '../../platform/tables.ts';

export type UploadRow = Selectable<Database['uploads']>;

export async function insertUpload(
  db: Db,
  upload: {
    id: string;
    organization_id: number;
    token_id: number;
    metadata: Record<string, string | null>;
    size: number | null;
    concat: string | null;
    folder_id: number | null;
    created_at: Date;
    expires_at: Date;
  },
): Promise<void> {
  await db
    .insertInto('uploads')
    .values({ ...upload, metadata: JSON.stringify(upload.metadata) })
    .execute();
}

export function findUpload(db: Db, organizationId: number, id: string): Promise<UploadRow | undefined> {
  return db
    .selectFrom('uploads')
    .selectAll()
    .where('id', '=', id)
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
}

/** The upload with the wire name of its session, for `GET /files/{id}`. */
export function findUploadWithSession(db: Db, organizationId: number, id: string) {
  return db
    .selectFrom('uploads')
    .leftJoin('sessions', 'sessions.id', 'uploads.session')
    .selectAll('uploads')
    .select('sessions.session_id')
    .where('uploads.id', '=', id)
    .where('uploads.organization_id', '=', organizationId)
    .executeTakeFirst();
}

/** Holds the row, so that an upload is finished by one request only. */
export function lockUnfinishedUpload(db: Db, organizationId: number, id: string): Promise<UploadRow | undefined> {
  return db
    .selectFrom('uploads')
    .selectAll()
    .where('id', '=', id)
    .where('organization_id', '=', organizationId)
    .where('completed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** Without an organisation: only the store of the TUS server asks, after the request was checked. */
export function findStoredUpload(db: Db, id: string): Promise<UploadRow | undefined> {
  return db.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function updateUploadSize(db: Db, id: string, size: number): Promise<void> {
  await db.updateTable('uploads').set({ size }).where('id', '=', id).execute();
}

/** Notes that a request with a checksum begins to write at this byte, or, with null, that all bytes are verified. */
export async function updateUploadUnverified(db: Db, id: string, from: number | null): Promise<void> {
  await db.updateTable('uploads').set({ unverified_from: from }).where('id', '=', id).execute();
}

export async function updateUploadCompleted(
  db: Db,
  organizationId: number,
  id: string,
  facts: { session: number; sha256: string | null; metadata: Record<string, string | null>; at: Date },
): Promise<void> {
  await db
    .updateTable('uploads')
    .set({
      session: facts.session,
      sha256: facts.sha256,
      completed_at: facts.at,
      metadata: JSON.stringify(facts.metadata),
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** @returns whether there was such an upload, not yet complete */
export async function deleteUpload(db: Db, id: string): Promise<boolean> {
  const deleted = await db
    .deleteFrom('uploads')
    .where('id', '=', id)
    .where('completed_at', 'is', null)
    .executeTakeFirst();
  return deleted.numDeletedRows > 0n;
}

/** All uploads of one organisation, complete or not. */
export async function listUploadsOf(db: Db, organizationId: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('uploads')
    .select('id')
    .where('organization_id', '=', organizationId)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Forgets an upload of an organisation that is no more. */
export async function deleteUploadRow(db: Db, organizationId: number, id: string): Promise<void> {
  await db.deleteFrom('uploads').where('organization_id', '=', organizationId).where('id', '=', id).execute();
}

/** Maintenance over all organisations: uploads that nobody finished. */
export function listUnfinishedUploads(db: Db, limit: number): Promise<UploadRow[]> {
  return db
    .selectFrom('uploads')
    .selectAll()
    .where('completed_at', 'is', null)
    .orderBy('expires_at')
    .limit(limit)
    .execute();
}

/** Maintenance over all organisations: which of these uploads are not finished, or parts of one that is not. */
export async function listWantedUploads(db: Db, ids: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('uploads as upload')
    .leftJoin('uploads as final', 'final.id', 'upload.part_of')
    .select('upload.id')
    .where(sql<boolean>`upload.id = any(${ids}::text[])`)
    .where((where) =>
      where.or([
        where('upload.completed_at', 'is', null),
        where.and([where('final.id', 'is not', null), where('final.completed_at', 'is', null)]),
      ]),
    )
    .execute();
  return rows.map(({ id }) => id);
}

/** The partial uploads a final one is made of, in their order. */
export function listParts(db: Db, finalId: string): Promise<{ id: string; size: number }[]> {
  return db
    .selectFrom('uploads')
    .select((select) => ['id', select.fn.coalesce('size', select.lit(0)).as('size')])
    .where('part_of', '=', finalId)
    .orderBy('part_index')
    .execute();
}

/** Holds the rows of these uploads, always in the same order, so that two that want the same take turns. */
export function lockUploads(db: Db, organizationId: number, ids: string[]): Promise<UploadRow[]> {
  return db
    .selectFrom('uploads')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Makes partial uploads parts of a final one, in this order. */
export async function updateUploadsPartOf(
  db: Db,
  organizationId: number,
  ids: string[],
  facts: { part_of: string; at: Date },
): Promise<void> {
  for (const [part_index, id] of ids.entries()) {
    await db
      .updateTable('uploads')
      .set({ part_of: facts.part_of, part_index, completed_at: facts.at })
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute();
  }
}

/** Maintenance over all organisations: expired parts of final uploads that are complete and need them no more. */
export async function deleteExpiredParts(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('uploads as part')
    .using('uploads as final')
    .whereRef('part.part_of', '=', 'final.id')
    .where('final.completed_at', 'is not', null)
    .where('part.expires_at', '<', now)
    .execute();
}
