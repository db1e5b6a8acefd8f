import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Metadata, Server, type Upload } from '@tus/server';
import type { RequestCtx, RootCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { asAppError, errorBody, readOn } from '../../platform/http/error-answers.ts';
import { EXPOSED_HEADERS } from '../../platform/http/server.ts';
import { CHECKSUM_ALGORITHMS, parseChecksum } from './checksum.ts';
import { createFinalUpload, putTogether } from './concatenation.service.ts';
import { finishIfArrived, finishUpload } from './finish-upload.service.ts';
import { createRunningHashes } from './running-hashes.ts';
import { errorOfLibrary } from './tus-errors.ts';
import { createTusLocker } from './tus-locker.ts';
import { openTusStore, type UploadBody } from './tus-store.ts';
import { createUpload, discardUpload, requireUpload, uploadKey } from './uploads.service.ts';

export const FILES_PATH = '/api/v3/files';

/** How long a request goes on that has been asked to let go of an upload: time for one that is nearly done. */
const LET_GO_MS = 300;

export interface TusUploads {
  handle(ctx: RequestCtx, request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/**
 * A request as the library sees it, with what our hooks need to know of it. Its body stays the one of Node: the library
 * would lead it through two kinds of streams more.
 */
interface TusRequest {
  method: string;
  url: string;
  headers: Headers;
  body: UploadBody;
  runtime: { node: { req: IncomingMessage; res: ServerResponse } };
  ctx: RequestCtx;
  /** The upload this request has made. */
  begun?: string;
}
const ours = (request: object) => request as TusRequest;
const header = (request: object, name: string) => ours(request).headers.get(name) ?? undefined;

/**
 * TUS 1.0 with creation, creation-with-upload, creation-defer-length, termination, expiration, checksum (sha1, sha256)
 * and concatenation.
 */
export async function createTusUploads(root: RootCtx): Promise<TusUploads> {
  const { config } = root;
  const hashes = createRunningHashes((id) => root.storage.localPath(uploadKey(id)));
  const store = await openTusStore(root, hashes);

  /** Everything about one upload that can be said before its lock is needed. */
  const admit = async (request: TusRequest, id: string) => {
    const { ctx, method } = request;
    const upload = await requireUpload(ctx, id);
    if (upload.concat) request.runtime.node.res.setHeader('Upload-Concat', upload.concat);
    if (upload.concat?.startsWith('final;')) {
      if (method === 'PATCH') throw new AppError('forbidden', { detail: 'A final upload takes no bytes of its own.' });
      if (method === 'HEAD' && !upload.completed_at) await putTogether(ctx, id, hashes);
      if (method === 'DELETE' && !upload.completed_at) {
        throw new AppError('conflict', { detail: 'The upload is being put together.' });
      }
    }
    if (upload.completed_at) {
      if (method === 'PATCH') throw new AppError('conflict', { detail: 'The upload is complete.' });
      if (method === 'DELETE') {
        throw new AppError('conflict', { detail: 'The upload is complete. Delete its session instead.' });
      }
      return;
    }
    if (method !== 'DELETE' && upload.expires_at <= ctx.now()) throw new AppError('upload_gone');
    if (method === 'HEAD') await finishIfArrived(ctx, upload, hashes);
    if (method === 'PATCH') request.body.checksum = parseChecksum(header(request, 'upload-checksum'));
  };

  const server = new TusServer({
    path: FILES_PATH,
    datastore: store,
    locker: createTusLocker(() => root.locks),
    lockDrainTimeout: LET_GO_MS,
    maxSize: config.maxUploadBytes,
    allowedCredentials: true,
    allowedOrigins: (origin) => config.corsOrigins.includes('*') || config.corsOrigins.includes(origin),
    allowedHeaders: ['x-zoom-s2t-key', 'Upload-Checksum', 'Idempotency-Key', 'x-request-id'],
    exposedHeaders: [...EXPOSED_HEADERS, 'Tus-Checksum-Algorithm'],
    namingFunction: () => randomBytes(16).toString('hex'),
    generateUrl: (request, { proto, host, path, id }) => {
      const base = config.publicUrl ?? (host ? `${proto}://${host}` : ours(request).ctx.publicUrl);
      return `${base}${path}/${id}`;
    },
    onUploadCreate: async (request, upload) => {
      const { ctx, body } = ours(request);
      body.checksum = parseChecksum(header(request, 'upload-checksum'));
      ours(request).begun = upload.id;
      await createUpload(ctx, {
        id: upload.id,
        size: upload.size ?? null,
        metadata: (upload.metadata ?? {}) as Record<string, string | null>,
        concat: header(request, 'upload-concat') === 'partial' ? 'partial' : null,
      });
      return {};
    },
    onIncomingRequest: async (request, id) => {
      if (request.method !== 'POST') await admit(ours(request), id);
    },
    onUploadFinish: async (request, upload) => {
      await finishUpload(ours(request).ctx, upload.id, hashes);
      return {};
    },
    onResponseError: async (request, error) => {
      const { ctx, begun } = ours(request);
      // A client refused or cut off at creation never learns of its upload: what arrived would only fill the disk.
      if (begun) await discardUpload(ctx, begun);
      // The library gives its errors a status of their own; `write` below turns those into our body.
      if (!(error instanceof Error) || 'status_code' in error) return undefined;
      const known = asAppError(error);
      if (known.status >= 500) ctx.log.error({ err: known.cause ?? known }, 'upload failed');
      return { status_code: known.status, body: JSON.stringify(errorBody(known)) };
    },
  });

  const writeToStore = (body: unknown, upload: Upload, limit: number, { signal }: { signal: AbortSignal }) =>
    store.append(body as UploadBody, upload, limit, signal);
  const { PATCH, POST } = server.handlers;
  Object.assign(PATCH, { writeToStore });
  const create = POST.send.bind(POST);
  Object.assign(POST, {
    writeToStore,
    send: async (...[request, context, headers]: Parameters<typeof create>) => {
      const concat = header(request, 'upload-concat');
      if (!concat?.startsWith('final;')) return create(request, context, headers);
      if (header(request, 'upload-length') !== undefined) {
        throw new AppError('bad_request', { detail: 'A final upload is as long as its parts: send no Upload-Length.' });
      }
      const text = header(request, 'upload-metadata');
      const metadata = text === undefined ? {} : Metadata.parse(text);
      const id = await createFinalUpload(ours(request).ctx, { concat, metadata }, hashes);
      return POST.write(201, {
        ...Object.fromEntries(headers ?? []),
        Location: POST.generateUrl(request, id),
      });
    },
  });

  return {
    async handle(ctx, request, response) {
      response.once('finish', () => {
        if (response.statusCode >= 400) readOn(request);
      });
      await server.answer(ctx, request, response);
    },
  };
}

/** Methods that a client behind a proxy which knows GET and POST only may put into `X-HTTP-Method-Override`. */
export const OVERRIDING_METHODS = ['HEAD', 'PATCH', 'DELETE'] as const;

class TusServer extends Server {
  /** Like `handle` of the library, with the body and the context kept at hand. */
  async answer(ctx: RequestCtx, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const override = String(incoming.headers['x-http-method-override'] ?? '').toUpperCase();
    const method = incoming.method === 'POST' && override !== '' ? override : (incoming.method ?? 'GET');
    const headers = new Headers();
    for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
      headers.append(incoming.rawHeaders[index] as string, incoming.rawHeaders[index + 1] as string);
    }
    const request: TusRequest = {
      method,
      url: (incoming.url ?? '/').split('?')[0] as string,
      headers,
      body: { request: incoming, checksum: undefined },
      runtime: { node: { req: incoming, res: response } },
      ctx,
    };
    if (method === 'OPTIONS') response.setHeader('Tus-Checksum-Algorithm', CHECKSUM_ALGORITHMS.join(','));
    const answer = await this.handleWeb(request as unknown as Parameters<Server['handleWeb']>[0]);
    const body = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    await new Promise<void>((resolve) => response.end(body, resolve));
  }

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
    const error = errorOfLibrary(status, body.trim());
    if (error.status === 412) headers.set('Tus-Version', '1.0.0');
    return super.write(context, headers, error.status, JSON.stringify(errorBody(error)));
  }
}
