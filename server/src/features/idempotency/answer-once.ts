import type { FastifyReply, FastifyRequest, RouteHandlerMethod, RouteOptions } from 'fastify';
import { inTransaction } from '../../context.ts';
import { readOn } from '../../platform/http/error-answers.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { type Attempt, beginOnce, type KeptAnswer } from './idempotency.service.ts';

type Handler = (this: HttpServer, request: FastifyRequest, reply: FastifyReply) => unknown;

/** What a client reads of an answer besides its body. */
const KEPT_HEADERS = ['location', 'content-type', 'tus-resumable', 'upload-offset', 'upload-expires'];
/** The parameters of a TUS creation. The bytes that may follow them are not compared. */
const PARAMETER_HEADERS = ['upload-length', 'upload-defer-length', 'upload-metadata', 'upload-concat'];

/**
 * Makes every route that says so (`config: { idempotent }`) honour `Idempotency-Key`. It runs behind authentication and
 * validation, so that what they refuse is never kept; neither is any other failure, as nothing has happened then.
 */
export function answerOnce(app: HttpServer): void {
  app.addHook('onRoute', (route: RouteOptions) => {
    const { idempotent } = route.config ?? {};
    if (!idempotent) return;
    const handler = route.handler as Handler;
    const run = idempotent === 'json' ? runInTransaction : runBare;
    route.handler = async function once(this: HttpServer, request: FastifyRequest, reply: FastifyReply) {
      const key = request.headers['idempotency-key'];
      if (typeof key !== 'string') return handler.call(this, request, reply);
      const begun = await beginOnce(request.ctx, {
        route: `${request.method} ${request.routeOptions.url}`,
        key,
        parameters: parametersOf(request),
      });
      if ('status' in begun) return replay(request, reply, begun);
      return run(begun, handler.bind(this), request, reply);
    } as RouteHandlerMethod;
  });
}

function parametersOf(request: FastifyRequest) {
  const headers = PARAMETER_HEADERS.map((name) => request.headers[name] ?? null);
  return [request.params, request.query, request.body ?? null, headers];
}

/** The writes of the request and its kept answer in one transaction: a crash leaves both or neither. */
async function runInTransaction(
  attempt: Attempt,
  handler: (request: FastifyRequest, reply: FastifyReply) => unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const outer = request.ctx;
  try {
    const body = await inTransaction(outer, async (ctx) => {
      request.ctx = ctx;
      const text = reply.serialize((await handler(request, reply)) as object) as string;
      reply.type('application/json; charset=utf-8');
      await attempt.keep(ctx, {
        status: reply.statusCode,
        headers: keptHeaders((name) => reply.getHeader(name)),
        body: text,
      });
      return text;
    });
    return body;
  } catch (error) {
    await attempt.release();
    throw error;
  } finally {
    request.ctx = outer;
  }
}

/** The answer is kept just after it was sent; a crash in between costs a second upload that nobody continues. */
async function runBare(
  attempt: Attempt,
  handler: (request: FastifyRequest, reply: FastifyReply) => unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { raw } = reply;
  let done = false;
  try {
    await handler(request, reply);
    done = raw.headersSent && raw.statusCode < 300;
  } finally {
    if (!done) await attempt.release();
  }
  if (done) {
    const headers = keptHeaders((name) => raw.getHeader(name));
    await attempt
      .keep(request.ctx, { status: raw.statusCode, headers, body: '' })
      .catch((error) => request.log.warn({ err: error }, 'an answer could not be kept for its idempotency key'));
  }
  return reply;
}

function keptHeaders(read: (name: string) => unknown): Record<string, string> {
  const found = KEPT_HEADERS.map((name) => [name, read(name)] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function replay(request: FastifyRequest, reply: FastifyReply, kept: KeptAnswer): FastifyReply {
  // The bytes that a repeated creation may bring have been taken already.
  readOn(request.raw);
  return reply.code(kept.status).headers(kept.headers).header('idempotency-replayed', 'true').send(kept.body);
}
