import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { RootCtx } from '../../context.ts';
import { deviceOf } from '../../platform/http/device.ts';
import { errors } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import {
  answerEdit,
  answerRevision,
  DocumentAnswer,
  EditedDocumentAnswer,
  ExportedDocument,
  UpdateDocumentBody,
} from '../documents/index.ts';
import { createRequestLimits } from '../limits/index.ts';
import { admitFileLink, admitGuest, admitLink } from './guest-access.service.ts';
import {
  GuestDocumentParams,
  GuestExportQuery,
  GuestHeaders,
  GuestQuery,
  GuestSessionParams,
  GuestWriteHeaders,
  SharedSessionAnswer,
  SignedFileQuery,
  SignedMediaQuery,
  UnlockAnswer,
  UnlockBody,
} from './guests.schema.ts';
import {
  clearSharedText,
  downloadSharedDocument,
  finishSharedDocument,
  getSharedDocument,
  getSharedMedia,
  getSharedSession,
  noteUse,
  resetSharedDocument,
  unlockShare,
  updateSharedDocument,
} from './guests.service.ts';

const tags = ['Sharing'];
const SHARED = '/api/v3/speech-to-text/session/:session_id/shared';
const DOCUMENT = `${SHARED}/document/:document_id`;
/** As for members: the whole content of ten hours. */
const LARGEST_CONTENT_BYTES = 64 * 1024 * 1024;

const config = { access: 'public' } as const;
const reading = { tags, security: [], params: GuestDocumentParams, querystring: GuestQuery, headers: GuestHeaders };
const writing = { ...reading, headers: GuestWriteHeaders };

/** A stream: nothing is serialised, this is for the contract. */
const bytes = { schema: Type.Unsafe<never>({ type: 'string', format: 'binary' }) };
const File = { description: 'The file', content: { '*/*': bytes } };
const Part = { description: 'The range of it', content: { '*/*': bytes } };

/** What leads to a text nobody else knows must not be told to others by a browser, nor kept by anybody on the way. */
async function keepPrivate(_request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
  return payload;
}

/** When the answer is out. */
async function noteIt(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!request.share || reply.statusCode >= 400) return;
  await noteUse(request.ctx, request.share, deviceOf(request)).catch((error) =>
    request.log.warn({ err: error, share: request.share.share_id }, 'the use of a link could not be noted'),
  );
}

/** For whoever came by a link: no key and no login opens or changes anything here. */
export const sharedRoutes = (ctx: RootCtx) => async (app: HttpServer) => {
  const limits = createRequestLimits(ctx);
  const guest = admitGuest(limits);
  app.decorateRequest('share', undefined as never);
  app.addHook('onSend', keepPrivate);
  app.addHook('onResponse', noteIt);

  app.get(
    SHARED,
    {
      config,
      onRequest: guest,
      schema: {
        operationId: 'getSharedSession',
        summary: 'The session of a shared document, as far as it is a guest’s to know',
        ...{ ...reading, params: GuestSessionParams },
        response: { 200: SharedSessionAnswer, ...errors(401, 422, 429) },
      },
    },
    async (request) => getSharedSession(request.ctx, request.share),
  );

  app.post(
    `${SHARED}/unlock`,
    {
      config,
      onRequest: admitLink(limits),
      schema: {
        operationId: 'unlockShare',
        summary: 'Give the password of a link once',
        ...{ ...reading, params: GuestSessionParams },
        body: UnlockBody,
        response: { 200: UnlockAnswer, ...errors(401, 422, 429) },
      },
    },
    (request) => unlockShare(request.ctx, request.share, request.body.password),
  );

  app.get(
    `${SHARED}/media`,
    {
      config,
      onRequest: admitFileLink(limits),
      schema: {
        operationId: 'getSharedMedia',
        summary: 'The media behind the `media_url` of a guest; supports Range',
        ...{ tags, security: [], params: GuestSessionParams, querystring: SignedMediaQuery },
        response: { 200: File, 206: Part, ...errors(401, 404, 416, 422, 429) },
      },
    },
    (request, reply) => getSharedMedia(request.ctx, request.share, { request, reply }),
  );

  app.get(
    DOCUMENT,
    {
      config,
      onRequest: guest,
      schema: {
        operationId: 'getSharedDocument',
        summary: 'A shared document: its content, a file of it, or a link to one',
        description: 'As `getDocument`, without templates and earlier revisions.',
        ...reading,
        querystring: GuestExportQuery,
        response: {
          200: {
            description: 'The document',
            content: { '*/*': bytes, 'application/json': { schema: ExportedDocument } },
          },
          206: Part,
          ...errors(400, 401, 403, 404, 416, 422, 429, 501),
        },
      },
    },
    (request, reply) => getSharedDocument(request.ctx, request.share, request.query, { request, reply }),
  );

  app.get(
    `${DOCUMENT}/download`,
    {
      config,
      onRequest: admitFileLink(limits),
      schema: {
        operationId: 'downloadSharedDocument',
        summary: 'The file behind the `download_url` of a guest; supports Range',
        ...{ tags, security: [], params: GuestDocumentParams, querystring: SignedFileQuery },
        response: { 200: File, 206: Part, ...errors(400, 401, 403, 404, 416, 422, 429, 501) },
      },
    },
    (request, reply) => downloadSharedDocument(request.ctx, request.share, request.query, { request, reply }),
  );

  app.put(
    DOCUMENT,
    {
      config,
      bodyLimit: LARGEST_CONTENT_BYTES,
      onRequest: guest,
      schema: {
        operationId: 'updateSharedDocument',
        summary: 'Change a shared document; its revision bears the name of the guest',
        ...writing,
        body: UpdateDocumentBody,
        response: { 200: EditedDocumentAnswer, ...errors(400, 401, 403, 404, 409, 412, 422, 429) },
      },
    },
    async (request, reply) => {
      const edited = await updateSharedDocument(request.ctx, request.share, request.body, request.headers['if-match']);
      reply.header('etag', `"${edited.revision}"`);
      return answerEdit(edited);
    },
  );

  const changes = [
    { path: 'clear_text', operationId: 'clearSharedText', run: clearSharedText, summary: 'Take the text away' },
    {
      ...{ path: 'reset_to_original', operationId: 'resetSharedDocument', run: resetSharedDocument },
      summary: 'Bring back what the document was when it was made',
    },
    {
      ...{ path: 'finish', operationId: 'finishSharedDocument', run: finishSharedDocument },
      summary: 'Say that it is done; from then on the link is for reading',
    },
  ];
  for (const { path, operationId, run, summary } of changes) {
    app.put(
      `${DOCUMENT}/${path}`,
      {
        config,
        onRequest: guest,
        schema: {
          ...{ operationId, summary },
          ...writing,
          response: { 200: DocumentAnswer, ...errors(400, 401, 403, 404, 412, 422, 429) },
        },
      },
      async (request, reply) =>
        answerRevision(reply, await run(request.ctx, request.share, request.headers['if-match'])),
    );
  }
};
