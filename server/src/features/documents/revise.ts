import { type Ctx, inTransaction } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import type { DocumentSegment } from './content.ts';
import { type DocumentRow, insertRevision, insertSegments, lockDocument, updateDocumentRow } from './documents.repo.ts';

/** A segment that stays as it is, by the id of its row, or a new one. */
export type RevisedSegment = number | DocumentSegment;

export interface Revision {
  action: 'created' | 'edited' | 'cleared' | 'reset' | 'restored' | 'copied' | 'merged' | 'imported';
  /** `key:12`, `user:3` or `machine`. */
  actor: string;
  /** All segments in order; undefined: as they are. */
  segments?: readonly RevisedSegment[];
  /** What else changes about the document. */
  changes?: Parameters<typeof updateDocumentRow>[3];
}

/**
 * Writes the next revision of a document; one that changes no segment writes none, only what else changes.
 *
 * @param expected number of the revision the writer has seen; another one now is a conflict. Undefined: the last write wins
 * @throws AppError `document_not_found`, `revision_conflict`
 */
export async function reviseDocument<C extends Ctx>(
  ctx: C,
  document: { organization_id: number; id: number },
  expected: number | undefined,
  revise: (ctx: C, document: DocumentRow) => Promise<Revision> | Revision,
): Promise<DocumentRow> {
  return inTransaction(ctx, async (ctx) => {
    const { organization_id, id } = document;
    const current = await lockDocument(ctx.db, organization_id, id);
    if (!current) throw new AppError('document_not_found');
    if (expected !== undefined && current.revision !== expected) {
      throw new AppError('revision_conflict', { details: { revision: current.revision, expected } });
    }
    const { action, actor, segments, changes } = await revise(ctx, current);
    const last_modified = ctx.now();
    if (!segments) return updateDocumentRow(ctx.db, organization_id, id, { ...changes, last_modified });
    const number = current.revision + 1;
    await writeRevision(ctx, current, { number, action, actor, segments });
    return updateDocumentRow(ctx.db, organization_id, id, { ...changes, revision: number, last_modified });
  });
}

/** Stores the new ones among the segments and the list of all. */
export async function writeRevision(
  ctx: Ctx,
  document: { organization_id: number; id: number },
  revision: { number: number; action: string; actor: string; segments: readonly RevisedSegment[] },
): Promise<void> {
  const fresh = revision.segments.filter((segment) => typeof segment !== 'number');
  const ids = await insertSegments(ctx.db, document.organization_id, document.id, fresh);
  let next = 0;
  await insertRevision(ctx.db, {
    document: document.id,
    number: revision.number,
    organization_id: document.organization_id,
    segments: revision.segments.map((segment) => (typeof segment === 'number' ? segment : (ids[next++] as number))),
    action: revision.action,
    actor: revision.actor,
    created: ctx.now(),
  });
}
