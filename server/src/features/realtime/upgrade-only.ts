import type { IncomingMessage } from 'node:http';
import type { HttpServer } from '../../platform/http/server.ts';
import type { RealtimeHub } from './hub.ts';

/**
 * Requests elsewhere that ask for an upgrade are answered as if they did not (RFC 9110 section 7.8): otherwise Node would
 * hand each of them over as a bare socket, that of a client which offers HTTP/2 as well.
 */
export function upgradeOnly(app: HttpServer, hub: RealtimeHub, path: RegExp): void {
  // Of Node 24.9; its types do not know it yet.
  const server = app.server as { shouldUpgradeCallback?: (request: IncomingMessage) => boolean };
  server.shouldUpgradeCallback = ({ headers, url = '', method }) =>
    method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket' && path.test(url) && !hub.isDraining;
}
