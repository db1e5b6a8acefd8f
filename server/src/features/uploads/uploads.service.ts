import type { Ctx, RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { one } from '../../platform/http/envelope.ts';
import type { Db } from '../../platform/postgres/connect.ts';
import { requireFolderAccess } from '../folder-access/index.ts';
import { checkMediaSource, checkNewSession, findMediaKeys, requireSession } from '../sessions/index.ts';
import { checkMetadata, mediaSourceOf, sessionFromMetadata, type UploadMetadata } from './upload-metadata.ts';
import {
  deleteUpload,
  findUpload,
  findUploadWithSession,
  insertUpload,
  listParts,
  listWantedUploads,
  type UploadRow,
} from './uploads.repo.ts';

/** Storage key of an upload. The store of the TUS server writes to the same place. */
export const UPLOADS_FOLDER = 'uploads';
export const uploadKey = (id: string) => `${UPLOADS_FOLDER}/${id}`;

/**
 * Checks everything that can be known before the first byte, so that nobody uploads gigabytes to learn of a typing
 * mistake, and notes the upload. A partial upload (TUS 1.0, concatenation) is bytes only; its final one says what for.
 */
export async function createUpload(
  ctx: RequestCtx,
  upload: { id: string; size: number | null; metadata: UploadMetadata; concat: 'partial' | null },
): Promise<void> {
  const folder_id = upload.concat === 'partial' ? null : await checkPurpose(ctx, upload);
  if (upload.concat === 'partial') checkMetadata(upload.metadata);
  const now = ctx.now();
  await insertUpload(ctx.db, {
    ...upload,
    folder_id,
    organization_id: ctx.actor.organization_id,
    token_id: ctx.actor.token_id,
    created_at: now,
    expires_at: new Date(now.getTime() + ctx.config.uploadExpirySeconds * 1000),
  });
}

/**
 * Whether a session can be made of this upload, or the one it names can take it.
 *
 * @returns the folder of the session to come
 */
export async function checkPurpose(
  ctx: RequestCtx,
  upload: { size: number | null; metadata: UploadMetadata },
): Promise<number | null> {
  checkLength(upload.size, upload.metadata);
  checkMetadata(upload.metadata);
  const source = mediaSourceOf(upload.metadata);
  const sessionId = upload.metadata.session_id;
  if (sessionId) {
    const session = await requireSession(ctx, sessionId, 'write');
    if (session.media_key || session.status !== 'new') {
      throw new AppError('conflict', { detail: 'This session already has its media. Make a new session.' });
    }
    if (source) checkMediaSource(ctx, source);
    return null;
  }
  const session = sessionFromMetadata(upload.metadata);
  checkNewSession(ctx, session);
  const { folder_id = null } = session;
  await requireFolderAccess(ctx, folder_id, 'write');
  return folder_id;
}

/** An upload has bytes, unless it only says where they are to be fetched from. */
function checkLength(size: number | null, metadata: UploadMetadata): void {
  if (mediaSourceOf(metadata) === undefined ? size !== 0 : size === 0) return;
  throw size === 0
    ? new AppError('validation_error', {
        detail: 'The file is empty.',
        details: { field: 'Upload-Length', issue: 'must be greater than 0' },
      })
    : new AppError('validation_error', {
        detail: 'With media_source there is nothing to upload.',
        details: { field: 'Upload-Length', issue: 'must be 0' },
      });
}

/** An upload this key may go on with. @throws AppError `file_not_found` (404), `wrong_session_token` (401) */
export async function requireUpload(ctx: RequestCtx, id: string): Promise<UploadRow> {
  const upload = /^[0-9a-f]{32}$/.test(id) ? await findUpload(ctx.db, ctx.actor.organization_id, id) : undefined;
  if (!upload) throw new AppError('file_not_found');
  if (upload.token_id !== ctx.actor.token_id) throw new AppError('wrong_session_token');
  return upload;
}

/** Whether all of its bytes are there, verified, and wait for what is made of them. */
export async function hasArrived(ctx: Ctx, upload: UploadRow): Promise<boolean> {
  if (upload.completed_at || upload.size === null || upload.unverified_from !== null) return false;
  return (await ctx.storage.size(uploadKey(upload.id))) === upload.size;
}

export async function getFile(ctx: RequestCtx, id: string) {
  await requireUpload(ctx, id);
  const upload = await findUploadWithSession(ctx.db, ctx.actor.organization_id, id);
  if (!upload) throw new AppError('file_not_found');
  return one({
    id: upload.id,
    session_id: upload.session_id,
    metadata: { ...upload.metadata, folder_id: readBackFolder(upload.metadata.folder_id) },
    size: upload.size,
    sha256: upload.sha256,
    created_at: upload.created_at,
    completed_at: upload.completed_at,
    expires_at: upload.completed_at ? null : upload.expires_at,
  });
}

/** Older clients send the word `null`; it is read back as JSON null (reference section 32, row 33). */
function readBackFolder(folder: string | null | undefined): string | null {
  return folder === undefined || folder === 'null' || folder === '' ? null : folder;
}

/** Forgets an unfinished upload and its bytes, with those of the parts it is made of. @returns how many bytes */
export async function discardUpload(ctx: Ctx, id: string): Promise<number> {
  const parts = await listParts(ctx.db, id);
  let bytes = 0;
  if (!(await deleteUpload(ctx.db, id))) return bytes;
  for (const gone of [id, ...parts.map((part) => part.id)])
    bytes += (await ctx.storage.deleteFile(uploadKey(gone))) ?? 0;
  return bytes;
}

/** Which of these files below `uploads/` are still wanted: by an upload that is not finished, or as the media of a session. */
export async function findUploadFiles(db: Db, keys: string[]): Promise<Set<string>> {
  const wanted = await listWantedUploads(
    db,
    keys.map((key) => key.slice(uploadKey('').length)),
  );
  return new Set([...(await findMediaKeys(db, keys)), ...wanted.map(uploadKey)]);
}
