import { type Ctx, inTransaction } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import type { DocumentRow } from '../../document-store/index.ts';
import { findPlacesRevision, lockPlaces } from './anchors.repo.ts';

/**
 * Holds the comments of a document, in the transaction of whoever writes one, and brings them to where their words are now.
 *
 * @returns the document with its present revision
 * @throws AppError `document_not_found`
 */
export async function holdComments(ctx: Ctx, document: DocumentRow): Promise<DocumentRow> {
  const held = await lockPlaces(ctx.db, document);
  if (!held) throw new AppError('document_not_found');
  const { document_revision } = held;
  return { ...document, revision: document_revision };
}

/** For whoever reads comments: brings them to where their words are now, unless somebody has done so already. */
export async function followEdits(ctx: Ctx, document: DocumentRow): Promise<void> {
  const revision = await findPlacesRevision(ctx.db, document);
  if (revision === undefined || revision >= document.revision) return;
  await inTransaction(ctx, (ctx) => holdComments(ctx, document));
}
