import type { Db } from '../../../platform/postgres/connect.ts';
import type { StoredUtterance } from '../../../platform/tables.ts';

/** The utterances of a session, of this organisation only; undefined while there are none. */
export async function findResult(
  db: Db,
  organizationId: number,
  session: number,
): Promise<StoredUtterance[] | undefined> {
  const row = await db
    .selectFrom('session_results')
    .innerJoin('sessions', 'sessions.id', 'session_results.session')
    .select('session_results.utterances')
    .where('session_results.session', '=', session)
    .where('sessions.organization_id', '=', organizationId)
    .executeTakeFirst();
  return row?.utterances;
}
