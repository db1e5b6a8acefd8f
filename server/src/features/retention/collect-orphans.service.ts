import { type Ctx, inTransaction } from '../../context.ts';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Removed, StoredFile } from '../../platform/storage/storage.ts';
import { EXPORTS_FOLDER, findExportFiles } from '../document-store/index.ts';
import { ARCHIVES_FOLDER, findArchiveFiles } from '../folder-jobs/index.ts';
import { findLogoFiles, LOGOS_FOLDER } from '../organizations/index.ts';
import { findLiveFiles, LIVE_FOLDER } from '../realtime/index.ts';
import { findSessionFiles, SESSIONS_FOLDER } from '../sessions/index.ts';
import { findTemplateFiles, TEMPLATES_FOLDER } from '../templates/index.ts';
import { findUploadFiles, UPLOADS_FOLDER } from '../uploads/index.ts';
import { findBirth } from './retention.repo.ts';

/** Files looked up by one query. */
const AT_ONCE = 500;
const HOUR_MS = 3_600_000;

interface Place {
  folder: string;
  /** Which of these files something names. With `hold`, that stays so until the transaction ends. */
  findNamed(db: Db, keys: string[], hold: boolean): Promise<Set<string>>;
}

/** Everywhere that bytes are stored. Half-written files have no names; only their age tells that nobody writes them. */
const PLACES: readonly Place[] = [
  { folder: 'tmp', findNamed: async () => new Set() },
  { folder: UPLOADS_FOLDER, findNamed: findUploadFiles },
  { folder: LIVE_FOLDER, findNamed: findLiveFiles },
  { folder: SESSIONS_FOLDER, findNamed: findSessionFiles },
  { folder: TEMPLATES_FOLDER, findNamed: findTemplateFiles },
  { folder: LOGOS_FOLDER, findNamed: findLogoFiles },
  { folder: ARCHIVES_FOLDER, findNamed: findArchiveFiles },
  { folder: EXPORTS_FOLDER, findNamed: findExportFiles },
];

/**
 * Removes stored files that no row names: what a crash left between a file and its row. Young ones are left alone, as
 * their rows may be about to be written. Reads the storage as a stream and asks the database once for hundreds of files.
 *
 * Files older than the database itself are left too, and told of: they are those of an installation whose database was
 * lost or is another one, and nothing could bring them back.
 */
export async function collectOrphans(ctx: Ctx, signal: AbortSignal): Promise<Removed> {
  const before = new Date(ctx.now().getTime() - ctx.config.orphanHours * HOUR_MS);
  const born = await findBirth(ctx.db);
  const removed = { count: 0, bytes: 0 };
  let strangers = 0;
  for (const place of PLACES) {
    for await (const files of inBatches(ctx.storage.list(place.folder), before)) {
      signal.throwIfAborted();
      const named = await place.findNamed(ctx.db, keysOf(files), false);
      const orphans = files.filter(({ key }) => !named.has(key));
      const own = orphans.filter(({ modified_at }) => born !== null && modified_at >= born);
      strangers += orphans.length - own.length;
      await removeUnnamed(ctx, place, own, removed);
    }
  }
  if (strangers > 0) {
    ctx.log.warn(
      { files: strangers, database_made_at: born },
      'files older than the database are in the storage directory and were left: is DATABASE_URL right?',
    );
  }
  return removed;
}

/** Looks once more, now holding what could begin to use one of these files before it is gone. */
async function removeUnnamed(ctx: Ctx, place: Place, files: StoredFile[], removed: Removed): Promise<void> {
  if (files.length === 0) return;
  await inTransaction(ctx, async (ctx) => {
    const named = await place.findNamed(ctx.db, keysOf(files), true);
    for (const { key } of files) {
      const bytes = named.has(key) ? undefined : await ctx.storage.deleteFile(key);
      if (bytes === undefined) continue;
      removed.count++;
      removed.bytes += bytes;
    }
  });
}

const keysOf = (files: StoredFile[]) => files.map(({ key }) => key);

/** Those that nobody wrote to since a time, some hundreds at once. */
async function* inBatches(files: AsyncIterable<StoredFile>, before: Date): AsyncGenerator<StoredFile[]> {
  let batch: StoredFile[] = [];
  for await (const file of files) {
    if (file.modified_at > before) continue;
    batch.push(file);
    if (batch.length < AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
