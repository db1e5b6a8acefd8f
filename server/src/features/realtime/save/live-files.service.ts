import type { Db } from '../../../platform/postgres/connect.ts';
import { findMediaKeys } from '../../sessions/index.ts';
import { sessionOfFile } from './audio-file.ts';
import { listSavedSessions } from './save.repo.ts';

/**
 * Which of these files below `live/` are in use: recordings that go on, and those a session has not made its copy of.
 *
 * @param hold keeps the recordings as they are until the transaction ends
 */
export async function findLiveFiles(db: Db, keys: string[], hold: boolean): Promise<Set<string>> {
  const going = new Set(await listSavedSessions(db, keys.map(sessionOfFile), hold));
  // Asked second: a recording that ends meanwhile is then the media of a session.
  const media = await findMediaKeys(db, keys);
  return new Set(keys.filter((key) => going.has(sessionOfFile(key)) || media.has(key)));
}
