import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { AppError } from '../../platform/errors.ts';
import { type InstalledModel, modelFile, readModel, type WordTimes } from '../models/manifest.ts';
import { isSilent, toFloats } from '../pcm.ts';
import {
  BYTES_PER_MS,
  type Engine,
  type Model,
  type ModelToLoad,
  type RecognizedWord,
  type RecognizeHints,
  type Recognizer,
  type RecognizerStream,
  SAMPLE_RATE,
} from '../recognizer.ts';
import { withoutRepetitions } from '../text/repetitions.ts';
import { inTokenCase, type TokenCase, tokenCase, withoutShouting } from '../text/token-case.ts';
import { type TokenResult, wordsFromTokens } from '../text/words-from-tokens.ts';
import { type Aligner, canAlign, loadAligner } from './pocketsphinx-aligner.ts';
import {
  cleanHotwords,
  givesTimes,
  isRecogniser,
  isStreaming,
  sherpaConfig,
  takesHotwords,
  takesLanguage,
} from './sherpa-config.ts';

import { loadSherpaHelper } from './sherpa-helpers.ts';

/** The parts of sherpa-onnx-node that are used here (its own types are JSDoc without signatures for these). */
interface SherpaStream {
  acceptWaveform(wave: { samples: Float32Array; sampleRate: number }): void;
}
interface OfflineRecognizer {
  createStream(hotwords?: string): SherpaStream;
  decode(stream: SherpaStream): void;
  getResult(stream: SherpaStream): TokenResult;
}
interface OnlineStream extends SherpaStream {
  inputFinished(): void;
}
interface OnlineRecognizer {
  createStream(): OnlineStream;
  isReady(stream: OnlineStream): boolean;
  decode(stream: OnlineStream): void;
  getResult(stream: OnlineStream): TokenResult & { ys_probs?: number[] };
}
interface Sherpa {
  OfflineRecognizer: new (config: object) => OfflineRecognizer;
  OnlineRecognizer: new (config: object) => OnlineRecognizer;
}

/** Shorter audio has not one frame of features (25 ms each, 10 ms apart) that a model could look at. */
const SHORTEST_MS = 100;
/** Streaming models look ahead; so much silence behind the audio makes them give out the last words. */
const TAIL_SECONDS = 0.8;
/** Recognisers of one model kept loaded, one for each language and way to search. */
const MOST_VARIANTS = 3;

/** Neural models by sherpa-onnx (onnxruntime on the processor), described by `model.json`. */
export const sherpaEngine: Engine = {
  name: 'sherpa-onnx',
  findModels: (installed) => installed.filter(({ kind }) => isRecogniser(kind)).map(toModel),
  load: loadSherpa,
  loadHelper: loadSherpaHelper,
};

function toModel(model: InstalledModel): Model {
  const { capabilities = {} } = model;
  const [first = 'en'] = model.languages;
  return {
    key: model.name,
    engine: 'sherpa-onnx',
    language: first.split('-')[0] as string,
    locale: first,
    languages: model.languages,
    name: model.title,
    batch: true,
    realtime: true,
    sample_rate: 16_000,
    capabilities: {
      streaming: isStreaming(model.kind),
      word_times: capabilities.word_times ?? wordTimes(model),
      word_confidence: capabilities.word_confidence ?? false,
      hotwords: takesHotwords(model.kind) && (capabilities.hotwords ?? false),
      punctuation: capabilities.punctuation ?? false,
      alignment: false,
    },
    directory: model.directory,
    revision: model.revision,
    preference: model.preference ?? 0,
  };
}

/** Without times of its own a model gets them by alignment, where there is an acoustic model for that. */
function wordTimes({ kind, languages }: InstalledModel): WordTimes {
  if (givesTimes(kind)) return 'measured';
  return languages.some((tag) => canAlign(tag.split('-')[0] as string)) ? 'aligned' : 'spread';
}

/** @throws AppError `model_invalid` when a file is missing or was cut off */
async function loadSherpa({ directory, threads }: ModelToLoad): Promise<Recognizer> {
  const model = readModel(directory as string);
  const sherpa = createRequire(import.meta.url)('sherpa-onnx-node') as Sherpa;
  const spelling = tokenCase(await readFile(modelFile(model, 'tokens'), 'utf8'));
  const variants = new Map<string, OfflineRecognizer | OnlineRecognizer>();

  /** Languages and hotwords need recognisers of their own for some kinds; the oldest goes when there are too many. */
  function variant(hints: RecognizeHints) {
    const language = takesLanguage(model.kind) ? (hints.language ?? '') : '';
    const hotwords = takesHotwords(model.kind) ? hotwordsFor(hints.hotwords ?? [], spelling) : [];
    const made = sherpaConfig(model, { threads, language, hotwords });
    const name = `${language} ${made.streaming ? hotwords.join('\n') : hotwords.length > 0}`;
    const known = variants.get(name);
    const recognizer =
      known ?? (made.streaming ? new sherpa.OnlineRecognizer(made.config) : new sherpa.OfflineRecognizer(made.config));
    variants.delete(name);
    variants.set(name, recognizer);
    if (variants.size > MOST_VARIANTS) variants.delete(variants.keys().next().value as string);
    return { recognizer, hotwords };
  }

  /** Loads what is used without hints, so that a model which cannot be loaded shows at once. */
  try {
    variant({});
  } catch (cause) {
    throw new AppError('model_invalid', {
      detail: `The model ${path.basename(model.directory)} could not be loaded: ${cause instanceof Error ? cause.message : cause}.`,
      cause,
    });
  }

  let aligner: Promise<Aligner | undefined> | undefined;
  /** Words that were only spread over the audio, at their places if they can be found. */
  async function placed(words: RecognizedWord[], pcm: Buffer, language: string): Promise<RecognizedWord[]> {
    if (words.length === 0 || !canAlign(language.split('-')[0] as string)) return words;
    aligner ??= loadAligner();
    const aligned = (await aligner)?.align(
      words.map(({ word }) => word),
      pcm,
    );
    return aligned?.map((word, index) => ({ ...word, confidence: words[index]?.confidence ?? null })) ?? words;
  }

  const openStream = (hints: RecognizeHints = {}): RecognizerStream =>
    openOnlineStream(variant(hints).recognizer as OnlineRecognizer, spelling);

  return {
    async recognize(pcm, hints = {}) {
      const durationMs = Math.floor(pcm.length / BYTES_PER_MS);
      if (durationMs < SHORTEST_MS || isSilent(pcm)) return [];
      if (isStreaming(model.kind)) {
        const stream = openStream(hints);
        await stream.accept(pcm);
        return withoutRepetitions(await stream.finish());
      }
      const { recognizer, hotwords } = variant(hints);
      const offline = recognizer as OfflineRecognizer;
      const stream = offline.createStream(hotwords.length > 0 ? hotwords.join('/') : undefined);
      stream.acceptWaveform({ samples: toFloats(pcm), sampleRate: SAMPLE_RATE });
      offline.decode(stream);
      const result = offline.getResult(stream);
      const words = withoutRepetitions(withoutShouting(wordsFromTokens(result, durationMs), spelling));
      const isTimed = result.timestamps?.length === result.tokens.length;
      return isTimed ? words : placed(words, pcm, hints.language ?? model.languages[0] ?? '');
    },
    ...(isStreaming(model.kind) ? { openStream } : {}),
    close() {
      variants.clear();
      aligner?.then(
        (loaded) => loaded?.close(),
        () => {},
      );
    },
  };
}

const hotwordsFor = (hotwords: readonly string[], spelling: TokenCase) =>
  cleanHotwords(hotwords).map((phrase) => inTokenCase(phrase, spelling));

function openOnlineStream(recognizer: OnlineRecognizer, spelling: TokenCase): RecognizerStream {
  const stream = recognizer.createStream();
  let samples = 0;
  const accept = (wave: Float32Array) => {
    stream.acceptWaveform({ samples: wave, sampleRate: SAMPLE_RATE });
    while (recognizer.isReady(stream)) recognizer.decode(stream);
  };
  const words = (): RecognizedWord[] => {
    const result = recognizer.getResult(stream);
    const ys_log_probs = result.ys_probs ?? [];
    const words = wordsFromTokens({ ...result, ys_log_probs }, Math.floor((samples * 1000) / SAMPLE_RATE));
    return withoutShouting(words, spelling);
  };
  return {
    accept(pcm) {
      samples += pcm.length / 2;
      accept(toFloats(pcm));
      return words();
    },
    finish() {
      accept(new Float32Array(SAMPLE_RATE * TAIL_SECONDS));
      stream.inputFinished();
      while (recognizer.isReady(stream)) recognizer.decode(stream);
      return words();
    },
  };
}
