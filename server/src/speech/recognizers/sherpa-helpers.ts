import { createRequire } from 'node:module';
import path from 'node:path';
import { AppError } from '../../platform/errors.ts';
import { type InstalledModel, modelFile, readModel } from '../models/manifest.ts';
import { isSilent, toFloats } from '../pcm.ts';
import { type ModelToLoad, SAMPLE_RATE, type SpeechHelper } from '../recognizer.ts';
import { createSherpaVoices, type SherpaVoices } from './sherpa-voices.ts';

/** The parts of sherpa-onnx-node that are used here. */
interface Punctuation {
  addPunct(text: string): string;
}
interface Stream {
  acceptWaveform(wave: { samples: Float32Array; sampleRate: number }): void;
}
interface LanguageIdentification {
  createStream(): Stream;
  compute(stream: Stream): string;
}
interface Sherpa extends SherpaVoices {
  OfflinePunctuation: new (config: object) => Punctuation;
  OnlinePunctuation: new (config: object) => Punctuation;
  SpokenLanguageIdentification: new (config: object) => LanguageIdentification;
}

/** Whisper looks at thirty seconds. */
const IDENTIFICATION_SECONDS = 30;

interface LoadOptions {
  threads: number;
  /** The model it works with, if there is one. */
  companion: InstalledModel | undefined;
}

type MakeHelper = (sherpa: Sherpa, model: InstalledModel, options: LoadOptions) => SpeechHelper;

/** Makes of a model what its kind is for besides recognition; undefined for kinds that only recognise. */
const HELPERS: Partial<Record<InstalledModel['kind'], MakeHelper>> = {
  'punctuation-ct-transformer': (sherpa, model, { threads: numThreads }) => {
    const punctuation = new sherpa.OfflinePunctuation({
      model: { ctTransformer: modelFile(model, 'model'), numThreads, provider: 'cpu', debug: 0 },
    });
    return { punctuate: (text) => punctuation.addPunct(text), close() {} };
  },
  'punctuation-online': (sherpa, model, { threads: numThreads }) => {
    const punctuation = new sherpa.OnlinePunctuation({
      model: {
        cnnBilstm: modelFile(model, 'model'),
        bpeVocab: modelFile(model, 'bpe_vocab'),
        ...{ numThreads, provider: 'cpu', debug: 0 },
      },
    });
    return { punctuate: (text) => punctuation.addPunct(text), close() {} };
  },
  'speaker-embedding': (sherpa, embedding, { threads, companion: segmentation }) =>
    createSherpaVoices(sherpa, { embedding, segmentation }, threads),
  whisper: (sherpa, model, { threads: numThreads }) => {
    const identification = new sherpa.SpokenLanguageIdentification({
      whisper: { encoder: modelFile(model, 'encoder'), decoder: modelFile(model, 'decoder') },
      ...{ numThreads, provider: 'cpu', debug: 0 },
    });
    return {
      identifyLanguage(pcm) {
        if (isSilent(pcm)) return null;
        const stream = identification.createStream();
        const samples = toFloats(pcm.subarray(0, IDENTIFICATION_SECONDS * SAMPLE_RATE * 2));
        stream.acceptWaveform({ samples, sampleRate: SAMPLE_RATE });
        return identification.compute(stream) || null;
      },
      close() {},
    };
  },
};

/** @throws AppError `model_invalid` when a file is missing or broken, or the model is for something else */
export async function loadSherpaHelper({ directory, companion, threads }: ModelToLoad): Promise<SpeechHelper> {
  const model = readModel(directory as string);
  const make = HELPERS[model.kind];
  const name = path.basename(model.directory);
  if (!make)
    throw new AppError('model_invalid', { detail: `The model ${name} (${model.kind}) only recognises words.` });
  const other = companion === undefined ? undefined : readModel(companion);
  const sherpa = createRequire(import.meta.url)('sherpa-onnx-node') as Sherpa;
  try {
    return make(sherpa, model, { threads, companion: other });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new AppError('model_invalid', { detail: `The model ${name} could not be loaded: ${reason}.`, cause });
  }
}

/** Whether it can tell which language is spoken: Whisper with more languages than English. */
export const identifiesLanguages = ({ kind, languages }: InstalledModel) => kind === 'whisper' && languages.length > 1;
