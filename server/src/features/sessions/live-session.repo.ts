import type { Db } from '../../platform/postgres/connect.ts';

/** What was heard, as far as the pipeline counts it. */
export interface HeardSegments {
  count: number;
  speech_ms: number;
}

/** Notes that all its segments have their words. */
export async function updateSessionHeard(
  db: Db,
  session: { id: number; organization_id: number },
  { count, speech_ms }: HeardSegments,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ segments_total: count, segments_done: count, speech_ms_total: speech_ms, speech_ms_done: speech_ms })
    .where('id', '=', session.id)
    .where('organization_id', '=', session.organization_id)
    .execute();
}
