import type { RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { type AudioIntake, createAudioIntake, type Model, spokenLanguage, writeDigits } from '../../speech/index.ts';
import { countWrongKey } from '../limits/index.ts';
import { beginRealtime } from './begin-realtime.service.ts';
import { chooseLiveModel } from './choose-live-model.service.ts';
import type { CreateInput, LiveEntry, RealtimeHub } from './hub.ts';
import { startPull } from './pull/start-pull.ts';
import { type RealtimeRow, updateRealtimeModel } from './realtime.repo.ts';
import { openSave } from './save/index.ts';
import type { StartOptions } from './session/messages.ts';
import { type RunningSession, runSession } from './session/run-session.ts';
import type { Opened, PullListeners, SessionParts, StreamListeners } from './session/session-parts.ts';

/** Gives a session what it needs of the platform: the model for it, its row, its audio. */
export function openLiveSession(
  ctx: RequestCtx,
  hub: RealtimeHub,
  entry: LiveEntry,
  input: CreateInput,
  ends: Pick<SessionParts, 'onEnd' | 'onForget'>,
): RunningSession {
  const { config } = ctx;
  const { options } = input;
  let intake: AudioIntake | undefined;

  async function open(start: StartOptions, listeners: StreamListeners): Promise<Opened> {
    const language = start.language ?? options.language;
    const own = await identified(start.key);
    const model = chooseLiveModel(own, language);
    const row = await noted(own, model, language);
    if (options.save) {
      const kept = { ...row, filename: options.title ?? null };
      entry.save = await openSave(own, kept, listeners.onSaveFailed);
    }
    const isEnglish = spokenLanguage(model, language) === 'en';
    const stream = own.speech.openLive({
      model,
      ...(language === undefined ? {} : { hints: { language } }),
      type: options.type,
      endpointMs: options.endpointMs ?? config.realtimeEndpointMs,
      partials: start.partial ?? options.partial,
      ...(isEnglish && (start.actual_numbers ?? options.actual_numbers) ? inDigits(listeners) : listeners),
    });
    return { stream, keep: entry.save };
  }

  async function identified(key: string | undefined): Promise<RequestCtx> {
    if (entry.actor) return ctx;
    try {
      if (key === undefined) {
        throw new AppError('unauthorized', { detail: 'Send it with the address, or as "key" of start.' });
      }
      entry.actor = await hub.identifyKey(key);
    } catch (error) {
      if (error instanceof AppError && error.status === 401) await countWrongKey(ctx, input.address);
      throw error;
    }
    return { ...ctx, actor: entry.actor };
  }

  /** The row there is, or now that somebody is known a new one. */
  async function noted(own: RequestCtx, model: Model, language: string | undefined): Promise<RealtimeRow> {
    const facts = { language: language ?? null, model_key: model.key };
    if (!entry.row) {
      const { type, save } = options;
      const { session_id } = entry;
      entry.row = await beginRealtime(own, {
        ...facts,
        session_id,
        process: hub.process,
        type,
        source: 'client',
        save,
      });
    } else if (entry.row.model_key !== model.key || entry.row.language !== facts.language) {
      await updateRealtimeModel(own.db, entry.row.organization_id, entry.row.id, facts);
      entry.row = { ...entry.row, ...facts };
    }
    return entry.row;
  }

  return runSession({
    settings: {
      session_id: entry.session_id,
      source: options.route === 'pull' ? 'pull' : 'client',
      startMs: config.realtimeStartSeconds * 1000,
      idleMs: config.realtimeIdleSeconds * 1000,
      maxMs: config.realtimeMaxSeconds * 1000,
      reconnectMs: config.realtimeReconnectSeconds * 1000,
    },
    scheduler: hub.scheduler,
    open,
    ...(options.route === 'pull'
      ? { pull: (listeners: PullListeners) => startPull(ctx, { url: options.url as string, ...listeners }) }
      : {}),
    openIntake(onPcm, onFailed) {
      intake = createAudioIntake({ ...options.audio, toldFormat: intake?.toldFormat, onPcm, onFailed });
      return intake;
    },
    ...ends,
  });
}

/** The only language with a grammar for it. */
const inDigits = (listeners: StreamListeners): StreamListeners => ({
  ...listeners,
  onPartial: (partial) => listeners.onPartial({ ...partial, words: writeDigits(partial.words) }),
  onFinal: (final) => listeners.onFinal({ ...final, words: writeDigits(final.words) }),
});
