import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Which engine the model of a session belongs to: a model may be gone by the time somebody asks.
  await sql`alter table sessions add column engine text`.execute(db);
  await sql`update sessions set engine = case model_key when 'scripted' then 'scripted' else 'pocketsphinx' end`.execute(
    db,
  );
  await sql`alter table sessions alter column engine set not null`.execute(db);
  // The language a session's model was to expect: what the client wrote may be the name of a model that is gone.
  await sql`alter table sessions add column spoken_language text`.execute(db);
  await sql`update sessions set spoken_language = case model_key when 'scripted' then 'xx' else 'en' end`.execute(db);
  await sql`alter table sessions alter column spoken_language set not null`.execute(db);
}
