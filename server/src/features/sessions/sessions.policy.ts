import type { Actor } from '../../context.ts';
import { allows, type FolderLevel, type Need } from '../folder-access/index.ts';

/** `foreign`: it is not theirs to know of; `other key`: another key of the organisation made it; `read only`: look, don't touch. */
export type SessionRefusal = 'foreign' | 'other key' | 'read only';

/**
 * Who may read or change a session and all that belongs to it: its result, its media, its documents, their revisions,
 * comments and links. Only the key that made it, wherever it lies (reference section 2, token affinity). Of people those of
 * its organisation, whoever made it, as far as its folder allows; what they may do at all, their roles say. A guest, who came
 * by a link to one document, nothing: links open their one document by themselves.
 *
 * @param level of the actor in the folder of the session; 2 where there is no folder
 * @returns undefined for yes
 */
export function refuseSession(
  actor: Actor,
  session: { organization_id: number; token_id: number },
  level: FolderLevel,
  need: Need,
): SessionRefusal | undefined {
  if (actor.organization_id !== session.organization_id || actor.type === 'guest') return 'foreign';
  if (actor.type !== 'user') return actor.token_id === session.token_id ? undefined : 'other key';
  if (allows(level, need)) return undefined;
  return level === 0 ? 'foreign' : 'read only';
}
