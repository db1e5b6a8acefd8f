import type { Db } from '../../../platform/postgres/connect.ts';
import { notInDeletedFolder } from '../../folder-access/index.ts';

/** Without an organisation: who holds a link signed by this server may see this one file. */
export function findCopyBySessionId(db: Db, sessionId: string) {
  return db
    .selectFrom('sessions')
    .select(['copy_key', 'copy_type'])
    .where('session_id', '=', sessionId)
    .where('deleted_at', 'is', null)
    .where(notInDeletedFolder('sessions.folder_id'))
    .executeTakeFirst();
}
