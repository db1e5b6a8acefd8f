import { AppError } from '../platform/errors.ts';
import type { Logger } from '../platform/log.ts';
import type { DecoderPool } from './decoder-pool.ts';
import type { VoiceWindow } from './diarization/voice-windows.ts';
import type { InstalledModel } from './models/manifest.ts';
import type { ModelFolder } from './models/model-folder.ts';
import { BUILT_IN_VOICES } from './recognizers/built-in-voices.ts';
import { identifiesLanguages } from './recognizers/sherpa-helpers.ts';
import { DEFAULT_THRESHOLD } from './recognizers/sherpa-voices.ts';
import { type PunctuationInput, punctuate } from './text/punctuation.ts';
import { withMarksOf } from './text/punctuation-model.ts';

export interface PunctuateInput<Word extends PunctuationInput> {
  /** Words of one channel in order, without marks. */
  words: readonly Word[];
  /** ISO 639 or BCP 47, lower case. */
  language: string;
  signal: AbortSignal;
  /** Whose words they are, for taking turns. Default 0. */
  group?: number;
}

export interface HelperModels {
  /**
   * Capitals and marks: by a model for the language if one is installed, otherwise, and where the model fails, by rules.
   * @returns as many words, each with its times and other fields unchanged.
   */
  punctuate<Word extends PunctuationInput>(input: PunctuateInput<Word>): Promise<Word[]>;
  /** Key of the model that tells languages apart, if one is installed. */
  languageIdentifier(): string | undefined;
  /**
   * Which language is spoken, ISO 639; null when it cannot be told.
   * @param input.pcm s16le 16 kHz mono; the first 30 s count
   * @throws AppError `model_not_found` when no model for it is installed
   */
  identifyLanguage(input: { pcm: Buffer; signal: AbortSignal; group?: number }): Promise<string | null>;
  /** What tells voices apart here: an installed model, or `built-in`. */
  voiceModel(): string;
  /** Prints of the voices in a segment. @throws AppError `model_not_found` when the model was removed */
  findVoices(input: FindVoicesInput): Promise<VoiceWindow[]>;
  /** The distance of prints from which on two voices are two speakers; undefined for `built-in`, which has none. */
  voiceThreshold(model: string): number | undefined;
}

export interface FindVoicesInput {
  /** Name of the model that makes the prints, as {@link HelperModels.voiceModel} gave it. */
  model: string;
  /** s16le 16 kHz mono. */
  pcm: Buffer;
  signal: AbortSignal;
  group?: number;
  isInteractive?: boolean;
}

/** A pause between words that is a good place to cut a long text, seconds. */
const CUT_SECONDS = 0.5;
/** Punctuation models were trained on passages of about this length; longer ones get slow. */
const LONGEST_PASSAGE = 200;
const SHORTEST_PASSAGE = 30;

/** What models do besides recognising words, in the pool of decoders. */
export function createHelperModels(parts: { folder: ModelFolder; pool: DecoderPool; log: Logger }): HelperModels {
  const { folder, pool, log } = parts;
  const preferred = (wanted: (model: InstalledModel) => boolean) =>
    folder
      .list()
      .filter(wanted)
      .toSorted((a, b) => (b.preference ?? 0) - (a.preference ?? 0))[0];
  const findPunctuation = (language: string) =>
    preferred(({ kind, languages }) => kind.startsWith('punctuation-') && languages.includes(baseOf(language)));
  const findIdentifier = () => preferred(identifiesLanguages);

  async function punctuatePassage<Word extends PunctuationInput>(
    model: InstalledModel,
    passage: readonly Word[],
    input: PunctuateInput<Word>,
  ): Promise<Word[]> {
    const { language, signal, group = 0 } = input;
    const text = passage.map(({ word }) => word).join(' ');
    try {
      const task = { type: 'punctuate' as const, input: { text } };
      const written = await pool.run({ model: toLoad(model), task, signal, group, isInteractive: true });
      const marked = withMarksOf(passage, written);
      if (marked) return marked;
      log.warn({ model: model.name }, 'a punctuation model changed the words; rules are used instead');
    } catch (error) {
      if (signal.aborted || (error instanceof AppError && error.kind === 'service_unavailable')) throw error;
      // A transcript does not fail for want of commas.
      log.warn({ err: error, model: model.name }, 'a punctuation model failed; rules are used instead');
    }
    return punctuate(passage, baseOf(language));
  }

  return {
    async punctuate(input) {
      const model = findPunctuation(input.language);
      if (!model) return punctuate(input.words, baseOf(input.language));
      const marked = await Promise.all(
        passagesOf(input.words).map((passage) => punctuatePassage(model, passage, input)),
      );
      return marked.flat();
    },

    voiceModel: () => preferred(isVoiceModel)?.name ?? BUILT_IN_VOICES,

    async findVoices({ model: name, pcm, signal, group = 0, isInteractive = false }) {
      const task = { type: 'find-voices' as const, input: { pcm } };
      const turn = { task, signal, group, isInteractive };
      if (name === BUILT_IN_VOICES) return pool.run({ model: BUILT_IN, ...turn });
      const model = folder.list().find((one) => one.name === name && isVoiceModel(one));
      if (!model) throw new AppError('model_not_found', { detail: `The model "${name}" is not installed.` });
      const companion = preferred(({ kind }) => kind === 'speaker-segmentation-pyannote')?.directory;
      return pool.run({ model: { ...toLoad(model), companion }, ...turn });
    },

    voiceThreshold(name) {
      if (name === BUILT_IN_VOICES) return undefined;
      return folder.list().find((one) => one.name === name)?.speaker_threshold ?? DEFAULT_THRESHOLD;
    },

    languageIdentifier: () => findIdentifier()?.name,

    async identifyLanguage({ pcm, signal, group = 0 }) {
      const model = findIdentifier();
      if (!model) throw new AppError('model_not_found', { detail: 'No installed model can tell languages apart.' });
      const task = { type: 'identify-language' as const, input: { pcm } };
      return pool.run({ model: toLoad(model), task, signal, group, isInteractive: true });
    },
  };
}

const BUILT_IN = { key: BUILT_IN_VOICES, engine: BUILT_IN_VOICES, directory: null, revision: '' };

const isVoiceModel = ({ kind }: InstalledModel) => kind === 'speaker-embedding';

const baseOf = (language: string) => language.split('-')[0] as string;

function toLoad({ name, directory, revision }: InstalledModel) {
  return { key: name, engine: 'sherpa-onnx', directory, revision };
}

/** Cut at pauses, so that a passage ends where a sentence may. */
function passagesOf<Word extends PunctuationInput>(words: readonly Word[]): Word[][] {
  const passages: Word[][] = [];
  let passage: Word[] = [];
  for (const [index, word] of words.entries()) {
    passage.push(word);
    const next = words[index + 1];
    const isPause = next && next.start_seconds - word.end_seconds >= CUT_SECONDS;
    if (next && passage.length < LONGEST_PASSAGE && !(isPause && passage.length >= SHORTEST_PASSAGE)) continue;
    passages.push(passage);
    passage = [];
  }
  return passages;
}
