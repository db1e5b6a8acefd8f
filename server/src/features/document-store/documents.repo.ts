import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Database } from '../../platform/tables.ts';

export type DocumentRow = Selectable<Database['documents']>;

export function insertDocument(db: Db, document: Insertable<Database['documents']>): Promise<DocumentRow> {
  return db.insertInto('documents').values(document).returningAll().executeTakeFirstOrThrow();
}

export function findDocument(
  db: Db,
  organizationId: number,
  session: number,
  documentId: string,
): Promise<DocumentRow | undefined> {
  return db
    .selectFrom('documents')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('session', '=', session)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
}

/** Wherever it is: for copies from one session to another. */
export function findDocumentAnywhere(
  db: Db,
  organizationId: number,
  documentId: string,
): Promise<DocumentRow | undefined> {
  return db
    .selectFrom('documents')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
}

/** Without an organisation: who holds a link signed by this server may read this one document. */
export function findLinkedDocument(
  db: Db,
  { session_id, document_id }: { session_id: string; document_id: string },
): Promise<DocumentRow | undefined> {
  return db
    .selectFrom('documents')
    .selectAll()
    .where('document_id', '=', document_id)
    .where('session_id', '=', session_id)
    .executeTakeFirst();
}

/** The same, held until the transaction ends: of two edits the second sees what the first wrote. */
export function lockDocument(db: Db, organizationId: number, id: number): Promise<DocumentRow | undefined> {
  return db
    .selectFrom('documents')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export function listDocumentRows(db: Db, organizationId: number, session: number): Promise<DocumentRow[]> {
  return db
    .selectFrom('documents')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('session', '=', session)
    .orderBy('id')
    .execute();
}

/** Documents of some sessions, those of one together, the oldest first. */
export function listDocumentsOfSessions(db: Db, organizationId: number, sessions: number[]): Promise<DocumentRow[]> {
  return db
    .selectFrom('documents')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`session = any(${sessions}::bigint[])`)
    .orderBy('session')
    .orderBy('id')
    .execute();
}

export function updateDocumentRow(
  db: Db,
  organizationId: number,
  id: number,
  changes: Updateable<Database['documents']>,
): Promise<DocumentRow> {
  return db
    .updateTable('documents')
    .set(changes)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The key a session belongs to, by which its events are told. */
export async function findKeyOfSession(db: Db, organizationId: number, session: number): Promise<number | undefined> {
  const row = await db
    .selectFrom('sessions')
    .select('token_id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', session)
    .executeTakeFirst();
  return row?.token_id;
}

export async function deleteDocumentRow(db: Db, organizationId: number, id: number): Promise<void> {
  await db.deleteFrom('documents').where('organization_id', '=', organizationId).where('id', '=', id).execute();
}

/** Those of a session that is being erased. */
export async function deleteDocumentsOfSession(db: Db, organizationId: number, session: number): Promise<void> {
  await db
    .deleteFrom('documents')
    .where('organization_id', '=', organizationId)
    .where('session', '=', session)
    .execute();
}

/** Present revisions of documents of any organisation, for collecting files that nothing needs any more. */
export function listDocumentsInUse(
  db: Db,
  documentIds: string[],
  hold: boolean,
): Promise<Pick<DocumentRow, 'document_id' | 'revision'>[]> {
  return db
    .selectFrom('documents')
    .select(['document_id', 'revision'])
    .where(sql<boolean>`document_id = any(${documentIds}::uuid[])`)
    .orderBy('id')
    .$if(hold, (query) => query.forUpdate())
    .execute();
}
