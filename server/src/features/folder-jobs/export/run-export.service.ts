import { Readable } from 'node:stream';
import { csvField } from '../../../captions/formats/csv.ts';
import { callerOf } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { noteEvent } from '../../audit/index.ts';
import { findDocument } from '../../document-store/index.ts';
import { type ExportedFile, type ExportFormat, exportFile, FORMATS } from '../../documents/index.ts';
import { findHiddenRoots, requireFolderAccess } from '../../folder-access/index.ts';
import { archiveKey } from '../archive-key.ts';
import { updateFolderJobAnew } from '../folder-jobs.repo.ts';
import { type JobCtx, type JobWork, Stopped } from '../job-work.ts';
import { ahead } from './ahead.ts';
import { type ArchiveWriter, createArchive } from './archive-writer.ts';
import { countDocumentsIn, listTree } from './export.repo.ts';
import { type ExportItem, type ExportPlan, INDEX_NAME, listFiles } from './list-files.service.ts';

/** How long an archive can be downloaded. */
const KEPT_MS = 24 * 3_600_000;
/** Documents rendered at once. */
const AT_ONCE = 2;
/** Formats that are packed in themselves. */
const PACKED: ReadonlySet<string> = new Set(['docx', 'pdf']);

export interface ExportOptions {
  format: ExportFormat;
  document_type: 'document' | 'caption' | 'all';
  include_media: boolean;
  without_timestamps: boolean;
  without_speakers: boolean;
}

/** Writes what the caller may read in a folder, and below, into one ZIP. Cut off, it begins anew: the archive is there whole or not at all. */
export async function runExport(ctx: JobCtx, work: JobWork): Promise<void> {
  const { job } = work;
  const options = job.options as unknown as ExportOptions;
  await requireFolderAccess(ctx, job.folder_id, 'read');
  await updateFolderJobAnew(ctx.db, job);
  const plan = await planExport(ctx, job.folder_id, options);
  const folders = [plan.folder_id, ...plan.tree.map(({ id }) => id)];
  const total = await countDocumentsIn(ctx.db, plan.scope, folders, plan.document_type);
  Object.assign(work.progress, { total, done: 0, bytes_total: 0, bytes_done: 0 });

  const file_key = archiveKey(job.id);
  const bytes = await writeArchive(ctx, work, file_key, (archive) => fillArchive(ctx, work, archive, plan, options));
  work.progress.total = work.progress.done;
  work.progress.bytes_done = work.progress.bytes_total = bytes;
  const { organization_id, folder_id } = job;
  try {
    const file = { key: file_key, bytes, expires_at: new Date(ctx.now().getTime() + KEPT_MS) };
    await work.end(ctx, { status: 'completed', file }, (ctx) =>
      noteEvent(ctx, {
        ...{ organization_id, folder_id, actor: callerOf(ctx.actor), action: 'folder.exported' },
        details: { job: job.id, format: options.format, documents: work.progress.done },
      }),
    );
  } catch (error) {
    if (error instanceof Stopped) await ctx.storage.deleteFile(file_key);
    throw error;
  }
}

async function planExport(ctx: JobCtx, folder_id: number | null, options: ExportOptions): Promise<ExportPlan> {
  const { organization_id, token_id, type } = ctx.actor;
  const { document_type, include_media, format } = options;
  return {
    folder_id,
    tree: await listTree(ctx.db, organization_id, folder_id, await findHiddenRoots(ctx)),
    scope: { organization_id, ...(type === 'user' ? {} : { token_id }) },
    document_type: document_type === 'all' ? undefined : document_type,
    include_media,
    extension: FORMATS[format].extension,
  };
}

/** Stores an archive while it is filled. @returns its size in bytes */
async function writeArchive(
  ctx: JobCtx,
  work: JobWork,
  key: string,
  fill: (archive: ArchiveWriter) => Promise<void>,
): Promise<number> {
  const archive = createArchive(ctx.now());
  const room = ctx.capacity.watch();
  const signal = AbortSignal.any([work.signal, room.signal]);
  const stored = ctx.storage.write(key, archive.output, { signal });
  // Whoever fills it hears of a full disk too.
  stored.catch((error) => archive.abort(error));
  try {
    await fill(archive);
    archive.end();
    return await stored;
  } catch (error) {
    archive.abort(error as Error);
    await stored.catch(() => {});
    throw error;
  } finally {
    room.end();
  }
}

type Made = { item: ExportItem; file?: Pick<ExportedFile, 'key' | 'bytes'>; refused?: string };

async function fillArchive(
  ctx: JobCtx,
  work: JobWork,
  archive: ArchiveWriter,
  plan: ExportPlan,
  options: ExportOptions,
): Promise<void> {
  const lines = ['\ufeffsession_id,document_id,path,name,type,language,duration_seconds\r\n'];
  const isPacked = PACKED.has(options.format);
  for await (const { item, file, refused } of ahead(listFiles(ctx, plan), AT_ONCE, (item) =>
    make(ctx, item, options),
  )) {
    work.signal.throwIfAborted();
    if (item.kind === 'folder') {
      archive.addFolder(item.path);
      continue;
    }
    const content = file && (await ctx.storage.read(file.key).catch(asMissing));
    if (!file || !content) {
      const { session_id } = item.session;
      const which = item.kind === 'document' ? { document_id: item.document.document_id } : {};
      await work.skip({ session_id, ...which, reason: refused ?? 'was deleted meanwhile' });
    } else {
      await archive.addFile(item.path, content, { bytes: file.bytes, isPacked: isPacked || item.kind === 'media' });
      lines.push(lineOf(item));
    }
    if (item.kind === 'document') work.progress.done++;
    work.progress.bytes_done += file?.bytes ?? 0;
  }
  await archive.addFile(INDEX_NAME, Readable.from(lines, { objectMode: false }), { isPacked: false });
}

/** Renders a document, as it is now, or finds the kept media. */
async function make(ctx: JobCtx, item: ExportItem, options: ExportOptions): Promise<Made> {
  if (item.kind === 'folder') return { item };
  if (item.kind === 'media') {
    const bytes = await ctx.storage.size(item.key);
    return bytes === undefined ? { item } : { item, file: { key: item.key, bytes } };
  }
  const { organization_id, session, id, document_id } = item.document;
  const document = await findDocument(ctx.db, organization_id, session, document_id);
  if (document?.id !== id) return { item };
  try {
    const file = await exportFile(ctx, document, {
      format: options.format,
      revision: document.revision,
      with_timestamps: !options.without_timestamps,
      with_speakers: !options.without_speakers,
      ...{ template_id: null, profile: null, frame_rate: 25, version: 1 },
    });
    return { item, file };
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'storage_full' || error.kind === 'internal_error') throw error;
    return { item, refused: error.detail ?? error.message };
  }
}

function asMissing(error: unknown): undefined {
  if (!(error instanceof AppError) || error.kind !== 'file_not_found') throw error;
}

function lineOf(item: Exclude<ExportItem, { kind: 'folder' }>): string {
  const { session_id, filename, duration } = item.session;
  const document = item.kind === 'document' ? item.document : undefined;
  const columns = [
    ...[session_id, document?.document_id ?? '', item.path, document?.filename ?? filename ?? ''],
    ...[document?.type ?? 'media', document?.language ?? '', String(duration)],
  ];
  return `${columns.map(csvField).join(',')}\r\n`;
}
