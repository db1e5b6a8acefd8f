import type { Ctx, RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne } from '../../platform/http/envelope.ts';
import { findLinkedSession, requireSession, type SessionRow } from '../sessions/index.ts';
import { type IncomingRequest, receiveFile, refuseSecondMedia } from './direct-upload.service.ts';

const LIFETIME_SECONDS = 24 * 3600;
/** The documented most for one request (reference 7.2); larger files need an upload that can be resumed. */
const MAX_BYTES = 5 * 1024 ** 3;

const uploadPath = (sessionId: string) => `/api/v3/speech-to-text/session/${sessionId}/upload`;
const maxBytes = (ctx: Ctx) => Math.min(MAX_BYTES, ctx.config.maxUploadBytes);

/**
 * A link to which anyone may PUT the media of a session, without a key, for a day. It works until a file has arrived
 * whole: a session takes its media once, so the link needs no memory of its own.
 *
 * @throws AppError `conflict` when the session has its media already.
 */
export async function createUploadUrl(ctx: RequestCtx, sessionId: string) {
  const session = await requireSession(ctx, sessionId, 'write');
  refuseSecondMedia(session);
  const path = uploadPath(sessionId);
  const query = ctx.links.sign(path, LIFETIME_SECONDS);
  return dualOne({
    upload_url: `${ctx.publicUrl}${path}?${query}`,
    expires_at: new Date(Number(new URLSearchParams(query).get('expires')) * 1000),
    session_id: sessionId,
    max_file_size: maxBytes(ctx),
  });
}

/**
 * Takes the file behind a link and starts the work.
 *
 * @throws AppError `forbidden` for a link we did not make, `upload_gone` for one that is too old, `session_not_found`,
 * and what `receiveFile` throws; `conflict` when it was used.
 */
export async function putToUploadUrl(
  ctx: Ctx,
  sessionId: string,
  link: { expires: number; signature: string },
  file: IncomingRequest,
): Promise<void> {
  const session = await requireLinkedSession(ctx, sessionId, link);
  refuseSecondMedia(session);
  await receiveFile(ctx, session, file, maxBytes(ctx));
}

async function requireLinkedSession(
  ctx: Ctx,
  sessionId: string,
  { expires, signature }: { expires: number; signature: string },
): Promise<SessionRow> {
  if (expires * 1000 < ctx.now().getTime()) {
    throw new AppError('upload_gone', { detail: 'The link has expired. Ask for a new one at …/upload-url.' });
  }
  if (!ctx.links.verify(uploadPath(sessionId), expires, signature)) {
    throw new AppError('forbidden', {
      detail: 'The link is not complete or was changed. Use it exactly as it was given.',
    });
  }
  const session = await findLinkedSession(ctx.db, sessionId);
  if (!session) throw new AppError('session_not_found');
  return session;
}
