import multipart from '@fastify/multipart';
import { Type } from 'typebox';
import { errors, NoContent } from '../../platform/http/envelope.ts';
import { sendStored } from '../../platform/http/send-stored.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import {
  CREATE_TEMPLATE_FORM,
  ListTemplatesQuery,
  TemplateAnswer,
  TemplateFileParams,
  TemplateFileQuery,
  TemplateList,
  TemplateParams,
} from './templates.schema.ts';
import {
  createTemplate,
  DOCX_TYPE,
  deleteTemplate,
  getExampleTemplate,
  getTemplate,
  getTemplateFile,
  listTemplates,
} from './templates.service.ts';

const tags = ['Templates'];
const config = { access: ['batch', 'templates.read'] as const };
const managing = { access: ['batch', 'templates.manage'] as const };

/** A stream: nothing is serialised, this is for the contract. */
const bytes = { schema: Type.Unsafe<never>({ type: 'string', format: 'binary' }) };
const TemplateFile = {
  description: 'The file, or the range of it',
  content: { [DOCX_TYPE]: bytes, 'application/pdf': bytes },
};
const ExampleFile = { description: 'A DOCX', content: { [DOCX_TYPE]: bytes } };

export async function templateRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/organization/templates',
    {
      config,
      schema: {
        operationId: 'listTemplates',
        summary: 'The export templates of the organisation, newest first',
        tags,
        querystring: ListTemplatesQuery,
        response: { 200: TemplateList, ...errors(401, 403, 422, 429) },
      },
    },
    (request) => listTemplates(request.ctx, request.query),
  );

  app.get(
    '/api/v3/organization/templates/:id',
    {
      config,
      schema: {
        operationId: 'getTemplate',
        summary: 'One export template',
        tags,
        params: TemplateParams,
        response: { 200: TemplateAnswer, ...errors(401, 403, 404, 422, 429) },
      },
    },
    (request) => getTemplate(request.ctx, request.params.id),
  );

  app.delete(
    '/api/v3/organization/templates/:id',
    {
      config: managing,
      schema: {
        operationId: 'deleteTemplate',
        summary: 'Remove an export template and its files',
        tags,
        params: TemplateParams,
        response: { 204: NoContent, ...errors(401, 403, 404, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await deleteTemplate(request.ctx, request.params.id);
    },
  );

  app.get(
    '/api/v3/organization/templates/:id/:file',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'getTemplateFile',
        summary: 'A file of a template behind a signed link (`docx_url`, `pdf_url`); supports Range',
        tags,
        security: [],
        params: TemplateFileParams,
        querystring: TemplateFileQuery,
        response: { 200: TemplateFile, 206: TemplateFile, ...errors(404, 416, 422) },
      },
    },
    async (request, reply) =>
      sendStored(
        request,
        reply,
        request.ctx.storage,
        await getTemplateFile(request.ctx, request.params, request.query),
      ),
  );

  app.get(
    '/api/v3/organization/templates/example',
    {
      config,
      schema: {
        operationId: 'getExampleTemplate',
        summary: 'A DOCX with every placeholder, to begin a template with',
        tags,
        response: { 200: ExampleFile, ...errors(401, 403, 429, 503) },
      },
    },
    async (_request, reply) => {
      reply.type(DOCX_TYPE).header('content-disposition', 'attachment; filename="parlance-template.docx"');
      return reply.send((await getExampleTemplate()) as never);
    },
  );

  await app.register(createRoute);
}

/** In a scope of its own: only here are bodies forms. */
async function createRoute(app: HttpServer): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  // The size of the files is limited where they are stored, with an error instead of a cut.
  await app.register(multipart, {
    limits: { files: 3, fields: 10, parts: 13, fieldSize: 40_000, fileSize: Number.MAX_SAFE_INTEGER },
  });
  app.post(
    '/api/v3/organization/templates',
    {
      bodyLimit: 32 * 1024 * 1024,
      config: { ...managing, rate: 'creations', capacity: 'more' },
      schema: {
        operationId: 'createTemplate',
        summary: 'Add an export template',
        description: CREATE_TEMPLATE_FORM,
        tags,
        consumes: ['multipart/form-data'],
        response: { 201: TemplateAnswer, ...errors(400, 401, 403, 409, 413, 415, 422, 429, 503) },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return createTemplate(request.ctx, request.isMultipart() ? request.parts() : null);
    },
  );
}
