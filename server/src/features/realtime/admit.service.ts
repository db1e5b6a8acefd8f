import type { FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import type { RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { newSessionId } from '../sessions/index.ts';
import { beginRealtime, requireRealtimeRoom } from './begin-realtime.service.ts';
import { chooseLiveModel } from './choose-live-model.service.ts';
import { openConnection } from './connection.ts';
import type { LiveEntry, RealtimeHub } from './hub.ts';
import { encoderFor, type LiveOptions, type LiveRoute, optionsOf } from './live-options.ts';
import type { RealtimeRow } from './realtime.repo.ts';
import type { RealtimeQuery } from './realtime.schema.ts';

/** What was decided about a connection before its upgrade. */
export interface Admission {
  options: LiveOptions;
  /** Undefined: whoever it is says so with `start`. */
  row: RealtimeRow | undefined;
  resumes: { session_id: string; final_offset_ms: number | undefined } | undefined;
  isConnected: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    admission?: Admission;
  }
}

export const isKnown = ({ actor }: RequestCtx) => actor.organization_id !== 0;

/**
 * Decides before the upgrade, while an HTTP status can still say no.
 *
 * @throws AppError
 */
export async function admitConnection(hub: RealtimeHub, route: LiveRoute, request: FastifyRequest): Promise<Admission> {
  const query = request.query as RealtimeQuery;
  if (request.ws) requireHandshake(request);
  hub.requirePlace();
  const options = optionsOf(route, query);
  const { session_id, final_offset_ms } = query;
  const admission: Admission = { options, row: undefined, resumes: undefined, isConnected: false };
  const isResuming = session_id !== undefined;
  if (isResuming && !isKnown(request.ctx)) {
    throw new AppError('unauthorized', { detail: 'Who comes back sends the key with the address, not with start.' });
  }
  if (isResuming && request.ws) {
    return { ...admission, resumes: { session_id, final_offset_ms } };
  }
  if (route === 'pull') requireUrl(request.ctx, options.url);
  const model = chooseLiveModel(request.ctx, options.language);
  if (!request.ws) {
    // WebSockets of browsers do not show why they were refused; asked without an upgrade, the same address tells.
    if (isKnown(request.ctx) && !isResuming) await requireRealtimeRoom(request.ctx, options.save);
    throw new AppError('upgrade_required', { detail: 'Connect with a WebSocket client: ws:// or wss://.' });
  }
  if (!isKnown(request.ctx)) return admission;
  admission.row = await beginRealtime(request.ctx, {
    ...{ session_id: newSessionId(request.ctx.now()), process: hub.process, language: options.language ?? null },
    ...{ model_key: model.key, type: options.type, source: route === 'pull' ? 'pull' : 'client', save: options.save },
  });
  const { row } = admission;
  // The client may go away before it is answered.
  const release = () => {
    if (!admission.isConnected) hub.noteEnd(row, 'disconnected', 0);
  };
  if (request.raw.socket.destroyed) release();
  else request.raw.socket.once('close', release);
  return admission;
}

/** Before anything is fetched: whether there is an address, and one that may be asked. */
function requireUrl(ctx: RequestCtx, url: string | undefined): void {
  if (url) return void ctx.fetch.check(url);
  throw new AppError('validation_error', {
    detail: 'url is required: the stream the server is to fetch.',
    details: { field: 'url', issue: 'is required' },
  });
}

/** RFC 6455 section 4.2.1: what the library would refuse in words of its own. */
function requireHandshake(request: FastifyRequest): void {
  const { headers } = request;
  const key = headers['sec-websocket-key'];
  if (
    typeof key !== 'string' ||
    !/^[+/0-9A-Za-z]{22}==$/.test(key) ||
    !/^(8|13)$/.test(String(headers['sec-websocket-version']))
  ) {
    throw new AppError('bad_request', { detail: 'This is no WebSocket handshake of version 13 (RFC 6455).' });
  }
}

/** Binds the socket to a session: a new one, or the one it comes back to. */
export function connect(hub: RealtimeHub, socket: WebSocket, request: FastifyRequest): void {
  const admission = request.admission as Admission;
  const { options, resumes } = admission;
  // It was admitted before, and would not be told any more.
  if (hub.isDraining) {
    socket.close(1001, 'the server stops');
    return;
  }
  admission.isConnected = true;
  const { format } = request.query as RealtimeQuery;
  const encode = encoderFor(options.route, format);
  let entry: LiveEntry | undefined;
  if (resumes) entry = hub.find(resumes.session_id, request.ctx.actor);
  else entry = hub.create(request.ctx, { options, row: admission.row, address: request.ip });
  if (!entry) {
    const error = new AppError('realtime_not_found', {
      detail:
        'It ended, or another server has it. Connect without session_id and send the audio since your last final.',
    });
    socket.send(encode({ type: 'error', error }) ?? '');
    socket.close(4404, error.code);
    return;
  }
  const { session } = entry;
  const { realtimeConnections } = request.ctx.metrics;
  realtimeConnections.inc();
  socket.once('close', () => realtimeConnections.dec());
  const isCurrent = () => entry.connection === connection;
  const connection = openConnection(socket, request.raw.socket, encode, hub.scheduler, {
    onMessage: (message) => isCurrent() && session.put({ type: 'message', message }),
    onBadMessage: (error) => isCurrent() && session.put({ type: 'bad_message', error }),
    onAudio: (bytes) => isCurrent() && session.put({ type: 'audio', bytes }),
    onHalfClosed: () => isCurrent() && session.put({ type: 'half_closed' }),
    onSlowReader: () => isCurrent() && session.put({ type: 'slow_reader' }),
    onClosed(code) {
      if (!isCurrent()) return;
      entry.connection = undefined;
      session.put({ type: 'cut', code });
    },
  });
  entry.connection = connection;
  if (resumes) session.resume(connection, resumes.final_offset_ms);
  else session.begin(connection);
}
