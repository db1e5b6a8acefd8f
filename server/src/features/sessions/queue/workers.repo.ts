import { sql } from 'kysely';
import type { Db } from '../../../platform/postgres/connect.ts';

export async function upsertWorker(
  db: Db,
  worker: { id: string; host: string; decoders: number; seen_at: Date },
): Promise<void> {
  await db
    .insertInto('workers')
    .values(worker)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: worker.seen_at }))
    .execute();
}

export async function deleteWorker(db: Db, id: string): Promise<void> {
  await db.deleteFrom('workers').where('id', '=', id).execute();
}

/** Those that ended without a word. */
export async function deleteGoneWorkers(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('workers').where('seen_at', '<', sql<Date>`${before}::timestamptz`).execute();
}
