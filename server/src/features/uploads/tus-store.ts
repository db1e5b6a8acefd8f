import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileStore } from '@tus/file-store';
import { Upload } from '@tus/server';
import type { Ctx } from '../../context.ts';
import type { Db } from '../../platform/postgres/connect.ts';
import { asStorageError } from '../../platform/storage/disk.ts';
import { deleteUpload, findStoredUpload, updateUploadSize } from './uploads.repo.ts';
import { UPLOADS_FOLDER, uploadKey } from './uploads.service.ts';

/**
 * The official file store with our database as its memory of uploads, so that they outlive a restart and are known to
 * every process, and with errors that keep their cause: a full disk is not "something went wrong".
 */
export async function openTusStore(ctx: Ctx): Promise<FileStore> {
  const directory = ctx.storage.localPath(UPLOADS_FOLDER);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return new TusStore(ctx.db, {
    directory,
    expirationPeriodInMilliseconds: ctx.config.uploadExpirySeconds * 1000,
    configstore: {
      async get(id) {
        const row = await findStoredUpload(ctx.db, id);
        if (!row) return undefined;
        return {
          id,
          size: row.size ?? undefined,
          offset: 0,
          metadata: row.metadata,
          creation_date: row.created_at.toISOString(),
        } as never;
      },
      // The row was written when the upload was checked; only a length that was deferred comes later.
      async set(id, upload) {
        if (upload.size !== undefined) await updateUploadSize(ctx.db, id, upload.size);
      },
      delete: async (id) => void (await deleteUpload(ctx.db, id)),
    },
  });
}

class TusStore extends FileStore {
  readonly #db: Db;

  constructor(db: Db, options: ConstructorParameters<typeof FileStore>[0]) {
    super(options);
    this.#db = db;
  }

  /**
   * A complete upload stays complete when its session no longer needs the bytes: a client that missed the last answer
   * asks again, and told that the file is gone it would send everything once more.
   */
  override async getUpload(id: string): Promise<Upload> {
    const row = await findStoredUpload(this.#db, id);
    if (!row?.completed_at || row.size === null) return super.getUpload(id);
    return new Upload({ id, size: row.size, offset: row.size, metadata: row.metadata });
  }

  /** Appends at `offset` and returns the new offset. Whatever arrived before a cut is kept: resuming starts there. */
  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const file = createWriteStream(this.#path(id), { flags: 'r+', start: offset });
    try {
      await pipeline(readable, file);
    } catch (error) {
      throw asStorageError(error);
    }
    return offset + file.bytesWritten;
  }

  #path(id: string): string {
    return `${this.directory}/${uploadKey(id).slice(UPLOADS_FOLDER.length + 1)}`;
  }
}
