import { type InstalledModel, type ModelKind, modelFile } from '../models/manifest.ts';

/** What sherpa-onnx is given to make a recogniser: for whole segments, or for audio that is still coming. */
export type SherpaConfig =
  | { streaming: false; config: Record<string, unknown> }
  | { streaming: true; config: Record<string, unknown> };

type Model = InstalledModel;
const file = modelFile;

const transducer = (model: Model) => ({
  encoder: file(model, 'encoder'),
  decoder: file(model, 'decoder'),
  joiner: file(model, 'joiner'),
});

/** The part of the configuration that differs between kinds of models; names as sherpa-onnx-node wants them. */
const OFFLINE: Partial<Record<ModelKind, (model: Model, language: string) => Record<string, unknown>>> = {
  transducer: (model) => ({ transducer: transducer(model) }),
  'nemo-transducer': (model) => ({ transducer: transducer(model), modelType: 'nemo_transducer' }),
  'nemo-ctc': (model) => ({ nemoCtc: { model: file(model, 'model') } }),
  'zipformer-ctc': (model) => ({ zipformerCtc: { model: file(model, 'model') } }),
  'omnilingual-ctc': (model) => ({ omnilingual: { model: file(model, 'model') } }),
  whisper: (model, language) => ({
    whisper: {
      encoder: file(model, 'encoder'),
      decoder: file(model, 'decoder'),
      language,
      task: 'transcribe',
      // Half a second of silence behind the segment; the default (10 s) makes short segments three times as slow.
      tailPaddings: 50,
    },
  }),
  moonshine: (model) => ({
    moonshine: {
      preprocessor: file(model, 'preprocessor'),
      encoder: file(model, 'encoder'),
      uncachedDecoder: file(model, 'uncached_decoder'),
      cachedDecoder: file(model, 'cached_decoder'),
    },
  }),
  'sense-voice': (model, language) => ({
    senseVoice: { model: file(model, 'model'), language: language || 'auto', useInverseTextNormalization: 1 },
  }),
  canary: (model, language) => ({
    canary: {
      encoder: file(model, 'encoder'),
      decoder: file(model, 'decoder'),
      srcLang: language || 'en',
      tgtLang: language || 'en',
      usePnc: 1,
    },
  }),
};

const ONLINE: Partial<Record<ModelKind, (model: Model) => Record<string, unknown>>> = {
  'online-transducer': (model) => ({ transducer: transducer(model) }),
  'online-zipformer-ctc': (model) => ({ zipformer2Ctc: { model: file(model, 'model') } }),
  'online-nemo-ctc': (model) => ({ nemoCtc: { model: file(model, 'model') } }),
  'online-t-one-ctc': (model) => ({ toneCtc: { model: file(model, 'model') } }),
};

/** Kinds that take their language when they are loaded: another language is another recogniser. */
const TAKES_LANGUAGE: readonly ModelKind[] = ['whisper', 'sense-voice', 'canary'];
/** Kinds whose search can be bent towards given words, by contextual biasing in the modified beam search. */
const TAKES_HOTWORDS: readonly ModelKind[] = ['transducer', 'nemo-transducer', 'online-transducer'];

/** Decoders with attention give out text and no times. */
const WITHOUT_TIMES: readonly ModelKind[] = ['whisper', 'moonshine', 'canary'];

export const isRecogniser = (kind: ModelKind) => kind in OFFLINE || kind in ONLINE;
export const isStreaming = (kind: ModelKind) => kind in ONLINE;
export const takesLanguage = (kind: ModelKind) => TAKES_LANGUAGE.includes(kind);
export const takesHotwords = (kind: ModelKind) => TAKES_HOTWORDS.includes(kind);
export const givesTimes = (kind: ModelKind) => !WITHOUT_TIMES.includes(kind);

/**
 * @param language ISO 639 for kinds that take one; empty lets the model find out
 * @param hotwords makes the slower search that hotwords need; offline models are given the words with each stream, while
 * streaming ones (a limit of sherpa-onnx-node) only learn them here, when they are loaded
 */
export function sherpaConfig(
  model: Model,
  options: { threads: number; language: string; hotwords: readonly string[] },
): SherpaConfig {
  const { threads, language } = options;
  const hotwords = cleanHotwords(options.hotwords);
  const common = {
    tokens: file(model, 'tokens'),
    numThreads: threads,
    provider: 'cpu',
    debug: 0,
    ...(hotwords.length > 0 && model.files.bpe_vocab
      ? { modelingUnit: 'bpe', bpeVocab: file(model, 'bpe_vocab') }
      : {}),
  };
  const search =
    hotwords.length > 0
      ? { decodingMethod: 'modified_beam_search', maxActivePaths: 4, hotwordsScore: 2 }
      : { decodingMethod: 'greedy_search' };
  const featConfig = { sampleRate: model.sample_rate, featureDim: 80 };
  const offline = OFFLINE[model.kind];
  if (offline) {
    return {
      streaming: false,
      config: { featConfig, modelConfig: { ...offline(model, language), ...common }, ...search },
    };
  }
  const online = (ONLINE[model.kind] as (model: Model) => Record<string, unknown>)(model);
  const lines = hotwords.join('\n');
  const biased = lines ? { hotwordsBuf: lines, hotwordsBufSize: Buffer.byteLength(lines) } : {};
  // Where an utterance ends is decided by our voice activity detection.
  return {
    streaming: true,
    config: { featConfig, modelConfig: { ...online, ...common }, enableEndpoint: 0, ...search, ...biased },
  };
}

/** Without the characters that separate hotwords or give them scores. */
export function cleanHotwords(hotwords: readonly string[]): string[] {
  return hotwords.map((phrase) => phrase.replace(/[/:\s]+/g, ' ').trim()).filter(Boolean);
}
