import type { Actor } from '../../context.ts';

/** Only the key that made a session may see or change it (reference section 2, token affinity). */
export function mayUseSession(actor: Actor, session: { organization_id: number; token_id: number }): boolean {
  return actor.organization_id === session.organization_id && actor.token_id === session.token_id;
}
