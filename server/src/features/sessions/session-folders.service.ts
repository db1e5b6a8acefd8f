import type { Actor, Ctx } from '../../context.ts';
import { findReaders, seesEveryFolder } from '../folder-access/index.ts';
import { listFoldersOfSessions } from './sessions.repo.ts';

/** Whether what somebody hears depends on folders: not of keys, which hear of their own sessions, nor of administrators. */
export const hearsByFolder = (actor: Actor) => actor.type === 'user' && !seesEveryFolder(actor);

/**
 * Who of some listeners may hear of some sessions, by two queries for all of them and none when nobody's hearing depends on
 * folders.
 *
 * @returns for a listener and the name of a session, whether; no for sessions that are gone
 */
export async function findHearers(
  ctx: Ctx,
  names: { organization_id: number; session_id: string }[],
  listeners: readonly Actor[],
): Promise<(listener: Actor, sessionId: string) => boolean> {
  const asking = listeners.filter(hearsByFolder);
  if (asking.length === 0 || names.length === 0) return (listener) => !hearsByFolder(listener);
  const folders = new Map<string, number | null>();
  for (const [organizationId, named] of Map.groupBy(names, ({ organization_id }) => organization_id)) {
    const ids = [...new Set(named.map(({ session_id }) => session_id))];
    const rows = await listFoldersOfSessions(ctx.db, organizationId, ids);
    for (const { session_id, folder_id } of rows) folders.set(session_id, folder_id);
  }
  const mayRead = await findReaders(
    ctx,
    asking,
    [...folders.values()].filter((id) => id !== null),
  );
  return (listener, sessionId) => {
    const folder = folders.get(sessionId);
    return !hearsByFolder(listener) || (folder !== undefined && mayRead(listener, folder));
  };
}
