import { type Ctx, callerOf, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { many, one, page } from '../../platform/http/envelope.ts';
import { seesEveryFolder } from '../folder-access/index.ts';
import {
  countFolderJobs,
  deleteItems,
  type FolderJobFilter,
  type FolderJobRow,
  findAnyFolderJob,
  findFolderJob,
  listFolderJobRows,
  updateFolderJobCancelled,
} from './folder-jobs.repo.ts';
import type { ListJobsQuery } from './folder-jobs.schema.ts';
import { sendWaiting } from './run-job.service.ts';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const downloadPath = (id: string) => `/api/v3/folders/jobs/${id}/download`;

/** A job as its owner sees it. */
export function viewJob(ctx: Ctx, row: FolderJobRow) {
  const { id, kind, status, folder_id, total, done, bytes_total, bytes_done, skipped, skipped_count } = row;
  const isThere = kind === 'export' && row.file_key !== null && row.expires_at !== null && row.expires_at > ctx.now();
  return {
    ...{ id, kind, status, folder_id, total, done, bytes_total, bytes_done, skipped, skipped_count },
    progress: percentOf(row),
    ...{ error: row.error, error_code: row.error_code },
    ...{ created_at: row.created_at, started_at: row.started_at, finished_at: row.finished_at },
    expires_at: row.expires_at,
    size_bytes: kind === 'export' ? row.file_bytes : null,
    download_url: isThere ? linkTo(ctx, row) : null,
  };
}

/** By bytes where they are known beforehand. Only what is completed is at 100. */
function percentOf({ status, total, done, bytes_total, bytes_done }: FolderJobRow): number {
  if (status === 'completed') return 100;
  const share = bytes_total > 0 ? bytes_done / bytes_total : done / Math.max(1, total);
  return Math.max(0, Math.min(99, Math.floor(share * 100)));
}

function linkTo(ctx: Ctx, { id, expires_at }: FolderJobRow): string {
  const seconds = Math.floor(((expires_at as Date).getTime() - ctx.now().getTime()) / 1_000);
  return `${ctx.publicUrl}${downloadPath(id)}?${ctx.links.sign(downloadPath(id), seconds, { exactly: true })}`;
}

/** Whose jobs somebody sees: their own, administrators all of their organisation. */
const visibleTo = ({ actor }: RequestCtx): string | undefined => (seesEveryFolder(actor) ? undefined : callerOf(actor));

async function requireJob(ctx: RequestCtx, id: string): Promise<FolderJobRow> {
  const row = UUID.test(id) ? await findFolderJob(ctx.db, ctx.actor.organization_id, id, visibleTo(ctx)) : undefined;
  if (!row) throw new AppError('folder_job_not_found');
  return row;
}

export async function getFolderJob(ctx: RequestCtx, id: string) {
  return one(viewJob(ctx, await requireJob(ctx, id)));
}

/** The newest first. */
export async function listFolderJobs(ctx: RequestCtx, query: ListJobsQuery) {
  const caller = visibleTo(ctx);
  const filter: FolderJobFilter = {
    organization_id: ctx.actor.organization_id,
    ...(caller === undefined ? {} : { caller }),
    ...(query.kind ? { kind: query.kind } : {}),
    ...(query.status ? { status: query.status } : {}),
  };
  const [rows, total] = await Promise.all([
    listFolderJobRows(ctx.db, filter, page(query)),
    countFolderJobs(ctx.db, filter),
  ]);
  return many(
    rows.map((row) => viewJob(ctx, row)),
    total,
  );
}

/** Stops a job that has not ended, and removes its archive. What an import or a copy has made until then stays. */
export async function deleteFolderJob(ctx: RequestCtx, id: string): Promise<void> {
  const job = await requireJob(ctx, id);
  const key = await inTransaction(ctx, async (ctx) => {
    const before = await updateFolderJobCancelled(ctx.db, job, ctx.now());
    await deleteItems(ctx.db, job);
    await sendWaiting(ctx, job.organization_id);
    return before?.file_key;
  });
  if (key) await ctx.storage.deleteFile(key);
}

/** The archive behind a signed link. A wrong, bent or old one is answered like an archive that isn't there. */
export async function downloadFolder(ctx: Ctx, id: string, link: { expires: number; signature: string }) {
  const isSigned = UUID.test(id) && ctx.links.verify(downloadPath(id), link.expires, link.signature);
  const job = isSigned ? await findAnyFolderJob(ctx.db, id) : undefined;
  if (job?.kind !== 'export' || job.file_key === null || !job.expires_at || job.expires_at <= ctx.now()) {
    throw new AppError('file_not_found');
  }
  return { key: job.file_key, contentType: 'application/zip' };
}
