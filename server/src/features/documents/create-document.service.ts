import { callerOf, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { one } from '../../platform/http/envelope.ts';
import {
  buildCaptions,
  buildSegments,
  type DocumentRow,
  type DocumentSegment,
  findDocumentAnywhere,
  listSegments,
  type NewDocument,
  nameOfRecording,
  newSegmentId,
  paragraphsOf,
  rulesOf,
  storeDocument,
  typeOf,
} from '../document-store/index.ts';
import { findUtterances, languageOf, noteDocument, requireSession, type SessionRow } from '../sessions/index.ts';
import { checkWebhookSettings } from '../webhooks/index.ts';
import type { CreateDocumentBody } from './documents.schema.ts';
import { isDocumentId, viewDocument } from './documents.service.ts';
import { type ImportedFile, readImport, readImportedContent } from './import-document.ts';

/** What a new document is made of. */
type Made = Pick<NewDocument, 'type' | 'segments' | 'rules' | 'action'> &
  Partial<Pick<NewDocument, 'speakers' | 'language' | 'timecode_offset_ms' | 'filename'>> & { repairs?: string[] };

/**
 * Makes a document of a session: of what was recognised, of another document, or of what a client sends.
 *
 * @param file a caption file or text, instead of a document in the body
 * @throws AppError `session_not_found`, `document_not_found`; `conflict` when nothing was recognised (yet);
 * `import_invalid` for a file that cannot be read
 */
export async function createDocument(
  ctx: RequestCtx,
  sessionId: string,
  body: CreateDocumentBody,
  file?: ImportedFile,
) {
  const session = await requireSession(ctx, sessionId, 'write');
  const webhooks = { ...body, webhook_headers: checkWebhookSettings(ctx, body) };
  const { repairs, ...made } = await makeDocument(ctx, session, body, file);
  const row = await inTransaction(ctx, async (ctx) => {
    const row = await storeDocument(ctx, {
      language: languageOf(session),
      ...made,
      organization_id: session.organization_id,
      session: session.id,
      session_id: session.session_id,
      filename: body.filename ?? made.filename ?? nameOfRecording(session.filename, session.session_id),
      webhook_url: webhooks.webhook_url,
      webhook_method: webhooks.webhook_method,
      webhook_headers: webhooks.webhook_headers,
      actor: callerOf(ctx.actor),
    });
    await noteDocument(ctx, session, row.document_id);
    return row;
  });
  return one({ ...viewDocument(row), ...(repairs ? { repairs } : {}) });
}

async function makeDocument(
  ctx: RequestCtx,
  session: SessionRow,
  body: CreateDocumentBody,
  file: ImportedFile | undefined,
): Promise<Made> {
  if (file) return readImport(file, body);
  if (body.document) return readImportedContent(body.document, body);
  const source = body.document_id ?? body.source_document_id;
  if (source !== undefined) return copyOf(ctx, await requireSource(ctx, source), body);
  const utterances = await findUtterances(ctx, session);
  if (!utterances) {
    throw new AppError('conflict', {
      detail: 'Nothing was recognised in this session yet. Wait until it is completed, or send a file or a document.',
    });
  }
  return { ...(await buildSegments(utterances, body, languageOf(session))), action: 'created' };
}

/** The document to copy, of any session this key may use. */
async function requireSource(ctx: RequestCtx, documentId: string): Promise<DocumentRow> {
  const row = isDocumentId(documentId)
    ? await findDocumentAnywhere(ctx.db, ctx.actor.organization_id, documentId)
    : undefined;
  if (!row) throw new AppError('document_not_found');
  await requireSession(ctx, row.session_id, 'read');
  return row;
}

/** As it is now; captions of a transcript, or a transcript of captions, if another kind is asked for. */
async function copyOf(ctx: RequestCtx, source: DocumentRow, body: CreateDocumentBody): Promise<Made> {
  const { organization_id, id, revision, speakers, language, timecode_offset_ms, filename } = source;
  const key = { organization_id, document: id, number: revision };
  const segments: DocumentSegment[] = await listSegments(ctx.db, key, { from: 0, limit: 1_000_000 });
  const kept = { speakers, language, timecode_offset_ms, filename, action: 'copied' };
  const type = body.document_type === undefined ? source.type : typeOf(body);
  if (type === source.type) {
    return { ...kept, type, rules: source.rules as Made['rules'], segments: segments.map(renamed) };
  }
  if (type === 'document') return { ...kept, type, rules: null, segments: paragraphsOf(segments) };
  const rules = rulesOf(body, language);
  return { ...kept, type, rules, segments: await buildCaptions(segments, rules, language) };
}

const renamed = (segment: DocumentSegment): DocumentSegment => ({ ...segment, segment_id: newSegmentId() });
