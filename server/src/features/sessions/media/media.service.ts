import type { Ctx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { mediaPath } from '../session-view.ts';
import { findCopyBySessionId } from './media.repo.ts';

/** The kept copy behind a signed link. A wrong, bent or old link is answered like a session that isn't there. */
export async function getMedia(ctx: Ctx, sessionId: string, link: { expires: number; signature: string }) {
  if (!ctx.links.verify(mediaPath(sessionId), link.expires, link.signature)) throw new AppError('file_not_found');
  const copy = await findCopyBySessionId(ctx.db, sessionId);
  if (!copy?.copy_key) throw new AppError('file_not_found');
  return { key: copy.copy_key, contentType: copy.copy_type ?? 'application/octet-stream' };
}
