import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx, RequestCtx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { sendStored } from '../../../platform/http/send-stored.ts';
import { type DocumentRow, findLinkedDocument } from '../../document-store/index.ts';
import { findKeptMedia, findSession } from '../../sessions/index.ts';
import type { DocumentParams } from '../documents.schema.ts';
import { isDocumentId, requireDocument, viewDocument } from '../documents.service.ts';
import { findContent } from './content-cache.ts';
import type { DownloadQuery, ExportQuery } from './export.schema.ts';
import { type ExportedFile, exportFile } from './export-file.ts';
import { type ExportFormat, requireFormat } from './export-formats.ts';
import type { ExportOptions } from './render.ts';

/** How long a link works (reference 11.4). */
const LINK_SECONDS = 3_600;

interface Http {
  request: FastifyRequest;
  reply: FastifyReply;
}

/**
 * A document: as JSON around its content, as a file, or as a link to the file.
 *
 * @throws AppError `invalid_format`, `document_not_found`, `revision_not_found`, `template_not_found`; `file_not_found` for
 * media that was not kept
 */
export async function getDocument(ctx: RequestCtx, params: DocumentParams, query: ExportQuery, http: Http) {
  return showDocument(ctx, await requireDocument(ctx, params, 'read'), query, http);
}

/**
 * The same where it is known that the reader may.
 *
 * @param linkOf makes the link of `direct_download` from the options of the file, as a query string; left out, one that is
 * good for an hour whatever happens
 */
export async function showDocument(
  ctx: Ctx,
  document: DocumentRow,
  query: ExportQuery,
  http: Http,
  linkOf?: (options: string) => string,
) {
  const format = requireFormat(query.format ?? 'json');
  http.reply.header('etag', `"${document.revision}"`).header('cache-control', 'private, no-cache');
  if (format === 'media') return sendMedia(ctx, document, query, http, linkOf);
  const options = optionsOf(document, query, format);
  const file = await exportFile(ctx, document, options);
  if (query.direct_download) {
    return unified(document, file, linkOf?.(linkedOptions(query)) ?? linkTo(ctx, document, query));
  }
  if (format !== 'json') return sendFile(ctx, file, http);
  return sendContent(ctx, document, file, http.reply);
}

function optionsOf(document: DocumentRow, query: ExportQuery, format: ExportFormat): ExportOptions {
  const { revision = document.revision, template_id = null, profile = null, frame_rate = 25, version = 1 } = query;
  if (revision > document.revision) throw new AppError('revision_not_found');
  if (format === 'template' && template_id === null) {
    throw new AppError('validation_error', {
      detail: 'format=template needs the template_id of a template (GET /api/v3/organization/templates).',
      details: { field: 'template_id', issue: 'is required' },
    });
  }
  return {
    format,
    revision,
    with_timestamps: !query.without_timestamps,
    with_speakers: !query.without_speakers,
    ...{ template_id, profile },
    frame_rate: frame_rate === 30 ? 30 : 25,
    version: version === 0 ? 0 : 1,
  };
}

/** What all answers about a document's content have in common. */
function unified(document: DocumentRow, file: ExportedFile, link: string | null) {
  return {
    count: 1,
    total_results: 1,
    result: {
      download_url: link,
      expires_in: link === null ? null : LINK_SECONDS,
      document: null,
      content_type: file.content_type,
      size_bytes: file.bytes,
      ...viewDocument(document),
      filename: link === null ? document.filename : file.filename,
    },
  };
}

/** The content goes to the client as it lies on the disk; only what stands around it is written. */
async function sendContent(ctx: Ctx, document: DocumentRow, file: ExportedFile, reply: FastifyReply) {
  const marker = '"document":null';
  const text = JSON.stringify(unified(document, file, null));
  const cut = text.indexOf(marker) + '"document":'.length;
  const [before, behind] = [Buffer.from(text.slice(0, cut)), Buffer.from(text.slice(cut + 'null'.length))];
  const kept = await findContent(ctx.storage, file);
  const content = kept ? [kept] : await ctx.storage.read(file.key);
  async function* whole() {
    yield before;
    yield* content;
    yield behind;
  }
  return reply
    .header('content-type', 'application/json; charset=utf-8')
    .header('content-length', before.length + file.bytes + behind.length)
    .send(Readable.from(whole(), { objectMode: false }));
}

function sendFile(ctx: Ctx, file: ExportedFile, { request, reply }: Http) {
  reply.header('content-disposition', attachment(file.filename));
  return sendStored(request, reply, ctx.storage, { key: file.key, contentType: file.content_type });
}

/** RFC 6266: the plain name for old clients, the right one for all others. */
function attachment(filename: string): string {
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(filename).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`;
}

/** The kept copy of the recording, or a link to it. */
async function sendMedia(
  ctx: Ctx,
  document: DocumentRow,
  query: ExportQuery,
  http: Http,
  linkOf?: (options: string) => string,
) {
  const media = await requireMedia(ctx, document);
  if (!query.direct_download) return sendMediaFile(ctx, media, http);
  const bytes = await ctx.storage.size(media.key);
  const file = { key: media.key, bytes: bytes ?? 0, filename: media.filename, content_type: media.content_type };
  return unified(document, file, linkOf?.(linkedOptions(query)) ?? media.url);
}

async function requireMedia(ctx: Ctx, document: DocumentRow) {
  const session = await findSession(ctx.db, document.organization_id, document.session_id);
  const media = session && (await findKeptMedia(ctx, session));
  if (media) return media;
  throw new AppError('file_not_found', {
    detail: 'The recording was not kept. Make sessions with keep_source to be able to export it.',
  });
}

function sendMediaFile(ctx: Ctx, media: Awaited<ReturnType<typeof requireMedia>>, { request, reply }: Http) {
  reply.header('content-disposition', attachment(media.filename));
  return sendStored(request, reply, ctx.storage, { key: media.key, contentType: media.content_type });
}

const downloadPath = ({ session_id, document_id }: { session_id: string; document_id: string }) =>
  `/api/v3/speech-to-text/session/${session_id}/document/${document_id}/download`;

/** The options that are in a link, always in this order, so that its signature holds for them. */
const LINKED = [
  'format',
  'without_timestamps',
  'without_speakers',
  'template_id',
  'profile',
  'frame_rate',
  'revision',
  'version',
] as const;

function linkedOptions(query: ExportQuery): string {
  const given = LINKED.flatMap((name) => (query[name] === undefined ? [] : [[name, String(query[name])]]));
  return new URLSearchParams(given).toString();
}

function linkTo(ctx: Ctx, document: DocumentRow, query: ExportQuery): string {
  const target = `${downloadPath(document)}?${linkedOptions(query)}`;
  return `${ctx.publicUrl}${target}&${ctx.links.sign(target, LINK_SECONDS, { exactly: true })}`;
}

/** The file behind a link, as the document is now. A wrong, bent or old link is answered like a file that isn't there. */
export async function downloadDocument(ctx: Ctx, params: DocumentParams, query: DownloadQuery, http: Http) {
  const target = `${downloadPath(params)}?${linkedOptions(query)}`;
  if (!ctx.links.verify(target, query.expires, query.signature)) throw new AppError('file_not_found');
  const document = isDocumentId(params.document_id) ? await findLinkedDocument(ctx.db, params) : undefined;
  if (!document) throw new AppError('file_not_found');
  if (requireFormat(query.format ?? 'json') === 'media') throw new AppError('file_not_found');
  return sendDocumentFile(ctx, document, query, http);
}

/** The file itself, also of JSON, for whoever came by a link that was looked at. */
export async function sendDocumentFile(
  ctx: Ctx,
  document: DocumentRow,
  query: Omit<DownloadQuery, 'expires' | 'signature'>,
  http: Http,
) {
  const format = requireFormat(query.format ?? 'json');
  if (format === 'media') return sendMediaFile(ctx, await requireMedia(ctx, document), http);
  http.reply.header('etag', `"${document.revision}"`);
  return sendFile(ctx, await exportFile(ctx, document, optionsOf(document, query, format)), http);
}
