import { callerOf, inTransaction, type RequestCtx } from '../../../context.ts';
import { one } from '../../../platform/http/envelope.ts';
import { requireFolderAccess } from '../../folder-access/index.ts';
import { folderJob } from '../folder-jobs.jobs.ts';
import { insertFolderJob } from '../folder-jobs.repo.ts';
import type { ExportBody } from '../folder-jobs.schema.ts';
import { viewJob } from '../folder-jobs.service.ts';
import { callerColumns, folderNumber } from '../job-columns.ts';
import type { ExportOptions } from './run-export.service.ts';

/**
 * Has what the caller may read in a folder, and below, written into a ZIP.
 *
 * @throws AppError `folder_not_found`
 */
export async function exportFolder(ctx: RequestCtx, id: string, body: ExportBody) {
  const folder_id = folderNumber(id);
  await requireFolderAccess(ctx, folder_id, 'read');
  const options: ExportOptions = {
    format: body.format,
    document_type: body.document_type ?? 'all',
    include_media: body.include_media ?? false,
    without_timestamps: body.without_timestamps ?? false,
    without_speakers: body.without_speakers ?? false,
  };
  const row = await inTransaction(ctx, async (ctx) => {
    const job = { ...callerColumns(ctx), kind: 'export' as const, folder_id, created_at: ctx.now() };
    const row = await insertFolderJob(ctx.db, { ...job, options: JSON.stringify(options) });
    await ctx.jobs.send(folderJob, { job: row.id });
    return row;
  });
  ctx.log.info({ job: row.id, caller: callerOf(ctx.actor) }, 'an export of a folder was asked for');
  return one(viewJob(ctx, row));
}
