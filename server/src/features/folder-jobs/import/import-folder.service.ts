import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { inTransaction, type RequestCtx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { one } from '../../../platform/http/envelope.ts';
import { tooLarge } from '../../../platform/storage/disk.ts';
import { requireFolderAccess } from '../../folder-access/index.ts';
import { MAX_DEPTH } from '../../folders/index.ts';
import { checkNewSession } from '../../sessions/index.ts';
import { brokenUpload, cleanFilename } from '../../uploads/index.ts';
import { archiveKey } from '../archive-key.ts';
import { folderJob } from '../folder-jobs.jobs.ts';
import { insertFolderJob } from '../folder-jobs.repo.ts';
import type { ImportQuery } from '../folder-jobs.schema.ts';
import { viewJob } from '../folder-jobs.service.ts';
import { callerColumns, folderNumber } from '../job-columns.ts';
import { badArchive, openArchive } from './archive-reader.ts';
import { findDepth, insertItems } from './import.repo.ts';
import { type ImportPlan, planImport } from './plan-import.ts';
import type { ImportOptions } from './run-import.service.ts';

export interface IncomingArchive {
  content: Readable;
  filename: string | null;
  query: ImportQuery;
}

export interface IncomingRequest {
  /** At least this long is the file, as far as its headers tell; 0 when they do not. */
  announcedBytes: number;
  open(): Promise<IncomingArchive>;
}

/**
 * Stores an archive, looks at its directory, and has it unpacked into a folder.
 *
 * @throws AppError `folder_not_found`, `forbidden`; `import_invalid` for what is no ZIP or too much; `invalid_language`;
 * `file_too_large`, `storage_full`, `bad_request` when the body ends too early
 */
export async function importFolder(ctx: RequestCtx, id: string, request: IncomingRequest) {
  const folder_id = folderNumber(id);
  await requireFolderAccess(ctx, folder_id, 'write');
  const { maxUploadBytes } = ctx.config;
  if (request.announcedBytes > maxUploadBytes) throw tooLarge(maxUploadBytes);
  const { content, filename, query } = await request.open();
  const options = { session: sessionOf(query), filename: cleanFilename(filename) };
  const job = randomUUID();
  const file_key = archiveKey(job);
  const bytes = await store(ctx, file_key, content);
  try {
    const plan = await readPlan(ctx, file_key, options, folder_id);
    const row = await inTransaction(ctx, (ctx) =>
      insertImport(ctx, { id: job, folder_id, file_key, bytes }, plan, options),
    );
    ctx.metrics.uploadedBytes.inc(bytes);
    return one(viewJob(ctx, row));
  } catch (error) {
    // When the connection to the database is lost, the job may be there all the same.
    if (error instanceof AppError) await ctx.storage.deleteFile(file_key);
    throw error;
  }
}

/** @throws AppError `validation_error` without a language */
function sessionOf({ language, document_type, profile, ...flags }: ImportQuery): ImportOptions['session'] {
  if (language === undefined) {
    throw new AppError('validation_error', {
      detail: 'language is required: in the query, or in a field before the file.',
      details: { field: 'language', issue: 'is required' },
    });
  }
  const document = { ...(document_type ? { document_type } : {}), ...(profile ? { profile } : {}) };
  return { language, ...flags, ...(document_type || profile ? { document } : {}) };
}

async function store(ctx: RequestCtx, key: string, content: Readable): Promise<number> {
  const room = ctx.capacity.watch();
  return ctx.storage
    .write(key, content, { maxBytes: ctx.config.maxUploadBytes, signal: room.signal })
    .catch((error: Error) => {
      // Errors of the disk name a system call; what is left is a connection that was cut or a form that is none.
      throw error instanceof AppError || 'syscall' in error ? error : brokenUpload(error);
    })
    .finally(room.end);
}

async function readPlan(
  ctx: RequestCtx,
  key: string,
  options: ImportOptions,
  folder: number | null,
): Promise<ImportPlan> {
  const archive = await openArchive(ctx.storage.localPath(key));
  archive.close();
  const plan = planImport(archive.entries, ctx.config.maxUploadBytes);
  const session_mode = plan.items.some(({ kind }) => kind === 'media') ? 'decode' : 'upload';
  checkNewSession(ctx, { ...options.session, session_mode });
  if (plan.depth > 0 && (await findDepth(ctx.db, ctx.actor.organization_id, folder)) + plan.depth > MAX_DEPTH) {
    throw badArchive(`has folders that would lie more than ${MAX_DEPTH} deep`);
  }
  return plan;
}

async function insertImport(
  ctx: RequestCtx,
  job: { id: string; folder_id: number | null; file_key: string; bytes: number },
  plan: ImportPlan,
  options: ImportOptions,
) {
  const { bytes: file_bytes, ...facts } = job;
  const row = await insertFolderJob(ctx.db, {
    ...callerColumns(ctx),
    ...facts,
    ...{ kind: 'import', file_bytes, created_at: ctx.now(), options: JSON.stringify(options) },
    total: plan.items.filter(({ kind }) => kind !== 'folder').length,
    bytes_total: plan.bytes,
    skipped: JSON.stringify(plan.skipped.slice(0, 1_000)),
    skipped_count: plan.skipped.length,
  });
  await insertItems(ctx.db, row, plan.items);
  await ctx.jobs.send(folderJob, { job: row.id });
  return row;
}
