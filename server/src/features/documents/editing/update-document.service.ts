import type { Ctx, RequestCtx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import type { DocumentFacts } from '../../../platform/tables.ts';
import {
  type Content,
  type DocumentRow,
  type Revision,
  reviseDocument,
  segmentsOf,
  type Writer,
} from '../../document-store/index.ts';
import type { Change, DocumentParams, UpdateDocumentBody } from '../documents.schema.ts';
import { requireDocument, writerOf } from '../documents.service.ts';
import { readTimecode } from '../timecode.ts';
import { changeSegments } from './change-segments.ts';
import { mergeEdit } from './merge-edit.service.ts';
import { replaceSegments } from './replace-segments.ts';

/** A document after an edit. */
export type EditedDocument = DocumentRow & {
  /** The writer had seen an earlier state: the document holds more than they know, and they have to read it. */
  merged: boolean;
};

/**
 * Changes a document: its content, whole or in part, its name, its offset. All of it is one revision; what changes nothing is
 * none. With an `If-Match` of an earlier revision the edit is put together with what was written since.
 *
 * @throws AppError `document_finished`, `edit_conflict` when somebody else changed the same in another way,
 *   `revision_conflict` for an `If-Match` that was never true, `validation_error`
 */
export async function updateDocument(
  ctx: RequestCtx,
  params: DocumentParams,
  body: UpdateDocumentBody,
  ifMatch: string | undefined,
): Promise<EditedDocument> {
  return editDocument(ctx, await requireDocument(ctx, params, 'write'), body, writerOf(ctx, ifMatch));
}

/** The same where it is known that the writer may. */
export async function editDocument(
  ctx: Ctx,
  document: DocumentRow,
  body: UpdateDocumentBody,
  { expected, ...writer }: Writer,
): Promise<EditedDocument> {
  const content = contentOf(body);
  if (content && body.changes) {
    throw new AppError('validation_error', {
      detail: 'Send document or changes, not both.',
      details: { field: 'changes' },
    });
  }
  const facts = { ...factsOf(body), ...metadataOf(content) };
  let merged = false;
  const row = await reviseDocument(ctx, document, writer, async (ctx, current): Promise<Revision | undefined> => {
    requireSameType(content, current);
    const revise = async (seen: DocumentRow) =>
      content
        ? replaceSegments(ctx, seen, segmentsOf(content))
        : body.changes && changeSegments(ctx, seen, body.changes);
    merged = expected !== undefined && expected !== current.revision;
    const wish = merged
      ? await mergeEdit(ctx, current, expected as number, {
          facts,
          revise,
          timed: timedSegments(content, body.changes),
        })
      : { facts: changedOf(facts, current), segments: await revise(current) };
    if (!wish.segments && Object.keys(wish.facts).length === 0) return undefined;
    return {
      action: wish.segments ? 'edited' : 'settings',
      changes: asColumns(wish.facts),
      ...(wish.segments ? { segments: wish.segments } : {}),
    };
  });
  return { ...row, merged };
}

/** Ids of the segments whose words are sent too. */
function timedSegments(content: Content | undefined, changes: readonly Change[] = []): ReadonlySet<string> {
  const sent = content ? segmentsOf(content) : changes;
  return new Set(sent.flatMap(({ id, words }) => (id !== undefined && words ? [id] : [])));
}

/** The printed reference has the bare array under `document_type`. */
function contentOf({ document, document_type }: UpdateDocumentBody): Content | undefined {
  return document ?? (Array.isArray(document_type) ? document_type : undefined);
}

function requireSameType(content: Content | undefined, { type }: DocumentRow): void {
  if (!content || Array.isArray(content) || content.document_type === type) return;
  const issue = `is a ${content.document_type}, and this document is a ${type}`;
  throw new AppError('validation_error', {
    detail: `document.document_type ${issue}.`,
    details: { field: 'document.document_type', issue },
  });
}

type Facts = Partial<DocumentFacts>;

function factsOf(body: UpdateDocumentBody): Facts {
  const { filename, timecode_offset, use_plain_document, plain_document_changed } = body;
  const flag = (value: boolean | 'true' | 'false') => value === true || value === 'true';
  return {
    ...(filename == null ? {} : { filename }),
    ...(timecode_offset == null ? {} : { timecode_offset_ms: readTimecode(timecode_offset) }),
    ...(use_plain_document === undefined ? {} : { use_plain_document: flag(use_plain_document) }),
    ...(plain_document_changed === undefined ? {} : { plain_document_changed: flag(plain_document_changed) }),
  };
}

function metadataOf(content: Content | undefined): Facts {
  if (!content || Array.isArray(content)) return {};
  const { language, speakers } = content.metadata;
  return { ...(language ? { language } : {}), ...(speakers ? { speakers } : {}) };
}

/** Those that are not as they were. */
function changedOf(facts: Facts, current: DocumentRow): Facts {
  const differs = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(current[name as keyof DocumentRow]);
  return Object.fromEntries(Object.entries(facts).filter(differs)) as Facts;
}

const asColumns = ({ speakers, ...facts }: Facts) => ({
  ...facts,
  ...(speakers ? { speakers: JSON.stringify(speakers) } : {}),
});
