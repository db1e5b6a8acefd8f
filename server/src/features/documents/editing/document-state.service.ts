import type { Ctx, RequestCtx } from '../../../context.ts';
import { type DocumentRow, listSegmentTexts, reviseDocument, type Writer } from '../../document-store/index.ts';
import type { DocumentParams } from '../documents.schema.ts';
import { requireDocument, writerOf } from '../documents.service.ts';

/** Takes all text away; segments and their times stay. @throws AppError `document_finished`, `revision_conflict` */
export async function clearText(
  ctx: RequestCtx,
  params: DocumentParams,
  ifMatch: string | undefined,
): Promise<DocumentRow> {
  return clearDocument(ctx, await requireDocument(ctx, params, 'write'), writerOf(ctx, ifMatch));
}

/** The same where it is known that the writer may. */
export async function clearDocument(ctx: Ctx, document: DocumentRow, writer: Writer): Promise<DocumentRow> {
  return reviseDocument(ctx, document, writer, async (ctx, { organization_id, id, revision }) => {
    const segments = await listSegmentTexts(ctx.db, { organization_id, document: id, number: revision });
    if (segments.every(({ text }) => text === '')) return undefined;
    return {
      action: 'cleared',
      segments: segments.map(({ segment_id, start_ms, stop_ms, speaker }) => ({
        ...{ segment_id, start_ms, stop_ms, speaker },
        text: '',
        words: [],
      })),
    };
  });
}

/** Back to how the document came to be. @throws AppError `document_finished`, `revision_conflict` */
export async function resetToOriginal(
  ctx: RequestCtx,
  params: DocumentParams,
  ifMatch: string | undefined,
): Promise<DocumentRow> {
  return resetDocument(ctx, await requireDocument(ctx, params, 'write'), writerOf(ctx, ifMatch));
}

/** The same where it is known that the writer may. */
export async function resetDocument(ctx: Ctx, document: DocumentRow, writer: Writer): Promise<DocumentRow> {
  return reviseDocument(ctx, document, writer, (_ctx, { original_revision }) => ({
    action: 'reset',
    segments: original_revision,
    changes: { plain_document_changed: false },
  }));
}

/** Closes a document to edits, or opens it again. @throws AppError `revision_conflict` */
export async function setFinishedStatus(
  ctx: RequestCtx,
  params: DocumentParams,
  finished: boolean,
  ifMatch: string | undefined,
): Promise<DocumentRow> {
  return finishDocument(ctx, await requireDocument(ctx, params, 'write'), finished, writerOf(ctx, ifMatch));
}

/** The same where it is known that the writer may. */
export async function finishDocument(
  ctx: Ctx,
  document: DocumentRow,
  finished: boolean,
  writer: Writer,
): Promise<DocumentRow> {
  return reviseDocument(ctx, document, { ...writer, evenFinished: true }, (_ctx, current) =>
    current.finished === finished ? undefined : { action: finished ? 'finished' : 'reopened', changes: { finished } },
  );
}
