import { callerOf, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne } from '../../platform/http/envelope.ts';
import { type Device, noteEvents } from '../audit/index.ts';
import { lockFoldersShared, readOnly, requireFolderAccess } from '../folder-access/index.ts';
import { requireSession } from '../sessions/index.ts';
import { findLeastLevel, lockSessions, moveSessionRows } from './places.repo.ts';
import { viewer } from './viewer.ts';

/** Moves one session. @throws AppError `session_not_found`, `wrong_session_token`, `folder_not_found`, `forbidden` */
export async function moveSession(ctx: RequestCtx, sessionId: string, folderId: number | null, device: Device) {
  await requireSession(ctx, sessionId, 'write');
  await moveThem(ctx, [sessionId], folderId, device);
  return dualOne({ session_id: sessionId, folder_id: folderId });
}

/**
 * Moves sessions into a folder (null: to the top), all of them or none.
 *
 * @throws AppError `folder_not_found`; `session_not_found` when the caller may not see one of them; `forbidden` where
 * they may not write, before or after
 */
export async function moveSessions(ctx: RequestCtx, folderId: number | null, sessionIds: string[], device: Device) {
  const moved = await moveThem(ctx, [...new Set(sessionIds)], folderId, device);
  return dualOne({ moved, folder_id: folderId });
}

async function moveThem(
  ctx: RequestCtx,
  sessionIds: string[],
  folderId: number | null,
  device: Device,
): Promise<number> {
  const { organization_id, type, token_id } = ctx.actor;
  const whose = viewer(ctx);
  return inTransaction(ctx, async (ctx) => {
    await lockFoldersShared(ctx.db, organization_id);
    await requireFolderAccess(ctx, folderId, 'write');
    const sessions = await lockSessions(ctx.db, organization_id, sessionIds);
    const own = type === 'user' ? sessions : sessions.filter((session) => session.token_id === token_id);
    if (own.length < sessionIds.length) throw notFound();
    // A key has the sessions it made wherever they lie; people as far as the folder lets them.
    if (type === 'user') {
      const from = new Set(sessions.map((session) => session.folder_id).filter((id) => id !== null));
      const least = await findLeastLevel(ctx.db, whose, [...from]);
      if (least === 0) throw notFound();
      if (least < 2) throw readOnly();
    }
    const moving = sessions.filter((session) => session.folder_id !== folderId);
    await moveSessionRows(
      ctx.db,
      organization_id,
      moving.map(({ id }) => id),
      folderId,
    );
    const what = { organization_id, actor: callerOf(ctx.actor), action: 'session.moved', device };
    await noteEvents(
      ctx,
      moving.map(({ id, session_id, folder_id }) => ({
        ...{ ...what, target: `session:${session_id}`, session: id, folder_id: folderId },
        details: { from: folder_id, to: folderId },
      })),
    );
    return sessions.length;
  });
}

const notFound = () =>
  new AppError('session_not_found', { detail: 'At least one of them does not exist. Nothing was moved.' });
