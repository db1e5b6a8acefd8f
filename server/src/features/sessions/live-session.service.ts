import { type Ctx, inTransaction } from '../../context.ts';
import type { Db } from '../../platform/postgres/connect.ts';
import { noteEvent } from '../audit/index.ts';
import { type HeardSegments, updateSessionHeard } from './live-session.repo.ts';
import { assembleJob, copyJob } from './pipeline/pipeline.jobs.ts';
import { publishSession } from './pipeline/session-end.ts';
import { insertSession } from './sessions.repo.ts';

/** A live session that has ended, with what was kept of it. */
export interface LiveRecording {
  session_id: string;
  organization_id: number;
  token_id: number;
  /** `key:12` or `user:3`. */
  caller: string;
  language: string;
  spoken_language: string;
  model_key: string;
  engine: string;
  filename: string | null;
  /** Storage key of its audio; null when there is none. */
  media_key: string | null;
  /** Seconds. */
  duration: number;
  started_at: Date;
}

/**
 * Makes a session of what was heard live: its words are there already, so it enters the pipeline where they are put
 * together, after the copy for players. Punctuation, document, webhooks and events are those of any session. Its document is
 * captions; it lies in no folder, as whatever a key makes without naming one.
 *
 * @param writeSegments stores its segments with their words, in the same transaction
 */
export async function insertLiveSession(
  ctx: Ctx,
  recording: LiveRecording,
  writeSegments: (db: Db, session: number) => Promise<HeardSegments>,
): Promise<void> {
  const { caller, media_key, started_at, ...facts } = recording;
  await inTransaction(ctx, async (ctx) => {
    const now = ctx.now();
    const row = await insertSession(ctx.db, {
      ...facts,
      media_key,
      status: 'processing',
      stage: media_key ? 'recognise' : 'assemble',
      session_mode: 'decode',
      media_type: media_key && 'audio/wav',
      media_kind: 'audio',
      keep_source: true,
      copy_done: media_key === null,
      punctuation: true,
      multichannel: false,
      document: JSON.stringify({ document_type: 'caption' }),
      webhook_method: 'POST',
      announced_seconds: facts.duration,
      prepared: 1,
      progress: 98,
      created_at: started_at,
      updated_at: now,
      queued_at: now,
      started_at: now,
    });
    const heard = await writeSegments(ctx.db, row.id);
    await updateSessionHeard(ctx.db, row, heard);
    await ctx.jobs.send(media_key ? copyJob : assembleJob, { session: row.id });
    await publishSession(ctx, row);
    const { organization_id, session_id } = row;
    const target = `session:${session_id}`;
    await noteEvent(ctx, { organization_id, actor: caller, action: 'session.created', target, session: row.id });
  });
}
