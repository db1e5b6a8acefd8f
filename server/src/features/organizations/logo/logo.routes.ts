import type { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { deviceOf } from '../../../platform/http/device.ts';
import { errors, NoContent } from '../../../platform/http/envelope.ts';
import { sendStored } from '../../../platform/http/send-stored.ts';
import type { HttpServer } from '../../../platform/http/server.ts';
import { OrganizationAnswer } from '../organizations.schema.ts';
import { LOGO_BODY, LogoFileParams, LogoParams } from './logo.schema.ts';
import { deleteLogo, getLogo, MAX_LOGO_BYTES, uploadLogo } from './logo.service.ts';

const tags = ['Organisation'];
const config = { access: ['organization.manage'] as const };

/** A stream: nothing is serialised, this is for the contract. */
const Picture = {
  description: 'The picture, or the range of it',
  content: { 'image/png': { schema: Type.Unsafe<never>({ type: 'string', format: 'binary' }) } },
};

export async function logoRoutes(app: HttpServer): Promise<void> {
  app.delete(
    '/api/v3/organization/profile/:id',
    {
      config,
      schema: {
        operationId: 'deleteLogo',
        summary: 'Remove the logo of your organisation',
        tags,
        params: LogoParams,
        response: { 204: NoContent, ...errors(401, 403, 404, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await deleteLogo(request.ctx, request.params.id, deviceOf(request));
    },
  );

  app.get(
    '/api/v3/organization/profile/:id/logo/:file',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'getLogo',
        summary: 'The logo at the address that `logo_url` gives; for anybody who has it',
        tags,
        security: [],
        params: LogoFileParams,
        response: { 200: Picture, 206: Picture, ...errors(404, 416, 422) },
      },
    },
    async (request, reply) =>
      sendStored(request, reply, request.ctx.storage, await getLogo(request.ctx, request.params)),
  );

  await app.register(uploadRoute);
}

/** In a scope of its own: only here are bodies forms or pictures. */
async function uploadRoute(app: HttpServer): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  // The size is limited where the bytes are read, with an error instead of a cut.
  await app.register(multipart, { limits: { files: 2, fields: 5, parts: 6, fileSize: Number.MAX_SAFE_INTEGER } });
  app.post(
    '/api/v3/organization/profile/:id/logo',
    {
      // With room for the form around it.
      bodyLimit: MAX_LOGO_BYTES + 64 * 1024,
      config: { ...config, rate: 'creations', capacity: 'more' },
      schema: {
        operationId: 'uploadLogo',
        summary: 'Give your organisation another logo',
        description: LOGO_BODY,
        tags,
        consumes: ['multipart/form-data', 'image/*', 'application/octet-stream'],
        params: LogoParams,
        response: { 200: OrganizationAnswer, ...errors(400, 401, 403, 404, 413, 415, 422, 429, 503) },
      },
    },
    async (request) => uploadLogo(request.ctx, request.params.id, bodyOf(request), deviceOf(request)),
  );
}

/** Null for a body that can be no picture. */
function bodyOf(request: FastifyRequest) {
  if (request.isMultipart()) return request.parts();
  const type = request.headers['content-type'] ?? '';
  return /^(image\/|application\/octet-stream)/i.test(type) && request.body ? (request.body as Readable) : null;
}
