import { ANY_KEY } from '../../platform/http/access.ts';
import { deviceOf } from '../../platform/http/device.ts';
import { errors, NoContent } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { SessionParams } from '../sessions/index.ts';
import {
  FolderParams,
  MovedAnswer,
  MoveSessionsBody,
  SessionFolderAnswer,
  SessionFolderBody,
} from './folders.schema.ts';
import { moveSession, moveSessions } from './move-sessions.service.ts';
import { pinFolder, pinSession, unpinFolder, unpinSession } from './pins.service.ts';

const tags = ['Folders'];
const SESSION = '/api/v3/speech-to-text/session/:session_id';
const writing = { access: ['batch', 'sessions.write'] as const };
const people = { access: ['sessions.read'] as const };

/** Where sessions lie, and what somebody wants at the top. */
export async function placeRoutes(app: HttpServer): Promise<void> {
  app.put(
    `${SESSION}/folder`,
    {
      config: { access: [...ANY_KEY, 'sessions.write'] },
      schema: {
        operationId: 'moveSession',
        summary: 'Move a session into a folder, or out of all',
        tags,
        params: SessionParams,
        body: SessionFolderBody,
        response: { 200: SessionFolderAnswer, ...errors(400, 401, 403, 404, 415, 422, 429) },
      },
    },
    (request) => moveSession(request.ctx, request.params.session_id, request.body.folder_id, deviceOf(request)),
  );

  app.post(
    '/api/v3/folders/:id/sessions',
    {
      config: writing,
      schema: {
        operationId: 'moveSessions',
        summary: 'Move sessions into a folder: all of them or none',
        tags,
        params: FolderParams,
        body: MoveSessionsBody,
        response: { 200: MovedAnswer, ...errors(400, 401, 403, 404, 415, 422, 429) },
      },
    },
    (request) => moveSessions(request.ctx, request.params.id, request.body.session_ids, deviceOf(request)),
  );

  app.post(
    '/api/v3/folders/root/sessions',
    {
      config: writing,
      schema: {
        operationId: 'moveSessionsToRoot',
        summary: 'Move sessions out of their folders, to the top: all of them or none',
        tags,
        body: MoveSessionsBody,
        response: { 200: MovedAnswer, ...errors(400, 401, 403, 404, 415, 422, 429) },
      },
    },
    (request) => moveSessions(request.ctx, null, request.body.session_ids, deviceOf(request)),
  );

  app.put(
    '/api/v3/folders/:id/pin',
    {
      config: people,
      schema: {
        operationId: 'pinFolder',
        summary: 'Pin a folder for oneself',
        tags,
        params: FolderParams,
        response: { 204: NoContent, ...errors(401, 403, 404, 409, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await pinFolder(request.ctx, request.params.id);
    },
  );

  app.delete(
    '/api/v3/folders/:id/pin',
    {
      config: people,
      schema: {
        operationId: 'unpinFolder',
        summary: 'Take a pin off a folder',
        tags,
        params: FolderParams,
        response: { 204: NoContent, ...errors(401, 403, 404, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await unpinFolder(request.ctx, request.params.id);
    },
  );

  app.put(
    `${SESSION}/pin`,
    {
      config: people,
      schema: {
        operationId: 'pinSession',
        summary: 'Pin a session for oneself',
        tags,
        params: SessionParams,
        response: { 204: NoContent, ...errors(401, 403, 404, 409, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await pinSession(request.ctx, request.params.session_id);
    },
  );

  app.delete(
    `${SESSION}/pin`,
    {
      config: people,
      schema: {
        operationId: 'unpinSession',
        summary: 'Take a pin off a session',
        tags,
        params: SessionParams,
        response: { 204: NoContent, ...errors(401, 403, 404, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await unpinSession(request.ctx, request.params.session_id);
    },
  );
}
