import type { Selectable } from 'kysely';
import type { Db } from '../../../platform/postgres/connect.ts';
import type { Database } from '../../../platform/tables.ts';
import { COLUMNS, type SessionRow } from '../sessions.repo.ts';

export type MediaFetch = Selectable<Database['media_fetches']>;

/** Marks a session that waits for its media as fetching it. Undefined when it does not wait for any. */
export function updateSessionFetching(
  db: Db,
  organizationId: number,
  id: number,
  facts: { filename: string; at: Date },
): Promise<SessionRow | undefined> {
  return db
    .updateTable('sessions')
    .set((set) => ({
      filename: set.fn.coalesce('filename', set.val(facts.filename)),
      status: 'queued',
      stage: 'fetch',
      queued_at: facts.at,
      updated_at: facts.at,
    }))
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('status', '=', 'new')
    .where('session_mode', '=', 'decode')
    .where('deleted_at', 'is', null)
    .returning(COLUMNS)
    .executeTakeFirst();
}

export async function insertMediaFetch(
  db: Db,
  fetch: { session: number; organization_id: number; url: Buffer },
): Promise<void> {
  await db
    .insertInto('media_fetches')
    .values({ ...fetch, total_bytes: null, validator: null, run: null, started_at: null })
    .execute();
}

/** Lets a fetch that failed begin anew. @returns whether there is one */
export async function updateFetchAgain(db: Db, organizationId: number, session: number): Promise<boolean> {
  const updated = await db
    .updateTable('media_fetches')
    .set({ received_bytes: 0, total_bytes: null, validator: null, attempts: 0, run: null, started_at: null })
    .where('organization_id', '=', organizationId)
    .where('session', '=', session)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

/** How far the downloads of these sessions are. */
export async function listDownloads(db: Db, organizationId: number, sessions: number[]) {
  return db
    .selectFrom('media_fetches')
    .select(['session', 'received_bytes', 'total_bytes'])
    .where('organization_id', '=', organizationId)
    .where('session', 'in', sessions)
    .execute();
}

/*
 * The worker's queries. As in the pipeline: a job names its session by the internal id that a checked request put into
 * the queue, and nothing a client sends reaches these functions.
 */

/** Begins an attempt, which ends any other on the same session. Undefined when there is nothing to fetch any more. */
export function updateFetchBegun(db: Db, session: number, run: string, at: Date): Promise<MediaFetch | undefined> {
  return db
    .updateTable('media_fetches')
    .set((set) => ({ run, started_at: set.fn.coalesce('started_at', set.val(at)) }))
    .where('session', '=', session)
    .returningAll()
    .executeTakeFirst();
}

/** @returns whether this is still the attempt that counts */
export async function updateFetch(
  db: Db,
  session: number,
  run: string,
  facts: Partial<Pick<MediaFetch, 'received_bytes' | 'total_bytes' | 'validator' | 'attempts'>>,
): Promise<boolean> {
  const updated = await db
    .updateTable('media_fetches')
    .set(facts)
    .where('session', '=', session)
    .where('run', '=', run)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

/** @returns whether there was one, of this attempt */
export async function deleteMediaFetch(db: Db, session: number, run: string): Promise<boolean> {
  const deleted = await db
    .deleteFrom('media_fetches')
    .where('session', '=', session)
    .where('run', '=', run)
    .executeTakeFirst();
  return deleted.numDeletedRows > 0n;
}
