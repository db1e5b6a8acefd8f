import { notInstalled } from './defaults.ts';
import { withLocalSpeech } from './local-speech.ts';
import type { ModelStore } from './store.ts';

export interface TriedWord {
  word: string;
  start_seconds: number;
  end_seconds: number;
  /** Null where the model has none. */
  confidence: number | null;
}

export interface Trial {
  model: string;
  /** Which of its languages it was told to expect. */
  language: string;
  words: TriedWord[];
  /** Of the recording. */
  duration_seconds: number;
  /** From reading the first byte to the last word, without loading the model. */
  processing_seconds: number;
  /** Starting a decoder and loading the model. */
  loading_seconds: number;
  real_time_factor: number;
}

/** Half a second of silence has the model loaded. */
const SILENCE = Buffer.alloc(16_000);

/**
 * Transcribes one file with one model, in this process's own decoder, to see that it works and how fast it is here.
 *
 * @param language one of the model's; its first if left out
 * @throws AppError `model_not_found`, `audio_undecodable` and what else recognition throws; the signal's reason
 */
export async function tryModel(
  store: ModelStore,
  name: string,
  file: string,
  options: { language?: string; signal: AbortSignal; onProgress?(decodedSeconds: number): void },
): Promise<Trial> {
  const { signal, onProgress } = options;
  return withLocalSpeech(store, async (speech) => {
    const model = speech.models().find(({ key }) => key === name.trim().toLowerCase());
    if (!model) throw notInstalled(name, speech.models());
    const { language = model.language } = options;
    const hints = { language };
    const began = performance.now();
    await speech.recognize({ model: model.key, pcm: SILENCE, signal, hints });
    const loaded = performance.now();
    const input = { path: file, multichannel: false, signal, ...(onProgress ? { onProgress } : {}) };
    const segments = speech.findSpeech(input);
    const words: TriedWord[] = [];
    let next = await segments.next();
    for (; !next.done; next = await segments.next()) {
      const { pcm, start_ms } = next.value;
      for (const word of await speech.recognize({ model: model.key, pcm, signal, hints })) {
        words.push({
          word: word.word,
          start_seconds: (start_ms + word.start_ms) / 1000,
          end_seconds: (start_ms + word.end_ms) / 1000,
          confidence: word.confidence,
        });
      }
    }
    const processing_seconds = (performance.now() - loaded) / 1000;
    const { duration_seconds } = next.value;
    return {
      model: model.key,
      language,
      words,
      duration_seconds,
      processing_seconds,
      loading_seconds: (loaded - began) / 1000,
      real_time_factor: processing_seconds / duration_seconds,
    };
  });
}
