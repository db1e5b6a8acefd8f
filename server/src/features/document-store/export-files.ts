import type { Db } from '../../platform/postgres/connect.ts';
import { listDocumentsInUse } from './documents.repo.ts';

/** Exported files lie below it: made once for a revision and its options, and made again when they are gone. */
export const EXPORTS_FOLDER = 'exports';

export const exportsFolder = (sessionId: string, documentId?: string) =>
  documentId === undefined ? `${EXPORTS_FOLDER}/${sessionId}` : `${EXPORTS_FOLDER}/${sessionId}/${documentId}`;

/** @param options what tells this file from others of the same revision, safe in a path */
export function exportKey(
  document: { session_id: string; document_id: string },
  revision: number,
  options: string,
): string {
  return `${exportsFolder(document.session_id, document.document_id)}/${revision}-${options}`;
}

/** Which of these files belong to the present revision of a document. With `hold`, that stays so until the transaction ends. */
export async function findExportFiles(db: Db, keys: string[], hold: boolean): Promise<Set<string>> {
  const documentOf = (key: string) => key.split('/')[2] ?? '';
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  const ids = [...new Set(keys.map(documentOf).filter((id) => isUuid.test(id)))];
  const revisions = new Map(
    (await listDocumentsInUse(db, ids, hold)).map(({ document_id, revision }) => [document_id, revision]),
  );
  return new Set(
    keys.filter((key) => {
      const revision = revisions.get(documentOf(key));
      return revision !== undefined && key.split('/')[3]?.startsWith(`${revision}-`);
    }),
  );
}
