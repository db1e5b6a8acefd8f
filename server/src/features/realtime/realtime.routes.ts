import websocket from '@fastify/websocket';
import type { HttpServer } from '../../platform/http/server.ts';
import { admitConnection, connect } from './admit.service.ts';
import { closeSockets } from './close-sockets.ts';
import type { RealtimeHub } from './hub.ts';
import type { LiveRoute } from './live-options.ts';
import { LIVE_ACCESS, PullParams, RealtimeQuery } from './realtime.schema.ts';
import { upgradeOnly } from './upgrade-only.ts';

/** Largest frame, and largest message of several frames. */
const MAX_PAYLOAD_BYTES = 1024 * 1024;

const SOCKETS = [
  { url: '/realtime', route: 'v1', keys: 'anytime' },
  { url: '/v2/realtime', route: 'v2', keys: 'first' },
  { url: '/v2/client/:token', route: 'pull', keys: 'first' },
] as const;

/** Live connections. They are hidden from the contract, which knows no sockets: docs/realtime.md describes them. */
export function realtimeRoutes(hub: RealtimeHub) {
  return async (app: HttpServer): Promise<void> => {
    await app.register(websocket, {
      options: { maxPayload: MAX_PAYLOAD_BYTES, perMessageDeflate: false },
      preClose: async () => {
        await hub.drain(app.drainMs);
        await closeSockets(app.websocketServer.clients);
      },
      errorHandler: (error, socket, request) => {
        request.log.info({ err: error }, 'a live connection broke the protocol');
        socket.close();
      },
    });
    upgradeOnly(app, hub, /^\/(realtime|v2\/realtime|v2\/client\/[^/?]+)\/?(\?|$)/);
    // After a refusal nobody reads from the socket any more, and nobody would close it.
    app.addHook('onResponse', async ({ raw, admission }) => {
      if ((raw as { upgrade?: boolean }).upgrade && !admission?.isConnected) raw.socket.destroySoon();
    });
    for (const { url, route, keys } of SOCKETS) {
      app.route({
        method: 'GET',
        url,
        exposeHeadRoute: false,
        config: { access: LIVE_ACCESS, rate: 'realtime', socketKeys: keys, isStream: true },
        schema: { hide: true, querystring: RealtimeQuery, ...(route === 'pull' ? { params: PullParams } : {}) },
        preHandler: async (request) => {
          request.admission = await admitConnection(hub, route as LiveRoute, request);
        },
        handler: async () => {},
        wsHandler: (socket, request) => connect(hub, socket, request as never),
      });
    }
  };
}
