import type { RequestCtx } from '../../../context.ts';
import { many, page } from '../../../platform/http/envelope.ts';
import { type DocumentRow, listRevisionRows, reviseDocument } from '../../document-store/index.ts';
import type { DocumentParams } from '../documents.schema.ts';
import { requireDocument, writerOf } from '../documents.service.ts';

/** What was done to a document, the newest first. Their numbers have no gaps, so the present one is how many there are. */
export async function listRevisions(
  ctx: RequestCtx,
  params: DocumentParams,
  query: { offset?: number; limit?: number },
) {
  const document = await requireDocument(ctx, params, 'read');
  const rows = await listRevisionRows(ctx.db, document, page(query));
  return many(rows, document.revision);
}

/**
 * Brings the segments of an earlier revision back, as a new one: nothing is lost by it.
 *
 * @throws AppError `revision_not_found`, `document_finished`, `revision_conflict`
 */
export async function restoreRevision(
  ctx: RequestCtx,
  params: DocumentParams & { number: number },
  ifMatch: string | undefined,
): Promise<DocumentRow> {
  const document = await requireDocument(ctx, params, 'write');
  return reviseDocument(ctx, document, writerOf(ctx, ifMatch), () => ({
    action: 'restored',
    segments: params.number,
  }));
}
