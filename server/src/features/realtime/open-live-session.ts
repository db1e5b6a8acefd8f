import type { RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { createAudioIntake, type LiveStream } from '../../speech/index.ts';
import { beginRealtime } from './begin-realtime.service.ts';
import { chooseLiveModel } from './choose-live-model.service.ts';
import type { CreateInput, LiveEntry, RealtimeHub } from './hub.ts';
import { updateRealtimeModel } from './realtime.repo.ts';
import type { StartOptions } from './session/messages.ts';
import { type RunningSession, runSession, type SessionParts, type StreamListeners } from './session/run-session.ts';

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

  async function open(start: StartOptions, listeners: StreamListeners): Promise<LiveStream> {
    const language = start.language ?? options.language;
    let own = ctx;
    if (!entry.actor) {
      if (start.key === undefined) {
        throw new AppError('unauthorized', { detail: 'Send it with the address, or as "key" of start.' });
      }
      entry.actor = await hub.identifyKey(start.key);
      own = { ...ctx, actor: entry.actor };
    }
    const model = chooseLiveModel(own, language);
    if (!entry.row) {
      entry.row = await beginRealtime(own, {
        ...{ session_id: entry.session_id, process: hub.process, language, model_key: model.key },
        ...{ type: options.type, source: 'client', save: options.save },
      });
    } else if (entry.row.model_key !== model.key) {
      const change = { language: language ?? null, model_key: model.key };
      await updateRealtimeModel(own.db, entry.row.organization_id, entry.row.id, change);
    }
    return own.speech.openLive({
      model,
      ...(language === undefined ? {} : { hints: { language } }),
      type: options.type,
      endpointMs: options.endpointMs ?? config.realtimeEndpointMs,
      partials: start.partial ?? options.partial,
      ...listeners,
    });
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
    openIntake: (onPcm, onFailed) => createAudioIntake({ ...options.audio, onPcm, onFailed }),
    ...ends,
  });
}
