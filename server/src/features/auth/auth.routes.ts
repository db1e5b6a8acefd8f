import formbody from '@fastify/formbody';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../platform/errors.ts';
import { deviceOf } from '../../platform/http/device.ts';
import { errors, NoContent } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { endLogin, replaceLogin, type SignedIn } from '../logins/index.ts';
import { LoginAnswer, LoginBody, LoginQuery, MfaLoginBody } from './auth.schema.ts';
import { login, loginMfa } from './login.service.ts';
import { clearLoginCookie, loginCookie, refuseSignInElsewhere, setLoginCookie } from './login-cookie.ts';

const tags = ['Signing in'];
const body = <T>(schema: T) => ({
  content: { 'application/x-www-form-urlencoded': { schema }, 'application/json': { schema } },
});

/** What has no content type is not looked at by the schemas, of which each is for one. @throws AppError `validation_error` */
function bodyOf<T>(request: FastifyRequest): T {
  if (request.body !== undefined && request.body !== null) return request.body as T;
  const issue = 'is required';
  throw new AppError('validation_error', {
    detail: 'Send username and password as a form or as JSON.',
    details: { field: 'username', issue },
  });
}

/** The token goes into the answer or into a cookie that scripts cannot read, never into both. */
async function answer(request: FastifyRequest, reply: FastifyReply, signedIn: SignedIn) {
  const { ctx } = request;
  const { token, expires_at, is_remembered } = signedIn;
  reply.header('cache-control', 'no-store');
  if (token !== null && signedIn.answer.access_token === null) {
    const earlier = loginCookie(ctx, request);
    if (earlier !== undefined) await replaceLogin(ctx, earlier);
    setLoginCookie(ctx, reply, token, is_remembered ? expires_at : null);
  }
  return signedIn.answer;
}

export async function authRoutes(app: HttpServer): Promise<void> {
  app.addHook('preHandler', async (request) => {
    const { login_type } = request.query as Partial<LoginQuery>;
    if (login_type === 'cookie') refuseSignInElsewhere(request.ctx, request);
  });
  app.removeContentTypeParser('text/plain');
  await app.register(formbody, { bodyLimit: 20_000 });

  app.post(
    '/api/v3/auth/login',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'login',
        summary: 'Sign in with e-mail and password',
        tags,
        security: [],
        querystring: LoginQuery,
        body: body(LoginBody),
        response: { 200: LoginAnswer, ...errors(400, 401, 403, 415, 422, 429) },
      },
    },
    async (request, reply) =>
      answer(request, reply, await login(request.ctx, bodyOf<LoginBody>(request), request.query, deviceOf(request))),
  );

  app.post(
    '/api/v3/auth/login/mfa',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'loginMfa',
        summary: 'Sign in with a second factor: e-mail and password again, with a code',
        tags,
        security: [],
        querystring: LoginQuery,
        body: body(MfaLoginBody),
        response: { 200: LoginAnswer, ...errors(400, 401, 403, 415, 422, 429) },
      },
    },
    async (request, reply) =>
      answer(
        request,
        reply,
        await loginMfa(request.ctx, bodyOf<MfaLoginBody>(request), request.query, deviceOf(request)),
      ),
  );

  app.post(
    '/api/v3/auth/logout',
    {
      config: { access: ['account'] },
      schema: {
        operationId: 'logout',
        summary: 'End this login, everywhere and at once',
        tags,
        response: { 204: NoContent, ...errors(401, 403) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      clearLoginCookie(request.ctx, reply);
      await endLogin(request.ctx, request.ctx.actor.login_id as string, deviceOf(request));
    },
  );
}
