import { mkdir, open, unlink } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { FileStore } from '@tus/file-store';
import { ERRORS, Upload } from '@tus/server';
import type { Ctx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { asStorageError, syncFolder } from '../../platform/storage/disk.ts';
import { type Checksum, checkOf } from './checksum.ts';
import { type Receiving, receiveBody } from './receive-body.ts';
import type { RunningHashes } from './running-hashes.ts';
import { deleteUpload, findStoredUpload, updateUploadSize, updateUploadUnverified } from './uploads.repo.ts';
import { UPLOADS_FOLDER, uploadKey } from './uploads.service.ts';

/** The bytes of a request, on their way to the store. */
export interface UploadBody {
  request: IncomingMessage;
  checksum: Checksum | undefined;
}

/** What OPTIONS announces. `checksum` and `concatenation` are ours; the rest is of the official store. */
const EXTENSIONS = [
  'creation',
  'creation-with-upload',
  'creation-defer-length',
  'termination',
  'expiration',
  'checksum',
  'concatenation',
];

/**
 * The official file store with our database as its memory of uploads, so that they outlive a restart and are known to
 * every process, and with bytes that are checked, synced to the disk and hashed on their way.
 */
export async function openTusStore(ctx: Ctx, hashes: RunningHashes): Promise<TusStore> {
  const directory = ctx.storage.localPath(UPLOADS_FOLDER);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return new TusStore(ctx, hashes, directory);
}

export class TusStore extends FileStore {
  readonly #ctx: Ctx;
  readonly #hashes: RunningHashes;

  constructor(ctx: Ctx, hashes: RunningHashes, directory: string) {
    super({ directory, expirationPeriodInMilliseconds: ctx.config.uploadExpirySeconds * 1000 });
    this.#ctx = ctx;
    this.#hashes = hashes;
    this.extensions = EXTENSIONS;
  }

  /** The library asks for the extension by a misspelt name. */
  override hasExtension(extension: string): boolean {
    return super.hasExtension(extension === 'concatentation' ? 'concatenation' : extension);
  }

  /** Makes the empty file, and sees that its name outlives a loss of power. */
  override async create(upload: Upload): Promise<Upload> {
    try {
      await (await open(this.#path(upload.id), 'wx', 0o600)).close();
      await syncFolder(this.directory);
    } catch (error) {
      throw asStorageError(error);
    }
    return upload;
  }

  /**
   * The state of an upload; call it with the lock. What a request with a checksum left unverified, because the server
   * ended in the middle of it, is cut off.
   *
   * A complete upload stays complete when its session no longer needs the bytes: a client that missed the last answer
   * asks again, and told that the file is gone it would send everything once more.
   */
  override async getUpload(id: string): Promise<Upload> {
    const row = await findStoredUpload(this.#ctx.db, id);
    if (!row) throw ERRORS.FILE_NOT_FOUND;
    const facts = { id, metadata: row.metadata, ...(row.size === null ? {} : { size: row.size }) };
    if (row.completed_at && row.size !== null) return new Upload({ ...facts, offset: row.size });
    if (row.unverified_from !== null) await this.#discardFrom(id, row.unverified_from);
    const offset = await this.#ctx.storage.size(uploadKey(id));
    if (offset === undefined) throw ERRORS.FILE_NO_LONGER_EXISTS;
    // The library adds the period to the creation; the row has the last word on when an upload expires.
    const creation = new Date(row.expires_at.getTime() - this.getExpiration());
    return new Upload({ ...facts, offset, creation_date: creation.toISOString() });
  }

  override async declareUploadLength(id: string, size: number): Promise<void> {
    const row = await findStoredUpload(this.#ctx.db, id);
    if (size === 0 && row?.concat !== 'partial') {
      throw new AppError('validation_error', {
        detail: 'The file is empty.',
        details: { field: 'Upload-Length', issue: 'must be greater than 0' },
      });
    }
    await updateUploadSize(this.#ctx.db, id, size);
  }

  /** Forgets an unfinished upload and its bytes; the row first, so that none is left without its file. */
  override async remove(id: string): Promise<void> {
    if (!(await deleteUpload(this.#ctx.db, id))) throw new AppError('conflict', { detail: 'The upload is complete.' });
    this.#hashes.forget(id);
    await unlink(this.#path(id)).catch(() => {});
  }

  /**
   * Appends the body of a request, brings it to the disk and returns the new offset. Whatever arrived before a cut is
   * kept and resuming starts there; with a checksum it is all or nothing.
   *
   * @throws AppError `checksum_mismatch`, `storage_full`, `file_too_large`; `locked` when another request takes over
   */
  async append(body: UploadBody, upload: Upload, limit: number, signal: AbortSignal): Promise<number> {
    const { id, offset } = upload;
    const check = body.checksum && checkOf(body.checksum);
    // Written down before the first of these bytes: after a crash they must not be taken for verified ones.
    if (check) await updateUploadUnverified(this.#ctx.db, id, offset);
    let receiving: Receiving | undefined;
    const follower = this.#hashes.follow(id, offset, {
      tentative: check !== undefined,
      flushed: () => receiving?.flushed() ?? offset,
    });
    const onBytes = (bytes: Buffer) => {
      check?.update(bytes);
      follower.update(bytes);
    };
    const file = await open(this.#path(id), 'r+').catch((error) => {
      throw asStorageError(error);
    });
    const room = this.#ctx.capacity.watch();
    try {
      const stop = AbortSignal.any([signal, room.signal]);
      receiving = receiveBody(body.request, file, { offset, limit, signal: stop, onBytes });
      const end = await receiving.ended;
      if (check) {
        if (end !== 'whole') throw end === 'cut' ? ERRORS.ABORTED : (room.signal.reason ?? new AppError('locked'));
        check.verify();
        await updateUploadUnverified(this.#ctx.db, id, null);
      }
      follower.keep(receiving.flushed());
      if (end === 'cut') throw ERRORS.ABORTED;
      if (end === 'stopped') room.signal.throwIfAborted();
      return receiving.flushed();
    } catch (error) {
      const isKept = error === ERRORS.ABORTED || (room.signal.aborted && error === room.signal.reason);
      if (!isKept || check) follower.undo();
      if (check) await this.#discardFrom(id, offset);
      throw asStorageError(error);
    } finally {
      room.end();
      await file.close();
    }
  }

  /** Cuts off what was never verified. */
  async #discardFrom(id: string, offset: number): Promise<void> {
    const file = await open(this.#path(id), 'r+').catch(() => undefined);
    try {
      await file?.truncate(offset);
      await file?.datasync();
    } finally {
      await file?.close();
    }
    await updateUploadUnverified(this.#ctx.db, id, null);
  }

  #path(id: string): string {
    return this.#ctx.storage.localPath(uploadKey(id));
  }
}
