import { type Ctx, inTransaction } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { type DocumentRow, findRevisionSegments, listSegmentsByRow } from '../../document-store/index.ts';
import {
  findPlacesRevision,
  listMovingComments,
  lockPlaces,
  type PlacedComment,
  updatePlaces,
  updatePlacesRevision,
} from './anchors.repo.ts';
import { movePlaces, rowsToRead } from './move-places.ts';

/**
 * Holds the comments of a document, in the transaction of whoever writes one, and brings them to where their words are now.
 *
 * @returns the document with its present revision
 * @throws AppError `document_not_found`
 */
export async function holdComments(ctx: Ctx, document: DocumentRow): Promise<DocumentRow> {
  const held = await lockPlaces(ctx.db, document);
  if (!held) throw new AppError('document_not_found');
  const present = { ...document, revision: held.document_revision };
  if (held.revision < present.revision) {
    await moveComments(ctx, present, held.revision);
    await updatePlacesRevision(ctx.db, document, present.revision);
  }
  return present;
}

/** For whoever reads comments: brings them to where their words are now, unless somebody has done so already. */
export async function followEdits(ctx: Ctx, document: DocumentRow): Promise<void> {
  const revision = await findPlacesRevision(ctx.db, document);
  if (revision === undefined || revision >= document.revision) return;
  await inTransaction(ctx, (ctx) => holdComments(ctx, document));
}

/** Reads what changed since a revision, if comments stand there; what stayed costs the numbers of its rows. */
async function moveComments(ctx: Ctx, document: DocumentRow, since: number): Promise<void> {
  const { organization_id, id } = document;
  const rowsOf = async (number: number) =>
    (await findRevisionSegments(ctx.db, { organization_id, document: id, number })) ?? [];
  const change = { before: await rowsOf(since), after: await rowsOf(document.revision) };
  const [old, present] = [new Set(change.before), new Set(change.after)];
  const gone = change.before.filter((row) => !present.has(row));
  if (gone.length === 0 && change.after.every((row) => old.has(row))) return;
  const comments = await listMovingComments(ctx.db, document, gone);
  if (comments.length === 0) return;
  const segments = await listSegmentsByRow(ctx.db, document, rowsToRead(comments, change));
  const moved = movePlaces(comments, change, segments);
  const isMoved = (comment: PlacedComment, at: number) => JSON.stringify(comment) !== JSON.stringify(comments[at]);
  await updatePlaces(ctx.db, document, moved.filter(isMoved));
}
