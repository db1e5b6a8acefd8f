import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Ctx, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { asStorageError, syncFolder, tooLarge } from '../../platform/storage/disk.ts';
import { finishLockedUpload } from './finish-upload.service.ts';
import type { RunningHashes } from './running-hashes.ts';
import { uploadLock } from './tus-locker.ts';
import { type UploadMetadata, withoutSecrets } from './upload-metadata.ts';
import {
  findStoredUpload,
  insertUpload,
  listParts,
  lockUploads,
  type UploadRow,
  updateUploadsPartOf,
} from './uploads.repo.ts';
import { checkPurpose, hasArrived, requireUpload, uploadKey } from './uploads.service.ts';

const BLOCK_BYTES = 1024 * 1024;

/**
 * Makes one upload of partial ones (TUS 1.0, concatenation) and the session of it. Asked again with the same parts, as a
 * client does that missed the answer, it gives the same upload, and finishes what a crash interrupted.
 *
 * @param concat the header `Upload-Concat`: `final;` and the addresses of the parts in their order
 * @returns the id of the final upload
 * @throws AppError `bad_request` for a list that is none, `file_not_found`, `wrong_session_token`, `upload_gone`,
 * `conflict` for a part that is not complete, not partial or used already, `file_too_large` for all of them together
 */
export async function createFinalUpload(
  ctx: RequestCtx,
  request: { concat: string; metadata: UploadMetadata },
  hashes: RunningHashes,
): Promise<string> {
  const ids = partIds(request.concat);
  for (const id of ids) await requireUpload(ctx, id);
  const final = await inTransaction(ctx, async (ctx) => {
    const rows = await lockUploads(ctx.db, ctx.actor.organization_id, ids);
    const parts = ids.map((id) => rows.find((row) => row.id === id) ?? notFound());
    return (await madeBefore(ctx, parts, request.metadata)) ?? (await insertFinal(ctx, parts, request));
  });
  await putTogether(ctx, final, hashes);
  return final;
}

function notFound(): never {
  throw new AppError('file_not_found');
}

function partIds(concat: string): string[] {
  const addresses = concat.slice('final;'.length).split(' ').filter(Boolean);
  const ids = addresses.map((address) => /(?:^|\/)([0-9a-f]{32})\/?$/.exec(address)?.[1]);
  const known = ids.filter((id) => id !== undefined);
  const issue =
    addresses.length === 0
      ? 'names no upload'
      : known.length < ids.length
        ? 'names what is no upload'
        : new Set(known).size < known.length
          ? 'names an upload twice'
          : undefined;
  if (issue) {
    throw new AppError('bad_request', {
      detail: `Upload-Concat ${issue}. Send "final;" and the addresses of the partial uploads, separated by spaces.`,
      details: { field: 'Upload-Concat', issue },
    });
  }
  return known;
}

/** The final upload that was made of exactly these parts for the same purpose. */
async function madeBefore(ctx: Ctx, parts: UploadRow[], metadata: UploadMetadata): Promise<string | undefined> {
  const final = parts[0]?.part_of;
  if (!final || parts.some((part, index) => part.part_of !== final || part.part_index !== index)) return undefined;
  if ((await listParts(ctx.db, final)).length !== parts.length) return undefined;
  const row = await findStoredUpload(ctx.db, final);
  return row && [metadata, withoutSecrets(metadata)].some((known) => isDeepStrictEqual(row.metadata, known))
    ? final
    : undefined;
}

async function insertFinal(
  ctx: RequestCtx,
  parts: UploadRow[],
  request: { concat: string; metadata: UploadMetadata },
): Promise<string> {
  for (const part of parts) await checkPart(ctx, part);
  const size = parts.reduce((sum, part) => sum + (part.size ?? 0), 0);
  if (size > ctx.config.maxUploadBytes) throw tooLarge(ctx.config.maxUploadBytes);
  const folder_id = await checkPurpose(ctx, { size, metadata: request.metadata });
  const id = randomBytes(16).toString('hex');
  const now = ctx.now();
  await insertUpload(ctx.db, {
    id,
    organization_id: ctx.actor.organization_id,
    token_id: ctx.actor.token_id,
    metadata: request.metadata,
    size,
    concat: request.concat,
    folder_id,
    created_at: now,
    expires_at: new Date(now.getTime() + ctx.config.uploadExpirySeconds * 1000),
  });
  await updateUploadsPartOf(
    ctx.db,
    ctx.actor.organization_id,
    parts.map((part) => part.id),
    { part_of: id, at: now },
  );
  return id;
}

async function checkPart(ctx: Ctx, part: UploadRow): Promise<void> {
  const conflict = (why: string) => new AppError('conflict', { detail: `The upload ${part.id} ${why}.` });
  if (part.concat !== 'partial') throw conflict('is not a partial one: begin it with Upload-Concat: partial');
  if (part.part_of) throw conflict('is part of another upload already');
  if (part.expires_at <= ctx.now()) throw new AppError('upload_gone');
  if (!(await hasArrived(ctx, part))) throw conflict('is not complete');
}

/**
 * Appends the parts to one another on the disk and finishes the upload. Each step can be cut off anywhere: the first part
 * becomes the file, and from then on its length tells how far it is. A part is removed once its bytes are safe in it, so
 * that no more than one lies there twice.
 */
export async function putTogether(ctx: RequestCtx, final: string, hashes: RunningHashes): Promise<void> {
  // Nobody who waits can take this over, so it is not asked to let go.
  const lock = await ctx.locks.acquire(uploadLock(final));
  try {
    const upload = await requireUpload(ctx, final);
    if (upload.completed_at) return;
    await appendParts(ctx, final, hashes).catch((error) => {
      hashes.forget(final);
      throw asStorageError(error);
    });
    await finishLockedUpload(ctx, final, hashes);
  } finally {
    await lock.release();
  }
}

async function appendParts(ctx: Ctx, final: string, hashes: RunningHashes): Promise<void> {
  const parts = await listParts(ctx.db, final);
  const pathOf = (id: string) => ctx.storage.localPath(uploadKey(id));
  const target = pathOf(final);
  if ((await ctx.storage.size(uploadKey(final))) === undefined) {
    const first = parts[0]?.id ?? notFound();
    await rename(pathOf(first), target);
    await syncFolder(path.dirname(target));
    hashes.rename(first, final);
  }
  const file = await open(target, 'r+');
  try {
    let { size: written } = await file.stat();
    const follower = hashes.follow(final, written, { tentative: false, flushed: () => written });
    let start = 0;
    for (const [index, part] of parts.entries()) {
      const end = start + part.size;
      for await (const block of blocksOf(pathOf(part.id), written - start, end - written)) {
        await writeWhole(file, block, written);
        follower.update(block);
        written += block.length;
      }
      if (written < end) throw new AppError('internal_error', { detail: `The part ${part.id} is not all there.` });
      if (index > 0) {
        await file.datasync();
        await rm(pathOf(part.id), { force: true });
      }
      start = end;
    }
    follower.keep(written);
  } finally {
    await file.close();
  }
}

/** At most `bytes` of a file from `offset` on; nothing is opened for none. The same memory is used for each block. */
async function* blocksOf(file: string, offset: number, bytes: number): AsyncGenerator<Buffer> {
  if (bytes <= 0) return;
  const source = await open(file, 'r');
  try {
    const memory = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, bytes));
    for (let read = 0; read < bytes; ) {
      const { bytesRead } = await source.read(memory, 0, Math.min(memory.length, bytes - read), offset + read);
      if (bytesRead === 0) return;
      yield memory.subarray(0, bytesRead);
      read += bytesRead;
    }
  } finally {
    await source.close();
  }
}

async function writeWhole(file: FileHandle, block: Buffer, position: number): Promise<void> {
  for (let done = 0; done < block.length; ) {
    const { bytesWritten } = await file.write(block, done, block.length - done, position + done);
    done += bytesWritten;
  }
}
