import mime from 'mime';
import type { Ctx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { mediaPath, mediaUrl } from '../session-view.ts';
import type { SessionRow } from '../sessions.repo.ts';
import { findCopyBySessionId } from './media.repo.ts';

/** The kept copy behind a signed link. A wrong, bent or old link is answered like a session that isn't there. */
export async function getMedia(ctx: Ctx, sessionId: string, link: { expires: number; signature: string }) {
  if (!ctx.links.verify(mediaPath(sessionId), link.expires, link.signature)) throw new AppError('file_not_found');
  const copy = await findCopyBySessionId(ctx.db, sessionId);
  if (!copy?.copy_key) throw new AppError('file_not_found');
  return { key: copy.copy_key, contentType: copy.copy_type ?? 'application/octet-stream' };
}

/** The copy of a session's media that was kept, as a file to download; undefined when there is none. */
export async function findKeptMedia(ctx: Ctx, session: Pick<SessionRow, 'copy_key' | 'filename' | 'session_id'>) {
  const [copy, url] = [await findCopyBySessionId(ctx.db, session.session_id), mediaUrl(ctx, session)];
  if (!copy?.copy_key || url === null) return undefined;
  const content_type = copy.copy_type ?? 'application/octet-stream';
  const name = session.filename?.replace(/\.[A-Za-z0-9]{2,5}$/, '') || session.session_id;
  return { key: copy.copy_key, content_type, url, filename: `${name}.${mime.getExtension(content_type) ?? 'bin'}` };
}
