import { timestamp } from '../../captions/formats/timestamps.ts';
import { callerOf, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { many, one } from '../../platform/http/envelope.ts';
import {
  type DocumentRow,
  deleteDocumentRow,
  exportsFolder,
  findDocument,
  listDocumentRows,
  lockDocument,
  tellDocument,
} from '../document-store/index.ts';
import type { Need } from '../folder-access/index.ts';
import { forgetDocument, requireSession } from '../sessions/index.ts';
import { sendDocumentWebhooks } from '../webhooks/index.ts';
import type { DocumentParams } from './documents.schema.ts';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export const isDocumentId = (id: string) => UUID.test(id);

/** A document as it goes over the wire, without its text. */
export const viewDocument = (row: DocumentRow) => ({
  id: row.document_id,
  session_id: row.session_id,
  created: row.created,
  last_modified: row.last_modified,
  filename: row.filename,
  type: row.type,
  language: row.language,
  timecode_offset: timestamp(row.timecode_offset_ms, '.'),
  finished: row.finished,
  use_plain_document: row.use_plain_document,
  plain_document_changed: row.plain_document_changed,
  revision: row.revision,
});

export const answerDocument = (row: DocumentRow) => one(viewDocument(row));

/** After an edit: whether it was put together with what others had written meanwhile. */
export const answerEdit = ({ merged, ...row }: DocumentRow & { merged: boolean }) =>
  one({ ...viewDocument(row), merged });

/**
 * A document of a session, if the caller may read or change what belongs to that.
 *
 * @throws AppError `session_not_found`, `wrong_session_token`, `document_not_found`, `forbidden`
 */
export async function requireDocument(ctx: RequestCtx, params: DocumentParams, need: Need): Promise<DocumentRow> {
  const session = await requireSession(ctx, params.session_id, need);
  const row = isDocumentId(params.document_id)
    ? await findDocument(ctx.db, ctx.actor.organization_id, session.id, params.document_id)
    : undefined;
  if (!row) throw new AppError('document_not_found');
  return row;
}

/** The documents of a session, the oldest first. */
export async function listDocuments(ctx: RequestCtx, sessionId: string) {
  const session = await requireSession(ctx, sessionId, 'read');
  const rows = await listDocumentRows(ctx.db, ctx.actor.organization_id, session.id);
  return many(rows.map(viewDocument), rows.length);
}

/** Who writes a revision, and what they have seen (`If-Match`, RFC 9110 section 13.1.1). */
export function writerOf(ctx: RequestCtx, ifMatch: string | undefined) {
  return { actor: callerOf(ctx.actor), expected: seenRevision(ifMatch) };
}

/** -1 is no revision: whatever it is that the client has, it is not the present one. */
export function seenRevision(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  return Number(/^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch.trim())?.[1] ?? -1);
}

/** Removes a document with all its revisions, for good. */
export async function deleteDocument(ctx: RequestCtx, params: DocumentParams): Promise<void> {
  const { organization_id, id, session, session_id, document_id } = await requireDocument(ctx, params, 'write');
  await inTransaction(ctx, async (ctx) => {
    const row = await lockDocument(ctx.db, organization_id, id);
    if (!row) throw new AppError('document_not_found');
    await sendDocumentWebhooks(ctx, row, 'document.deleted');
    await deleteDocumentRow(ctx.db, organization_id, id);
    await tellDocument(ctx, row, { action: 'deleted', actor: callerOf(ctx.actor) });
    await forgetDocument(ctx, { id: session, organization_id }, document_id);
  });
  await ctx.storage.delete(exportsFolder(session_id, document_id));
}
