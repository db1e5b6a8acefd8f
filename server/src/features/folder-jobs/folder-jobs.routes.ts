import { Type } from 'typebox';
import { deviceOf } from '../../platform/http/device.ts';
import { errors, NoContent } from '../../platform/http/envelope.ts';
import { sendStored } from '../../platform/http/send-stored.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { CopiedFolderAnswer, CopyFolderBody, FolderParams } from '../folders/index.ts';
import { copyFolderWithSessions } from './copy/start-copy.service.ts';
import { exportFolder } from './export/export-folder.service.ts';
import {
  ExportBody,
  FolderJobAnswer,
  FolderJobList,
  FolderOrRoot,
  JobParams,
  LinkQuery,
  ListJobsQuery,
} from './folder-jobs.schema.ts';
import { deleteFolderJob, downloadFolder, getFolderJob, listFolderJobs } from './folder-jobs.service.ts';

const tags = ['Folders'];
const JOB = '/api/v3/folders/jobs/:job_id';

/** A stream: nothing is serialised, this is for the contract. */
const bytes = { schema: Type.Unsafe<never>({ type: 'string', format: 'binary' }) };
const Archive = { description: 'The ZIP, or the range of it', content: { 'application/zip': bytes } };

export async function folderJobRoutes(app: HttpServer): Promise<void> {
  app.post(
    '/api/v3/folders/:id/export',
    {
      config: { access: ['batch', 'sessions.read'], rate: 'creations', capacity: 'more', idempotent: 'json' },
      schema: {
        operationId: 'exportFolder',
        summary: 'Write the documents of a folder, and of those below it, into a ZIP',
        description:
          'A job: `GET /api/v3/folders/jobs/{job_id}` tells how far it is, and has the link when it is done. What the caller ' +
          'may not read is not in it.',
        tags,
        params: FolderOrRoot,
        body: ExportBody,
        response: { 202: FolderJobAnswer, ...errors(400, 401, 403, 404, 415, 422, 507) },
      },
    },
    async (request, reply) => {
      reply.code(202);
      return exportFolder(request.ctx, request.params.id, request.body);
    },
  );

  app.post(
    '/api/v3/folders/:id/copy',
    {
      config: { access: ['batch', 'sessions.write'], capacity: 'more', idempotent: 'json' },
      schema: {
        operationId: 'copyFolder',
        summary: 'Copy a folder and those below it that the caller may see, with their rights and completed sessions',
        description: 'The folders are there at once; a job (`job_id`) copies the sessions, with their documents.',
        tags,
        params: FolderParams,
        body: CopyFolderBody,
        response: { 201: CopiedFolderAnswer, ...errors(400, 401, 403, 404, 409, 415, 422, 429, 507) },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return copyFolderWithSessions(request.ctx, request.params.id, request.body, deviceOf(request));
    },
  );

  app.get(
    '/api/v3/folders/jobs',
    {
      config: { access: ['batch', 'sessions.read'] },
      schema: {
        operationId: 'listFolderJobs',
        summary: 'Exports, imports and copies of folders, the newest first; of administrators, those of everybody',
        tags,
        querystring: ListJobsQuery,
        response: { 200: FolderJobList, ...errors(400, 401, 403, 422) },
      },
    },
    (request) => listFolderJobs(request.ctx, request.query),
  );

  app.get(
    JOB,
    {
      config: { access: ['batch', 'sessions.read'], rate: 'uncounted' },
      schema: {
        operationId: 'getFolderJob',
        summary: 'How far a job is, and what became of it',
        tags,
        params: JobParams,
        response: { 200: FolderJobAnswer, ...errors(401, 403, 404) },
      },
    },
    (request) => getFolderJob(request.ctx, request.params.job_id),
  );

  app.delete(
    JOB,
    {
      config: { access: ['batch', 'sessions.read'] },
      schema: {
        operationId: 'deleteFolderJob',
        summary: 'Stop a job and remove its archive; what an import has made until then stays',
        tags,
        params: JobParams,
        response: { 204: NoContent, ...errors(401, 403, 404) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await deleteFolderJob(request.ctx, request.params.job_id);
    },
  );

  app.get(
    `${JOB}/download`,
    {
      config: { access: 'public' },
      schema: {
        operationId: 'downloadFolder',
        summary: 'The archive behind the signed link of an export; supports Range',
        tags,
        security: [],
        params: JobParams,
        querystring: LinkQuery,
        response: { 200: Archive, 206: Archive, ...errors(404, 416, 422) },
      },
    },
    async (request, reply) => {
      reply.header('content-disposition', 'attachment; filename="folder.zip"');
      return sendStored(request, reply, request.ctx.storage, {
        ...(await downloadFolder(request.ctx, request.params.job_id, request.query)),
        cacheControl: 'private, no-store',
      });
    },
  );
}
