import type { Ctx } from '../../context.ts';
import { listActorNames } from './actor-names.repo.ts';

const GUEST = 'guest:';

/**
 * What to call those who did something: `user:3` and `key:12` by one query for each organisation, `guest:Ann` as they called
 * themselves.
 *
 * @returns for an actor, their name; null for whoever is gone or is nobody (`system`, `machine`)
 */
export async function findActorNames(
  ctx: Ctx,
  actors: Iterable<{ organization_id: number; actor: string }>,
): Promise<(organizationId: number, actor: string) => string | null> {
  const names = new Map<string, string>();
  for (const [organizationId, some] of Map.groupBy(actors, ({ organization_id }) => organization_id)) {
    const numbers = (kind: string) =>
      [...new Set(some.map(({ actor }) => new RegExp(`^${kind}:(\\d{1,9})$`).exec(actor)?.[1]))].flatMap((id) =>
        id === undefined ? [] : Number(id),
      );
    const asked = { users: numbers('user'), tokens: numbers('key') };
    if (asked.users.length + asked.tokens.length === 0) continue;
    for (const { actor, name } of await listActorNames(ctx.db, organizationId, asked)) {
      names.set(`${organizationId} ${actor}`, name);
    }
  }
  return (organizationId, actor) =>
    actor.startsWith(GUEST) ? actor.slice(GUEST.length) || null : (names.get(`${organizationId} ${actor}`) ?? null);
}
