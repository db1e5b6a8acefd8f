import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Server } from '@tus/server';
import type { RequestCtx, RootCtx } from '../../context.ts';
import { AppError, type ErrorName } from '../../platform/errors.ts';
import { asAppError, errorBody, readOn } from '../../platform/http/error-answers.ts';
import { EXPOSED_HEADERS } from '../../platform/http/server.ts';
import { openTusStore } from './tus-store.ts';
import { createUpload, discardUpload, finishIfComplete, finishUpload, requireUpload } from './uploads.service.ts';

export const FILES_PATH = '/api/v3/files';

/** Which request belongs to whom: the TUS library hands its hooks the bare request only. */
const contexts = new WeakMap<IncomingMessage, RequestCtx>();
/** The upload a creating request has made. */
const begun = new WeakMap<IncomingMessage, string>();

export interface TusUploads {
  handle(ctx: RequestCtx, request: IncomingMessage, response: Parameters<Server['handle']>[1]): Promise<void>;
}

/** TUS 1.0 with creation, creation-with-upload, creation-defer-length, termination and expiration. */
export async function createTusUploads(root: RootCtx): Promise<TusUploads> {
  const { config } = root;
  const bareRequest = (request: object) => (request as { node: { req: IncomingMessage } }).node.req;
  const contextOf = (request: object): RequestCtx => {
    const ctx = contexts.get(bareRequest(request));
    if (!ctx) throw new AppError('internal_error', { detail: 'A request came past the door.' });
    return ctx;
  };
  const server = new TusServer({
    path: FILES_PATH,
    datastore: await openTusStore(root),
    maxSize: config.maxUploadBytes,
    allowedCredentials: true,
    allowedOrigins: (origin) => config.corsOrigins.includes('*') || config.corsOrigins.includes(origin),
    allowedHeaders: ['x-zoom-s2t-key', 'Idempotency-Key'],
    exposedHeaders: EXPOSED_HEADERS,
    namingFunction: () => randomBytes(16).toString('hex'),
    generateUrl: (request, { proto, host, path, id }) => {
      const base = config.publicUrl ?? (host ? `${proto}://${host}` : contextOf(request).publicUrl);
      return `${base}${path}/${id}`;
    },
    onUploadCreate: async (request, upload) => {
      begun.set(bareRequest(request), upload.id);
      await createUpload(contextOf(request), {
        id: upload.id,
        size: upload.size ?? null,
        metadata: (upload.metadata ?? {}) as Record<string, string | null>,
      });
      return {};
    },
    onIncomingRequest: async (request, id) => {
      if (request.method === 'POST') return;
      const ctx = contextOf(request);
      const upload = await requireUpload(ctx, id);
      if (request.method === 'HEAD') await finishIfComplete(ctx, upload);
      if (request.method === 'PATCH' && upload.completed_at) {
        throw new AppError('conflict', { detail: 'The upload is complete.' });
      }
      if (request.method === 'DELETE' && upload.completed_at) {
        throw new AppError('conflict', { detail: 'The upload is complete. Delete its session instead.' });
      }
    },
    onUploadFinish: async (request, upload) => {
      await finishUpload(contextOf(request), upload.id);
      return {};
    },
    onResponseError: async (request, error) => {
      // A client refused at creation never learns of its upload: what arrived would only fill the disk.
      const id = begun.get(bareRequest(request));
      if (id) await discardUpload(contextOf(request), id);
      // The library throws plain objects with a status of its own; `write` below turns those into our body.
      if (!(error instanceof Error)) return undefined;
      const known = asAppError(error);
      if (known.status >= 500) contextOf(request).log.error({ err: known.cause ?? known }, 'upload failed');
      return { status_code: known.status, body: JSON.stringify(errorBody(known)) };
    },
  });
  return {
    async handle(ctx, request, response) {
      contexts.set(request, ctx);
      response.once('finish', () => {
        if (response.statusCode >= 400) readOn(request);
      });
      await server.handle(request, response);
    },
  };
}

const KIND_OF_STATUS: Record<number, ErrorName> = {
  400: 'bad_request',
  403: 'bad_request',
  404: 'file_not_found',
  409: 'conflict',
  410: 'upload_gone',
  412: 'tus_version',
  413: 'file_too_large',
  415: 'unsupported_media_type',
  501: 'not_implemented',
};

/** What the library means: it says 400 or 403 to headers for which HTTP and TUS have answers of their own. */
function errorOf(status: number, text: string): AppError {
  if (/^Invalid .*\btus-resumable\b/.test(text)) {
    return new AppError('tus_version', { detail: 'Tus-Resumable must be 1.0.0.' });
  }
  if (/^(Invalid .*\bcontent-type\b|Content-Type header required)/.test(text)) {
    return new AppError('unsupported_media_type', { detail: 'PATCH takes application/offset+octet-stream.' });
  }
  if (status === 400 && /upload-metadata/i.test(text)) {
    return new AppError('validation_error', {
      detail: text,
      details: { field: 'Upload-Metadata', issue: 'is broken' },
    });
  }
  const kind = KIND_OF_STATUS[status] ?? 'internal_error';
  return new AppError(kind, kind === 'internal_error' ? {} : { detail: text });
}

class TusServer extends Server {
  /** Every answer of the library passes here: its plain-text errors leave in the one body all of our errors have. */
  override async write(
    context: Parameters<Server['write']>[0],
    headers: Headers,
    status: number,
    body = '',
  ): Promise<Awaited<ReturnType<Server['write']>>> {
    if (status < 400) return super.write(context, headers, status, body);
    headers.set('Content-Type', 'application/json; charset=utf-8');
    if (body.startsWith('{')) {
      const { retry_after } = JSON.parse(body);
      if (retry_after !== undefined) headers.set('Retry-After', String(retry_after));
      return super.write(context, headers, status, body);
    }
    const error = errorOf(status, body.trim());
    if (error.status === 412) headers.set('Tus-Version', '1.0.0');
    return super.write(context, headers, error.status, JSON.stringify(errorBody(error)));
  }
}
