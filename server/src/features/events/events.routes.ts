import type { FastifyReply } from 'fastify';
import { ANY_KEY } from '../../platform/http/access.ts';
import { errors, NoContent } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { DocumentParams } from '../documents/index.ts';
import { SessionParams } from '../sessions/index.ts';
import { openEventConnection } from './event-connection.ts';
import type { EventHub } from './event-hub.ts';
import { StreamEvent, StreamHeaders, StreamQuery, StreamSessionQuery } from './events.schema.ts';
import { type BeginStream, streamDocumentEvents, streamEvents, streamSessionEvents } from './events.service.ts';

const tags = ['Events'];

const RESUMING =
  'Each event has an `id`; a client that was cut comes back with the last one it received (`Last-Event-ID`) and gets ' +
  'what it missed, runs of progress reduced to the last. Events with ids come in their order, none twice. Events are kept ' +
  'for 24 hours unless configured otherwise. A comment comes every 15 seconds when nothing happens. `stream.shutdown` ' +
  'says that the server stops: come back.';

const streamed = { 200: { description: 'Events', content: { 'text/event-stream': { schema: StreamEvent } } } };

/** Takes the answer out of the hands of the framework once there is something to stream. */
const begin =
  (reply: FastifyReply): BeginStream =>
  () => {
    const headers = reply.getHeaders();
    return openEventConnection(reply.hijack().raw, headers);
  };

/** The streams of server-sent events. They end with the server. */
export function eventRoutes(hub: EventHub) {
  return async (app: HttpServer): Promise<void> => {
    app.addHook('preClose', async () => hub.close());

    app.get(
      '/api/v3/events',
      {
        exposeHeadRoute: false,
        config: { access: ['batch', 'sessions.read'], isStream: true, rate: 'uncounted' },
        schema: {
          operationId: 'streamEvents',
          summary:
            'What happens to the sessions of this key, or for people to those they may see, and to their documents',
          description:
            `Begins with \`stream.ready\`. ${RESUMING} When the last id is too old or unknown, \`stream.reset\` says ` +
            'that lists have to be loaded anew.',
          tags,
          headers: StreamHeaders,
          querystring: StreamQuery,
          response: { ...streamed, ...errors(400, 401, 403, 422, 429, 503) },
        },
      },
      (request, reply) =>
        streamEvents(request.ctx, hub, { ...request.query, ...lastEventId(request.headers) }, begin(reply)),
    );

    app.get(
      '/api/v3/speech-to-text/session/:session_id/events',
      {
        exposeHeadRoute: false,
        config: { access: [...ANY_KEY, 'sessions.read'], isStream: true, rate: 'uncounted' },
        schema: {
          operationId: 'streamSessionEvents',
          summary: 'Progress of one session until it ends',
          description:
            `Begins with the present state, and ends after \`session.completed\`, \`session.failed\` or ` +
            `\`session.deleted\`; who comes back after that gets 204. Tells also when its place in the queue changes, ` +
            `by events without an id. ${RESUMING}`,
          tags,
          params: SessionParams,
          headers: StreamHeaders,
          querystring: StreamSessionQuery,
          response: { ...streamed, 204: NoContent, ...errors(401, 404, 422, 429, 503) },
        },
      },
      async (request, reply) => {
        const input = { ...request.query, ...lastEventId(request.headers), session_id: request.params.session_id };
        const isStreaming = await streamSessionEvents(request.ctx, hub, input, begin(reply));
        if (!isStreaming) reply.code(204);
      },
    );

    app.get(
      '/api/v3/speech-to-text/session/:session_id/document/:document_id/events',
      {
        exposeHeadRoute: false,
        config: { access: [...ANY_KEY, 'sessions.read'], isStream: true, rate: 'uncounted' },
        schema: {
          operationId: 'streamDocumentEvents',
          summary: 'What is done to one document: opened, closed, edited, finished, commented',
          description:
            'Begins with `stream.ready`, which tells who has the document open (`viewers`). Whoever follows it has it open: others ' +
            'are told by `document.opened` and `document.closed`. Ends after `document.deleted` and `session.deleted`, and ' +
            `when the right to read the document ends. ${RESUMING}`,
          tags,
          params: DocumentParams,
          headers: StreamHeaders,
          querystring: StreamSessionQuery,
          response: { ...streamed, ...errors(401, 404, 422, 429, 503) },
        },
      },
      (request, reply) =>
        streamDocumentEvents(
          request.ctx,
          hub,
          { ...request.query, ...request.params, ...lastEventId(request.headers) },
          begin(reply),
        ),
    );
  };
}

/** The header is younger than the address, which browsers keep as it was first given. */
function lastEventId(headers: StreamHeaders): { last_event_id?: number } {
  const id = headers['last-event-id'];
  return id === undefined ? {} : { last_event_id: id };
}
