import swagger from '@fastify/swagger';
import scalar from '@scalar/fastify-api-reference';
import type { HttpServer } from '../../platform/http/server.ts';

const DESCRIPTION = `Speech to text on your own machine, over the Scriptix API.

Send your key, or the token you got by signing in, in the header \`x-zoom-s2t-key\` or as \`Authorization: Bearer\`. Errors all have one body; \`error_code\` is
for programs, \`message\` for people. Paths may end with a slash, and \`/v3\` means \`/api/v3\`.`;

type Operation = { operationId?: string };

/** Builds the OpenAPI document from the schemas of the routes that are registered after this. */
export async function apiReference(app: HttpServer): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Parlance API', version: '3.0.0', description: DESCRIPTION },
      servers: [{ url: '/' }],
      tags: [
        { name: 'Sessions', description: 'One recording and what is said in it' },
        { name: 'Uploads', description: 'Resumable (TUS 1.0), or a whole file in one request' },
        { name: 'Events', description: 'What happens to sessions, as it happens (server-sent events)' },
        { name: 'Realtime', description: 'Live transcription over WebSockets: docs/realtime.md' },
        { name: 'Models', description: 'Installed speech models' },
        {
          name: 'Signing in',
          description: 'People get a token or a cookie, by password, second factor or identity provider',
        },
        { name: 'Account', description: 'Everything about oneself' },
        { name: 'Second factor', description: 'Codes of an authenticator' },
        { name: 'Organization', description: 'The organisation, its people and groups' },
        { name: 'Preferences', description: 'What an app remembers for somebody' },
        { name: 'Administration', description: 'All organisations of the installation, for those who run it' },
        { name: 'Tokens', description: 'API keys' },
        { name: 'Templates', description: 'What exported documents look like' },
        { name: 'Webhooks', description: 'Being told what happened, instead of asking' },
        { name: 'System', description: 'Health and metrics' },
      ],
      components: {
        securitySchemes: {
          apiKey: { type: 'apiKey', in: 'header', name: 'x-zoom-s2t-key' },
          bearer: { type: 'http', scheme: 'bearer' },
          cookie: { type: 'apiKey', in: 'cookie', name: 'parlance', description: 'Of browsers: login_type=cookie' },
        },
      },
      security: [{ apiKey: [] }, { bearer: [] }, { cookie: [] }],
    },
    // The plugin expects every HEAD to be the shadow of a GET, and renames it.
    transformObject: (document) => {
      const { openapiObject } = document as { openapiObject: { paths?: Record<string, { head?: Operation }> } };
      for (const { head } of Object.values(openapiObject.paths ?? {})) {
        if (head?.operationId) head.operationId = head.operationId.replace(/-head$/, '');
      }
      return openapiObject as never;
    },
    refResolver: { buildLocalReference: (schema, _base, _fragment, index) => String(schema.$id ?? `schema-${index}`) },
  });
  app.get('/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async () => app.swagger());
  // Everything the page needs comes from this server; the policy keeps it so.
  await app.register(scalar, {
    routePrefix: '/docs',
    configuration: {
      url: '/openapi.json',
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      hideModels: true,
      showDeveloperTools: 'never',
      // Services of others, which would be sent what is read here.
      agent: { disabled: true },
      mcp: { disabled: true },
    },
    hooks: {
      onRequest: (_request, reply, done) => {
        reply.header(
          'content-security-policy',
          "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'",
        );
        done();
      },
    },
  });
}
