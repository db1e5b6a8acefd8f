import { callerOf, inTransaction, type RequestCtx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { one } from '../../../platform/http/envelope.ts';
import {
  type DocumentRow,
  type DocumentSegment,
  listSegments,
  newSegmentId,
  storeDocument,
} from '../../document-store/index.ts';
import { requireFolderAccess } from '../../folder-access/index.ts';
import { insertUploadSession, noteDocument, requireSession } from '../../sessions/index.ts';
import { checkWebhookSettings } from '../../webhooks/index.ts';
import { requireDocument, viewDocument } from '../documents.service.ts';
import type { MergeBody } from './merge.schema.ts';
import { mergeSpeakers } from './merge-speakers.ts';

/** As many as one document may have. */
const MOST_SEGMENTS = 200_000;

interface Part {
  document: DocumentRow;
  segments: DocumentSegment[];
  /** Where it begins in the whole, milliseconds. */
  offset: number;
}

/**
 * Several documents as one, in a session of its own: recordings one after another, with what was corrected in them.
 *
 * @throws AppError `session_not_found`, `document_not_found`, `validation_error` when they are not of one type,
 * `folder_not_found`, `forbidden` for a folder the caller may not write in
 */
export async function mergeDocuments(ctx: RequestCtx, body: MergeBody) {
  const webhook_headers = checkWebhookSettings(ctx, body);
  const { parts, duration, folder } = await readParts(ctx, body);
  const folder_id = body.folder_id === undefined ? folder : body.folder_id;
  await requireFolderAccess(ctx, folder_id, 'write');
  const [first] = parts as [Part, ...Part[]];
  const other = parts.findIndex(({ document }) => document.type !== first.document.type);
  if (other !== -1) {
    const issue = 'is of another type than the first; only documents of one type can be merged';
    throw new AppError('validation_error', {
      detail: `documents.${other} ${issue}.`,
      details: { field: `documents.${other}`, issue },
    });
  }
  const { segments, speakers } = join(parts, body.separate_speakers ?? true);
  const { type, language, rules } = first.document;
  const filename = body.filename ?? first.document.filename;
  const row = await inTransaction(ctx, async (ctx) => {
    const session = await insertUploadSession(ctx, {
      ...{ language, filename, folder_id },
      duration: duration / 1_000,
    });
    const row = await storeDocument(ctx, {
      organization_id: session.organization_id,
      session: session.id,
      session_id: session.session_id,
      ...{ type, language, filename, segments, speakers },
      rules: rules as never,
      webhook_url: body.webhook_url,
      webhook_method: body.webhook_method,
      webhook_headers,
      action: 'merged',
      actor: callerOf(ctx.actor),
    });
    await noteDocument(ctx, session, row.document_id);
    return row;
  });
  return one(viewDocument(row));
}

/** The documents with where each begins: behind the whole recording before it, silence at its end included. */
async function readParts(
  ctx: RequestCtx,
  body: MergeBody,
): Promise<{ parts: Part[]; duration: number; folder: number | null }> {
  const parts: Part[] = [];
  let [end, count] = [0, 0];
  let folder: number | null = null;
  for (const { offset_ms, ...params } of body.documents) {
    const document = await requireDocument(ctx, params, 'read');
    const { organization_id, id, revision } = document;
    const key = { organization_id, document: id, number: revision };
    const segments: DocumentSegment[] = await listSegments(ctx.db, key, { from: 0, limit: 1_000_000 });
    count += segments.length;
    if (count > MOST_SEGMENTS) throw tooMany();
    const offset = offset_ms ?? (parts.length === 0 ? 0 : end + (body.gap_ms ?? 0));
    const { duration, folder_id } = await requireSession(ctx, params.session_id, 'read');
    if (parts.length === 0) folder = folder_id;
    const last = segments.reduce((latest, { stop_ms }) => Math.max(latest, stop_ms), 0);
    end = offset + Math.max(Math.round(duration * 1_000), last);
    parts.push({ document, segments, offset });
  }
  return { parts, duration: end, folder };
}

function tooMany(): AppError {
  const issue = `have more than ${MOST_SEGMENTS} segments together`;
  return new AppError('validation_error', { detail: `documents ${issue}.`, details: { field: 'documents', issue } });
}

function join(parts: readonly Part[], separate: boolean) {
  const speaking = parts.map(({ document, segments }) => ({
    labels: [...new Set(segments.flatMap(({ speaker }) => speaker ?? []))],
    names: document.speakers,
  }));
  const { labels, names } = mergeSpeakers(speaking);
  const speakers = separate ? names : Object.assign({}, ...parts.map(({ document }) => document.speakers).reverse());
  const segments = parts.flatMap((part, index) => {
    const labelOf = (speaker: string | null) =>
      speaker === null || !separate ? speaker : (labels[index]?.get(speaker) ?? speaker);
    return part.segments.map((segment) => ({
      ...moved(segment, part.offset),
      segment_id: newSegmentId(),
      speaker: labelOf(segment.speaker),
    }));
  });
  return { segments: segments.sort((a, b) => a.start_ms - b.start_ms), speakers };
}

const moved = (segment: DocumentSegment, by: number): DocumentSegment => ({
  ...segment,
  start_ms: segment.start_ms + by,
  stop_ms: segment.stop_ms + by,
  words: segment.words.map(([word, start, stop, confidence]) => [word, start + by, stop + by, confidence]),
});
