import type { FastifyReply } from 'fastify';
import { ANY_KEY } from '../../platform/http/access.ts';
import { errors, NoContent } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { DocumentRow } from '../document-store/index.ts';
import { SessionParams } from '../sessions/index.ts';
import { createDocument } from './create-document.service.ts';
import {
  CreateDocumentBody,
  CreatedDocumentAnswer,
  DocumentAnswer,
  DocumentList,
  DocumentParams,
  EditedDocumentAnswer,
  IfMatch,
  ImportQuery,
  StatusQuery,
  UpdateDocumentBody,
} from './documents.schema.ts';
import { answerDocument, answerEdit, deleteDocument, listDocuments } from './documents.service.ts';
import { clearText, resetToOriginal, setFinishedStatus } from './editing/document-state.service.ts';
import { updateDocument } from './editing/update-document.service.ts';
import { acceptFiles, incomingDocument, readForm } from './read-import.ts';

const tags = ['Documents'];
const DOCUMENTS = '/api/v3/speech-to-text/session/:session_id/document';
const DOCUMENT = `${DOCUMENTS}/:document_id`;
/** The whole content of ten hours is some ten megabytes. */
const LARGEST_CONTENT_BYTES = 64 * 1024 * 1024;

/** A document with the number of its revision as ETag. */
export function answerRevision(reply: FastifyReply, document: DocumentRow) {
  reply.header('etag', `"${document.revision}"`);
  return answerDocument(document);
}

export async function documentRoutes(app: HttpServer): Promise<void> {
  await acceptFiles(app);

  app.post(
    DOCUMENTS,
    {
      bodyLimit: LARGEST_CONTENT_BYTES,
      config: { access: [...ANY_KEY, 'sessions.write'], idempotent: 'json' },
      preValidation: readForm,
      schema: {
        operationId: 'createDocument',
        summary: 'Make a document of a session, copy one, or import a file',
        description:
          'JSON makes a transcript or captions of what was recognised, a copy of the document that `document_id` names, or ' +
          'what `document` holds. Anything else is a file to import, as the body itself or in a form: SRT, WebVTT, TTML, SBV, ' +
          'EBU STL, JSON or text, judged by its contents.',
        tags,
        params: SessionParams,
        querystring: ImportQuery,
        body: { content: { 'application/json': { schema: CreateDocumentBody } } },
        response: { 201: CreatedDocumentAnswer, ...errors(400, 401, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      reply.code(201);
      const { body, file } = incomingDocument(request);
      return createDocument(request.ctx, request.params.session_id, body, file);
    },
  );

  app.get(
    DOCUMENTS,
    {
      config: { access: [...ANY_KEY, 'sessions.read'] },
      schema: {
        operationId: 'listDocuments',
        summary: 'The documents of a session, the oldest first',
        tags,
        params: SessionParams,
        response: { 200: DocumentList, ...errors(401, 404) },
      },
    },
    (request) => listDocuments(request.ctx, request.params.session_id),
  );

  app.put(
    DOCUMENT,
    {
      bodyLimit: LARGEST_CONTENT_BYTES,
      config: { access: [...ANY_KEY, 'sessions.write'] },
      schema: {
        operationId: 'updateDocument',
        summary: 'Change the content, the name or the offset of a document',
        description:
          'Words keep their times: those of edited text are aligned with the ones before, unless they are sent too. ' +
          '`changes` saves sending back what did not change. With `If-Match` of an earlier revision the edit is merged with ' +
          'what others wrote since, segment by segment (`merged: true`: read the document again); when both changed the same ' +
          'one in different ways, nothing is written and `EDIT_CONFLICT` tells both texts. Editors should always send it: ' +
          'without it the last one wins.',
        tags,
        params: DocumentParams,
        headers: IfMatch,
        body: UpdateDocumentBody,
        response: { 200: EditedDocumentAnswer, ...errors(400, 401, 404, 409, 412, 422) },
      },
    },
    async (request, reply) => {
      const edited = await updateDocument(request.ctx, request.params, request.body, request.headers['if-match']);
      reply.header('etag', `"${edited.revision}"`);
      return answerEdit(edited);
    },
  );

  app.delete(
    DOCUMENT,
    {
      config: { access: [...ANY_KEY, 'sessions.write'] },
      schema: {
        operationId: 'deleteDocument',
        summary: 'Remove a document with all its revisions, for good',
        tags,
        params: DocumentParams,
        response: { 204: NoContent, ...errors(401, 404) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await deleteDocument(request.ctx, request.params);
    },
  );

  app.put(
    `${DOCUMENT}/clear_text`,
    {
      config: { access: [...ANY_KEY, 'sessions.write'] },
      schema: {
        operationId: 'clearText',
        summary: 'Take the text away; segments and times stay',
        tags,
        params: DocumentParams,
        headers: IfMatch,
        response: { 200: DocumentAnswer, ...errors(400, 401, 404, 412) },
      },
    },
    async (request, reply) =>
      answerRevision(reply, await clearText(request.ctx, request.params, request.headers['if-match'])),
  );

  app.put(
    `${DOCUMENT}/reset_to_original`,
    {
      config: { access: [...ANY_KEY, 'sessions.write'] },
      schema: {
        operationId: 'resetToOriginal',
        summary: 'Bring back what the document was when it was made',
        tags,
        params: DocumentParams,
        headers: IfMatch,
        response: { 200: DocumentAnswer, ...errors(400, 401, 404, 412) },
      },
    },
    async (request, reply) =>
      answerRevision(reply, await resetToOriginal(request.ctx, request.params, request.headers['if-match'])),
  );

  app.post(
    `${DOCUMENT}/finished_status`,
    {
      config: { access: [...ANY_KEY, 'sessions.write'] },
      schema: {
        operationId: 'setFinishedStatus',
        summary: 'Close a document to edits, or open it again',
        tags,
        params: DocumentParams,
        querystring: StatusQuery,
        headers: IfMatch,
        response: { 200: DocumentAnswer, ...errors(401, 404, 412, 422) },
      },
    },
    async (request, reply) =>
      answerRevision(
        reply,
        await setFinishedStatus(request.ctx, request.params, request.query.status ?? true, request.headers['if-match']),
      ),
  );
}
