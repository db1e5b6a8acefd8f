import { Type } from 'typebox';
import { deviceOf } from '../../platform/http/device.ts';
import { errors, NoContent, PageQuery } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { endLogin, endOtherLogins, listLogins } from '../logins/index.ts';
import { ChangeMeBody, ChangePasswordBody, LoginParams, Logins, Me, PasswordBody } from './account.schema.ts';
import { changeMe, changePassword, confirmMe, deactivateMe, getMe } from './account.service.ts';
import { confirmEmail } from './change-email.service.ts';

const tags = ['Account'];
const config = { access: ['account'] as const };

export async function accountRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/account/me',
    {
      config,
      schema: { operationId: 'getMe', summary: 'Who am I', tags, response: { 200: Me, ...errors(401, 403) } },
    },
    (request) => getMe(request.ctx),
  );

  app.post(
    '/api/v3/account/me',
    {
      config,
      schema: {
        operationId: 'changeMe',
        summary: 'Change the own names, newsletter and, with the password, e-mail address',
        tags,
        body: ChangeMeBody,
        response: { 200: Me, ...errors(400, 401, 403, 409, 422) },
      },
    },
    (request) => changeMe(request.ctx, request.body, deviceOf(request)),
  );

  app.post(
    '/api/v3/account/password',
    {
      config,
      schema: {
        operationId: 'changePassword',
        summary: 'Change the own password; ends all other logins',
        tags,
        body: ChangePasswordBody,
        response: { 204: NoContent, ...errors(400, 401, 403, 409, 422) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await changePassword(request.ctx, request.body, deviceOf(request));
    },
  );

  app.post(
    '/api/v3/account/confirm',
    {
      config,
      schema: {
        operationId: 'confirmAccount',
        summary: 'Prove with the password who one is, for what asks for it (REAUTHENTICATION_REQUIRED)',
        description: 'A code does the same: …/mfa/2fa/verify_totp. It counts for a quarter of an hour, on this login.',
        tags,
        body: PasswordBody,
        response: { 204: NoContent, ...errors(400, 401, 403, 409, 422) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await confirmMe(request.ctx, request.body, deviceOf(request));
    },
  );

  app.patch(
    '/api/v3/account',
    {
      config,
      schema: {
        operationId: 'deactivateAccount',
        summary: 'Deactivate the own account; an administrator can activate it again',
        tags,
        body: PasswordBody,
        response: { 204: NoContent, ...errors(400, 401, 403, 409, 422) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await deactivateMe(request.ctx, request.body, deviceOf(request));
    },
  );

  app.post(
    '/api/v3/auth/email/confirm',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'confirmEmail',
        summary: 'Take a new e-mail address into use, by the link that was sent to it',
        tags,
        security: [],
        body: Type.Object({ token: Type.String({ minLength: 20, maxLength: 100 }) }),
        response: { 204: NoContent, ...errors(400, 422) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await confirmEmail(request.ctx, request.body, deviceOf(request));
    },
  );
}

export async function loginRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/account/sessions',
    {
      config,
      schema: {
        operationId: 'listLogins',
        summary: 'Where one is signed in, the last used first',
        tags,
        querystring: Type.Object(PageQuery),
        response: { 200: Logins, ...errors(401, 403, 422) },
      },
    },
    (request) => listLogins(request.ctx, request.query),
  );

  app.delete(
    '/api/v3/account/sessions',
    {
      config,
      schema: {
        operationId: 'endOtherLogins',
        summary: 'Sign out everywhere but here',
        tags,
        response: { 204: NoContent, ...errors(401, 403) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await endOtherLogins(request.ctx, deviceOf(request));
    },
  );

  app.delete(
    '/api/v3/account/sessions/:id',
    {
      config,
      schema: {
        operationId: 'endLogin',
        summary: 'Sign out on one device, at once',
        tags,
        params: LoginParams,
        response: { 204: NoContent, ...errors(401, 403, 404, 422) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await endLogin(request.ctx, request.params.id, deviceOf(request));
    },
  );
}
