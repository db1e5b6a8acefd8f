import { availableParallelism } from 'node:os';
import { AppError } from '../platform/errors.ts';
import type { Logger } from '../platform/log.ts';
import { createDecoderPool, type PoolStats } from './decoder-pool.ts';
import { type AudioSummary, type FindSpeechInput, findSpeech, type SpeechSegment } from './find-speech.ts';
import { createHelperModels, type HelperModels } from './helper-models.ts';
import { decodeAtTheEnd } from './live/decode-at-the-end.ts';
import { createLiveDecoders } from './live/live-decoders.ts';
import type { LiveFinal, LivePartial, LiveStream, OpenLiveInput } from './live/live-stream.ts';
import { openLive } from './live/open-live.ts';
import { createVoiceActivities } from './live/voice-activities.ts';
import { type MediaInfo, probeMedia } from './media-probe.ts';
import {
  findInstalledModels,
  findModel,
  installedLanguages,
  requireModel,
  spokenLanguage,
} from './models/choose-model.ts';
import { openModelFolder } from './models/model-folder.ts';
import { NICENESS } from './niceness.ts';
import type { Capabilities, Model, RecognizedWord, RecognizeHints } from './recognizer.ts';
import { findRecogniser } from './recognizers/index.ts';
import { createRemoteEngine, type RemoteEngineOptions } from './recognizers/remote.ts';
import { type ReencodedCopy, type ReencodeInput, reencode } from './reencode.ts';
import { createVoiceActivity } from './voice-activity.ts';

export { tellSpeakers } from './diarization/tell-speakers.ts';
export { packVoiceWindows, unpackVoiceWindows, type VoiceWindow } from './diarization/voice-windows.ts';
export { createAudioIntake } from './live-audio/audio-intake.ts';
export type { AudioEncoding, AudioIntake, AudioIntakeInput } from './live-audio/intake.ts';
export { type MediaStream, type MediaStreamInput, openMediaStream } from './live-audio/media-stream.ts';
export { SAFE_FORMATS } from './media-formats.ts';
export { spokenLanguage } from './models/choose-model.ts';
export {
  type InstalledModel,
  MANIFEST_FILE,
  MODEL_KINDS,
  MODEL_NAME,
  type ModelKind,
  ModelManifest,
  readModel,
} from './models/manifest.ts';
export { DEFAULTS_FILE } from './models/model-folder.ts';
export { wavHeader } from './pcm.ts';
export { isRecogniser } from './recognizers/sherpa-config.ts';
export { writeDigits } from './text/english-digits.ts';
export { plainWords } from './text/plain-words.ts';
export { type PunctuationInput, punctuate } from './text/punctuation.ts';
export { buildUtterances, type TimedWord, type Utterance, type WordTuple } from './text/utterances.ts';
export type {
  AudioSummary,
  Capabilities,
  FindSpeechInput,
  LiveFinal,
  LivePartial,
  LiveStream,
  MediaInfo,
  Model,
  OpenLiveInput,
  RecognizedWord,
  RecognizeHints,
  ReencodedCopy,
  ReencodeInput,
  RemoteEngineOptions,
  SpeechSegment,
};

export interface SpeechOptions {
  /** Number of decoder processes; one for each core is the most that helps. */
  decoders: number;
  /** Decoder processes besides, for interactive segments that find all others at work. Default 0. */
  interactiveDecoders?: number;
  /** Decoder processes for live streams, each for many of them. Default as many as `decoders`. */
  liveDecoders?: number;
  /** Names of engines, e.g. `['pocketsphinx']`. */
  engines: readonly string[];
  /** Directory with a folder for each installed model. */
  modelsDir?: string;
  /** What the engine `remote` asks. */
  remote?: RemoteEngineOptions | undefined;
  log: Logger;
  /** Longer audio is refused. Default 24 h. */
  maxDurationSeconds?: number;
  /** The longest time ffmpeg may give nothing while it is waited for. Default 60 s. */
  stallTimeoutMs?: number;
  /** The least time a segment may take before its decoder counts as hung. Default 30 s. */
  segmentTimeoutMs?: number;
}

export interface RecognizeInput {
  model: string;
  pcm: Buffer;
  signal: AbortSignal;
  hints?: RecognizeHints;
  /** Whose segment it is, for taking turns. Default 0. */
  group?: number;
  /** Whether somebody is waiting for it. Default false. */
  isInteractive?: boolean;
}

export interface Speech extends HelperModels {
  /** What is installed. */
  models(): readonly Model[];
  /** Case-insensitive; `en`, `EN`, `en-US`, `en_us` and a model's key; `en-gb` falls back to the language. */
  findModel(languageTag: string): Model | undefined;
  /** For error messages. */
  languages(): string[];
  /** Reads the headers of a file. @throws AppError `audio_undecodable` when it is not media or has no sound. */
  probe(path: string, signal: AbortSignal): Promise<MediaInfo>;
  /**
   * Decodes a file and gives its segments of speech (30 s at most) as soon as they are known; returns the summary at the
   * end. Reads on only when the next segment is asked for, so memory stays flat.
   * @throws AppError `audio_undecodable`, `audio_too_short` (< 1 s), `file_too_large` (beyond the longest duration),
   * `processing_timeout` (ffmpeg stalls); `service_unavailable` is worth another try. The signal's reason when aborted.
   */
  findSpeech(input: FindSpeechInput): AsyncGenerator<SpeechSegment, AudioSummary>;
  /**
   * Recognises one segment in the pool of decoders. Groups take turns; within one, interactive segments go first, then
   * first come, first served.
   * @param input.model key of a model.
   * @param input.pcm s16le 16 kHz mono.
   * @throws AppError `model_not_found` for an unknown key and when the model is removed or replaced meanwhile,
   * `model_invalid` when its files are damaged, `recognition_failed` when three decoders were lost to it,
   * `service_unavailable` when closing. The signal's reason when aborted.
   */
  recognize(input: RecognizeInput): Promise<RecognizedWord[]>;
  /**
   * Opens a stream of audio that is still coming.
   * @throws AppError `model_not_found` for an unknown key
   */
  openLive(input: OpenLiveInput): LiveStream;
  /** Writes a small copy for players and editors. @throws AppError `audio_undecodable`; the signal's reason when aborted. */
  reencode(input: ReencodeInput): Promise<ReencodedCopy>;
  stats(): PoolStats;
  /** Ends all child processes; calls in flight reject with `service_unavailable`. */
  close(): Promise<void>;
}

/** A live stream takes 0.4 % of a core for its voice activity and at least some 20 % to be decoded. */
const DECODERS_OF_ONE_ACTIVITY = 4;

/**
 * Audio → words. Starts nothing: child processes come with the first call that needs them, then stay warm.
 * @throws AppError `internal_error` for an engine this build does not know.
 */
export function createSpeech(options: SpeechOptions): Speech {
  const { log } = options;
  const folder = openModelFolder(options.modelsDir, log);
  const remote = options.remote && createRemoteEngine(options.remote);
  // A wrong name shows at the start and not with the first request.
  for (const name of options.engines) if (name !== 'remote') findRecogniser(name);
  const modelsOf = (engine: string) => {
    if (engine === 'remote') return remote ? [remote.model] : [];
    return findInstalledModels([engine], folder.list());
  };
  const models = () => options.engines.flatMap(modelsOf);
  const voiceActivity = createVoiceActivity({ log, niceness: NICENESS.reading });
  // Of its own, so that no recording being read delays what is being said.
  const processes = options.liveDecoders ?? options.decoders;
  const liveActivity = createVoiceActivities({
    ...{ log, niceness: NICENESS.interactive },
    processes: Math.ceil(processes / DECODERS_OF_ONE_ACTIVITY),
  });
  const segmentTimeoutMs = options.segmentTimeoutMs ?? 30_000;
  const liveDecoders = createLiveDecoders({
    decoders: processes,
    threads: 1,
    log,
    timeoutMs: segmentTimeoutMs,
  });
  const pool = createDecoderPool({
    decoders: options.decoders,
    interactiveDecoders: options.interactiveDecoders ?? 0,
    threads: Math.max(1, Math.floor(availableParallelism() / Math.max(1, options.decoders))),
    log,
    segmentTimeoutMs,
  });
  const parts = {
    voiceActivity,
    maxDurationSeconds: options.maxDurationSeconds ?? 24 * 3600,
    stallTimeoutMs: options.stallTimeoutMs ?? 60_000,
  };
  return {
    ...createHelperModels({ folder, pool, log }),
    models,
    findModel: (languageTag) => findModel(models(), languageTag, folder.defaults()),
    languages: () => installedLanguages(models()),
    probe: probeMedia,
    findSpeech: (input) => findSpeech(input, parts),
    async recognize({ model: key, pcm, signal, hints = {}, group = 0, isInteractive = false }) {
      const known = folder.list();
      const model = requireModel(models(), key);
      const language = spokenLanguage(model, hints.language);
      if (remote && model.engine === 'remote') return remote.recognize({ pcm, language, signal });
      const task = { type: 'recognize' as const, input: { pcm, hints: { ...hints, language } } };
      try {
        return await pool.run({ model, task, signal, group, isInteractive });
      } catch (error) {
        const isInvalid = error instanceof AppError && error.kind === 'model_invalid';
        if (isInvalid && folder.listAfresh() !== known) throw modelChanged(key, error);
        throw error;
      }
    },
    openLive(input) {
      const model = requireModel(models(), input.model.key);
      const hints = { ...input.hints, language: spokenLanguage(model, input.hints?.language) };
      liveActivity.warmUp();
      if (remote && model.engine === 'remote') {
        const recognize = (pcm: Buffer, signal: AbortSignal) =>
          remote.recognize({ pcm, language: hints.language, signal });
        const ready = Promise.resolve();
        return openLive(input, {
          voiceActivity: liveActivity,
          ready,
          waitingMs: () => 0,
          decode: () => decodeAtTheEnd(recognize),
        });
      }
      return openLive(input, {
        voiceActivity: liveActivity,
        ready: liveDecoders.warmUp(model),
        waitingMs: () => liveDecoders.waitingMs,
        decode: (utterance) =>
          liveDecoders.open({
            ...{ ...utterance, model, hints, partials: input.partials },
            isWhole: input.type === 'quality',
          }),
      });
    },
    reencode,
    stats: pool.stats,
    async close() {
      await Promise.all([pool.close(), voiceActivity.close(), liveDecoders.close(), liveActivity.close()]);
    },
  };
}

/** Files that were taken away while they were being loaded are not damaged. */
function modelChanged(key: string, cause: AppError): AppError {
  return new AppError('model_not_found', { detail: `The model "${key}" was removed or replaced meanwhile.`, cause });
}
