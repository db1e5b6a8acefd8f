import { deviceOf } from '../../platform/http/device.ts';
import { errors, NoContent } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { getFolder, getRootFolder } from './contents.service.ts';
import { deleteFolder } from './delete-folder.service.ts';
import {
  ContentsAnswer,
  ContentsQuery,
  CreateFolderBody,
  DeleteFolderQuery,
  FolderAnswer,
  FolderList,
  FolderParams,
  ListFoldersQuery,
  MoveFolderBody,
  UpdateFolderBody,
} from './folders.schema.ts';
import { createFolder, listFolders, updateFolder } from './folders.service.ts';

const tags = ['Folders'];
const reading = { access: ['batch', 'sessions.read'] as const };
const writing = { access: ['batch', 'sessions.write'] as const };

export async function folderRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/folders',
    {
      config: reading,
      schema: {
        operationId: 'listFolders',
        summary: 'Every folder the caller may see, newest first, or those of one level',
        tags,
        querystring: ListFoldersQuery,
        response: { 200: FolderList, ...errors(401, 403, 404, 422, 429) },
      },
    },
    (request) => listFolders(request.ctx, request.query),
  );

  app.post(
    '/api/v3/folders',
    {
      config: { ...writing, idempotent: 'json' },
      schema: {
        operationId: 'createFolder',
        summary: 'Make a folder',
        tags,
        body: CreateFolderBody,
        response: { 201: FolderAnswer, ...errors(400, 401, 403, 404, 409, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return createFolder(request.ctx, request.body, deviceOf(request));
    },
  );

  app.get(
    '/api/v3/folders/root',
    {
      config: reading,
      schema: {
        operationId: 'getRootFolder',
        summary: 'What lies at the top: folders, then sessions that are in none',
        tags,
        querystring: ContentsQuery,
        response: { 200: ContentsAnswer, ...errors(400, 401, 403, 422, 429) },
      },
    },
    (request) => getRootFolder(request.ctx, request.query),
  );

  app.get(
    '/api/v3/folders/:id',
    {
      config: reading,
      schema: {
        operationId: 'getFolder',
        summary: 'A folder and what lies in it: folders, then sessions, as one list in pages',
        tags,
        params: FolderParams,
        querystring: ContentsQuery,
        response: { 200: ContentsAnswer, ...errors(400, 401, 403, 404, 422, 429) },
      },
    },
    (request) => getFolder(request.ctx, request.params.id, request.query),
  );

  app.put(
    '/api/v3/folders/:id',
    {
      config: writing,
      schema: {
        operationId: 'updateFolder',
        summary: 'Change name, place, privacy or rights of a folder; what is left out stays',
        tags,
        params: FolderParams,
        body: UpdateFolderBody,
        response: { 200: FolderAnswer, ...errors(400, 401, 403, 404, 409, 415, 422, 429) },
      },
    },
    (request) => updateFolder(request.ctx, request.params.id, request.body, deviceOf(request)),
  );

  app.delete(
    '/api/v3/folders/:id',
    {
      config: writing,
      schema: {
        operationId: 'deleteFolder',
        summary: 'Delete a folder; what is in it moves up, or is deleted with it',
        tags,
        params: FolderParams,
        querystring: DeleteFolderQuery,
        response: { 204: NoContent, ...errors(401, 403, 404, 409, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await deleteFolder(request.ctx, request.params.id, request.query, deviceOf(request));
    },
  );

  app.post(
    '/api/v3/folders/:id/move',
    {
      config: writing,
      schema: {
        operationId: 'moveFolder',
        summary: 'Move a folder with all that is in it',
        tags,
        params: FolderParams,
        body: MoveFolderBody,
        response: { 200: FolderAnswer, ...errors(400, 401, 403, 404, 409, 415, 422, 429) },
      },
    },
    (request) => updateFolder(request.ctx, request.params.id, request.body, deviceOf(request)),
  );
}
