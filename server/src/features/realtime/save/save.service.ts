import { type Ctx, inTransaction } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import type { RealtimeEnd } from '../../../platform/realtime-tables.ts';
import { type LiveFinal, spokenLanguage } from '../../../speech/index.ts';
import { insertLiveSession } from '../../sessions/index.ts';
import { audioKey, openAudioFile, storedAudioMs } from './audio-file.ts';
import { openFinalStore } from './final-store.ts';
import { copyFinalsToSegments, deleteSave, findLastFinalMs, insertSave, lockSave } from './save.repo.ts';

/** The row of `realtime_sessions`, as far as it matters here. */
export interface LiveToSave {
  id: number;
  session_id: string;
  organization_id: number;
  token_id: number;
  /** `key:12` or `user:3`. */
  caller: string;
  /** As the client wrote it; null when it did not say. */
  language: string | null;
  model_key: string;
  started_at: Date;
  /** What the client calls it. */
  filename?: string | null;
}

/** A live session being kept. */
export interface Save {
  /** The next audio, 16 kHz mono s16le. Never blocks and never throws; the buffer must not be changed afterwards. */
  audio(pcm: Buffer): void;
  /** The next utterance, times from the beginning of the stream. */
  final(final: LiveFinal): void;
  /** Audio taken and not yet on the disk, bytes. */
  readonly pendingBytes: number;
  /**
   * Makes the session. Resolves when it is in the pipeline, or, with a line in the log, when that has to be left to whoever
   * looks for what is left over; never rejects.
   */
  end(how?: RealtimeEnd): Promise<void>;
}

/** How long the end of a live session may wait for the database. */
const PATIENCE_MS = 10_000;

/**
 * Begins to keep a live session: its audio in a file, its finals in rows, both as they come, so that a killed process loses
 * less than a second. When it ends, a session of the same name comes of it.
 *
 * @param onFailed the audio can no longer be kept, for want of room; the words still are
 * @throws AppError `storage_full`; `model_not_found` when the model is gone
 */
export async function openSave(ctx: Ctx, row: LiveToSave, onFailed?: (error: AppError) => void): Promise<Save> {
  const log = ctx.log.child({ session: row.session_id });
  const model = ctx.speech.models().find(({ key }) => key === row.model_key);
  if (!model) throw new AppError('model_not_found', { detail: `The model "${row.model_key}" was removed.` });
  const language = row.language ?? model.locale;
  const { id, session_id, organization_id, token_id, caller, model_key, started_at, filename = null } = row;
  const audio = await openAudioFile(ctx, session_id, (error) => {
    log.warn({ err: error }, 'the audio of a live session can no longer be kept');
    onFailed?.(error);
  });
  try {
    await insertSave(ctx.db, {
      ...{ realtime_session: id, session_id, organization_id, token_id, caller, model_key, started_at, filename },
      ...{ language, spoken_language: spokenLanguage(model, language), engine: model.engine },
    });
  } catch (error) {
    await audio.close();
    await ctx.storage.deleteFile(audioKey(session_id));
    throw error;
  }
  const finals = openFinalStore(ctx, id);
  let heardBytes = 0;
  return {
    audio(pcm) {
      heardBytes += pcm.length;
      audio.write(pcm);
    },
    final: (final) => finals.add(final),
    get pendingBytes() {
      return audio.pendingBytes;
    },
    async end(how = 'stopped') {
      try {
        await audio.close();
        await finals.flush(PATIENCE_MS);
        await finishSave(ctx, id, heardBytes / 32);
        log.debug({ how }, 'a live session was saved');
      } catch (error) {
        log.error({ err: error }, 'a live session could not be saved yet; that will be tried again');
      }
    },
  };
}

/**
 * Makes a session of what was kept, once: whoever comes second finds nothing to do.
 *
 * @param heardMs how long it was, if that is known better than by what is stored
 * @returns whether there was something to do
 */
export async function finishSave(ctx: Ctx, realtimeSession: number, heardMs = 0): Promise<boolean> {
  const emptyFile = await inTransaction(ctx, async (ctx) => {
    const save = await lockSave(ctx.db, realtimeSession);
    if (!save) return undefined;
    const { realtime_session: _, ...facts } = save;
    const key = audioKey(save.session_id);
    const audioMs = await storedAudioMs(ctx, save.session_id);
    const lastMs = await findLastFinalMs(ctx.db, realtimeSession);
    const media_key = audioMs > 0 ? key : null;
    const recording = { ...facts, media_key, duration: Math.max(audioMs, lastMs, heardMs) / 1000 };
    await insertLiveSession(ctx, recording, (db, session) => copyFinalsToSegments(db, realtimeSession, session));
    await deleteSave(ctx.db, save);
    return media_key ? null : key;
  });
  if (emptyFile) await ctx.storage.deleteFile(emptyFile);
  return emptyFile !== undefined;
}
