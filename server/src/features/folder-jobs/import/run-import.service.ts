import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { readCaptions } from '../../../captions/formats/read-captions.ts';
import { callerOf, inTransaction } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { mediaTypeOf } from '../../../platform/http/media-type.ts';
import { noteEvent } from '../../audit/index.ts';
import { createDocument } from '../../documents/index.ts';
import { requireFolderAccess } from '../../folder-access/index.ts';
import { insertNewFolder } from '../../folders/index.ts';
import { attachMedia, type CreateSessionBody, insertNewSession, insertUploadSession } from '../../sessions/index.ts';
import { cleanFilename, UPLOADS_FOLDER } from '../../uploads/index.ts';
import { deleteItems } from '../folder-jobs.repo.ts';
import { type JobCtx, type JobWork, Postponed } from '../job-work.ts';
import { type ArchiveReader, openArchive } from './archive-reader.ts';
import { type ImportItem, listItems, updateItem } from './import.repo.ts';
import { waitForRoom } from './wait-for-room.service.ts';

export interface ImportOptions {
  /** What every session of it is made with. */
  session: Omit<CreateSessionBody, 'folder_id' | 'session_mode' | 'media_source'>;
  filename: string | null;
}

/** An import under way: what each item became. */
interface Import {
  ctx: JobCtx;
  work: JobWork;
  options: ImportOptions;
  archive: ArchiveReader;
  items: Map<number, ImportItem>;
}

/** Unpacks an archive item by item; each is made once, however often the job is cut off. */
export async function runImport(ctx: JobCtx, work: JobWork): Promise<void> {
  const { job, progress, signal } = work;
  await requireFolderAccess(ctx, job.folder_id, 'write');
  const key = job.file_key;
  if (key === null) throw new AppError('file_not_found', { detail: 'The archive is gone.' });
  const items = await listItems(ctx.db, job);
  const archive = await openArchive(ctx.storage.localPath(key));
  try {
    const options = job.options as unknown as ImportOptions;
    const running: Import = { ctx, work, options, archive, items: new Map(items.map((item) => [item.number, item])) };
    const files = items.filter(({ kind }) => kind !== 'folder');
    const ended = files.filter(({ state }) => state !== 'waiting');
    progress.done = ended.length;
    progress.bytes_done = ended.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const item of items) {
      signal.throwIfAborted();
      if (item.state !== 'waiting') continue;
      await importItem(running, item);
      if (item.kind === 'folder') continue;
      progress.done++;
      progress.bytes_done += item.bytes;
    }
  } finally {
    archive.close();
  }
  await work.end(ctx, { status: 'completed' }, async (ctx) => {
    const sessions = new Set(items.flatMap(({ session_id }) => session_id ?? [])).size;
    await deleteItems(ctx.db, job);
    await noteEvent(ctx, {
      ...{ organization_id: job.organization_id, folder_id: job.folder_id, actor: callerOf(ctx.actor) },
      ...{ action: 'folder.imported', details: { job: job.id, sessions } },
    });
  });
  await ctx.storage.deleteFile(key);
}

const MAKE = { folder: makeFolder, media: makeSession, text: makeDocument, session: undefined };

async function importItem(running: Import, item: ImportItem): Promise<void> {
  const { ctx, work } = running;
  try {
    Object.assign(item, { state: 'done', ...(await MAKE[item.kind]?.(running, item)) });
  } catch (error) {
    const reason = await reasonFor(running, item, error);
    await inTransaction(ctx, async (inner) => {
      await work.hold(inner);
      await updateItem(inner.db, work.job, item.number, { state: 'skipped' });
    });
    await work.skip({ path: item.path, reason });
    item.state = 'skipped';
  }
}

/** Why one item is left out. @throws what concerns the whole import */
async function reasonFor({ ctx, work }: Import, { kind }: ImportItem, error: unknown): Promise<string> {
  work.signal.throwIfAborted();
  if (!(error instanceof AppError)) {
    // Errors of the disk and of the database tell of a system call or a state; what is left is the archive.
    if (error instanceof Damaged) return `is damaged: ${error.message}`;
    throw error;
  }
  switch (error.kind) {
    case 'storage_full':
      throw new Postponed(error.retryAfterSeconds ?? 60);
    case 'import_invalid':
      return error.detail ?? error.message;
    case 'conflict':
    case 'validation_error':
      // Too many folders, or too deep.
      if (kind === 'folder') return error.detail ?? error.message;
      throw error;
    case 'session_not_found':
      return 'the session it belongs to was deleted meanwhile';
    case 'folder_not_found':
    case 'forbidden':
      await requireFolderAccess(ctx, work.job.folder_id, 'write');
      return 'its folder could not be made, or was deleted meanwhile';
    default:
      throw error;
  }
}

class Damaged extends Error {}

/** What is made in the folder of an item. @throws AppError `folder_not_found` when that could not be made */
function folderOf({ work, items }: Import, { parent }: ImportItem): number | null {
  if (parent === null) return work.job.folder_id;
  const id = items.get(parent)?.folder_id;
  if (id === null || id === undefined) throw new AppError('folder_not_found');
  return id;
}

async function makeFolder(running: Import, item: ImportItem) {
  const { ctx, work } = running;
  const parent_id = folderOf(running, item);
  return inTransaction(ctx, async (ctx) => {
    await work.hold(ctx);
    const folder_id = await insertNewFolder(ctx, { name: item.path.split('/').at(-1) as string, parent_id });
    await updateItem(ctx.db, work.job, item.number, { state: 'done', folder_id });
    return { folder_id };
  });
}

async function makeSession(running: Import, item: ImportItem) {
  const { ctx, work, options } = running;
  const folder_id = folderOf(running, item);
  await waitForRoom(ctx, item.bytes);
  const filename = cleanFilename(item.path);
  const media_key = await unpack(running, item);
  try {
    return await inTransaction(ctx, async (ctx) => {
      await work.hold(ctx);
      const session = await insertNewSession(ctx, { ...options.session, folder_id });
      const media_type = mediaTypeOf(null, filename);
      await attachMedia(ctx, session, { media_key, filename, media_type, bytes: item.bytes });
      const { session_id } = session;
      await updateItem(ctx.db, work.job, item.number, { state: 'done', session_id });
      return { session_id };
    });
  } catch (error) {
    // When the connection to the database is lost, the session may have the file all the same.
    if (error instanceof AppError || work.signal.aborted) await ctx.storage.deleteFile(media_key);
    throw error;
  }
}

/** Stores an entry where uploads lie, always in the same place: a second try overwrites what a first one left. */
async function unpack({ ctx, work, archive }: Import, item: ImportItem): Promise<string> {
  const name = createHash('sha256').update(`${work.job.id} ${item.number}`).digest('hex').slice(0, 32);
  const key = `${UPLOADS_FOLDER}/${name}`;
  const room = ctx.capacity.watch();
  try {
    const content = await archive.read(item.entry as number);
    const signal = AbortSignal.any([work.signal, room.signal]);
    await ctx.storage.write(key, content, { maxBytes: item.bytes, signal });
    return key;
  } catch (error) {
    throw asDamaged(error);
  } finally {
    room.end();
  }
}

function asDamaged(error: unknown): unknown {
  if (error instanceof AppError || (error as NodeJS.ErrnoException).syscall) return error;
  return new Damaged((error as Error).message);
}

/** Captions of a session that was made of media, or a session of their own. */
async function makeDocument(running: Import, item: ImportItem) {
  const { ctx, work, options, archive } = running;
  const owner = item.media === null ? undefined : running.items.get(item.media);
  const folder_id = folderOf(running, item);
  const bytes = await archive
    .read(item.entry as number)
    .then(buffer)
    .catch((error) => {
      throw asDamaged(error);
    });
  const filename = cleanFilename(item.path);
  // Read before a transaction begins, and to know how long it is.
  const duration = readCaptions(bytes).segments.reduce((end, { end_ms }) => Math.max(end, end_ms), 0) / 1_000;
  const { language, document } = options.session;
  return inTransaction(ctx, async (ctx) => {
    await work.hold(ctx);
    if (!owner?.session_id) await requireFolderAccess(ctx, folder_id, 'write');
    const session_id =
      owner?.session_id ?? (await insertUploadSession(ctx, { language, filename, duration, folder_id })).session_id;
    const profile = document?.profile;
    await createDocument(ctx, session_id, profile ? { profile } : {}, { bytes, filename });
    await updateItem(ctx.db, work.job, item.number, { state: 'done', session_id });
    return { session_id };
  });
}
