import { type Ctx, inTransaction } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import type { DocumentFacts } from '../../platform/tables.ts';
import { sendDocumentWebhooks } from '../webhooks/index.ts';
import type { DocumentSegment } from './content.ts';
import { type DocumentRow, lockDocument, updateDocumentRow } from './documents.repo.ts';
import { insertRevision, insertRevisionLike } from './revisions.repo.ts';
import { insertSegments } from './segments.repo.ts';
import { tellDocument } from './tell-document.ts';

/** A segment that stays as it is, by the id of its row, or a new one. */
export type RevisedSegment = number | DocumentSegment;

export interface Revision {
  /** `created`, `edited`, `cleared`, … in the words of the wire. */
  action: string;
  /** All segments in order; a number: those of that revision; undefined: as they are. */
  segments?: readonly RevisedSegment[] | number;
  /** What else changes about the document. */
  changes?: Parameters<typeof updateDocumentRow>[3];
}

export interface Writer {
  /** `key:12`, `user:3` or `machine`. */
  actor: string;
  /** Number of the revision the writer has seen; another one now is a conflict. Undefined: the last write wins. */
  expected?: number | undefined;
  /** Also of a document that is closed to edits. Default false. */
  evenFinished?: boolean;
}

/**
 * Writes the next revision of a document and tells its receivers. Two writers come one after another; what one of them sees
 * as the present state stays so until it has written.
 *
 * @param revise what is to change; undefined: nothing, and no revision is written
 * @throws AppError `document_not_found`, `document_finished`, `revision_conflict` with the present revision
 */
export async function reviseDocument<C extends Ctx>(
  ctx: C,
  document: { organization_id: number; id: number },
  { actor, expected, evenFinished = false }: Writer,
  revise: (ctx: C, document: DocumentRow) => Promise<Revision | undefined> | Revision | undefined,
): Promise<DocumentRow> {
  return inTransaction(ctx, async (ctx) => {
    const { organization_id, id } = document;
    const current = await lockDocument(ctx.db, organization_id, id);
    if (!current) throw new AppError('document_not_found');
    if (expected !== undefined && current.revision !== expected) throw revisionConflict(current.revision, expected);
    if (current.finished && !evenFinished) {
      throw new AppError('document_finished', {
        detail: 'It can be edited again after POST …/finished_status?status=false.',
      });
    }
    const revision = await revise(ctx, current);
    if (!revision) return current;
    const { action, segments = current.revision, changes } = revision;
    const [number, created] = [current.revision + 1, ctx.now()];
    const revised = await updateDocumentRow(ctx.db, organization_id, id, {
      ...changes,
      revision: number,
      last_modified: created,
    });
    if (typeof segments === 'number') {
      const like = { organization_id, document: id, number: segments };
      const facts = JSON.stringify(factsOf(revised));
      if (!(await insertRevisionLike(ctx.db, like, { number, action, actor, created, facts }))) {
        throw new AppError('revision_not_found');
      }
    } else await writeRevision(ctx, revised, { number, action, actor, segments });
    await sendDocumentWebhooks(ctx, revised, 'document.updated');
    await tellDocument(ctx, revised, { action, actor });
    return revised;
  });
}

/** Of a change that concerns the whole of a document, of which its writer has seen another state. */
export function revisionConflict(revision: number, expected: number): AppError {
  return new AppError('revision_conflict', {
    detail: `You have seen revision ${expected}; the present one is ${revision}. Read it, then send your change again.`,
    details: { revision, expected },
  });
}

const factsOf = (row: DocumentFacts): DocumentFacts => {
  const { filename, language, timecode_offset_ms, use_plain_document, plain_document_changed, speakers } = row;
  return { filename, language, timecode_offset_ms, use_plain_document, plain_document_changed, speakers };
};

/** Stores the new ones among the segments and the list of all. */
export async function writeRevision(
  ctx: Ctx,
  document: DocumentRow,
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
    facts: JSON.stringify(factsOf(document)),
  });
}
