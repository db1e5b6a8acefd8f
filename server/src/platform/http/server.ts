import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import cors from '@fastify/cors';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fastJsonStringify, { type Schema } from 'fast-json-stringify';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController, type RawServerDefault } from 'fastify';
import { type TSchema, Type } from 'typebox';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { SubLimit } from '../rate-limits/profiles.ts';
import type { Access } from './access.ts';
import { documentLimits } from './document-limits.ts';
import { DUAL, type one } from './envelope.ts';
import { handleError, handleNotFound, handleUnreadable } from './error-answers.ts';

export type HttpServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** The answer lasts as long as the client listens, and its time is no latency. */
    isStream?: boolean;
    /** The route answers CORS itself (the TUS protocol has preflight answers of its own). */
    ownCors?: boolean;
    /** A rate limit of its own besides the general one, or none at all. */
    rate?: SubLimit | 'uncounted';
    /** Takes in `new` work, or `more` bytes of what was taken in: refused while the server is short of room. */
    capacity?: 'new' | 'more';
    /**
     * Creates something, so `Idempotency-Key` is honoured: in one transaction with the answer (`json`), or around a
     * handler that writes its answer past Fastify (`bare`).
     */
    idempotent?: 'json' | 'bare';
    /** A WebSocket: its key may come in more ways than elsewhere, `first` before the upgrade or `anytime` after it. */
    socketKeys?: 'first' | 'anytime';
  }

  interface FastifyInstance {
    /** How long what is under way may take to end when the server stops; set before it is closed. */
    drainMs: number;
  }
}

/** Largest JSON body. Media never comes as JSON. */
export const JSON_LIMIT_BYTES = 1024 * 1024;

/**
 * A Fastify server with what every route shares: request ids, one error body, validation without surprises, CORS,
 * metrics, one log line for each request (of those that went well at the level `debug`).
 */
export function createHttpServer(options: {
  log: Logger;
  metrics: Metrics;
  corsOrigins: string[];
  trustedProxies: string[];
  /** Other ways to write paths: what matches is replaced. */
  aliases?: [RegExp, string][];
}): HttpServer {
  const app = Fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: JSON_LIMIT_BYTES,
    trustProxy: options.trustedProxies.length > 0 ? options.trustedProxies : false,
    genReqId: () => randomUUID(),
    rewriteUrl: ({ url = '/' }) => {
      // Documented hosts and clients leave out `/api` in places (reference section 1).
      const full = /^\/v[34]\//.test(url) ? `/api${url}` : url;
      return (options.aliases ?? []).reduce((path, [from, to]) => path.replace(from, to), full);
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 16_384 },
    frameworkErrors: handleError,
    clientErrorHandler: handleUnreadable,
    schemaController: { compilersFactory: { buildSerializer } },
    forceCloseConnections: 'idle',
    // A slow upload may take hours; a connection that sends nothing for two minutes is gone.
    requestTimeout: 0,
    connectionTimeout: 120_000,
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.decorate('drainMs', 0);
  // Other expectations than 100-continue may be ignored (RFC 9110 section 10.1.1); Node would answer without a body.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  useValidators(app);
  app.addHook('onRoute', documentLimits);
  ignoreUnwantedBodies(app);
  app.setErrorHandler(handleError);
  app.setNotFoundHandler({}, handleNotFound);
  app.register(cors, {
    delegator: (request, done) => {
      // Programs that are no web pages send no origin, and most requests come from them.
      if (!request.headers.origin) return done(null, { origin: false });
      const own = (request as { routeOptions?: { config?: { ownCors?: boolean } } }).routeOptions?.config?.ownCors;
      done(null, { ...corsOptions(options.corsOrigins), preflight: !own });
    },
  });

  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unmatched';
    if (!request.routeOptions.config?.isStream || reply.statusCode !== 200) {
      options.metrics.httpSeconds.observe(
        { method: request.method, route, status: String(reply.statusCode) },
        reply.elapsedTime / 1000,
      );
    }
    const level = reply.statusCode >= 500 ? 'error' : reply.statusCode >= 400 ? 'info' : 'debug';
    const ms = Math.round(reply.elapsedTime);
    request.log[level]({ ms }, `${request.method} ${route} ${reply.statusCode}`);
    done();
  });
  return app;
}

/** What pages of other origins may read of our answers, besides what CORS allows anyway. */
export const EXPOSED_HEADERS = [
  'x-request-id',
  'etag',
  'content-disposition',
  'retry-after',
  'location',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'idempotency-replayed',
  'tus-resumable',
  'upload-offset',
  'upload-expires',
];

/** Answers to browsers of the configured origins; `*` echoes the caller's, so that pages may send credentials. */
export function corsOptions(origins: string[]) {
  return {
    origin: origins.includes('*') ? true : origins,
    credentials: true,
    // Programs send Origin with a plain OPTIONS too; the plugin would refuse that in its own words.
    strictPreflight: false,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: 86_400,
  };
}

/**
 * Where the contract has no body, whatever comes as one is ignored, as on GET: many clients announce JSON with every
 * request and send nothing. Routes that read the bytes
 * themselves have no parser for JSON and keep theirs.
 */
function ignoreUnwantedBodies(app: HttpServer): void {
  app.addHook('onRoute', function (route) {
    const bodiless = [route.method].flat().every((method) => method === 'DELETE' || method === 'OPTIONS');
    if (route.schema?.body || !(bodiless || this.hasContentTypeParser('application/json'))) return;
    route.onRequest = [route.onRequest ?? []].flat();
    route.onRequest.push((request, _reply, done) => {
      for (const name of ['content-type', 'content-length', 'transfer-encoding']) delete request.headers[name];
      done();
    });
  });
}

/**
 * Bodies are taken as they are: `"true"` is not true, null stays null. Query strings and path parameters are text by
 * nature and are converted.
 */
function useValidators(app: HttpServer): void {
  const create = (coerceTypes: boolean | 'array') => {
    // The dialect of OpenAPI 3.1, which knows tuples (`prefixItems`).
    const ajv = new Ajv2020({
      allErrors: false,
      useDefaults: true,
      coerceTypes,
      strict: false,
      removeAdditional: false,
    });
    addFormats.default(ajv);
    return ajv;
  };
  const bodies = create(false);
  const texts = create('array');
  app.setValidatorCompiler(({ schema, httpPart }) => {
    const ajv = httpPart === 'body' ? bodies : texts;
    return ajv.compile(schema as object);
  });
}

/**
 * Fastify's own serialisers, except for dual envelopes: their thing is the most part of the answer and appears twice, so
 * its text is made once. Reading a session is what clients do most.
 */
function buildSerializer(externalSchemas: unknown) {
  const build = (schema: unknown) =>
    fastJsonStringify(schema as Schema, { schema: externalSchemas as Record<string, Schema> });
  return ({ schema }: { schema?: unknown }): ((data: unknown) => string) => {
    const properties = (schema as { [DUAL]?: object })[DUAL];
    if (!properties) return build(schema);
    const serialize = build(Type.Object(properties as Record<string, TSchema>));
    return (data) => {
      const { count, total_results, result } = data as ReturnType<typeof one>;
      const text = serialize(result);
      return `{"count":${count},"total_results":${total_results},"result":${text},${text.slice(1)}`;
    };
  };
}
