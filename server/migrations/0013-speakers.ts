import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // What makes the prints of voices of this session (null: nothing does), and how many speakers its client expects.
  await sql`alter table sessions add column voice_model text, add column speaker_count smallint`.execute(db);
  // The voices heard in a segment, packed.
  await sql`alter table segments add column voices bytea`.execute(db);
  // Prints do not get smaller by compression, and are read whole.
  await sql`alter table segments alter column voices set storage external`.execute(db);
}
