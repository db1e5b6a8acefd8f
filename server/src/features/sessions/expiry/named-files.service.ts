import type { Db } from '../../../platform/postgres/connect.ts';
import { sourceKey } from '../pipeline/session-end.ts';
import { type FilesOwner, listFilesOwners, listMediaKeys } from './expiry.repo.ts';

/** Everything made for sessions lies below it. */
export const SESSIONS_FOLDER = 'sessions';

/** Which of these keys are the media of some session. */
export async function findMediaKeys(db: Db, keys: string[]): Promise<Set<string>> {
  return new Set(await listMediaKeys(db, keys));
}

/**
 * Which of these files below `sessions/` are in use or may yet be, in one query for all of them.
 *
 * @param hold keeps the sessions as they are until the transaction ends
 */
export async function findSessionFiles(db: Db, keys: string[], hold: boolean): Promise<Set<string>> {
  const sessionOf = (key: string) => key.split('/')[1] ?? '';
  const owners = await listFilesOwners(db, [...new Set(keys.map(sessionOf))], hold);
  const byName = new Map(owners.map((owner) => [owner.session_id, owner]));
  return new Set(
    keys.filter((key) => {
      const owner = byName.get(sessionOf(key));
      return owner && isInUse(owner, key);
    }),
  );
}

/** A session at work uses all it has but what is left of its earlier tries; one that ended, what its row names. */
function isInUse(owner: FilesOwner, key: string): boolean {
  if (owner.deleted_at) return false;
  if (key === owner.media_key || key === owner.copy_key) return true;
  if (owner.status === 'completed' || owner.status === 'failed') return false;
  if (key === sourceKey(owner)) return owner.media_key === null;
  const attempt = /\/(?:segments|source)-(\d+)(?:\/|$)/.exec(key)?.[1];
  return attempt === undefined || Number(attempt) >= owner.attempt;
}
