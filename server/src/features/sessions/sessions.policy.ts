import type { Actor } from '../../context.ts';

/**
 * Only the key that made a session may see or change it (reference section 2, token affinity). People see those of their
 * organisation, whoever made them; whether they may change them, their roles say.
 */
export function mayUseSession(actor: Actor, session: { organization_id: number; token_id: number }): boolean {
  if (actor.organization_id !== session.organization_id) return false;
  return actor.type === 'user' || actor.token_id === session.token_id;
}
