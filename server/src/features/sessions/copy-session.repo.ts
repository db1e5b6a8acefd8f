import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';

export interface SessionCopy {
  session_id: string;
  token_id: number;
  folder_id: number | null;
  copy_key: string | null;
  at: Date;
}

/**
 * A completed session once more, with what was recognised in it: without its receivers, notes and queue figures.
 *
 * @returns undefined when it is no longer there, or not completed
 */
export async function insertSessionCopy(
  db: Db,
  source: { id: number; organization_id: number },
  copy: SessionCopy,
): Promise<{ id: number } | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into sessions (
      session_id, organization_id, token_id, folder_id, status, session_mode, language, model_key, engine,
      detected_language, spoken_language, voice_model, speaker_count, filename, media_type, media_kind, copy_key, copy_type,
      copy_done, keep_source, punctuation, multichannel, diarization, meta_data, custom_model_id, webhook_method, duration,
      announced_seconds, progress, prepared, created_at, updated_at, started_at, finished_at)
    select
      ${copy.session_id}, organization_id, ${copy.token_id}::int, ${copy.folder_id}::int, status, session_mode, language,
      model_key, engine, detected_language, spoken_language, voice_model, speaker_count, filename, media_type, media_kind,
      ${copy.copy_key}, case when ${copy.copy_key}::text is null then null else copy_type end, copy_done, keep_source,
      punctuation, multichannel, diarization, meta_data, custom_model_id, webhook_method, duration, announced_seconds,
      progress, prepared, ${copy.at}, ${copy.at}, started_at, ${copy.at}
    from sessions
    where id = ${source.id} and organization_id = ${source.organization_id} and status = 'completed' and deleted_at is null
    returning id`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  await sql`
    insert into session_results (session, utterances, word_count)
    select ${row.id}, utterances, word_count from session_results where session = ${source.id}`.execute(db);
  return row;
}
