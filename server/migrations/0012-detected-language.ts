import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // What was heard where the client asked for `auto`.
  await sql`alter table sessions add column detected_language text`.execute(db);
}
